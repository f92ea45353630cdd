#include "screen/harness.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tema/app/themes.h"
#include "tema/base/clock.h"
#include "tema/base/mem.h"
#include "tema/text/utf8.h"
#include "tema/ui/dump.h"
#include "tema/ui/key.h"
#include "tema/ui/loop.h"

enum { KEYS_MAX = 64, PAUSE_MS = 50 };
static const int64_t NOON = 1772280000000; /* 2026-02-28 12:00 UTC */

static void must(bool ok, struct err *err)
{
    cr_assert(ok, "%s", err_text(err));
}

void bench_new(struct bench *b)
{
    char dir[] = "/tmp/tema-screen-XXXXXX";
    struct err err = ERR_INIT;
    *b = (struct bench){.app = NULL};
    clock_set_fixed(NOON);
    cr_assert(mkdtemp(dir));
    b->dir = mem_strdup(dir);
    b->project = mem_printf("%s/study.tema", dir);
    must(app_create(b->project, "Kunstig intelligens i omsorg", NULL, 0600, "anna", &b->app, &err), &err);
}

void bench_start(struct bench *b, int rows, int cols)
{
    struct err err = ERR_INIT;
    b->wb = workbench_new(b->app, NULL, &err);
    must(b->wb != NULL, &err);
    b->c = canvas_new(rows, cols, b->ascii);
    workbench_draw(b->wb, b->c);
}

static void stop(struct bench *b)
{
    workbench_free(b->wb);
    app_free(b->app);
    canvas_free(b->c);
    b->wb = NULL;
    b->app = NULL;
    b->c = NULL;
}

void bench_again(struct bench *b, int rows, int cols)
{
    struct err err = ERR_INIT;
    stop(b);
    must(app_open(b->project, "anna", false, &b->app, &err), &err);
    bench_start(b, rows, cols);
}

void bench_free(struct bench *b)
{
    stop(b);
    char *command = mem_printf("rm -rf '%s'", b->dir);
    cr_expect(system(command) == 0);
    mem_free(command);
    mem_free(b->dir);
    mem_free(b->project);
    buf_release(&b->dump);
    clock_set_fixed(-1);
}

tema_id bench_import(struct bench *b, const char *name, const char *text)
{
    struct err err = ERR_INIT;
    struct arena a = ARENA_INIT;
    struct import_options opt = {.kind = -1};
    struct import_outcome out;
    char *path = mem_printf("%s/%s", b->dir, name);
    FILE *f = fopen(path, "w");
    cr_assert(f);
    fputs(text, f);
    fclose(f);
    must(app_import(b->app, path, &opt, &a, &out, &err), &err);
    tema_id id = out.source;
    mem_free(path);
    arena_release(&a);
    return id;
}

cp_off bench_find(struct bench *b, tema_id source, const char *words)
{
    struct err err = ERR_INIT;
    struct doc d;
    doc_init(&d);
    must(app_doc(b->app, source, &d, &err), &err);
    struct buf all = BUF_INIT;
    doc_text(&d, (cp_off){0}, (cp_off){d.chars}, &all);
    const char *at = strstr(buf_str(&all), words);
    cr_assert(at, "“%s” is not in the text", words);
    cp_off start = utf8_cp(all.s, all.len, (byte_off){(size_t)(at - all.s)});
    buf_release(&all);
    doc_release(&d);
    return start;
}

void bench_code(struct bench *b, tema_id source, const char *words, const char *path)
{
    struct err err = ERR_INIT;
    cp_off start = bench_find(b, source, words);
    cp_off end = {start.cp + utf8_count(words, strlen(words))};
    struct code_wish wish = {0, path, ORIGIN_INDUCTIVE};
    must(app_mark(b->app, source, start, end, &wish, 1, NULL, NULL, &err), &err);
}

static const char first_text[] =
    "Intervjuer: Kan du fortelle hvordan dere bruker kunstig intelligens i dag?\n\n"
    "Ingrid: Vi har prøvd et system som varsler når noen faller. Det virker stort sett, men nattevaktene "
    "stoler ikke på "
    "det. De går runden sin uansett, f.eks. når alarmen har vært stille lenge.\n\n"
    "Intervjuer: Hva skyldes det?\n\n"
    "Ingrid: Opplæringen var på en halv time. Ingen av oss visste hva systemet kunne, og leverandøren svarte "
    "ikke på "
    "e-post. Så hver avdeling fant sin egen måte. Vi har ikke tilgang til dataene selv, og det er et "
    "problem.\n\n"
    "Intervjuer: Hvem bestemmer over dataene?\n\n"
    "Ingrid: Kommunen, sier de. Men avtalen er skrevet av leverandøren. Det er ingen hos oss som har lest "
    "den ferdig.\n";

static const char second_text[] = "Intervjuer: Hva er rollen din?\n\n"
                                  "Per: Jeg leder IT i kommunen. Vi er tre stykker til 14 000 innbyggere.\n\n"
                                  "Intervjuer: Er det nok?\n\n"
                                  "Per: Nei. Det er aldri nok folk når noe nytt skal inn.\n";

static const char document_text[] =
    "Strategi for digitalisering\n\n"
    "Kommunen skal ta i bruk kunstig intelligens der det gir bedre tjenester.\n\f\n"
    "Ansvaret ligger hos den enkelte enhet.\n";

tema_id bench_study(struct bench *b)
{
    tema_id first = bench_import(b, "intervju-1.txt", first_text);
    bench_import(b, "intervju-2.txt", second_text);
    bench_import(b, "strategi.txt", document_text);
    bench_code(b, first, "Vi har prøvd et system som varsler når noen faller.", "Teknologi/varsling");
    bench_code(b, first, "nattevaktene stoler ikke på det", "Mennesker/tillit");
    bench_code(b, first, "Det virker stort sett, men nattevaktene stoler ikke på det.", "Teknologi/nytte");
    bench_code(b, first, "Opplæringen var på en halv time.", "Mennesker/opplæring");
    bench_code(b, first, "Vi har ikke tilgang til dataene selv", "Teknologi/tilgang");
    bench_code(b, first, "Men avtalen er skrevet av leverandøren.", "Regler/avtaler");
    return first;
}

static tema_id code_id(struct bench *b, const char *path)
{
    struct err err = ERR_INIT;
    const struct code *k = NULL;
    must(study_find_code(app_study(b->app, &err), path, &k, &err), &err);
    return k->id;
}

static void place(struct bench *b, const char *theme, const char *one, const char *two)
{
    struct err err = ERR_INIT;
    tema_id codes[] = {code_id(b, one), two ? code_id(b, two) : 0}, id;
    must(app_add_theme(b->app, 0, theme, THEME_CANDIDATE, &id, NULL, &err), &err);
    must(app_place(b->app, id, codes, two ? 2 : 1, NULL, 0, NULL, &err), &err);
}

static tema_id theme_id(struct bench *b, const char *path)
{
    struct err err = ERR_INIT;
    const struct theme *t = NULL;
    must(study_find_theme(app_study(b->app, &err), 0, path, &t, &err), &err);
    return t->id;
}

tema_id bench_themes(struct bench *b)
{
    static const char *const levels[] = {"komponent", "barriere"};
    struct err err = ERR_INIT;
    struct theme_change change = THEME_CHANGE_NONE;
    tema_id source = bench_study(b), structure, dropped;
    must(app_add_structure(b->app, "Første utkast", levels, 2, &structure, NULL, &err), &err);
    place(b, "Mennesker/Uten opplæring lages egne måter", "Mennesker/opplæring", NULL);
    place(b, "Mennesker/Mistillit til varslene", "Mennesker/tillit", "Teknologi/nytte");
    place(b, "Teknologi/Data som andre eier", "Teknologi/tilgang", "Regler/avtaler");
    must(app_add_theme(b->app, 0, "Mennesker/Motstand", THEME_CANDIDATE, &dropped, NULL, &err), &err);
    change.status = THEME_DROPPED;
    change.reason = "ingen i materialet er imot";
    must(app_set_theme(b->app, dropped, &change, NULL, &err), &err);
    change = (struct theme_change)THEME_CHANGE_NONE;
    change.status = THEME_KEPT;
    change.idea = "De ansatte vet ikke hva systemet kan, og finner hver sin måte å leve med det på.";
    must(app_set_theme(b->app, theme_id(b, "Uten opplæring lages egne måter"), &change, NULL, &err), &err);
    must(app_place_stretch(b->app, source, bench_find(b, source, "Så hver avdeling"),
                           (cp_off){bench_find(b, source, "Så hver avdeling").cp + 36},
                           theme_id(b, "Uten opplæring lages egne måter"), NULL, NULL, &err),
         &err);
    return source;
}

void bench_event(struct bench *b, struct event e)
{
    b->react = workbench_event(b->wb, &e);
    /* As the loop does: a drawing follows a batch of events, sizes and areas come from it. */
    if (b->react & REACT_DRAW) {
        canvas_clear(b->c);
        workbench_draw(b->wb, b->c);
    }
}

static void press(struct bench *b, struct key k)
{
    char text[5] = "";
    struct event e = {.kind = EVENT_KEY, .key = k};
    if (key_is_text(k)) {
        e.len = utf8_encode(k.code, text);
        text[e.len] = '\0';
        e.text = text;
    }
    b->keys++;
    bench_event(b, e);
}

void bench_keys(struct bench *b, const char *names)
{
    struct key keys[KEYS_MAX];
    struct err err = ERR_INIT;
    size_t n = key_parse_seq(names, keys, KEYS_MAX, &err);
    must(n > 0, &err);
    for (size_t i = 0; i < n; i++)
        press(b, keys[i]);
}

void bench_type(struct bench *b, const char *text)
{
    size_t n = strlen(text), at = 0;
    while (at < n) {
        uint32_t cp;
        at += utf8_decode(text + at, n - at, &cp);
        press(b, (struct key){cp, 0});
    }
}

void bench_resize(struct bench *b, int rows, int cols)
{
    canvas_resize(b->c, rows, cols);
    bench_event(b, (struct event){.kind = EVENT_RESIZE, .rows = rows, .cols = cols});
}

/* What a screen puts off until the keys pause is shown too. */
static void draw(struct bench *b)
{
    canvas_clear(b->c);
    workbench_draw(b->wb, b->c);
    if (workbench_timeout(b->wb) > PAUSE_MS)
        return;
    bench_event(b, (struct event){.kind = EVENT_TICK});
    canvas_clear(b->c);
    workbench_draw(b->wb, b->c);
}

const char *bench_screen(struct bench *b)
{
    draw(b);
    buf_clear(&b->dump);
    for (int i = 0; i < canvas_rows(b->c); i++) {
        canvas_dump_row(b->c, i, &b->dump);
        buf_addch(&b->dump, '\n');
    }
    return buf_str(&b->dump);
}

bool bench_shows(struct bench *b, const char *text)
{
    return strstr(bench_screen(b), text) != NULL;
}

bool bench_says(struct bench *b, const char *text)
{
    return strstr(workbench_message(b->wb), text) != NULL;
}

void bench_golden(struct bench *b, const char *name)
{
    char *path = mem_printf("tests/screen/golden/%s.txt", name);
    struct buf have = BUF_INIT, want = BUF_INIT;
    draw(b);
    canvas_dump(b->c, &have);
    if (getenv("GENERATE")) {
        FILE *f = fopen(path, "w");
        cr_assert(f, "cannot write %s", path);
        fwrite(buf_str(&have), 1, have.len, f);
        fclose(f);
    }
    FILE *f = fopen(path, "r");
    cr_assert(f, "%s is missing; GENERATE=1 writes it", path);
    char piece[4096];
    size_t n;
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(&want, piece, n);
    fclose(f);
    cr_expect(strcmp(buf_str(&have), buf_str(&want)) == 0, "%s differs; it is now:\n%s", path,
              buf_str(&have));
    buf_release(&have);
    buf_release(&want);
    mem_free(path);
}
