/* wrapped TARGET: what a target makes of standard input before its reader sees it, for the seeds of whole files; of "answer", what
 * a worker would answer for the JSON of a study. */
#include <stdio.h>
#include <string.h>

#include "../../src/formats/exchange_priv.h"
#include "targets.h"

static bool pack(const char *s, size_t n, struct buf *out)
{
    struct exchange x;
    struct err e = ERR_INIT;
    exchange_init(&x);
    bool ok = exchange_from_json(s, n, &x, &e);
    if (ok)
        exchange_pack(&x, out);
    else
        fprintf(stderr, "%s\n", err_text(&e));
    err_release(&e);
    exchange_release(&x);
    return ok;
}

int main(int argc, char **argv)
{
    const struct target *t = argc == 2 ? target_find(argv[1]) : NULL;
    struct buf in = BUF_INIT, out = BUF_INIT;
    char part[4096];
    size_t n;
    if (!t || !(t->wrap || strcmp(t->name, "answer") == 0))
        return 2;
    while ((n = fread(part, 1, sizeof part, stdin)) > 0)
        buf_add(&in, part, n);
    bool ok = (t->wrap ? t->wrap : pack)(buf_str(&in), in.len, &out);
    ok = ok && fwrite(out.s, 1, out.len, stdout) == out.len;
    buf_release(&in);
    buf_release(&out);
    return !ok;
}
