/* Project, sources, speakers, participants, memos as an analyst expects them. */
#include "study_kit.h"

static const char talk[] = "Vi har ikke tid nok.\nÆldre borgere vil have ro.\nJa.\n";

static struct source source_of(struct store *s, tema_id id)
{
    struct source *v;
    size_t n;
    READ(store_sources(s, SCOPE_COUNTED, &kit_arena, &v, &n, &kit_err));
    for (size_t i = 0; i < n; i++) {
        if (v[i].id == id)
            return v[i];
    }
    cr_assert_fail("no such source");
    return v[0];
}

Test(project, title_and_times__are_told)
{
    struct store *s = kit_open();
    struct project p;
    READ(store_project(s, &kit_arena, &p, &kit_err));
    cr_expect_str_eq(p.title, "Studie");
    cr_expect_eq(p.last_act, p.created, "nothing has been done yet");
    ACT(s, store_set_title(s, " Tid og ro ", &kit_err));
    READ(store_project(s, &kit_arena, &p, &kit_err));
    cr_expect_str_eq(p.title, "Tid og ro");
    cr_expect_eq(p.last_act, clock_now());
    REFUSED(s, store_set_title(s, "  ", &kit_err), ERR_INPUT);
    kit_close(s);
}

Test(coders, those_who_acted__are_listed)
{
    struct store *s = kit_open();
    struct coder *v;
    size_t n;
    kit_code(s, 0, "a");
    as(s, "Bo");
    kit_code(s, 0, "b");
    READ(store_coders(s, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(n, 2);
    cr_expect_str_eq(v[0].name, "Ana");
    cr_expect_str_eq(v[1].name, "Bo");
    cr_expect_eq(v[1].id, store_coder(s));
    cr_expect_eq(v[1].role, CODER_ANALYST);
    kit_close(s);
}

Test(sources, list__is_in_order_of_import_with_sizes)
{
    struct store *s = kit_open();
    tema_id b = kit_source(s, "b.txt", talk, false), a = kit_source(s, "a.txt", "Kort.\n", false);
    struct source *v;
    size_t n;
    kit_coding(s, kit_mark(s, b, 0, 5), kit_code(s, 0, "c"));
    as(s, "Bo");
    kit_coding(s, kit_mark(s, b, 0, 5), kit_code(s, 0, "d"));
    kit_sql("UPDATE coder SET role = 'second' WHERE name = 'Bo'");
    READ(store_sources(s, SCOPE_COUNTED, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(n, 2);
    cr_expect(v[0].id == b && v[1].id == a);
    cr_expect_str_eq(v[0].name, "b.txt");
    cr_expect_eq(v[0].chars, (int64_t)strlen(talk) - 1);
    cr_expect_eq(v[0].words, 11, "%d", (int)v[0].words);
    cr_expect_eq(v[0].codings, 1);
    cr_expect_eq(v[1].codings, 0);
    cr_expect_str_eq(v[0].encoding, "UTF-8");
    cr_expect_str_eq(v[0].format, "txt");
    cr_expect_str_eq(v[0].date, "");
    cr_expect_eq(v[0].minutes, -1);
    cr_expect_eq(v[0].year, -1);
    cr_expect_eq(v[0].read_permille, 0);
    READ(store_sources(s, SCOPE_ALL, &kit_arena, &v, &n, &kit_err));
    cr_expect_eq(v[0].codings, 2);
    kit_close(s);
}

Test(sources, attributes__are_typed)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false);
    static const char *const days[] = {"2024-02-29", "2000-02-29", "1999-12-31"};
    static const char *const no_days[] = {"2023-02-29",  "1900-02-29", "2024-13-01", "2024-00-10",
                                          "2024-04-31",  "2024-1-1",   "01-02-2024", "2024-02-2x",
                                          "2024-02-290", "i går",      "0000-01-01"};
    static const char *const no_counts[] = {"-1", "1.5", "x", "60 min", "99999999999999999999", "0x10", "١"};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        ACT(s, store_set_source(s, src, SOURCE_DATE, days[i], &kit_err));
        cr_expect_str_eq(source_of(s, src).date, days[i]);
    }
    for (size_t i = 0; i < sizeof no_days / sizeof no_days[0]; i++)
        REFUSED(s, store_set_source(s, src, SOURCE_DATE, no_days[i], &kit_err), ERR_INPUT);
    for (size_t i = 0; i < sizeof no_counts / sizeof no_counts[0]; i++) {
        REFUSED(s, store_set_source(s, src, SOURCE_MINUTES, no_counts[i], &kit_err), ERR_INPUT);
        REFUSED(s, store_set_source(s, src, SOURCE_YEAR, no_counts[i], &kit_err), ERR_INPUT);
    }
    REFUSED(s, store_set_source(s, src, SOURCE_YEAR, "10000", &kit_err), ERR_INPUT);
    REFUSED(s, store_set_source(s, src, SOURCE_KIND, "radio", &kit_err), ERR_INPUT);
    REFUSED(s, store_set_source(s, src, SOURCE_KIND, "", &kit_err), ERR_INPUT);
    REFUSED(s, store_set_source(s, src, SOURCE_NAME, " ", &kit_err), ERR_INPUT);
    REFUSED(s, store_set_source(s, src, SOURCE_AUTHOR, "\xff", &kit_err), ERR_INPUT);
    REFUSED(s, store_set_source(s, src + 1, SOURCE_AUTHOR, "x", &kit_err), ERR_NOT_FOUND);
    ACT(s, store_set_source(s, src, SOURCE_NAME, "Interview 1", &kit_err));
    ACT(s, store_set_source(s, src, SOURCE_KIND, "document", &kit_err));
    ACT(s, store_set_source(s, src, SOURCE_MINUTES, " 45 ", &kit_err));
    ACT(s, store_set_source(s, src, SOURCE_YEAR, "2024", &kit_err));
    ACT(s, store_set_source(s, src, SOURCE_METHOD, "Teams", &kit_err));
    ACT(s, store_set_source(s, src, SOURCE_AUTHOR, "Å. Ø.", &kit_err));
    struct source o = source_of(s, src);
    cr_expect_str_eq(o.name, "Interview 1");
    cr_expect_eq(o.kind, SOURCE_DOCUMENT);
    cr_expect_eq(o.minutes, 45);
    cr_expect_eq(o.year, 2024);
    cr_expect_str_eq(o.method, "Teams");
    cr_expect_str_eq(o.author, "Å. Ø.");
    for (int f = SOURCE_DATE; f <= SOURCE_YEAR; f++)
        ACT(s, store_set_source(s, src, (enum source_field)f, "", &kit_err));
    o = source_of(s, src);
    cr_expect(o.minutes == -1 && o.year == -1);
    cr_expect_str_eq(o.date, "");
    cr_expect_str_eq(o.method, "");
    cr_expect_eq(enum_value(&source_fields, "minutes"), SOURCE_MINUTES);
    cr_expect_eq(enum_value(&source_fields, "year"), SOURCE_YEAR);
    kit_close(s);
}

Test(import_report, unknown_source__is_not_found)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false);
    char *text = NULL;
    READ(store_import_report(s, src, &kit_arena, &text, &kit_err));
    cr_expect_not_null(text);
    cr_expect_not(store_import_report(s, src + 1, &kit_arena, &text, &kit_err));
    cr_expect_eq(kit_err.kind, ERR_NOT_FOUND);
    kit_close(s);
}

Test(speakers, names_links_and_turns__are_told)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, true), other = kit_source(s, "b.txt", talk, false), p = 0,
            mette = 0;
    struct speaker *v;
    size_t n;
    READ(store_speakers(s, src, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(n, 2);
    cr_expect_str_eq(v[0].name, "Kari");
    cr_expect_eq(v[0].turns, 2);
    cr_expect_eq(v[1].turns, 1);
    cr_expect_eq(v[0].role, SPEAKER_NOBODY);
    tema_id kari = v[0].id, per = v[1].id;
    ACT(s, store_add_participant(s, "P1", &p, &kit_err));
    ACT(s, store_add_speaker(s, other, " Mette ", &mette, &kit_err));
    ACT(s, store_link_speaker(s, kari, SPEAKER_PARTICIPANT, p, &kit_err));
    ACT(s, store_link_speaker(s, mette, SPEAKER_PARTICIPANT, p, &kit_err));
    ACT(s, store_link_speaker(s, per, SPEAKER_INTERVIEWER, p, &kit_err));
    ACT(s, store_rename_speaker(s, per, "Intervjuer", &kit_err));
    READ(store_speakers(s, 0, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(n, 3);
    cr_expect(v[0].source == src && v[1].source == src && v[2].source == other);
    cr_expect_eq(v[0].turns, -1, "only counted when asked for");
    READ(store_count_turns(s, v, n, &kit_err));
    cr_expect_eq(v[0].turns, 2);
    cr_expect_eq(v[1].turns, 1);
    cr_expect_eq(v[0].participant, p);
    cr_expect_eq(v[0].role, SPEAKER_PARTICIPANT);
    cr_expect_eq(v[1].participant, 0, "an interviewer is no participant");
    cr_expect_str_eq(v[1].name, "Intervjuer");
    cr_expect_eq(v[2].participant, p);
    cr_expect_str_eq(v[2].name, "Mette");
    cr_expect_eq(v[2].turns, 0);
    ACT(s, store_link_speaker(s, kari, SPEAKER_NOBODY, 0, &kit_err));
    READ(store_speakers(s, src, &kit_arena, &v, &n, &kit_err));
    cr_expect_eq(v[0].participant, 0);
    kit_close(s);
}

Test(speakers, what_cannot_be__is_refused)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, true);
    struct speaker *v;
    size_t n;
    READ(store_speakers(s, src, &kit_arena, &v, &n, &kit_err));
    REFUSED(s, store_add_speaker(s, src, "Kari", NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_add_speaker(s, src, "", NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_add_speaker(s, src + 1, "X", NULL, &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_rename_speaker(s, v[0].id, "Per", &kit_err), ERR_INPUT);
    REFUSED(s, store_rename_speaker(s, 7, "X", &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_link_speaker(s, v[0].id, SPEAKER_PARTICIPANT, 0, &kit_err), ERR_INPUT);
    REFUSED(s, store_link_speaker(s, v[0].id, SPEAKER_PARTICIPANT, 7, &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_link_speaker(s, 7, SPEAKER_NOBODY, 0, &kit_err), ERR_NOT_FOUND);
    ACT(s, store_rename_speaker(s, v[0].id, "Kari", &kit_err)); /* its own name is no clash */
    kit_close(s);
}

Test(participants, table__has_the_projects_columns)
{
    struct store *s = kit_open();
    tema_id a = 0, b = 0;
    struct participant *v;
    size_t n;
    ACT(s, store_add_participant(s, "Zoe", &a, &kit_err));
    ACT(s, store_add_participant(s, "Anders", &b, &kit_err));
    ACT(s, store_set_attribute(s, b, "rolle", ATTR_TEXT, "leder", &kit_err));
    ACT(s, store_set_attribute(s, a, " alder ", ATTR_NUMBER, "52,5", &kit_err));
    READ(store_participants(s, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(n, 2);
    cr_expect(v[0].id == a && v[1].id == b, "in the order in which they came");
    cr_assert(v[0].nattrs == 2 && v[1].nattrs == 2, "every one has every column");
    cr_expect_str_eq(v[0].attrs[0].name, "rolle");
    cr_expect_str_eq(v[0].attrs[0].value, "");
    cr_expect_str_eq(v[0].attrs[1].name, "alder");
    cr_expect_str_eq(v[0].attrs[1].value, "52.5");
    cr_expect_eq(v[0].attrs[1].type, ATTR_NUMBER);
    cr_expect_str_eq(v[1].attrs[0].value, "leder");
    ACT(s, store_set_attribute(s, b, "rolle", ATTR_TEXT, "",
                               &kit_err)); /* the last value takes the column along */
    READ(store_participants(s, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(v[1].nattrs, 1);
    cr_expect_str_eq(v[1].attrs[0].name, "alder");
    ACT(s, store_set_attribute(s, b, "ukendt", ATTR_TEXT, "", &kit_err));
    ACT(s, store_rename_participant(s, b, " Anders B. ", &kit_err));
    READ(store_participants(s, &kit_arena, &v, &n, &kit_err));
    cr_expect_eq(v[1].nattrs, 1);
    cr_expect_str_eq(v[1].name, "Anders B.");
    kit_close(s);
}

Test(participants, values__fit_the_attributes_type)
{
    struct store *s = kit_open();
    tema_id p = 0;
    struct participant *v;
    size_t n;
    static const struct {
        enum attr_type type;
        const char *name, *value;
        bool fits;
    } cases[] = {{ATTR_NUMBER, "n", "12", true},        {ATTR_NUMBER, "n", "-3.25", true},
                 {ATTR_NUMBER, "n", "", true},          {ATTR_NUMBER, "n", "tolv", false},
                 {ATTR_NUMBER, "n", "1.", false},       {ATTR_NUMBER, "n", ".5", false},
                 {ATTR_NUMBER, "n", "1e5", false},      {ATTR_NUMBER, "n", "nan", false},
                 {ATTR_DATE, "d", "2024-02-29", true},  {ATTR_DATE, "d", "2023-02-29", false},
                 {ATTR_DATE, "d", "29.02.2024", false}, {ATTR_BOOLEAN, "b", "Ja", true},
                 {ATTR_BOOLEAN, "b", "nei", true},      {ATTR_BOOLEAN, "b", "yes", true},
                 {ATTR_BOOLEAN, "b", "no", true},       {ATTR_BOOLEAN, "b", "TRUE", true},
                 {ATTR_BOOLEAN, "b", "false", true},    {ATTR_BOOLEAN, "b", "måske", false},
                 {ATTR_BOOLEAN, "b", "1", false},       {ATTR_TEXT, "t", "hva som helst", true},
                 {ATTR_TEXT, "t", "\xc3", false}};
    ACT(s, store_add_participant(s, "P", &p, &kit_err));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (cases[i].fits)
            ACT(s, store_set_attribute(s, p, cases[i].name, cases[i].type, cases[i].value, &kit_err));
        else
            REFUSED(s, store_set_attribute(s, p, cases[i].name, cases[i].type, cases[i].value, &kit_err),
                    ERR_INPUT);
    }
    REFUSED(s, store_set_attribute(s, p, "d", ATTR_TEXT, "snart", &kit_err),
            ERR_INPUT); /* what is a date stays a date */
    REFUSED(s, store_set_attribute(s, p, " ", ATTR_TEXT, "x", &kit_err), ERR_INPUT);
    REFUSED(s, store_set_attribute(s, 7, "d", ATTR_DATE, "2024-01-01", &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_add_participant(s, " P ", NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_add_participant(s, "", NULL, &kit_err), ERR_INPUT);
    ACT(s, store_add_participant(s, "Q", NULL, &kit_err));
    REFUSED(s, store_rename_participant(s, p, "Q", &kit_err), ERR_INPUT);
    REFUSED(s, store_rename_participant(s, 7, "R", &kit_err), ERR_NOT_FOUND);
    ACT(s, store_rename_participant(s, p, "P", &kit_err));
    READ(store_participants(s, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(v[0].nattrs, 3);
    cr_expect_str_eq(v[0].attrs[1].value, "false");
    kit_close(s);
}

Test(memos, on_anything__are_listed_oldest_first)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, false), seg = kit_mark(s, src, 0, 3), c = kit_code(s, 0, "c"),
            id[4];
    struct memo *v;
    size_t n;
    ACT(s, store_add_memo(s, MEMO_PROJECT, 0, "om alt", &id[0], &kit_err));
    ACT(s, store_add_memo(s, MEMO_SOURCE, src, "om kilden", &id[1], &kit_err));
    ACT(s, store_add_memo(s, MEMO_SEGMENT, seg, "om ordene\nto linjer", &id[2], &kit_err));
    ACT(s, store_add_memo(s, MEMO_CODE, c, "om koden", &id[3], &kit_err));
    READ(store_memos(s, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(n, 4);
    for (size_t i = 0; i < 4; i++) {
        cr_expect_eq(v[i].id, id[i]);
        cr_expect_eq(v[i].about, (enum memo_about)i);
        cr_expect_eq(v[i].coder, store_coder(s));
        cr_expect_eq(v[i].changed, v[i].created);
    }
    cr_expect_str_eq(v[2].text, "om ordene\nto linjer");
    cr_expect(v[0].target == 0 && v[1].target == src && v[2].target == seg && v[3].target == c);
    ACT(s, store_set_memo(s, id[0], "nyt", &kit_err));
    ACT(s, store_set_memo(s, id[1], " ", &kit_err));
    ACT(s, store_set_memo(s, id[2], "om ordene\nto linjer", &kit_err)); /* the same again is no change */
    READ(store_memos(s, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(n, 3);
    cr_expect_str_eq(v[0].text, "nyt");
    cr_expect_gt(v[0].changed, v[0].created);
    cr_expect_eq(v[1].changed, v[1].created);
    REFUSED(s, store_set_memo(s, id[1], "x", &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_set_memo(s, id[0], "\xff", &kit_err), ERR_INPUT);
    REFUSED(s, store_add_memo(s, MEMO_PROJECT, 3, "x", NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_add_memo(s, MEMO_PROJECT, 0, " \n", NULL, &kit_err), ERR_INPUT);
    REFUSED(s, store_add_memo(s, MEMO_SOURCE, 3, "x", NULL, &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_add_memo(s, MEMO_SEGMENT, 3, "x", NULL, &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_add_memo(s, MEMO_CODE, 3, "x", NULL, &kit_err), ERR_NOT_FOUND);
    kit_close(s);
}

Test(memos, on_themes_and_structures__need_them_there)
{
    struct store *s = kit_open();
    struct memo *v;
    size_t n;
    tema_id m = 0;
    kit_code(s, 0, "c"); /* Ana is known from now on */
    kit_sql("INSERT INTO structure SELECT 1, 'g', 's', 'theme', id, 0 FROM coder");
    kit_sql("INSERT INTO theme SELECT 2, 'g', NULL, 'a', 1, 't', '', '', '', '', 'kept', '', NULL, NULL, id, "
            "NULL, 0 FROM coder");
    THERE_AND_BACK(s, store_add_memo(s, MEMO_THEME, 2, "om temaet", &m, &kit_err));
    THERE_AND_BACK(s, store_add_memo(s, MEMO_STRUCTURE, 1, "om strukturen", NULL, &kit_err));
    READ(store_memos(s, &kit_arena, &v, &n, &kit_err));
    cr_assert_eq(n, 2);
    cr_expect(v[0].about == MEMO_THEME && v[0].target == 2);
    cr_expect(v[1].about == MEMO_STRUCTURE && v[1].target == 1);
    THERE_AND_BACK(s, store_set_memo(s, m, "mere", &kit_err));
    REFUSED(s, store_add_memo(s, MEMO_THEME, 1, "x", NULL, &kit_err), ERR_NOT_FOUND);
    REFUSED(s, store_add_memo(s, MEMO_STRUCTURE, 2, "x", NULL, &kit_err), ERR_NOT_FOUND);
    kit_close(s);
}

Test(study_acts, undo_and_redo__bring_every_row)
{
    struct store *s = kit_open();
    tema_id src = kit_source(s, "a.txt", talk, true), p = 0, m = 0, who = 0;
    THERE_AND_BACK(s, store_set_title(s, "Ny", &kit_err));
    THERE_AND_BACK(s, store_set_source(s, src, SOURCE_NAME, "b", &kit_err));
    THERE_AND_BACK(s, store_set_source(s, src, SOURCE_DATE, "2024-01-02", &kit_err));
    THERE_AND_BACK(s, store_set_source(s, src, SOURCE_MINUTES, "5", &kit_err));
    THERE_AND_BACK(s, store_set_source(s, src, SOURCE_MINUTES, "", &kit_err));
    THERE_AND_BACK(s, store_add_participant(s, "P", &p, &kit_err));
    THERE_AND_BACK(s, store_rename_participant(s, p, "Q", &kit_err));
    THERE_AND_BACK(s, store_set_attribute(s, p, "alder", ATTR_NUMBER, "5", &kit_err));
    THERE_AND_BACK(s, store_set_attribute(s, p, "alder", ATTR_NUMBER, "6", &kit_err));
    THERE_AND_BACK(s, store_set_attribute(s, p, "alder", ATTR_NUMBER, "", &kit_err));
    THERE_AND_BACK(s, store_add_speaker(s, src, "Mette", &who, &kit_err));
    THERE_AND_BACK(s, store_rename_speaker(s, who, "Mia", &kit_err));
    THERE_AND_BACK(s, store_link_speaker(s, who, SPEAKER_PARTICIPANT, p, &kit_err));
    THERE_AND_BACK(s, store_add_memo(s, MEMO_PROJECT, 0, "a", &m, &kit_err));
    THERE_AND_BACK(s, store_set_memo(s, m, "b", &kit_err));
    THERE_AND_BACK(s, store_set_memo(s, m, "", &kit_err));
    kit_close(s);
}

Test(study_acts, undo_after_anothers_change__is_a_conflict)
{
    struct store *s = kit_open();
    tema_id p = 0, src = kit_source(s, "a.txt", talk, true);
    struct speaker *v;
    size_t n;
    READ(store_speakers(s, src, &kit_arena, &v, &n, &kit_err));
    ACT(s, store_add_participant(s, "P", &p, &kit_err));
    as(s, "Bo");
    ACT(s, store_link_speaker(s, v[0].id, SPEAKER_PARTICIPANT, p, &kit_err));
    as(s, "Ana");
    cr_assert_not(store_undo(s, NULL, &kit_err));
    cr_expect_eq(kit_err.kind, ERR_CONFLICT);
    cr_expect_not_null(strstr(err_text(&kit_err), "Bo"));
    kit_close(s);
}
