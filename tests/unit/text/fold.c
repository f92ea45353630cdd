#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "tema/text/collate.h"
#include "tema/text/fold.h"

static void expect_fold(const char *s, const char *folded)
{
    struct buf out = BUF_INIT;

    fold_add(&out, s, strlen(s));
    cr_expect_str_eq(buf_str(&out), folded, "%s: %s", s, buf_str(&out));
    buf_release(&out);
}

/* CaseFolding.txt, status C and F. */
Test(fold_add, full_case_folding_and_nfc)
{
    expect_fold("", "");
    expect_fold("Blåbær PÅ ØYA", "blåbær på øya");
    expect_fold("STRASSE straße", "strasse strasse");
    expect_fold("A\u030A", "å");
    expect_fold("o\u0308l", "öl");
    expect_fold("\u0130", "i\u0307");
    expect_fold("ΣΊΣΥΦΟΣ", "σίσυφοσ");
    expect_fold("\uFB01", "fi");
    expect_fold("X\u01F0", "x\u01F0");
    expect_fold("Привет", "привет");
}

Test(fold_contains, without_case_with_letters)
{
    cr_expect(fold_contains("Teknologi/Forutsetninger", "FORUT"));
    cr_expect(fold_contains("noe", ""));
    cr_expect(fold_contains("", ""));
    cr_expect(fold_contains("Må", "ma\u030A"));
    cr_expect_not(fold_contains("må", "ma"));
    cr_expect_not(fold_contains("kort", "kortere"));
}

static void expect_find(const char *s, const char *needle, size_t from, int start, int end)
{
    byte_off a = {77};
    byte_off b = {77};
    bool found = fold_find(s, strlen(s), needle, (byte_off){from}, &a, &b);

    cr_expect_eq(found, start >= 0, "%s in %s", needle, s);
    if (found && start >= 0) {
        cr_expect_eq(a.b, (size_t)start, "%s in %s: %zu", needle, s, a.b);
        cr_expect_eq(b.b, (size_t)end, "%s in %s: %zu", needle, s, b.b);
    } else {
        cr_expect_eq(a.b, 77);
    }
}

Test(fold_find, offsets_are_of_the_text)
{
    expect_find("Det er PÅ øya", "på", 0, 7, 10);
    expect_find("Det er PÅ øya", "PA\u030A", 0, 7, 10);
    expect_find("pa\u030A to", "på", 0, 0, 4);
    expect_find("ja ja", "ja", 1, 3, 5);
    expect_find("ja ja", "ja", 3, 3, 5);
    expect_find("ja ja", "ja", 4, -1, 0);
    expect_find("ja ja", "ja", 99, -1, 0);
    expect_find("Straße", "SS", 0, 4, 6);
    expect_find("Straße", "s", 2, -1, 0);
    expect_find("må", "ma", 0, -1, 0);
    expect_find("noe", "", 0, -1, 0);
    expect_find("", "a", 0, -1, 0);
    expect_find("åja", "ja", 1, 2, 4);
}

Test(fold_find_last, goes_back)
{
    static const char s[] = "Ja, ja, JA";
    byte_off a;
    byte_off b;

    cr_expect(fold_find_last(s, 10, "ja", (byte_off){99}, &a, &b));
    cr_expect_eq(a.b, 8);
    cr_expect(fold_find_last(s, 10, "ja", (byte_off){8}, &a, &b));
    cr_expect_eq(a.b, 4);
    cr_expect_eq(b.b, 6);
    cr_expect(fold_find_last(s, 10, "ja", (byte_off){4}, &a, &b));
    cr_expect_eq(a.b, 0);
    cr_expect_not(fold_find_last(s, 10, "ja", (byte_off){0}, &a, &b));
    cr_expect_not(fold_find_last(s, 10, "nei", (byte_off){10}, &a, &b));
}

Test(fold_distance, counts_edits_of_letters)
{
    cr_expect_eq(fold_distance("", "", 3), 0);
    cr_expect_eq(fold_distance("Tilgang", "tilgang", 2), 0);
    cr_expect_eq(fold_distance("tilgang", "tilgagn", 2), 1);
    cr_expect_eq(fold_distance("tilgang", "tilgan", 2), 1);
    cr_expect_eq(fold_distance("tilgang", "tilgjang", 2), 1);
    cr_expect_eq(fold_distance("på", "pa", 2), 1);
    cr_expect_eq(fold_distance("kitten", "sitting", 5), 3);
    cr_expect_eq(fold_distance("kitten", "sitting", 2), 3);
    cr_expect_eq(fold_distance("a", "bcdefgh", 3), 4);
    cr_expect_eq(fold_distance("ab", "ba", 0), 1);
    cr_expect_eq(fold_distance("abc", "", 9), 3);
    cr_expect_eq(fold_distance("ca", "abc", 9), 3);
    cr_expect_eq(fold_distance("x", "y", -5), 1);
}

static int by_collation(const void *a, const void *b)
{
    return collate(*(const char *const *)a, *(const char *const *)b);
}

Test(collate, as_norwegians_sort)
{
    const char *names[] = {"Ås", "Intervju 10", "ære",        "Zebra", "intervju 2",
                           "øl", "Adam",        "Intervju 2", "adam"};
    static const char *const sorted[] = {"adam",  "Adam", "intervju 2", "Intervju 2", "Intervju 10",
                                         "Zebra", "ære",  "øl",         "Ås"};

    qsort(names, 9, sizeof *names, by_collation);
    for (size_t i = 0; i < 9; i++)
        cr_expect_str_eq(names[i], sorted[i], "%zu: %s", i, names[i]);
    cr_expect_eq(collate("same", "same"), 0);
    cr_expect_lt(collate("", "a"), 0);
    cr_expect_gt(collate("a", ""), 0);
    cr_expect_neq(collate("\xFF", "\xFE"), 0);
}
