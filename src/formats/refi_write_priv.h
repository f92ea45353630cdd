/* What the writers of REFI-QDA share. */
#ifndef TEMA_FORMATS_REFI_WRITE_H
#define TEMA_FORMATS_REFI_WRITE_H

#include <libxml/xmlwriter.h>

#include "fields_priv.h"
#include "refi_rest_priv.h"
#include "tema/formats/project.h"

/* Items of one kind by their ids, or by the id of what they hang on. */
struct by_id {
    tema_id id;
    size_t at; /* index into the exchange's vector */
};
struct id_index {
    struct by_id *v; /* ascending id, then index */
    size_t n;
};

struct refi {
    struct exchange *x;
    struct arena arena;
    xmlTextWriterPtr w;
    size_t replaced; /* characters that XML 1.0 has no place for */
    struct id_index codes, coders, sources, segments, memos, rounds; /* by their own ids */
    struct id_index children;                                        /* codes by their parent */
    struct id_index segments_of;                                     /* by source */
    struct id_index codings_of;                                      /* by segment */
    struct id_index memos_of[6];                                     /* by target; by what they are about */
    struct refi_note *told;                                          /* for people (refi_rest_priv.h) */
    size_t ntold;
    struct id_index told_of_segment, told_of_coding;
};

/* First of the items that belong to `id`, and how many there are. */
const struct by_id *index_find(const struct id_index *ix, tema_id id, size_t *ret_n);

/* ---- elements: names and values are written as XML asks; characters that it cannot hold become U+FFFD ---- */
void refi_open(struct refi *r, const char *element);
void refi_close(struct refi *r);
void refi_attr(struct refi *r, const char *name, const char *value); /* "" is left out */
void refi_name(struct refi *r, const char *name);                    /* the attribute that must be there, though it be "" */
void refi_guid(struct refi *r, const char *name, const char *guid);  /* likewise */
void refi_time(struct refi *r, const char *name, int64_t ms);        /* likewise -1 */
void refi_coder(struct refi *r, const char *name, tema_id coder);    /* likewise 0 */
void refi_text(struct refi *r, const char *element, const char *text); /* likewise "" */
void refi_ref(struct refi *r, const char *element, const char *guid);  /* <element targetGUID=…/> */

/* Whether it is a project, else a codebook, as data/refi/project.xsd says. ERR_CORRUPT naming the first place that is not. */
bool refi_is_valid(const char *xml, size_t n, bool project, struct err *err);

#endif
