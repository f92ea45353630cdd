/* Sources' attributes, participants, speakers. */
#include "app_kit.h"

TestSuite(people, .init = kit_start, .fini = kit_stop);

Test(people, source__is_described_in_one_act)
{
    const char *fields[] = {"minutes", "kind", "date"}, *values[] = {"55", "group", "2026-02-28"};
    const struct source *s;

    DOES(app_set_source(kit, kit_source("en"), fields, values, 3, &said, &err));
    SAID("set attributes of en.txt: minutes = 55, kind = group, date = 2026-02-28");
    s = study_source(app_study(kit, &err), kit_source("en"));
    cr_expect_eq(s->minutes, 55);
    cr_expect_eq(s->kind, SOURCE_GROUP);
    cr_expect_str_eq(s->date, "2026-02-28");
    values[0] = "60";
    values[2] = "2026-02-29";
    REFUSES(app_set_source(kit, kit_source("en"), fields, values, 3, NULL, &err), ERR_INPUT, "");
    cr_expect_eq(study_source(app_study(kit, &err), kit_source("en"))->minutes, 55, "all or nothing");
    fields[0] = "farge";
    REFUSES(app_set_source(kit, kit_source("en"), fields, values, 1, NULL, &err), ERR_USAGE, "farge");
}

Test(people, participant__has_typed_attributes)
{
    const char *attrs[] = {"rolle", "år"}, *values[] = {"leder", "12"}, *types[] = {NULL, "number"},
               *text[] = {"text", "text"};
    const struct participant *p;
    tema_id id;

    DOES(app_add_participant_typed(kit, "P1", attrs, values, types, 2, &id, &said, &err));
    SAID("added the participant P1: rolle = leder, år = 12");
    p = study_participant(app_study(kit, &err), id);
    cr_assert_eq(p->nattrs, 2);
    cr_expect_eq(p->attrs[1].type, ATTR_NUMBER);
    REFUSES(app_add_participant(kit, "P1", NULL, NULL, 0, NULL, NULL, &err), ERR_INPUT, "P1");
    values[1] = "mange";
    REFUSES(app_set_participant(kit, id, attrs, values, NULL, 2, NULL, &err), ERR_INPUT, "");
    values[1] = "13";
    REFUSES(app_set_participant(kit, id, attrs, values, text, 2, NULL, &err), ERR_INPUT, "number");
    attrs[0] = "name";
    values[0] = "P2";
    DOES(app_set_participant(kit, id, attrs, values, NULL, 2, &said, &err));
    cr_expect_str_eq(study_participant(app_study(kit, &err), id)->name, "P2");
}

Test(people, speaker__is_linked_and_renamed)
{
    const struct study *st = app_study(kit, &err);
    const struct speaker *s;
    tema_id kari, p;

    DOES(study_find_speaker(st, kit_source("en"), "kari", &s, &err));
    kari = s->id;
    DOES(app_add_participant(kit, "P1", NULL, NULL, 0, &p, NULL, &err));
    DOES(app_link_speaker(kit, kari, SPEAKER_PARTICIPANT, p, &said, &err));
    SAID("linked the speaker Kari in en.txt to the participant P1");
    DOES(app_link_speaker(kit, kari, SPEAKER_INTERVIEWER, 0, &said, &err));
    SAID("linked the speaker Kari in en.txt to the interviewer");
    DOES(app_link_speaker(kit, kari, SPEAKER_NOBODY, 0, &said, &err));
    SAID("linked the speaker Kari in en.txt to nobody");
    DOES(app_rename_speaker(kit, kari, "K", &said, &err));
    SAID("renamed the speaker Kari in en.txt to K");
    REFUSES(app_rename_speaker(kit, 77, "K", NULL, &err), ERR_NOT_FOUND, "77");
}

Test(people, speaker__becomes_a_new_participant_in_one_act)
{
    const struct study *st = app_study(kit, &err);
    const struct speaker *s;

    DOES(study_find_speaker(st, kit_source("en"), "kari", &s, &err));
    DOES(app_link_speaker_to_new(kit, s->id, "P1", &said, &err));
    SAID("linked the speaker Kari in en.txt to the new participant P1");
    DOES(app_undo(kit, &said, &err));
    st = app_study(kit, &err);
    cr_expect_eq(st->nparticipants, 0);
    DOES(study_find_speaker(st, kit_source("en"), "kari", &s, &err));
    cr_expect_eq(s->role, SPEAKER_NOBODY);
}

Test(people, turn__given_to_a_participant_new_in_the_source__links_the_speaker)
{
    const struct speaker *s;
    tema_id p;

    DOES(app_add_participant(kit, "P1", NULL, NULL, 0, &p, NULL, &err));
    DOES(app_set_turn_speaker(kit, kit_source("en"), (cp_off){0}, "P1", NULL, &err));
    DOES(study_find_speaker(app_study(kit, &err), kit_source("en"), "P1", &s, &err));
    cr_expect_eq(s->role, SPEAKER_PARTICIPANT);
    cr_expect_eq(s->participant, p);
}
