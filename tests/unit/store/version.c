/* Codebook versions: taken, listed, read back, and never taken back. */
#include <stdio.h>

#include "version_kit.h"

#include "tema/base/hash.h"

static char *path;
static struct store *s;
static struct arena a;
static tema_id source, technology, access_, people, structure, barrier;

/* A small study: codes with every field, a structure with sub-themes and places. */
static void setup(void)
{
    path = test_path("v.tema");
    s = test_create(path, "Ana");
    source = test_import(s, "one.txt", "Kari: The login never works at night.\nPer: We call someone.\n");
    technology = vk_code(s, 0, "Teknologi");
    access_ = vk_code(s, technology, "tilgang / login \"natt\"");
    people = vk_code(s, 0, "Folk æøå");
    DO(s, store_set_code_text(s, access_, CODE_DEFINITION, "line one\nline two", &err));
    DO(s, store_set_code_text(s, access_, CODE_EXAMPLE, "the login never works", &err));
    DO(s, store_set_code_kind(s, people, CODE_DROPPED, ORIGIN_DEDUCTIVE, LEVEL_LATENT, &err));
    tema_id segment = vk_mark(s, source, 4, 15);
    vk_coding(s, segment, access_);
    vk_coding(s, segment, technology);
    const char *levels[] = {"komponent", "barriere"};
    DO(s, store_add_structure(s, "første", levels, 2, &structure, &err));
    barrier = vk_theme(s, structure, vk_theme(s, structure, 0, "Teknologi"), "Nattens dører");
    DO(s, store_set_theme_text(s, barrier, THEME_IDEA, "doors close at night", &err));
    DO(s, store_set_theme_status(s, barrier, THEME_KEPT, "it holds", &err));
    vk_place(s, barrier, access_, 0);
    vk_place(s, barrier, 0, segment);
}

static void teardown(void)
{
    store_free(s);
    s = NULL;
    arena_release(&a);
    test_remove(path);
}

TestSuite(store_version, .init = setup, .fini = teardown);

static void same_codes(const struct snapshot *x, const struct snapshot *y)
{
    cr_assert_eq(x->ncodes, y->ncodes);
    for (size_t i = 0; i < x->ncodes; i++) {
        const struct code *c = &x->codes[i], *d = &y->codes[i];
        cr_expect(c->id == d->id && c->parent == d->parent && c->colour == d->colour &&
                  c->status == d->status && c->origin == d->origin && c->level == d->level &&
                  c->merged_into == d->merged_into && c->split_from == d->split_from &&
                  c->meaning == d->meaning && c->round == d->round && c->depth == d->depth);
        cr_expect_str_eq(c->guid, d->guid);
        cr_expect_str_eq(c->name, d->name);
        cr_expect_str_eq(c->ord, d->ord);
        cr_expect_str_eq(c->definition, d->definition);
        cr_expect_str_eq(c->include, d->include);
        cr_expect_str_eq(c->exclude, d->exclude);
        cr_expect_str_eq(c->example, d->example);
        cr_expect(c->files == d->files && c->references == d->references &&
                  c->files_below == d->files_below && c->references_below == d->references_below);
    }
}

static void same_themes(const struct snapshot *x, const struct snapshot *y)
{
    cr_assert_eq(x->nthemes, y->nthemes);
    for (size_t i = 0; i < x->nthemes; i++) {
        const struct theme *t = &x->themes[i], *u = &y->themes[i];
        cr_expect(t->id == u->id && t->parent == u->parent && t->structure == u->structure &&
                  t->coder == u->coder && t->round == u->round && t->status == u->status &&
                  t->merged_into == u->merged_into && t->split_from == u->split_from &&
                  t->created == u->created && t->depth == u->depth && t->extracts == u->extracts);
        cr_expect_str_eq(t->guid, u->guid);
        cr_expect_str_eq(t->name, u->name);
        cr_expect_str_eq(t->ord, u->ord);
        cr_expect_str_eq(t->idea, u->idea);
        cr_expect_str_eq(t->definition, u->definition);
        cr_expect_str_eq(t->scope, u->scope);
        cr_expect_str_eq(t->narrative, u->narrative);
        cr_expect_str_eq(t->reason, u->reason);
    }
}

static void same_snapshot(const struct snapshot *x, const struct snapshot *y)
{
    same_codes(x, y);
    same_themes(x, y);
    cr_assert_eq(x->nstructures, y->nstructures);
    for (size_t i = 0; i < x->nstructures; i++) {
        const struct structure *t = &x->structures[i], *u = &y->structures[i];
        cr_expect(t->id == u->id && t->coder == u->coder && t->current == u->current &&
                  t->created == u->created);
        cr_expect_str_eq(t->name, u->name);
        cr_expect_str_eq(t->guid, u->guid);
        cr_assert_eq(t->nlevels, u->nlevels);
        for (size_t k = 0; k < t->nlevels; k++)
            cr_expect_str_eq(t->levels[k], u->levels[k]);
    }
    cr_assert_eq(x->nplaces, y->nplaces);
    for (size_t i = 0; i < x->nplaces; i++) {
        const struct place *p = &x->places[i], *q = &y->places[i];
        cr_expect(p->id == q->id && p->theme == q->theme && p->code == q->code && p->segment == q->segment &&
                  p->coder == q->coder && p->created == q->created);
        cr_expect_str_eq(p->ord, q->ord);
        cr_expect_str_eq(p->name, q->name);
    }
}

Test(store_version, version__reads_back_what_was_taken)
{
    struct snapshot then, back;
    MUST(store_snapshot(s, SCOPE_COUNTED, &a, &then, &err));
    cr_assert(then.ncodes == 3 && then.nthemes == 2 && then.nplaces == 2 && then.nstructures == 1);
    tema_id v = vk_version(s, VERSION_COMMIT, "første utgave", NULL);
    DO(s, store_set_code_text(s, technology, CODE_NAME, "Something else", &err));
    DO(s, store_delete_structure(s, structure, &err));
    MUST(store_read_version(s, v, &a, &back, &err));
    same_snapshot(&then, &back);
}

Test(store_version, commits__are_numbered_and_say_what_was_there)
{
    int64_t number = 0;
    struct version *v;
    size_t n;
    DO(s, store_enter_phase(s, 2, "", &err));
    vk_version(s, VERSION_COMMIT, "first", &number);
    cr_expect_eq(number, 1);
    vk_version(s, VERSION_MERGE, "", &number);
    cr_expect_eq(number, -1);
    vk_version(s, VERSION_COMMIT, "", &number);
    cr_expect_eq(number, 2);
    MUST(store_versions(s, &a, &v, &n, &err));
    cr_assert_eq(n, 3);
    cr_expect(v[0].number == 1 && v[0].why == VERSION_COMMIT && v[0].phase == 2);
    cr_expect_str_eq(v[0].label, "first");
    cr_expect_str_eq(v[0].note, "a note");
    cr_expect(v[0].sources == 1 && v[0].codings == 2 && v[0].codes == 2 && v[0].themes == 2);
    cr_expect_eq(v[0].coder, store_coder(s));
    cr_expect(v[1].number == -1 && v[1].why == VERSION_MERGE);
}

Test(store_version, versions_of_one_moment__keep_their_order)
{
    struct store *bo = test_open(path, "Bo");
    struct version *v;
    size_t n;
    clock_set_fixed(1000);
    for (int i = 0; i < 8; i++)
        DO(i % 2 == 0 ? s : bo, store_take_version(i % 2 == 0 ? s : bo, VERSION_COMMIT, "", "", NULL, &err));
    clock_set_fixed(-1);
    store_free(bo);
    MUST(store_versions(s, &a, &v, &n, &err));
    cr_assert_eq(n, 8);
    for (size_t i = 0; i < n; i++)
        cr_expect_eq(v[i].number, (int64_t)i + 1);
}

Test(store_version, an_empty_project__has_versions_too)
{
    char *other = test_path("empty.tema");
    struct store *e = test_create(other, "Ana");
    struct snapshot back;
    tema_id v = vk_version(e, VERSION_COMMIT, "", NULL);
    MUST(store_read_version(e, v, &a, &back, &err));
    cr_expect(back.ncodes == 0 && back.nthemes == 0 && back.nstructures == 0 && back.nplaces == 0);
    struct restore_effect effect;
    MUST(store_restore_preview(e, v, &effect, &err));
    DO(e, store_restore_version(e, v, NULL, &err));
    test_sound(e, "after nothing was put back");
    store_free(e);
    test_remove(other);
}

Test(store_version, version__stays_when_acts_are_taken_back)
{
    DO(s, store_set_code_text(s, technology, CODE_NAME, "Before", &err));
    vk_version(s, VERSION_COMMIT, "kept", NULL);
    struct act_row row;
    MUST(store_undo(s, &row, &err)); /* the renaming: the version is passed over */
    cr_expect_eq(test_count(path, "SELECT count(*) FROM version"), 1);
    cr_expect_eq(
        test_count(
            path,
            "SELECT count(*) FROM act WHERE words = 'did it' AND changes IS NULL OR length(changes) = 0"),
        1, "the log knows of it");
    struct arena b = ARENA_INIT;
    struct code *codes;
    size_t n;
    MUST(store_codes(s, SCOPE_ALL, &b, &codes, &n, &err));
    for (size_t i = 0; i < n; i++)
        cr_expect_str_neq(codes[i].name, "Before");
    arena_release(&b);
    MUST(store_redo(s, NULL, &err));
    cr_expect_eq(test_count(path, "SELECT count(*) FROM version"), 1);
    test_sound(s, "after all");
}

Test(store_version, version__goes_with_a_rollback)
{
    MUST(store_begin(s, "commit", &err));
    MUST(store_take_version(s, VERSION_COMMIT, "", "", NULL, &err));
    store_rollback(s);
    cr_expect_eq(test_count(path, "SELECT count(*) FROM version"), 0);
    int64_t number = 0;
    vk_version(s, VERSION_COMMIT, "", &number);
    cr_expect_eq(number, 1);
}

Test(store_version, labels__are_text)
{
    REFUSE(s, ERR_INPUT, store_take_version(s, VERSION_COMMIT, "\xff", "", NULL, &err));
    REFUSE(s, ERR_INPUT, store_take_version(s, VERSION_COMMIT, "", "\xc3(", NULL, &err));
    DO(s, store_take_version(s, VERSION_COMMIT, "🎉 \"x\"\n", "\\ \x01", NULL, &err));
}

Test(store_version, version_that_is_not_there__is_not_found)
{
    struct snapshot back;
    MUST_FAIL(ERR_NOT_FOUND, store_read_version(s, 4711, &a, &back, &err));
    struct restore_effect e;
    MUST_FAIL(ERR_NOT_FOUND, store_restore_preview(s, 0, &e, &err));
    REFUSE(s, ERR_NOT_FOUND, store_restore_version(s, -1, NULL, &err));
}

/* Changes the content behind the program's back; with `digest`, the digest is made to fit it. */
static void rewrite(tema_id version, const char *from, const char *to, bool digest)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_prepare_v2(db, "UPDATE version SET content = replace(content, ?1, ?2) WHERE id = ?3",
                                    -1, &st, NULL),
                 SQLITE_OK);
    sqlite3_bind_text(st, 1, from, -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 2, to, -1, SQLITE_STATIC);
    sqlite3_bind_int64(st, 3, version);
    cr_assert_eq(sqlite3_step(st), SQLITE_DONE);
    sqlite3_finalize(st);
    cr_assert_eq(sqlite3_prepare_v2(db, "SELECT content FROM version WHERE id = ?1", -1, &st, NULL),
                 SQLITE_OK);
    sqlite3_bind_int64(st, 1, version);
    cr_assert_eq(sqlite3_step(st), SQLITE_ROW);
    uint8_t sum[DIGEST_LEN];
    struct hash *h = hash_new(DIGEST_LEN);
    hash_part(h, sqlite3_column_text(st, 0), (size_t)sqlite3_column_bytes(st, 0));
    hash_finish(h, sum);
    sqlite3_finalize(st);
    if (digest) {
        cr_assert_eq(sqlite3_prepare_v2(db, "UPDATE version SET digest = ?1 WHERE id = ?2", -1, &st, NULL),
                     SQLITE_OK);
        sqlite3_bind_blob(st, 1, sum, sizeof sum, SQLITE_STATIC);
        sqlite3_bind_int64(st, 2, version);
        cr_assert_eq(sqlite3_step(st), SQLITE_DONE);
        sqlite3_finalize(st);
    }
    sqlite3_close(db);
}

Test(store_version, content_that_was_changed__is_damaged)
{
    struct snapshot back;
    tema_id v = vk_version(s, VERSION_COMMIT, "", NULL);
    rewrite(v, "Teknologi", "Teknologj", false);
    MUST_FAIL(ERR_CORRUPT, store_read_version(s, v, &a, &back, &err));
    REFUSE(s, ERR_CORRUPT, store_restore_version(s, v, NULL, &err));
}

Test(store_version, content_made_by_hand__breaks_nothing)
{
    char own[64], ring[64], root[64], parent[64], structure_id[64], theme_of[64];
    snprintf(own, sizeof own, "\"id\":%lld,\"parent\":0", (long long)technology);
    snprintf(ring, sizeof ring, "\"id\":%lld,\"parent\":%lld", (long long)technology, (long long)access_);
    snprintf(root, sizeof root, "\"id\":%lld,", (long long)people);
    snprintf(parent, sizeof parent, "\"id\":%lld,", (long long)access_);
    snprintf(structure_id, sizeof structure_id, "\"structure\":%lld", (long long)structure);
    snprintf(theme_of, sizeof theme_of, "\"theme\":%lld", (long long)barrier);
    const char *const hands[][2] = {
        {"{\"format\":1", "{\"format\":2"},
        {"{\"format\":1", "{\"format\":\"1\""},
        {"{\"format\":1", "[{\"format\":1"},
        {"\"codes\":[", "\"codez\":["},
        {"\"themes\":[", "\"themes\":[7,"},
        {"\"places\":[", "\"places\":[[],"},
        {"\"structures\":[{", "\"structures\":[{\"id\":1},{"},
        {"\"name\":", "\"nane\":"},
        {"\"name\":\"første\"", "\"name\":17"},
        {"\"name\":\"første\"", "\"name\":\"\\u0000\""},
        {"\"levels\":[\"komponent\",\"barriere\"]", "\"levels\":[]"},
        {"\"levels\":[\"komponent\",\"barriere\"]", "\"levels\":[null]"},
        {"\"levels\":[\"komponent\",\"barriere\"]", "\"levels\":{\"a\":1}"},
        {"\"status\":\"active\"", "\"status\":\"retired\""},
        {"\"status\":\"kept\"", "\"status\":null"},
        {"\"meaning\":0", "\"meaning\":0.5"},
        {"\"meaning\":0", "\"meaning\":99999999999999999999"},
        {"\"colour\":", "\"colour\":-"},
        {"\"colour\":", "\"colour\":99999999"},
        {"\"merged_into\":0", "\"merged_into\":12345"},
        {"\"split_from\":0", "\"split_from\":-1"},
        {"\"current\":true", "\"current\":1"},
        {"\"coder\":", "\"coder\":-"},
        {own, ring},
        {own, "\"id\":0,\"parent\":0"},
        {own, "\"id\":-5,\"parent\":0"},
        {root, parent},
        {structure_id, "\"structure\":77"},
        {structure_id, "\"structure\":0"},
        {theme_of, "\"theme\":77"},
        {"\"segment\":0", "\"segment\":99"},
    };
    for (size_t i = 0; i < sizeof hands / sizeof *hands; i++) {
        struct snapshot back;
        struct arena b = ARENA_INIT;
        tema_id v = vk_version(s, VERSION_COMMIT, "", NULL);
        rewrite(v, hands[i][0], hands[i][1], true);
        struct err err = ERR_INIT;
        cr_expect_not(store_read_version(s, v, &b, &back, &err), "taken: %s", hands[i][1]);
        cr_expect_eq(err.kind, ERR_CORRUPT, "%s: %s", hands[i][1], err_text(&err));
        err_release(&err);
        arena_release(&b);
    }
    tema_id v = vk_version(s, VERSION_COMMIT, "", NULL);
    struct snapshot back;
    rewrite(v, "Teknologi", "Made by hand", true);
    MUST(store_read_version(s, v, &a, &back, &err)); /* what fits is taken */
}

Test(store_version, diff__names_what_has_changed_since)
{
    struct snapshot then, now;
    struct change *c;
    size_t n;
    tema_id v = vk_version(s, VERSION_COMMIT, "", NULL);
    MUST(store_read_version(s, v, &a, &then, &err));
    MUST(store_snapshot(s, SCOPE_COUNTED, &a, &now, &err));
    snapshot_diff(&then, &now, &a, &c, &n);
    cr_expect_eq(n, 0);
    DO(s, store_set_code_text(s, access_, CODE_NAME, "innlogging", &err));
    tema_id fresh = vk_code(s, 0, "Ny");
    MUST(store_snapshot(s, SCOPE_COUNTED, &a, &now, &err));
    snapshot_diff(&then, &now, &a, &c, &n);
    cr_assert_eq(n, 2);
    cr_expect(c[0].kind == CHANGE_RENAMED && c[0].id == access_);
    cr_expect(c[1].kind == CHANGE_ADDED && c[1].id == fresh);
}
