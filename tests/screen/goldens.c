/* What each screen looks like, at the smallest size everything is usable at and at a large one. GENERATE=1
 * rewrites. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "screen/harness.h"

static void both_sizes(const char *name, const char *keys, bool study)
{
    static const struct {
        int rows, cols;
    } sizes[] = {{24, 80}, {45, 140}};
    for (size_t i = 0; i < 2; i++) {
        struct bench b;
        bench_new(&b);
        if (study)
            bench_study(&b);
        bench_start(&b, sizes[i].rows, sizes[i].cols);
        if (keys[0])
            bench_keys(&b, keys);
        char file[128];
        snprintf(file, sizeof file, "%s-%dx%d", name, sizes[i].cols, sizes[i].rows);
        bench_golden(&b, file);
        bench_free(&b);
    }
}

Test(golden, home__of_an_empty_project)
{
    both_sizes("home-empty", "", false);
}

Test(golden, home__with_sources)
{
    both_sizes("home", "", true);
}

Test(golden, transcript__at_a_coded_place)
{
    both_sizes("transcript", "Enter } )", true);
}

Test(golden, transcript__with_a_mark)
{
    both_sizes("transcript-mark", "Enter } s s", true);
}

Test(golden, transcript__with_the_tree_in_front)
{
    both_sizes("transcript-tree", "Enter Tab j", true);
}

Test(golden, transcript__with_the_code_picker)
{
    both_sizes("transcript-picker", "Enter } s c t i l", true);
}

Test(golden, codebook__with_a_code_selected)
{
    both_sizes("codebook", "B j j", true);
}

Test(golden, codebook__asking_before_deleting)
{
    both_sizes("codebook-delete", "B D", true);
}

Test(golden, help__of_the_text)
{
    both_sizes("help", "Enter ?", true);
}

Test(golden, actions__found_by_name)
{
    both_sizes("actions", "Enter : m a r k", true);
}

Test(golden, transcript__on_a_terminal_without_utf8)
{
    struct bench b;
    bench_new(&b);
    bench_study(&b);
    b.ascii = true;
    bench_start(&b, 24, 80);
    bench_keys(&b, "Enter } ) T");
    bench_golden(&b, "transcript-ascii-80x24");
    bench_free(&b);
}
