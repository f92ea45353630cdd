/* Reports, checks, and where one reads. */
#include "app_kit.h"

TestSuite(report, .init = kit_start, .fini = kit_stop);

Test(report, codebook__is_the_same_every_time)
{
    struct buf a = BUF_INIT, b = BUF_INIT;
    static const char *const forms[] = {"md", "html", "csv"};

    kit_mark("nyttig", "Teknologi/Tillit");
    for (size_t i = 0; i < 3; i++) {
        buf_clear(&a);
        buf_clear(&b);
        DOES(app_report(kit, "codebook", 0, forms[i], &a, &err));
        DOES(app_report(kit, "codebook", 0, forms[i], &b, &err));
        cr_expect_str_eq(buf_str(&a), buf_str(&b));
        cr_expect_not_null(strstr(buf_str(&a), "Tillit"));
    }
    REFUSES(app_report(kit, "codebook", 0, "pdf", &a, &err), ERR_USAGE, "md, html, csv");
    REFUSES(app_report(kit, "kodebok", 0, "md", &a, &err), ERR_USAGE, "codebook");
    cr_expect_str_eq(app_report_format_for("x/k.html"), "html");
    cr_expect_null(app_report_format_for("k.xyz"));
    buf_release(&a);
    buf_release(&b);
}

Test(report, check__tells_decisions_apart)
{
    struct app_finding *found;
    size_t n;

    kit_mark("Hvorfor", "A");
    DOES(app_check(kit, &kit_arena, &found, &n, &err));
    cr_expect_eq(n, 0);
    DOES(app_edit(kit, kit_source("en"), "Kari: Nei.\n", 11, NULL, &err));
    DOES(app_check(kit, &kit_arena, &found, &n, &err));
    cr_assert_eq(n, 1);
    cr_expect(found[0].decision);
}

Test(place, is_kept_per_coder)
{
    struct app_place p;
    char *screen;
    tema_id en, source;

    kit_start();
    en = kit_source("en");
    app_place_put(kit, en, (struct app_place){{12}, {40}});
    app_place_put(kit, en, (struct app_place){{3}, {20}});
    app_desk_put(kit, "transcript", en);
    kit_as("Bodil");
    app_place_get(kit, en, &p);
    cr_expect_eq(p.far.cp, 0);
    kit_as("Anna");
    app_place_get(kit, en, &p);
    cr_expect_eq(p.at.cp, 3);
    cr_expect_eq(p.far.cp, 40, "how far one has read never goes down");
    app_desk_get(kit, &kit_arena, &screen, &source);
    cr_expect_str_eq(screen, "transcript");
    cr_expect_eq(source, en);
    kit_stop();
}
