#include "tema/model/phases.h"

#include <criterion/criterion.h>

static void says(int phase, struct phase_figures f, const char *want)
{
    struct arena a = ARENA_INIT;
    cr_assert_str_eq(phase_says(phase, &f, &a), want);
    arena_release(&a);
}

Test(phases, names__of_both_years)
{
    cr_assert_str_eq(phase_name(1), "Familiarising yourself with your data");
    cr_assert_str_eq(phase_name(6), "Producing the report");
    cr_assert_str_eq(phase_later_name(2), "Coding");
    cr_assert_str_eq(phase_later_name(6), "Writing up");
    cr_assert_str_eq(phase_name(0), "");
    cr_assert_str_eq(phase_later_name(7), "");
    cr_assert_eq(enum_value(&phase_words, "reporting"), PHASES - 1);
    cr_assert_str_eq(enum_word(&phase_words, 0), "familiarising");
}

Test(phases, says__a_study_under_way)
{
    struct phase_figures f = {.sources = 6,
                              .sources_read = 5,
                              .sources_checked = 2,
                              .chars = 1000,
                              .chars_looked_at = 421,
                              .segments = 310,
                              .codings = 497,
                              .codes = 105,
                              .codes_unplaced = 12,
                              .themes = 9,
                              .themes_undefined = 2,
                              .themes_unquoted = 3,
                              .quotes = 14,
                              .memos = 3,
                              .versions = 4};
    says(1, f, "5 of 6 sources read to the end, 2 checked, 3 memos");
    says(2, f, "42 % of the text coded or set aside, 497 codings, 105 codes");
    says(3, f, "12 codes without a place, 9 themes");
    says(4, f, "9 themes; 58 % of the text neither coded nor set aside");
    says(5, f, "2 of 9 themes without a definition");
    says(6, f, "3 of 9 themes without a quote, 14 quotes, 4 versions");
    says(7, f, "");
}

Test(phases, says__one_of_each__in_the_singular)
{
    struct phase_figures f = {.sources = 1,
                              .sources_read = 1,
                              .chars = 10,
                              .chars_looked_at = 10,
                              .segments = 1,
                              .codings = 1,
                              .codes = 1,
                              .codes_unplaced = 1,
                              .themes = 1,
                              .quotes = 1,
                              .memos = 1,
                              .versions = 1};
    says(1, f, "1 of 1 source read to the end, 0 checked, 1 memo");
    says(2, f, "100 % of the text coded or set aside, 1 coding, 1 code");
    says(3, f, "1 code without a place, 1 theme");
    says(4, f, "1 theme; 0 % of the text neither coded nor set aside");
    says(5, f, "0 of 1 theme without a definition");
    says(6, f, "0 of 1 theme without a quote, 1 quote, 1 version");
}

Test(phases, says__nothing_yet__gives_no_per_cent_of_nothing)
{
    struct phase_figures f = {0};
    says(1, f, "no sources, 0 memos");
    says(2, f, "0 codings, 0 codes");
    says(3, f, "0 codes without a place, 0 themes");
    says(4, f, "0 themes");
    says(5, f, "no themes");
    says(6, f, "no themes, 0 quotes, 0 versions");
}

Test(phases, says__share__never_rounds_to_all_or_nothing)
{
    says(4, (struct phase_figures){.chars = 100000, .chars_looked_at = 1},
         "0 themes; 99 % of the text neither coded nor set aside");
    says(4, (struct phase_figures){.chars = 100000, .chars_looked_at = 99999},
         "0 themes; 1 % of the text neither coded nor set aside");
    says(4, (struct phase_figures){.chars = INT64_MAX, .chars_looked_at = 1},
         "0 themes; 99 % of the text neither coded nor set aside");
}
