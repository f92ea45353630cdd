/* Criterion's workers leave without looking for leaks: every test that has no clean-up of its own gets one that looks. */
#include <criterion/criterion.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__)
#define LEAKS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LEAKS 1
#endif
#endif

#ifdef LEAKS
#include <sanitizer/lsan_interface.h>

extern struct criterion_test *__start_cr_tst[];
extern struct criterion_test *__stop_cr_tst[];

static void look_for_leaks(void)
{
    if (__lsan_do_recoverable_leak_check() != 0)
        abort();
}

__attribute__((constructor)) static void arm(void)
{
    for (struct criterion_test **t = __start_cr_tst; t < __stop_cr_tst; t++)
        if (*t && (*t)->data && !(*t)->data->fini)
            (*t)->data->fini = look_for_leaks;
}
#endif
