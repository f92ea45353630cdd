/* Codebook versions: immutable snapshots outside of undo. As store.h. */
#ifndef TEMA_STORE_VERSIONS_H
#define TEMA_STORE_VERSIONS_H

#include "tema/model/snapshot.h"
#include "tema/store/store.h"

/* The codebook and the structures as they stand, of one moment, counts over the scope. In the arena. */
bool store_snapshot(struct store *s, tema_scope scope, struct arena *a, struct snapshot *ret, struct err *err);

/* [act] Takes one. VERSION_COMMIT gets the next number; the others none. The act is noted in the log, but an undo passes over it: a version stays. *ret_number may be NULL. */
bool store_take_version(struct store *s, enum version_why why, const char *label, const char *note, int64_t *ret_number, struct err *err);
/* Oldest first. Counts of that day: sources, codings of those who count, active codes, standing themes of the current structure. */
bool store_versions(struct store *s, struct arena *a, struct version **ret, size_t *ret_n, struct err *err);
/* By its id; a content that is damaged is ERR_CORRUPT, an id that is not there ERR_NOT_FOUND. */
bool store_read_version(struct store *s, tema_id id, struct arena *a, struct snapshot *ret, struct err *err);

struct restore_effect {
    int64_t changed;        /* codes and themes that are there and get back fields, places in the tree, status */
    int64_t back;           /* codes that were deleted since and come back, without codings */
    int64_t later;          /* codes made since, which become dropped; */
    int64_t later_codings;  /* the codings on them, which stay */
    int64_t stay;           /* codings that were moved by merges since and stay where they are now */
    int64_t themes_later;   /* themes made since, which become dropped */
    int64_t places_gone;    /* places whose code or meaning unit is gone, which are left out */
    int64_t themes_back;    /* themes that were deleted since and come back */
    int64_t structures;     /* structures that come back, get back name or level words, or become the current one again */
    int64_t places;         /* places that come back, go, or get back theme, order or report name */
};
/* What store_restore_version would do. */
bool store_restore_preview(struct store *s, tema_id version, struct restore_effect *ret, struct err *err);
/* [act] Codes and themes of the version get back name, texts, colour, kind, place and status; deleted ones come back under their old id and GUID; those made since become dropped where they stand, a theme with its
 * places; the places of the version's themes are as they were; structures made since stay. The structure that was current is so again. No coding is changed; a code whose meaning has changed since changes in meaning once
 * more, so that its codings are stale. `ret` may be NULL. */
bool store_restore_version(struct store *s, tema_id version, struct restore_effect *ret, struct err *err);

#endif
