/* What goes out as REFI-QDA is what the standard allows, and comes back on the same words. */
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <stdlib.h>
#include <string.h>

#include "../../../src/formats/container_priv.h"
#include "helper.h"
#include "tema/formats/project.h"
#include "tema/text/utf8.h"

static unsigned seed;

static unsigned roll(unsigned n)
{
    seed = seed * 1103515245u + 12345u;
    return (seed >> 16) % n;
}

static const char *guid(void)
{
    static char s[37];
    static unsigned n;
    snprintf(s, sizeof s, "%08X-0000-4000-8000-0000000000AB", ++n);
    return s;
}

static char *words(struct exchange *x, size_t most)
{
    static const char *const parts[] = {"Ja",
                                        "nei",
                                        "\xf0\x9f\x98\x80",
                                        "e\xcc\x81",
                                        "\xd7\xa9\xd7\x9c",
                                        "bl\xc3\xa5/b\xc3\xa6r",
                                        "<&\">",
                                        "]]>",
                                        " ",
                                        "tillit",
                                        "\t",
                                        "'"};
    struct buf b = BUF_INIT;
    buf_addstr(&b, "a");
    for (unsigned i = 0, n = roll((unsigned)most); i < n; i++)
        buf_addf(&b, "%s%s", parts[roll(sizeof parts / sizeof *parts)], roll(3) ? " " : "");
    buf_addstr(&b, "z");
    char *s = arena_strdup(&x->arena, buf_str(&b));
    buf_release(&b);
    return s;
}

static void add_turns(struct exchange *x, struct x_source *s)
{
    struct transcript *t = s->text;
    for (unsigned i = 0, n = 1 + roll(20); i < n; i++) {
        char *text = arena_printf(&t->arena, "%s\n", words(x, 12));
        int who =
            roll(3) == 0 ? -1 : transcript_speaker(t, roll(2) ? "Kari" : "\xc3\x98yvind", roll(2) ? 3 : 4);
        struct tr_turn u = {.text = text,
                            .bytes = strlen(text),
                            .opens = roll(4) > 0,
                            .speaker = who,
                            .start_ms = -1,
                            .end_ms = -1};
        vec_push(&t->turns, u);
    }
}

static void make(struct exchange *x)
{
    exchange_init(x);
    x->program = arena_strdup(&x->arena, "tema");
    x->project.title = words(x, 4);
    x->project.created = 1700000000000;
    for (unsigned i = 0, n = 1 + roll(3); i < n; i++)
        exchange_coder(x, guid(), words(x, 3));
    for (unsigned i = 0, n = 7 + roll(20); i < n; i++) { /* seven levels at least, equal names among them */
        struct x_code *c =
            exchange_code(x, i < 7 ? (tema_id)i : (tema_id)roll(i), guid(), roll(4) ? words(x, 3) : "samme");
        c->c.definition = roll(2) ? words(x, 9) : c->c.definition;
        c->c.include = roll(2) ? words(x, 9) : c->c.include;
        c->c.exclude = roll(2) ? arena_strdup(&x->arena, "[Include]") : c->c.exclude;
        c->c.example = roll(2) ? words(x, 9) : c->c.example;
        c->c.origin = (enum code_origin)roll(3);
        c->c.level = (enum code_level)roll(2);
        c->c.colour = roll(2) ? roll(0xffffff) + 1 : 0;
    }
    for (unsigned i = 0, n = 1 + roll(3); i < n; i++)
        add_turns(x, exchange_source(x, guid(), words(x, 3)));
    for (unsigned i = 0, n = roll(40); i < n; i++) {
        const struct x_source *s = &x->sources.v[roll((unsigned)x->sources.n)];
        size_t most = exchange_chars(s), start = roll((unsigned)most),
               end = start + 1 + roll((unsigned)(most - start));
        struct x_segment *g = exchange_segment(x, s->s.id, guid(), start, end, 1);
        g->s.condensed = roll(3) ? g->s.condensed : words(x, 5);
        for (unsigned k = 0, m = 1 + roll(3); k < m; k++)
            exchange_coding(x, (tema_id)x->segments.n, 1 + roll((unsigned)x->codes.n),
                            1 + roll((unsigned)x->coders.n), guid())
                ->c.created = 1700000000000 + 1000 * (int64_t)k;
        if (roll(4) == 0)
            exchange_memo(x, MEMO_SEGMENT, (tema_id)x->segments.n, guid(), words(x, 9));
    }
    exchange_memo(x, MEMO_CODE, 1, guid(), words(x, 9));
    exchange_participant(x, guid(), "P1");
    exchange_value(x, 0, "alder", ATTR_NUMBER, "41.5");
    for (size_t i = 0; i < x->attributes.n; i++)
        x->attributes.v[i].guid = arena_strdup(&x->arena, guid());
}

static char *text_of(const struct x_source *s)
{
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < s->text->turns.n; i++)
        buf_add(&b, s->text->turns.v[i].text, s->text->turns.v[i].bytes);
    return buf_detach(&b);
}

static char *path_of(const struct exchange *x, tema_id code)
{
    struct buf b = BUF_INIT;
    while (code) {
        for (size_t i = 0; i < x->codes.n; i++) {
            if (x->codes.v[i].c.id == code) {
                const struct code *k = &x->codes.v[i].c;
                buf_addf(&b, "%s|%s|%06x|%s|%s|%s|%s|%d|%d<", k->guid, k->name, (unsigned)k->colour,
                         k->definition, k->include, k->exclude, k->example, (int)k->origin, (int)k->level);
                code = x->codes.v[i].c.parent;
                break;
            }
        }
    }
    return buf_detach(&b);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every coding with what it stands on, one a line; labels of speakers in front of turns are not words of theirs. */
static char *all_of(const struct exchange *x)
{
    VEC(char *) lines = VEC_INIT;
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < x->codings.n; i++) {
        const struct coding *c = &x->codings.v[i].c;
        const struct segment *g = &x->segments.v[0].s;
        for (size_t k = 0; k < x->segments.n; k++)
            g = x->segments.v[k].s.id == c->segment ? &x->segments.v[k].s : g;
        size_t at = 0, who = 0;
        while (x->sources.v[at].s.id != g->source)
            at++;
        while (x->coders.v[who].id != c->coder)
            who++;
        char *text = text_of(&x->sources.v[at]), *path = path_of(x, c->code);
        size_t n = strlen(text), from = utf8_byte(text, n, g->start).b, to = utf8_byte(text, n, g->end).b;
        char *said = mem_strndup(text + from, to - from);
        for (char *p; (p = strstr(said, "\nKar: ")) || (p = strstr(said, "\nKari: ")) ||
                      (p = strstr(said, "\n\xc3\x98yv: ")) || (p = strstr(said, "\n\xc3\x98y: "));) {
            char *end = strchr(p, ' ') + 1;
            memmove(p + 1, end, strlen(end) + 1);
        }
        vec_push(&lines, mem_printf("%s %s %s %s %s %lld %s\n%s\n", x->codings.v[i].guid, g->guid,
                                    x->coders.v[who].guid, x->sources.v[at].s.name, g->condensed,
                                    (long long)c->created, path, said));
        mem_free(said);
        mem_free(text);
        mem_free(path);
    }
    for (size_t i = 0; i < x->memos.n; i++)
        vec_push(&lines, mem_printf("memo %s %d %s\n", x->memos.v[i].guid, (int)x->memos.v[i].about,
                                    x->memos.v[i].text));
    if (lines.n > 0)
        qsort(lines.v, lines.n, sizeof *lines.v, by_text);
    for (size_t i = 0; i < lines.n; i++) {
        buf_addstr(&b, lines.v[i]);
        mem_free(lines.v[i]);
    }
    vec_release(&lines);
    return buf_detach(&b);
}

static void written(struct exchange *x, const char *format, struct buf *out)
{
    struct err e = ERR_INIT;
    cr_assert(project_format_find(format)->write(x, out, &e), "%s", err_text(&e));
}

Test(refi_write, round_trip__codings_stand_on_the_same_words)
{
    for (seed = 1; seed < 4000000000u; seed = seed * 7 + 100000007u) {
        struct exchange x;
        struct buf b = BUF_INIT, again = BUF_INIT;
        struct read_options opt = {0};
        struct read_result r;
        struct err e = ERR_INIT;
        unsigned from = seed;
        make(&x);
        written(&x, "qdpx", &b);
        written(&x, "qdpx", &again);
        cr_assert(b.len == again.len && memcmp(b.s, again.s, b.len) == 0);
        cr_assert(formats_read("a.qdpx", b.s, b.len, &opt, &r, &e), "%u: %s", from, err_text(&e));
        char *before = all_of(&x), *after = all_of(&r.study);
        cr_expect_str_eq(before, after, "%u", from);
        mem_free(before);
        mem_free(after);
        read_result_release(&r);
        exchange_release(&x);
        buf_release(&b);
        buf_release(&again);
        if (from > 3000000000u)
            break;
    }
}

static void validates(const char *xml, size_t n, const char *schema)
{
    const char *folder = getenv("TEMA_REAL_FILES");
    char *path;
    if (!folder)
        cr_skip_test("TEMA_REAL_FILES is not set");
    path = mem_printf("%s/schema/%s", folder, schema);
    xmlSchemaParserCtxtPtr p = xmlSchemaNewParserCtxt(path);
    xmlSchemaPtr s = xmlSchemaParse(p);
    cr_assert(s);
    xmlDocPtr doc = xmlReadMemory(xml, (int)n, NULL, NULL, XML_PARSE_NONET);
    xmlSchemaValidCtxtPtr v = xmlSchemaNewValidCtxt(s);
    cr_expect_eq(xmlSchemaValidateDoc(v, doc), 0);
    xmlSchemaFreeValidCtxt(v);
    xmlFreeDoc(doc);
    xmlSchemaFree(s);
    xmlSchemaFreeParserCtxt(p);
    xmlCleanupParser();
    mem_free(path);
}

Test(refi_write, project__is_valid_by_the_standards_schema)
{
    struct exchange x;
    struct buf b = BUF_INIT, qde = BUF_INIT;
    struct container *c;
    struct err e = ERR_INIT;
    for (seed = 3; seed < 40; seed += 7) {
        make(&x);
        written(&x, "qdpx", &b);
        cr_assert(container_open(b.s, b.len, &c, &e) && container_read_name(c, "project.qde", &qde, &e));
        validates(qde.s, qde.len, "Project.xsd");
        container_close(c);
        exchange_release(&x);
        buf_release(&b);
        buf_release(&qde);
    }
}

Test(refi_write, codebook__is_valid_by_the_standards_schema)
{
    struct exchange x;
    struct buf b = BUF_INIT;
    seed = 5;
    make(&x);
    written(&x, "qdc", &b);
    validates(b.s, b.len, "Codebook.xsd");
    exchange_release(&x);
    buf_release(&b);
}
