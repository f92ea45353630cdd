/* One file, one act; what was found is told; what fails leaves nothing. */
#include "app_kit.h"

TestSuite(import, .init = kit_start, .fini = kit_stop);

static struct import_options opt = {.kind = -1};
static struct import_outcome out;

static bool take(const char *name, const char *bytes, size_t n)
{
    err_release(&err);
    return app_import(kit, kit_file(name, bytes, n), &opt, &kit_arena, &out, &err);
}

Test(import, outcome__tells_what_was_found)
{
    static const char latin[] = "Det var bl\xE5tt i \xE5r, og vi s\xE5 det p\xE5 \xE5sen.\n";

    DOES(take("latin.txt", latin, sizeof latin - 1));
    cr_expect_str_eq(out.name, "latin.txt");
    cr_expect_str_eq(out.format, "txt");
    cr_expect_str_eq(out.encoding, "windows-1252");
    cr_expect_str_eq(out.how, "detected");
    cr_expect_eq(out.words, 11);
    cr_expect_eq(out.turns, 1);
    cr_expect_eq(study_source(app_study(kit, &err), out.source)->kind, SOURCE_DOCUMENT);
}

Test(import, four_speakers__are_a_group)
{
    static const char vtt[] =
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>En.</v>\n\n00:02.000 --> 00:03.000\n<v B>To.</v>\n\n"
        "00:03.000 --> 00:04.000\n<v C>Tre.</v>\n\n00:04.000 --> 00:05.000\n<v D>Fire.</v>\n";

    DOES(take("g.vtt", vtt, sizeof vtt - 1));
    cr_expect_eq(out.speakers, 4);
    cr_expect_eq(study_source(app_study(kit, &err), out.source)->kind, SOURCE_GROUP);
    cr_expect_eq(study_source(app_study(kit, &err), kit_source("en"))->kind, SOURCE_INTERVIEW);
}

Test(import, same_bytes__are_refused_unless_again)
{
    REFUSES(take("kopi.txt", kit_text, strlen(kit_text)), ERR_INPUT, "en.txt");
    opt.dry_run = true;
    REFUSES(take("kopi.txt", kit_text, strlen(kit_text)), ERR_INPUT, "en.txt");
    opt.again = true;
    DOES(take("kopi.txt", kit_text, strlen(kit_text)));
    cr_expect_eq(out.source, 0, "a dry run makes none");
    opt.dry_run = false;
    DOES(take("kopi.txt", kit_text, strlen(kit_text)));
    cr_expect_neq(out.source, 0);
}

Test(import, failure__leaves_nothing)
{
    size_t n = app_study(kit, &err)->nsources;

    opt.encoding = "UTF-8";
    REFUSES(take("kutt.txt", "Dette er bl\xC3", 12), ERR_INPUT, "kutt.txt");
    opt.lossy = true;
    DOES(take("kutt.txt", "Dette er bl\xC3", 12));
    cr_expect_eq(out.lost, 1);
    cr_expect_gt(out.nnotes, 0);
    DOES(app_undo(kit, NULL, &err));
    opt = (struct import_options){.kind = -1};
    REFUSES(take("tom.txt", "", 0), ERR_INPUT, "tom.txt");
    REFUSES(app_import(kit, "/finnes/ikke.txt", &opt, &kit_arena, &out, &err), ERR_IO, "/finnes/ikke.txt");
    opt.format = "doc9";
    REFUSES(take("x.txt", "x\n", 2), ERR_USAGE, "doc9");
    cr_expect_eq(app_study(kit, &err)->nsources, n);
}

Test(import, name_of_a_file_with_line_breaks__is_one_line)
{
    static const char words[] = "Hei og h\xc3\xa5.\n";

    DOES(take("ny\nlinje\r.txt", words, sizeof words - 1));
    cr_expect_str_eq(out.name, "ny linje .txt");
}
