/* The codebook's acts. */
#include "app_kit.h"

TestSuite(codebook, .init = kit_start, .fini = kit_stop);

static void add(const char *path)
{
    DOES(app_add_code(kit, path, ORIGIN_INDUCTIVE, NULL, &said, &err));
}

Test(codebook, add__makes_parents)
{
    add("A/B/C");
    SAID("added the code A/B/C");
    cr_expect_str_eq(kit_paths(), "A A/B A/B/C");
    REFUSES(app_add_code(kit, "A/B/C", ORIGIN_INDUCTIVE, NULL, NULL, &err), ERR_INPUT, "already");
    REFUSES(app_add_code(kit, "B/C", ORIGIN_INDUCTIVE, NULL, NULL, &err), ERR_INPUT, "already");
    REFUSES(app_add_code(kit, "A//C", ORIGIN_INDUCTIVE, NULL, NULL, &err), ERR_USAGE, "empty");
}

Test(codebook, single_name__is_a_new_top_code)
{
    add("A/B");
    add("B");
    cr_expect_str_eq(kit_paths(), "A A/B B");
}

Test(codebook, add_with__is_one_act)
{
    struct code_change c = CODE_CHANGE_NONE;
    size_t acts = kit_acts();
    const struct code *k;

    c.definition = "hva det betyr";
    c.colour = 0x4f7cac;
    c.level = LEVEL_LATENT;
    DOES(app_add_code_with(kit, "A/B", ORIGIN_DEDUCTIVE, &c, NULL, &said, &err));
    cr_expect_eq(kit_acts(), acts + 1);
    k = study_code(app_study(kit, &err), kit_code("A/B"));
    cr_expect_str_eq(k->definition, "hva det betyr");
    cr_expect_eq(k->colour, 0x4f7cac);
    cr_expect_eq(k->level, LEVEL_LATENT);
    cr_expect_eq(k->origin, ORIGIN_DEDUCTIVE);
    cr_expect_eq(k->status, CODE_ACTIVE);
}

Test(codebook, set__tells_what_changed)
{
    struct code_change c = CODE_CHANGE_NONE;
    tema_id a;

    add("A");
    a = kit_code("A");
    c.name = "Å/B";
    DOES(app_set_code(kit, a, &c, &said, &err));
    SAID("renamed the code A to “Å/B”");
    cr_expect_str_eq(kit_paths(), "Å\\/B");
    c = (struct code_change)CODE_CHANGE_NONE;
    c.definition = "en mening";
    DOES(app_set_code(kit, a, &c, &said, &err));
    SAID("defined Å\\/B: “en mening”");
    c.include = "dette";
    c.colour = 0x112233;
    DOES(app_set_code(kit, a, &c, &said, &err));
    SAID("changed Å\\/B (definition, what to include, colour)");
    c = (struct code_change)CODE_CHANGE_NONE;
    DOES(app_set_code(kit, a, &c, &said, &err));
    SAID("nothing changed");
    c.definition = "\xff";
    REFUSES(app_set_code(kit, a, &c, NULL, &err), ERR_INPUT, "UTF-8");
    c = (struct code_change)CODE_CHANGE_NONE;
    c.include = "nytt";
    c.name = "  ";
    REFUSES(app_set_code(kit, a, &c, NULL, &err), ERR_INPUT, "");
    REFUSES(app_set_code(kit, 77, &c, NULL, &err), ERR_NOT_FOUND, "77");
}

Test(codebook, move__tells_where_to)
{
    add("A/B");
    add("C");
    DOES(app_move_code(kit, kit_code("C"), kit_code("A"), kit_code("B"), &said, &err));
    SAID("moved C before A/B");
    cr_expect_str_eq(kit_paths(), "A A/C A/B");
    DOES(app_move_code(kit, kit_code("C"), 0, 0, &said, &err));
    SAID("moved A/C to the top level");
    REFUSES(app_move_code(kit, kit_code("A"), kit_code("B"), 0, NULL, &err), ERR_INPUT, "");
}

Test(codebook, merge__unites_doubles_in_one_act)
{
    tema_id from[2];

    kit_mark("nyttig", "A");
    kit_mark("nyttig", "B");
    kit_mark("skummelt", "C");
    from[0] = kit_code("A");
    from[1] = kit_code("C");
    DOES(app_merge_codes(kit, from, 2, kit_code("B"), &said, &err));
    SAID("merged A, C into B");
    cr_expect_eq(kit_codings(), 2);
    cr_expect_str_eq(kit_paths(), "B");
    DOES(app_undo(kit, NULL, &err));
    cr_expect_eq(kit_codings(), 3);
    from[1] = kit_code("B");
    REFUSES(app_merge_codes(kit, from, 2, kit_code("B"), NULL, &err), ERR_INPUT, "");
    cr_expect_str_eq(kit_paths(), "A B C", "the first was not merged either");
}

Test(codebook, delete__says_what_goes)
{
    int64_t codings, codes;

    kit_mark("nyttig", "A/B");
    kit_mark("skummelt", "A");
    DOES(app_delete_code_preview(kit, kit_code("A"), &said, &codings, &codes, &err));
    SAID("“A” and 1 code below it, 2 codings");
    cr_expect_eq(codings, 2);
    cr_expect_eq(codes, 2);
    DOES(app_delete_code(kit, kit_code("A"), &said, &err));
    SAID("deleted A and 1 code below it, 2 codings");
    cr_expect_eq(kit_codings(), 0);
    DOES(app_undo(kit, NULL, &err));
    cr_expect_eq(kit_codings(), 2);
}

Test(codebook, merge__does_what_its_preview_says)
{
    tema_id from[2];

    kit_mark("nyttig", "A");
    kit_mark("nyttig", "B");
    kit_mark("skummelt", "C/D");
    kit_mark("nyttig", "C");
    from[0] = kit_code("A");
    from[1] = kit_code("C");
    DOES(app_merge_codes_preview(kit, from, 2, kit_code("B"), &said, &err));
    SAID("2 codings go to “B”, 2 of them doubles; 1 code moves under it; “A”, “C” stay in the lists as "
         "merged");
    DOES(app_merge_codes(kit, from, 2, kit_code("B"), NULL, &err));
    cr_expect_eq(kit_codings(), 2);
    cr_expect_str_eq(kit_paths(), "B B/D");
    DOES(app_undo(kit, NULL, &err));
    DOES(app_merge_codes_preview(kit, from + 1, 1, kit_code("B"), &said, &err));
    SAID("1 coding goes to “B”, 1 of them a double; 1 code moves under it; “C” stays in the lists as merged");
    REFUSES(app_merge_codes_preview(kit, from, 2, from[0], &said, &err), ERR_INPUT, "itself");
    REFUSES(app_merge_codes(kit, from + 1, 1, kit_code("C/D"), NULL, &err), ERR_INPUT, "below");
    REFUSES(app_merge_codes(kit, from, 0, kit_code("B"), NULL, &err), ERR_USAGE, "nothing");
}
