/* Zips made in memory. */
#ifndef TEST_FORMATS_ZIPS_H
#define TEST_FORMATS_ZIPS_H

#include <criterion/criterion.h>
#include <string.h>
#include <zip.h>

#include "tema/base/buf.h"

struct file {
    const char *name, *text;
    size_t n; /* 0: of a string */
};

/* The bytes of a zip of these files, ended by one without a name; buf_release frees them. */
static inline void zip_of(const struct file *files, struct buf *out)
{
    zip_error_t e;
    zip_error_init(&e);
    zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, &e);
    zip_t *z = zip_open_from_source(s, ZIP_TRUNCATE, &e);
    cr_assert(z);
    zip_source_keep(s);
    for (; files->name; files++) {
        size_t n = files->n ? files->n : strlen(files->text);
        zip_source_t *f = zip_source_buffer(z, files->text, n, 0);
        cr_assert(zip_file_add(z, files->name, f, ZIP_FL_ENC_UTF_8) >= 0, "%s", files->name);
    }
    cr_assert(zip_close(z) == 0);
    cr_assert(zip_source_open(s) == 0);
    zip_source_seek(s, 0, SEEK_END);
    size_t n = (size_t)zip_source_tell(s);
    zip_source_seek(s, 0, SEEK_SET);
    *out = (struct buf)BUF_INIT;
    buf_reserve(out, n);
    cr_assert(zip_source_read(s, out->s, n) == (zip_int64_t)n);
    out->len = n;
    zip_source_close(s);
    zip_source_free(s);
}

#endif
