/* Texts with times that are no subtitles: what Whisper writes, and transcripts with stamps in them. */
#ifndef TEMA_FORMATS_TIMED_H
#define TEMA_FORMATS_TIMED_H

#include "formats_priv.h"

extern const struct format format_whisper_json; /* Whisper's, whisper.cpp's, WhisperX's: segments with times, perhaps speakers */
extern const struct format format_whisper_txt;  /* what Whisper shows while it works: "[00:00.000 --> 00:04.000]  text" */
extern const struct format format_stamps;       /* Otter, f4, MAXQDA and by hand: "Name  0:03", "#00:01:23-4#", "[00:01:23] Name: text" */

#endif
