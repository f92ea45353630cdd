#include <string.h>

#include "support.h"
#include "tema/base/buf.h"
#include "tema/base/mem.h"

Test(store_import, transcript__becomes_rows__with_speakers_and_times)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id id =
        test_import(s, "one.vtt", "Intervjuer: Hva er en ukjent kode?\nKari: Æ og å. Det er to.\n+Og mer.\n");
    char *text = test_text(s, id);
    cr_assert_str_eq(text, "Hva er en ukjent kode?\nÆ og å. Det er to.\nOg mer.\n");
    struct doc d;
    doc_init(&d);
    MUST(store_doc(s, id, &d, &err));
    cr_assert_eq(d.n, 3);
    cr_assert_eq(d.turns, 2);
    cr_assert_eq(d.nspeakers, 2);
    cr_assert_eq(d.rows[1].row.speaker, d.rows[2].row.speaker);
    cr_assert_eq(d.rows[1].row.ncues, 2);
    cr_assert_eq(d.rows[1].row.cues[1].at.cp, 8, "the second cue begins behind 'Æ og å. '");
    test_sound(s, "after an import");
    mem_free(text);
    doc_release(&d);
    store_free(s);
    test_remove(path);
}

static bool import(struct store *s, const char *sha, bool again, tema_id *id, struct err *err)
{
    struct transcript t;
    transcript_init(&t);
    struct tr_turn turn = {.text = arena_strdup(&t.arena, "Noen ord\n"),
                           .bytes = 9,
                           .opens = true,
                           .speaker = -1,
                           .start_ms = -1,
                           .end_ms = -1};
    vec_push(&t.turns, turn);
    struct import_meta m = {.name = "x.txt",
                            .file = "x.txt",
                            .encoding = "UTF-8",
                            .format = "txt",
                            .sha256 = sha,
                            .again = again};
    bool ok = store_begin(s, "import", err) && store_import(s, &m, &t, id, err) &&
              store_commit(s, NULL, err, "imported");
    store_rollback(s);
    transcript_release(&t);
    return ok;
}

Test(store_import, same_bytes__are_refused__until_the_import_is_undone)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id id = 0;
    MUST(import(s, "abc", false, &id, &err));
    MUST_FAIL(ERR_INPUT, import(s, "abc", false, &id, &err));
    MUST(import(s, "abc", true, &id, &err));
    MUST(store_undo(s, NULL, &err));
    MUST(store_undo(s, NULL, &err));
    struct doc d;
    doc_init(&d);
    MUST_FAIL(ERR_NOT_FOUND, store_doc(s, id, &d, &err));
    doc_release(&d);
    MUST(import(s, "abc", false, &id, &err));
    test_sound(s, "with a hidden source");
    store_free(s);
    test_remove(path);
}

Test(store_import, long_paragraph__is_kept_in_rows_of_4_kib)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    struct buf b = BUF_INIT;
    for (int i = 0; i < 2000; i++)
        buf_addf(&b, "ord%d ", i);
    buf_addstr(&b, "\nEnd.\n");
    tema_id id = test_import(s, "long.txt", b.s);
    char *text = test_text(s, id);
    cr_assert_str_eq(text, b.s);
    cr_assert_eq(test_count(path, "SELECT max(length(CAST(text AS BLOB))) <= 4096 FROM row"), 1);
    cr_assert_gt(test_count(path, "SELECT count(*) FROM row WHERE part > 0"), 1);
    test_sound(s, "with a long paragraph");
    mem_free(text);
    buf_release(&b);
    store_free(s);
    test_remove(path);
}

Test(store_import, empty_transcript__is_a_source_with_one_empty_row)
{
    char *path = test_path("a.tema");
    struct store *s = test_create(path, "anna");
    tema_id id = test_import(s, "empty.txt", "");
    struct doc d;
    doc_init(&d);
    MUST(store_doc(s, id, &d, &err));
    cr_assert_eq(d.n, 1);
    cr_assert_eq(d.chars, 0);
    test_sound(s, "with an empty source");
    doc_release(&d);
    store_free(s);
    test_remove(path);
}
