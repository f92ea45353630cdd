/* replay FOLDER: each file FOLDER/READER/NAME once through its reader, as the fuzzer would. */
#include <dirent.h>
#include <stdio.h>

#include "targets.h"
#include "tema/base/file.h"
#include "tema/base/mem.h"

static size_t replay(const struct target *t, const char *folder)
{
    size_t n = 0;
    char *in = mem_printf("%s/%s", folder, t->name);
    DIR *d = opendir(in);
    for (struct dirent *e; d && (e = readdir(d));) {
        char *path = mem_printf("%s/%s", in, e->d_name);
        struct buf b = BUF_INIT;
        if (e->d_name[0] != '.' && file_read(path, 1 << 24, &b, NULL)) {
            target_run(t, buf_str(&b), b.len);
            n++;
        }
        buf_release(&b);
        mem_free(path);
    }
    if (d)
        closedir(d);
    mem_free(in);
    return n;
}

int main(int argc, char **argv)
{
    size_t n = 0;
    for (const struct target *t = targets; argc == 2 && t->name; t++)
        n += replay(t, argv[1]);
    printf("%zu files\n", n);
    return n == 0;
}
