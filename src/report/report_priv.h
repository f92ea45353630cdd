/* The writers' rows. */
#ifndef TEMA_REPORT_PRIV_H
#define TEMA_REPORT_PRIV_H

#include "tema/report/report.h"

extern const struct report_writer report_md, report_html, report_csv;

#endif
