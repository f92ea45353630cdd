#include "tema/model/snapshot.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "tema/base/buf.h"
#include "tema/model/codetree.h"

static struct arena words;

static char *keep(const char *s)
{
    return arena_strdup(&words, s);
}

static struct code code(tema_id id, tema_id parent, const char *name)
{
    return (struct code){.id = id,
                         .parent = parent,
                         .guid = keep(""),
                         .name = keep(name),
                         .ord = keep("V"),
                         .definition = keep(""),
                         .include = keep(""),
                         .exclude = keep(""),
                         .example = keep(""),
                         .colour = 0x3b7dd8};
}

static struct theme theme(tema_id id, tema_id parent, const char *name)
{
    return (struct theme){.id = id,
                          .parent = parent,
                          .structure = 90,
                          .guid = keep(""),
                          .name = keep(name),
                          .ord = keep("V"),
                          .idea = keep(""),
                          .definition = keep(""),
                          .scope = keep(""),
                          .narrative = keep(""),
                          .reason = keep("")};
}

static struct place place(tema_id id, tema_id under, tema_id of, const char *ord, const char *name)
{
    return (struct place){.id = id, .theme = under, .code = of, .ord = keep(ord), .name = keep(name)};
}

/* A codebook and a structure to change copies of. */
struct study {
    struct code codes[16];
    struct theme themes[16];
    struct place places[16];
    struct structure structures[4];
    char *levels[4];
    struct snapshot snap;
};

static void point(struct study *s)
{
    s->snap.codes = s->codes;
    s->snap.themes = s->themes;
    s->snap.places = s->places;
    s->snap.structures = s->structures;
}

static void sample(struct study *s)
{
    memset(s, 0, sizeof *s);
    point(s);
    s->codes[s->snap.ncodes++] = code(1, 0, "Teknologi");
    s->codes[s->snap.ncodes++] = code(2, 1, "Data/kvalitet");
    s->codes[s->snap.ncodes++] = code(3, 1, "Tilgang");
    s->codes[s->snap.ncodes++] = code(4, 0, "Folk");
    s->themes[s->snap.nthemes++] = theme(50, 0, "Barrierer");
    s->themes[s->snap.nthemes++] = theme(51, 50, "Tid");
    s->themes[s->snap.nthemes++] = theme(52, 0, "Tillit");
    s->places[s->snap.nplaces++] = place(70, 51, 2, "A", "");
    s->places[s->snap.nplaces++] = place(71, 51, 3, "B", "adgang");
    s->places[s->snap.nplaces++] = place(72, 51, 0, "C", "");
    s->places[2].segment = 500;
    s->levels[0] = keep("komponent");
    s->levels[1] = keep("barriere");
    s->structures[s->snap.nstructures++] = (struct structure){.id = 90,
                                                              .name = keep("Første"),
                                                              .guid = keep(""),
                                                              .nlevels = 2,
                                                              .levels = s->levels,
                                                              .current = true};
}

/* Fresh copies in both. */
static void two(struct study *a, struct study *b)
{
    sample(a);
    sample(b);
}

/* The diff as lines: kind of id path field before > after. */
static char *lines(const struct study *a, const struct study *b)
{
    struct change *c;
    size_t n;
    struct buf out = BUF_INIT;
    snapshot_diff(&a->snap, &b->snap, &words, &c, &n);
    for (size_t i = 0; i < n; i++)
        buf_addf(&out, "%s %s %lld %s|%s|%s|%s\n", enum_word(&change_kinds, (int)c[i].kind),
                 enum_word(&change_ofs, (int)c[i].of), (long long)c[i].id, c[i].path, c[i].field, c[i].before,
                 c[i].after);
    char *text = keep(buf_str(&out));
    buf_release(&out);
    return text;
}

static void shows(const struct study *a, const struct study *b, const char *want)
{
    char *have = lines(a, b);
    cr_assert_str_eq(have, want, "%s", have);
}

Test(snapshot, diff__same__is_empty)
{
    struct study a, b;
    two(&a, &b);
    shows(&a, &b, "");
    b.codes[1].ord = keep("Z");
    b.codes[0].files = 7;
    b.places[0].ord = keep("Z");
    b.snap.nplaces = 2; /* a single meaning unit's place is no part of the codebook */
    shows(&a, &b, "");
    struct study none = {0};
    shows(&none, &none, "");
}

Test(snapshot, diff__renamed_moved_redefined_recoloured__by_identity)
{
    struct study a, b;
    two(&a, &b);
    b.codes[1].name = keep("Kvalitet");
    b.codes[1].parent = 4;
    b.codes[1].definition = keep("om data");
    b.codes[1].example = keep("«rot»");
    b.codes[1].colour = 0x000102;
    b.codes[2].parent = 0;
    b.themes[1].parent = 52;
    b.themes[1].idea = keep("aldri tid");
    shows(&a, &b,
          "renamed code 2 Folk/Kvalitet||Data/kvalitet|Kvalitet\n"
          "moved code 2 Folk/Kvalitet||Teknologi|Folk\n"
          "redefined code 2 Folk/Kvalitet|definition||om data\n"
          "redefined code 2 Folk/Kvalitet|example||«rot»\n"
          "recoloured code 2 Folk/Kvalitet||#3b7dd8|#000102\n"
          "moved code 3 Tilgang||Teknologi|/\n"
          "moved theme 51 Tillit/Tid||Barrierer|Tillit\n"
          "redefined theme 51 Tillit/Tid|idea||aldri tid\n");
}

Test(snapshot, diff__parent_renamed__child_has_not_moved)
{
    struct study a, b;
    two(&a, &b);
    b.codes[0].name = keep("Teknikk");
    shows(&a, &b, "renamed code 1 Teknikk||Teknologi|Teknikk\n");
}

Test(snapshot, diff__added_and_removed__removed_ones_last_and_by_their_old_path)
{
    struct study a, b;
    two(&a, &b);
    a.codes[a.snap.ncodes++] = code(5, 2, "gammel/ting");
    a.themes[a.snap.nthemes++] = theme(53, 51, "før");
    a.structures[a.snap.nstructures++] = (struct structure){.id = 91, .name = keep("Forsøk")};
    b.codes[b.snap.ncodes++] = code(6, 4, "ny");
    b.themes[b.snap.nthemes++] = theme(54, 0, "nå");
    b.themes[3].status = THEME_KEPT;
    b.structures[b.snap.nstructures++] = (struct structure){.id = 92, .name = keep("Siste")};
    shows(&a, &b,
          "added code 6 Folk/ny|||\n"
          "added theme 54 nå|||\n"
          "added structure 92 Siste|||\n"
          "removed code 5 Teknologi/Data\\/kvalitet/gammel\\/ting|||\n"
          "removed theme 53 Barrierer/Tid/før|||\n"
          "removed structure 91 Forsøk|||\n");
}

Test(snapshot, diff__merged__is_not_status)
{
    struct study a, b;
    two(&a, &b);
    b.codes[2].status = CODE_MERGED;
    b.codes[2].merged_into = 2;
    b.codes[2].name = keep("Adgang");
    b.themes[1].status = THEME_MERGED;
    b.themes[1].merged_into = 52;
    shows(&a, &b,
          "renamed code 3 Teknologi/Adgang||Tilgang|Adgang\n"
          "merged code 3 Teknologi/Adgang|||Teknologi/Data\\/kvalitet\n"
          "merged theme 51 Barrierer/Tid|||Tillit\n");
    shows(&b, &a,
          "renamed code 3 Teknologi/Tilgang||Adgang|Tilgang\n"
          "status code 3 Teknologi/Tilgang||merged|active\n"
          "status theme 51 Barrierer/Tid||merged|candidate\n");
    a = b;
    point(&a);
    a.codes[2].merged_into = 4;
    shows(&a, &b, "merged code 3 Teknologi/Adgang|||Teknologi/Data\\/kvalitet\n");
    b.codes[2].merged_into = 99; /* its target has been deleted */
    shows(&a, &b, "merged code 3 Teknologi/Adgang|||\n");
}

Test(snapshot, diff__split__names_the_origin_even_when_it_has_gone)
{
    struct study a, b;
    two(&a, &b);
    b.codes[b.snap.ncodes++] = code(6, 1, "Innlogging");
    b.codes[4].split_from = 3;
    shows(&a, &b, "split code 6 Teknologi/Innlogging||Teknologi/Tilgang|\n");
    b.codes[2] = b.codes[3];
    b.codes[3] = b.codes[4];
    b.snap.ncodes--;
    shows(&a, &b,
          "split code 6 Teknologi/Innlogging||Teknologi/Tilgang|\n"
          "removed code 3 Teknologi/Tilgang|||\n");
    b.codes[3].split_from = 77;
    b.codes[3].status = CODE_MERGED;
    b.codes[3].merged_into = 1;
    shows(&a, &b,
          "merged code 6 Teknologi/Innlogging|||Teknologi\n"
          "split code 6 Teknologi/Innlogging|||\n"
          "removed code 3 Teknologi/Tilgang|||\n");
}

Test(snapshot, diff__status__kept_dropped_and_dropped_from_the_start)
{
    struct study a, b;
    two(&a, &b);
    b.codes[3].status = CODE_DROPPED;
    b.themes[0].status = THEME_KEPT;
    b.themes[b.snap.nthemes++] = theme(54, 0, "nå");
    b.themes[3].status = THEME_DROPPED;
    shows(&a, &b,
          "status code 4 Folk||active|dropped\n"
          "status theme 50 Barrierer||candidate|kept\n"
          "added theme 54 nå|||\n"
          "status theme 54 nå|||dropped\n");
}

Test(snapshot, diff__placed__codes_under_a_theme)
{
    struct study a, b;
    two(&a, &b);
    b.places[0].theme = 52;
    b.places[1].ord = keep("0");
    shows(&a, &b,
          "placed theme 51 Barrierer/Tid||Teknologi/Data\\/kvalitet\nadgang|adgang\n"
          "placed theme 52 Tillit|||Teknologi/Data\\/kvalitet\n");
    two(&a, &b);
    b.places[1].name = keep("");
    shows(&a, &b,
          "placed theme 51 Barrierer/Tid||Teknologi/Data\\/kvalitet\nadgang|"
          "Teknologi/Data\\/kvalitet\nTeknologi/Tilgang\n");
    two(&a, &b);
    b.codes[1].name = keep("Rot"); /* the same code by another name of its own */
    shows(&a, &b, "renamed code 2 Teknologi/Rot||Data/kvalitet|Rot\n");
}

Test(snapshot, diff__structure__name_levels_and_which_is_current)
{
    struct study a, b;
    two(&a, &b);
    b.structures[0].name = keep("Initial");
    b.structures[0].nlevels = 1;
    b.structures[0].current = false;
    shows(&a, &b,
          "renamed structure 90 Initial||Første|Initial\n"
          "redefined structure 90 Initial|levels|komponent\nbarriere|komponent\n"
          "status structure 90 Initial||current|\n");
}

/* ---- any edits ---- */

enum { EDITS = 300 };

static bool found(const struct change *c, size_t n, enum change_kind kind, tema_id id)
{
    for (size_t i = 0; i < n; i++) {
        if (c[i].kind == kind && c[i].id == id)
            return true;
    }
    return false;
}

static void edit(struct study *s, unsigned r, tema_id fresh)
{
    struct code *c = &s->codes[r / 16 % s->snap.ncodes];
    switch (r % 8) {
    case 0: c->name = arena_printf(&words, "n%u", r); break;
    case 1: c->definition = arena_printf(&words, "d%u", r); break;
    case 2: c->colour = r & 0xffffff; break;
    case 3: c->status = (enum code_status)(r / 8 % 3); break;
    case 4:
        if (s->snap.ncodes < 12)
            s->codes[s->snap.ncodes++] = code(fresh, 0, "ny");
        break;
    case 5:
        if (s->snap.ncodes > 2) /* the last one, which holds no other but perhaps moved ones */
            s->snap.ncodes--;
        break;
    case 6: s->themes[r / 16 % s->snap.nthemes].scope = arena_printf(&words, "s%u", r); break;
    case 7: s->places[r / 16 % 2].theme = 50 + (tema_id)(r / 64 % 3); break;
    }
}

Test(snapshot, diff__any_edits__both_ways_agree)
{
    struct study a, b;
    unsigned seed = 1;
    sample(&a);
    for (int i = 0; i < EDITS; i++) {
        struct change *there, *back;
        size_t nthere, nback;
        b = a;
        point(&b);
        for (unsigned k = 0; k < 1 + seed / 7 % 5; k++) {
            seed = seed * 1103515245u + 12345u;
            edit(&b, seed >> 8, 1000 + i * 10 + (tema_id)k);
        }
        snapshot_diff(&a.snap, &b.snap, &words, &there, &nthere);
        snapshot_diff(&b.snap, &a.snap, &words, &back, &nback);
        for (size_t c = 0; c < nthere; c++) {
            switch (there[c].kind) {
            case CHANGE_ADDED: cr_assert(found(back, nback, CHANGE_REMOVED, there[c].id)); break;
            case CHANGE_REMOVED: cr_assert(found(back, nback, CHANGE_ADDED, there[c].id)); break;
            case CHANGE_RENAMED:
            case CHANGE_MOVED:
            case CHANGE_REDEFINED:
            case CHANGE_RECOLOURED:
            case CHANGE_PLACED: cr_assert(found(back, nback, there[c].kind, there[c].id)); break;
            case CHANGE_MERGED:
                cr_assert(found(back, nback, CHANGE_STATUS, there[c].id) ||
                          found(back, nback, CHANGE_REMOVED, there[c].id));
                break;
            case CHANGE_STATUS:
                cr_assert(found(back, nback, CHANGE_STATUS, there[c].id) ||
                          found(back, nback, CHANGE_MERGED, there[c].id) ||
                          found(back, nback, CHANGE_REMOVED, there[c].id));
                break;
            case CHANGE_SPLIT: cr_assert_fail("nothing was split");
            }
        }
        cr_assert((nthere == 0) == (nback == 0));
        a = b;
        point(&a);
    }
}

Test(snapshot, diff__large_and_much_changed__is_quick)
{
    enum { MANY = 3000 };
    struct snapshot a = {.ncodes = MANY}, b = {.ncodes = MANY};
    struct change *c;
    size_t n;
    a.codes = arena_array(&words, MANY, sizeof *a.codes);
    for (int i = 0; i < MANY; i++)
        a.codes[i] = code(i + 1, i < 3 ? 0 : 1 + i / 3 - 1, "x");
    b.codes = arena_copy(&words, a.codes, MANY, sizeof *a.codes);
    snapshot_diff(&a, &b, &words, &c, &n);
    cr_assert_eq(n, 0);
    for (int i = 0; i < MANY; i++)
        b.codes[i].name = keep("y");
    snapshot_diff(&a, &b, &words, &c, &n);
    cr_assert_eq(n, MANY);
}
