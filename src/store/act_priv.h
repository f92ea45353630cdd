/* The act that is open: what other files of the store need while they change things. */
#ifndef TEMA_STORE_ACT_PRIV_H
#define TEMA_STORE_ACT_PRIV_H

#include <assert.h>

#include "db_priv.h"
#include "tema/base/buf.h"
#include "tema/base/hash.h"
#include "tema/base/vec.h"
#include "text_priv.h"

struct act_anchor { /* an anchor set or removed, in positions of the text after the act's own splices */
    tema_id segment, source;
    bool had, has; /* there before, there after */
    size_t old_start, old_end, new_start, new_end;
};

struct act {
    bool open;
    bool new_coder;     /* the coder's row was put in by this act */
    bool turns_changed; /* records of row have changed: no splice may follow in this act */
    int64_t seq, at;
    tema_id id, parent, target, under, undo_top, redo_top;
    bool noted;      /* act_note */
    bool stacks_set; /* undo and redo have filled target, under, undo_top, redo_top */
    char *kind;
    sqlite3_session *session;
    int capture_off; /* depth of act_capture(false) */
    void *changes;   /* changeset taken early (undo), from sqlite3_malloc */
    int nchanges;
    bool changes_taken;
    VEC(struct act_anchor) anchors;
    struct {
        size_t *slot;
        size_t n;
    } anchor_index; /* hash table over anchors by segment: index + 1, 0 in free slots; n a power of two */
    VEC(tema_id) touched; /* segments whose digests are checked at commit; may repeat */
    VEC(tema_id) sources; /* sources with splices or turn changes in this act; may repeat */
    VEC(tema_id) gone;    /* paragraphs' rows that went when splices were taken back */
    size_t nsplices;
    VEC(struct row_map) maps; /* of sources looked at in this act; true to the text until the mover writes */
    char *last_kind, *last_words; /* strings of the act_row handed out last */
};

/* Every [act] function begins with this. */
#define ACT_OPEN(s) assert((s)->act->open && "an act must be open")

static inline tema_id act_coder(const struct store *s)
{
    return s->coder;
} /* known once an act is open */
static inline int64_t act_time(const struct store *s)
{
    return s->act->at;
} /* created, changed: one time for the whole act */

/* The only ways to set, move or remove an anchor outside the mover; what stood there before is noted for undo. start <= end, within the text
 * (else ERR_INPUT). Removing one that is not there does nothing. The segment's row may be put in or deleted before or after (checked at commit). */
bool act_anchor_set(struct store *s, tema_id segment, tema_id source, cp_off start, cp_off end,
                    struct err *err);
bool act_anchor_remove(struct store *s, tema_id segment, struct err *err);

/* Where a segment stands; *ret_has false when it has no anchor (the others are not written then). */
bool act_anchor_get(struct store *s, tema_id segment, tema_id *ret_source, size_t *ret_start, size_t *ret_end,
                    bool *ret_has, struct err *err);

/* The act does something that is never taken back (a codebook version): its row goes into the log though it may have no changes. With changes
 * it is an ordinary act; without, it is not put on the coder's stack: an undo passes over it, and what was taken back can still be done again. */
void act_note(struct store *s);

/* While text tables are written nothing is captured. Nest by pairs. */
void act_capture(struct store *s, bool on);

/* The map of a source, kept for the act (hidden sources too). Borrowed until the next text_splice or act_map. */
bool act_map(struct store *s, tema_id source, const struct row_map **ret, struct err *err);

/* Puts the log's row in before its end is known, for splices to point to. */
bool act_reserve(struct store *s, struct err *err);

/* The act ended; frees its parts. */
void act_clear(struct store *s);

/* The digest of a log entry: BLAKE2b-256 over the parent's digest (none for the first), kind, time, coder's guid and the hash of salt and payload. */
struct act_payload {
    const void *parent; /* DIGEST_LEN bytes, or NULL */
    const char *kind, *guid, *words, *anchors;
    int64_t at;
    const void *changes, *salt;
    size_t nchanges, nsalt;
    tema_id act; /* whose splices are read */
};
bool act_digest(struct store *s, const struct act_payload *p, uint8_t out[DIGEST_LEN], struct err *err);

/* The first entry of the log that does not follow from the one before it or whose digest is not its own; *ret's id is 0 when there is none. Of the
 * row only seq, id and words are set; words in the arena. */
bool act_find_break(struct store *s, struct arena *a, struct act_row *ret, struct err *err);

/* Closes the capture now and keeps the changeset; what follows in this act is not captured. */
bool act_take_changes(struct store *s, struct err *err);

struct act *act_new(void);
void act_free(struct act *a);

#endif
