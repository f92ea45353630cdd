#include <criterion/criterion.h>

#include "tema/ui/palette.h"

static struct colour rgb(uint32_t value)
{
    return (struct colour){COLOUR_RGB, value};
}

Test(colour, degrade__nearest_of_what_there_is)
{
    cr_expect_eq(colour_degrade(rgb(0xff0000), 256), 196);
    cr_expect_eq(colour_degrade(rgb(0x808080), 256), 244);
    cr_expect_eq(colour_degrade(rgb(0xfefefe), 16), 15);
    cr_expect_eq(colour_degrade(rgb(0xd00010), 8), 1);
    cr_expect_eq(colour_degrade(rgb(0x123456), 1L << 24), 0x123456);
    cr_expect_eq(colour_degrade((struct colour){COLOUR_INDEX, 9}, 16), 9);
    cr_expect_eq(colour_degrade((struct colour){COLOUR_INDEX, 9}, 8), 1);
    cr_expect_eq(colour_degrade((struct colour){COLOUR_INDEX, 196}, 256), 196);
    cr_expect_eq(colour_degrade(rgb(0xff0000), 2), -1);
    cr_expect_eq(colour_degrade((struct colour){COLOUR_DEFAULT, 0}, 256), -1);
}

Test(colour, degrade__any_colour__stays_in_range)
{
    static const long sizes[] = {8, 16, 88, 256};

    for (uint32_t i = 0; i < 0x1000000; i += 0x01357)
        for (size_t k = 0; k < 4; k++) {
            long n = colour_degrade(rgb(i), sizes[k]);

            cr_assert(n >= 0 && n < sizes[k], "%06x gives %ld of %ld", i, n, sizes[k]);
        }
}

/* WCAG 2.1: black on white is 21:1; #767676 on white is the darkest grey text just above 4.5:1. */
Test(colour, contrast__as_wcag_gives_it)
{
    cr_expect_float_eq(colour_contrast(0, 0xffffff), 21.0, 0.01);
    cr_expect_float_eq(colour_contrast(0x767676, 0xffffff), 4.54, 0.01);
    cr_expect_float_eq(colour_contrast(0xff0000, 0xffffff), 4.0, 0.01);
    cr_expect_float_eq(colour_contrast(0x123456, 0x123456), 1.0, 0.001);
}

Test(colour, parse__names_numbers_and_hex)
{
    struct colour c;

    cr_expect(colour_parse("bright-blue", 11, &c) && c.kind == COLOUR_INDEX && c.value == 12);
    cr_expect(colour_parse("White", 5, &c) && c.value == 7);
    cr_expect(colour_parse("255", 3, &c) && c.value == 255);
    cr_expect(colour_parse("#AbCdEf", 7, &c) && c.kind == COLOUR_RGB && c.value == 0xabcdef);
    cr_expect(colour_parse("default", 7, &c) && c.kind == COLOUR_DEFAULT);
    cr_expect(!colour_parse("bright-", 7, &c));
    cr_expect(!colour_parse("", 0, &c));
    cr_expect(!colour_parse("#12345g", 7, &c));
    cr_expect(!colour_parse("0x10", 4, &c));
}
