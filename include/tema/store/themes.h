/* Thematic structures, themes and their places. As store.h: rows in the caller's arena, [act] inside an act. */
#ifndef TEMA_STORE_THEMES_H
#define TEMA_STORE_THEMES_H

#include "tema/store/store.h"

/* ---- structures ---- */

/* Oldest first. */
bool store_structures(struct store *s, struct arena *a, struct structure **ret, size_t *ret_n, struct err *err);
/* [act] The first one becomes the current one. `levels`: the study's words from the top, n > 0, each a name; NULL: "theme", "sub-theme". An equal name is ERR_INPUT. */
bool store_add_structure(struct store *s, const char *name, const char *const *levels, size_t n, tema_id *ret, struct err *err);
/* [act] A new structure with copies of all themes and places of `from`, statuses and reasons too; it does not become the current one. */
bool store_copy_structure(struct store *s, tema_id from, const char *name, tema_id *ret, struct err *err);
bool store_rename_structure(struct store *s, tema_id structure, const char *name, struct err *err);                          /* [act] */
bool store_set_levels(struct store *s, tema_id structure, const char *const *levels, size_t n, struct err *err);              /* [act] */
bool store_use_structure(struct store *s, tema_id structure, struct err *err);                                               /* [act] makes it the current one */
/* [act] Removes it with its themes, places and memos on them; what is there else is untouched. */
bool store_delete_structure(struct store *s, tema_id structure, struct err *err);

/* ---- themes ---- */

/* Of all structures, in themetree_order; not counted (-1). */
bool store_themes(struct store *s, struct arena *a, struct theme **ret, size_t *ret_n, struct err *err);
/* Counts codes, segments, extracts, sources and participants of each (types.h). `themes` are those of store_themes. */
bool store_count_themes(struct store *s, tema_scope scope, struct theme *themes, size_t n, struct err *err);
/* By theme and order key, then id. */
bool store_places(struct store *s, struct arena *a, struct place **ret, size_t *ret_n, struct err *err);

/* [act] At the end of its siblings, a candidate, in the round that goes on. `parent` 0: the top of the structure; else of the same structure (ERR_INPUT). */
bool store_add_theme(struct store *s, tema_id structure, tema_id parent, const char *name, tema_id *ret, struct err *err);
enum theme_field { THEME_NAME, THEME_IDEA, THEME_DEFINITION, THEME_SCOPE, THEME_NARRATIVE };
bool store_set_theme_text(struct store *s, tema_id theme, enum theme_field field, const char *value, struct err *err); /* [act] */
/* [act] Candidate, kept or dropped, with a reason ("" for none). A merged one comes back so, and stands alone again. Merged: ERR_INPUT (store_merge_theme). Places and sub-themes stay as they are. */
bool store_set_theme_status(struct store *s, tema_id theme, enum theme_status status, const char *reason, struct err *err);
/* [act] Under `parent` (0: top) of the same structure, before sibling `before` (0: last). Under itself: ERR_INPUT. */
bool store_move_theme(struct store *s, tema_id theme, tema_id parent, tema_id before, struct err *err);
/* [act] Places and sub-themes of `from` go to `into` of the same structure, doubles become one, `from` gets status merged. Into itself or what lies below it: ERR_INPUT. */
bool store_merge_theme(struct store *s, tema_id from, tema_id into, const char *reason, struct err *err);
/* [act] A new sibling after it, split_from set, that gets these of its places (ERR_INPUT when one is not its own; n may be 0). */
bool store_split_theme(struct store *s, tema_id theme, const char *name, const tema_id *places, size_t n, tema_id *ret, struct err *err);
/* [act] Removes a theme, those below it, their places and memos. */
bool store_delete_theme(struct store *s, tema_id theme, struct err *err);

/* [act] At the end. Either a code or a segment (the other 0). What has a place there already changes nothing: *ret is the old one. Merged or dropped codes and themes are ERR_INPUT. */
bool store_add_place(struct store *s, tema_id theme, tema_id code, tema_id segment, tema_id *ret, struct err *err);
bool store_name_place(struct store *s, tema_id place, const char *name, struct err *err);                        /* [act] "": the code's own name */
bool store_move_place(struct store *s, tema_id place, tema_id theme, tema_id before, struct err *err);           /* [act] before 0: last */
bool store_remove_place(struct store *s, tema_id place, struct err *err);                                        /* [act] */

/* ---- splitting a code (codebook.c) ---- */

/* [act] A new code beside it (same parent, colour, origin, level; split_from set) to which these of its codings go. ERR_INPUT when one is not a coding of `code`. n may be 0. */
bool store_split_code(struct store *s, tema_id code, const char *name, const tema_id *codings, size_t n, tema_id *ret, struct err *err);
/* [act] Notes that the code's meaning has changed: its codings become stale, verdicts on them no longer hold. */
bool store_change_meaning(struct store *s, tema_id code, struct err *err);

#endif
