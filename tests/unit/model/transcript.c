#include "tema/model/transcript.h"

#include <criterion/criterion.h>
#include <stdio.h>

Test(transcript, speaker__same_name__same_index)
{
    struct transcript t;
    transcript_init(&t);
    cr_assert_eq(transcript_speaker(&t, "Kari:", 4), 0);
    cr_assert_eq(transcript_speaker(&t, "Karin", 5), 1);
    cr_assert_eq(transcript_speaker(&t, "Kari", 4), 0);
    cr_assert_eq(transcript_speaker(&t, "", 0), 2);
    cr_assert_str_eq(t.speakers.v[1], "Karin");
    transcript_release(&t);
}

Test(transcript, speaker__two_hundred_thousand_names__are_told_apart)
{
    struct transcript t;
    transcript_init(&t);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 200000; i++) {
            char name[20];
            int n = snprintf(name, sizeof name, "S%d", i);
            cr_assert_eq(transcript_speaker(&t, name, (size_t)n), i);
        }
    }
    transcript_release(&t);
}
