/* What one does shows at the other's, without a key. */
#include <criterion/criterion.h>

#include "study.h"

TestSuite(study_shared, .init = room_open, .fini = room_close, .timeout = 60);

enum { AT_ONCE = 2000 }; /* ms */

static struct tty *start_as(const char *who)
{
    const char *const args[] = {"x.tema", "--as", who, NULL};
    struct tty *t = room_start(24, 80, NULL, args);

    expect(t, "1 source");
    return t;
}

Test(study_shared, acts_of_the_analyst__show_at_the_supervisors)
{
    struct tty *t, *v;

    room_study();
    DO("coder", "set", "Veileder", "role=supervisor", "--as", "Veileder");
    t = start_as("Analytiker");
    v = start_as("Veileder");
    keys(t, "r\023", "started the round");
    expect_within(v, "Round 1", AT_ONCE);
    keys(v, "R", "review:");
    keys(t, "\r", "s sentence");
    keys(t, "sctid\r", "coded “Spørsmål nummer 1");
    expect_within(v, "Spørsmål nummer 1", AT_ONCE);
    keys(v, "H", "themes");
    keys(t, "H", "codes with no place");
    keys(t, "nVilkår\r", "added the theme “Vilkår”");
    expect_within(v, "Vilkår", AT_ONCE);
    keys(t, "u", "took back: added the theme");
    cr_expect(tty_wait_gone(v, "Vilkår", AT_ONCE), "the theme is still shown to the other");
    tty_free(t);
    tty_free(v);
    room_check();
}

/* A key that comes just when the time to look for others' acts has come must not end the looking. */
Test(study_shared, keys_without_a_pause__do_not_hide_what_others_do)
{
    struct tty *t;

    room_study();
    t = start_as("Analytiker");
    for (int i = 0; i < 800; i++) {
        tty_send(t, i % 2 ? "k" : "j");
        tty_settle(t, 1, 8);
    }

    DO("mark", "samtale.txt", "--text", "Svar nummer 2 begynner her.", "--code", "tid", "--as", "Berit");
    expect_within(t, "1 coding", AT_ONCE);
    tty_free(t);
}
