#include "tema/model/types.h"

#include <criterion/criterion.h>

Test(types, words__there_and_back)
{
    cr_assert_str_eq(enum_word(&code_origins, ORIGIN_IN_VIVO), "in-vivo");
    cr_assert_eq(enum_value(&memo_abouts, "code"), MEMO_CODE);
    cr_assert_eq(enum_value(&memo_abouts, "structure"), MEMO_STRUCTURE);
    cr_assert_eq(enum_value(&round_stances, "inductive"), ROUND_INDUCTIVE);
    cr_assert_eq(enum_value(&theme_statuses, "dropped"), THEME_DROPPED);
    cr_assert_eq(enum_value(&review_kinds, "resolved"), REVIEW_RESOLVED);
    cr_assert_eq(enum_value(&version_whys, "restore"), VERSION_RESTORE);
    cr_assert_eq(enum_value(&source_kinds, "diary"), -1);
    cr_assert_eq(enum_value(&source_kinds, NULL), -1);
    cr_assert_null(enum_word(&source_kinds, 99));
    const struct enum_words *all[] = {&source_kinds,  &speaker_roles,  &coder_roles,  &code_statuses,
                                      &code_origins,  &code_levels,    &attr_types,   &memo_abouts,
                                      &round_stances, &theme_statuses, &review_kinds, &version_whys};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        for (int k = 0; all[i]->word[k]; k++)
            cr_assert_eq(enum_value(all[i], enum_word(all[i], k)), k);
    }
}
