/* Counts are carried on from act to act: whatever has been done, they are those that a fresh look at the file gives. */
#include <string.h>

#include "study_kit.h"

/* Codes and sources with their counts, one a line. */
static char *counts(struct store *s, tema_scope scope)
{
    struct code *codes = NULL;
    struct source *sources = NULL;
    size_t ncodes = 0, nsources = 0;
    char *text = NULL;
    size_t len = 0;
    FILE *f = open_memstream(&text, &len);
    cr_assert(store_codes(s, scope, &kit_arena, &codes, &ncodes, &kit_err), "%s", err_text(&kit_err));
    cr_assert(store_sources(s, scope, &kit_arena, &sources, &nsources, &kit_err), "%s", err_text(&kit_err));
    for (size_t i = 0; i < ncodes; i++)
        fprintf(f, "%s %lld %lld %lld %lld\n", codes[i].name, (long long)codes[i].files,
                (long long)codes[i].references, (long long)codes[i].files_below,
                (long long)codes[i].references_below);
    for (size_t i = 0; i < nsources; i++)
        fprintf(f, "%s %lld\n", sources[i].name, (long long)sources[i].codings);
    cr_assert(store_recount_sources(s, scope, sources, nsources, &kit_err), "%s", err_text(&kit_err));
    for (size_t i = 0; i < nsources; i++)
        fprintf(f, "%lld\n", (long long)sources[i].codings);
    fclose(f);
    return text;
}

static void same_as_fresh(struct store *s, const char *when)
{
    static const tema_scope scopes[] = {SCOPE_COUNTED, SCOPE_ALL};
    struct store *fresh = NULL;
    cr_assert(store_open(kit_path, STORE_READ_ONLY, &fresh, &kit_err), "%s", err_text(&kit_err));
    for (size_t i = 0; i < 2; i++) {
        char *have = counts(s, scopes[i]), *want = counts(fresh, scopes[i]);
        cr_expect_str_eq(have, want, "%s: %s instead of %s", when, have, want);
        free(have);
        free(want);
    }
    store_free(fresh);
}

#define OK(call) cr_assert((call), "%s: %s", #call, err_text(&kit_err))

static tema_id take_in(struct store *s, const char *name)
{
    struct import_meta m = {.name = name, .file = name, .encoding = "UTF-8", .format = "txt", .sha256 = name};
    struct transcript t;
    struct tr_turn turn = {.opens = true, .speaker = -1, .start_ms = -1, .end_ms = -1};
    tema_id id = 0;
    transcript_init(&t);
    turn.text = arena_strdup(&t.arena, "Det er litt skummelt, men det går nok bra til slutt.\n");
    turn.bytes = strlen(turn.text);
    vec_push(&t.turns, turn);
    OK(store_begin(s, "import", &kit_err) && store_import(s, &m, &t, &id, &kit_err) &&
       store_commit(s, NULL, &kit_err, "import"));
    transcript_release(&t);
    return id;
}

static tema_id mark(struct store *s, tema_id source, size_t start, tema_id code)
{
    tema_id segment = 0, coding = 0;
    OK(store_begin(s, "mark", &kit_err));
    OK(store_mark(s, source, (cp_off){start}, (cp_off){start + 5}, &segment, &kit_err));
    OK(store_code(s, segment, code, &coding, &kit_err));
    OK(store_commit(s, NULL, &kit_err, "mark"));
    return coding;
}

static tema_id code_under(struct store *s, tema_id parent, const char *name)
{
    tema_id id = 0;
    OK(store_begin(s, "code", &kit_err) &&
       store_add_code(s, parent, name, ORIGIN_INDUCTIVE, 0, &id, &kit_err) &&
       store_commit(s, NULL, &kit_err, "code"));
    return id;
}

Test(uses, counts_after_every_act__are_those_of_a_fresh_look)
{
    struct store *s = kit_open();
    tema_id first = take_in(s, "a.txt"), second = take_in(s, "b.txt");
    tema_id top = code_under(s, 0, "top"), leaf = code_under(s, top, "leaf"),
            other = code_under(s, 0, "other");
    same_as_fresh(s, "no codings");
    tema_id coding = mark(s, second, 3, leaf);
    same_as_fresh(s, "a coding");
    mark(s, first, 3, leaf);
    mark(s, first, 3, top);
    mark(s, first, 9, other);
    same_as_fresh(s, "in a source before");
    OK(store_begin(s, "recode", &kit_err) && store_recode(s, coding, other, &kit_err) &&
       store_commit(s, NULL, &kit_err, "recode"));
    same_as_fresh(s, "another code");
    OK(store_begin(s, "uncode", &kit_err) && store_uncode(s, coding, &kit_err) &&
       store_commit(s, NULL, &kit_err, "uncode"));
    same_as_fresh(s, "taken off");
    OK(store_undo(s, NULL, &kit_err));
    same_as_fresh(s, "put back");
    OK(store_begin(s, "merge", &kit_err) && store_merge_code(s, other, top, &kit_err) &&
       store_commit(s, NULL, &kit_err, "merge"));
    same_as_fresh(s, "merged");
    OK(store_undo(s, NULL, &kit_err));
    OK(store_begin(s, "delete", &kit_err) && store_delete_code(s, top, &kit_err) &&
       store_commit(s, NULL, &kit_err, "delete"));
    same_as_fresh(s, "deleted");
    OK(store_undo(s, NULL, &kit_err));
    same_as_fresh(s, "deleting undone");
    kit_close(s);
}

Test(uses, many_codings_in_one_act__are_counted)
{
    struct store *s = kit_open();
    tema_id source = take_in(s, "a.txt"), code = code_under(s, 0, "many");
    same_as_fresh(s, "before");
    OK(store_begin(s, "mark", &kit_err));
    for (size_t i = 0; i < 45; i++)
        for (size_t n = 1; n < 4; n++) {
            tema_id segment = 0;
            OK(store_mark(s, source, (cp_off){i}, (cp_off){i + n}, &segment, &kit_err) &&
               store_code(s, segment, code, NULL, &kit_err));
        }
    OK(store_commit(s, NULL, &kit_err, "many"));
    same_as_fresh(s, "135 codings at once");
    OK(store_undo(s, NULL, &kit_err));
    same_as_fresh(s, "undone");
    kit_close(s);
}

Test(uses, an_act_rolled_back__leaves_no_trace_in_the_counts)
{
    struct store *s = kit_open();
    tema_id source = take_in(s, "a.txt"), code = code_under(s, 0, "kode"), segment = 0;
    same_as_fresh(s, "before");
    OK(store_begin(s, "mark", &kit_err));
    OK(store_mark(s, source, (cp_off){0}, (cp_off){4}, &segment, &kit_err) &&
       store_code(s, segment, code, NULL, &kit_err));
    char *inside = counts(s, SCOPE_COUNTED);
    cr_expect(strstr(inside, "kode 1 1 1 1"), "an act sees what it has done: %s", inside);
    free(inside);
    store_rollback(s);
    same_as_fresh(s, "rolled back");
    kit_close(s);
}

Test(uses, what_another_process_coded__is_counted)
{
    struct store *s = kit_open(), *other = NULL;
    tema_id source = take_in(s, "a.txt"), code = code_under(s, 0, "kode");
    same_as_fresh(s, "before");
    OK(store_open(kit_path, STORE_WRITE, &other, &kit_err) && store_set_coder(other, "Bo", &kit_err));
    mark(other, source, 2, code);
    store_free(other);
    same_as_fresh(s, "the other has coded");
    mark(s, source, 2, code);
    same_as_fresh(s, "both have coded");
    kit_close(s);
}

Test(uses, undoing_an_import__takes_its_codings_out_of_the_counts)
{
    struct store *s = kit_open();
    tema_id code = code_under(s, 0, "kode"), source = take_in(s, "a.txt");
    mark(s, source, 2, code);
    same_as_fresh(s, "coded");
    OK(store_undo(s, NULL, &kit_err));
    OK(store_undo(s, NULL, &kit_err));
    same_as_fresh(s, "the import undone");
    OK(store_redo(s, NULL, &kit_err));
    OK(store_redo(s, NULL, &kit_err));
    same_as_fresh(s, "done again");
    kit_close(s);
}

Test(uses, version_beside__stands_still_while_one_codes)
{
    struct store *s = kit_open();
    tema_id source = take_in(s, "a.txt");
    int64_t beside = store_version_beside(s), version = store_version(s);
    mark(s, source, 2, code_under(s, 0, "kode"));
    OK(store_undo(s, NULL, &kit_err));
    cr_expect_eq(store_version_beside(s), beside);
    cr_expect_neq(store_version(s), version);
    OK(store_begin(s, "edit", &kit_err) && store_splice(s, source, (cp_off){0}, 1, "H", 1, &kit_err) &&
       store_commit(s, NULL, &kit_err, "edit"));
    cr_expect_neq(store_version_beside(s), beside, "the text has changed");
    beside = store_version_beside(s);
    take_in(s, "b.txt");
    cr_expect_neq(store_version_beside(s), beside, "a source has come");
    kit_close(s);
}
