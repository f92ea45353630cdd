/* Files inside a zip, over libzip. */
#include "container_priv.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "tema/base/i18n.h"
#include "tema/base/mem.h"
#include "tema/text/utf8.h"

struct container {
    zip_t *zip;
    size_t bytes;   /* of the whole zip */
    size_t n;       /* entries */
    char **names;   /* by index */
    size_t *sorted; /* indexes, by name_cmp, of equal ones the first in front */
    size_t read;    /* bytes unpacked so far */
};

static unsigned char fold(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static int cmp_folded(const char *a, const char *b)
{
    while (*a && fold(*a) == fold(*b)) {
        a++;
        b++;
    }
    return fold(*a) - fold(*b);
}

struct entry {
    const char *name;
    size_t i;
};

static int cmp_entries(const void *pa, const void *pb)
{
    const struct entry *a = pa, *b = pb;
    int c = cmp_folded(a->name, b->name);
    if (c == 0)
        c = strcmp(a->name, b->name);
    return c != 0 ? c : (a->i > b->i) - (a->i < b->i);
}

bool container_is(const char *bytes, size_t n)
{
    return n >= 22 && (memcmp(bytes, "PK\3\4", 4) == 0 || memcmp(bytes, "PK\5\6", 4) == 0);
}

/* What libzip calls a name; "" for one that is no text: nobody will look for it. */
static char *name_of(zip_t *zip, size_t i)
{
    const char *s = zip_get_name(zip, i, ZIP_FL_ENC_GUESS);
    char *name = mem_strdup(s && utf8_valid(s, strlen(s), NULL) ? s : "");
    for (char *p = name; *p; p++)
        *p = *p == '\\' ? '/' : *p;
    return name;
}

static void read_names(struct container *c)
{
    struct entry *e = mem_array(NULL, c->n + 1, sizeof *e);
    c->names = mem_array(NULL, c->n + 1, sizeof *c->names);
    c->sorted = mem_array(NULL, c->n + 1, sizeof *c->sorted);
    for (size_t i = 0; i < c->n; i++) {
        c->names[i] = name_of(c->zip, i);
        e[i] = (struct entry){c->names[i], i};
    }
    qsort(e, c->n, sizeof *e, cmp_entries);
    for (size_t i = 0; i < c->n; i++)
        c->sorted[i] = e[i].i;
    mem_free(e);
}

static bool refuse_zip(struct err *err, zip_error_t *ze)
{
    int code = zip_error_code_zip(ze);
    if (code == ZIP_ER_NOZIP)
        err_set(err, ERR_INPUT, _("it is no zip file, or its end is missing"));
    else
        err_set(err, ERR_INPUT, _("the zip file is damaged (%s)"), zip_error_strerror(ze));
    zip_error_fini(ze);
    return false;
}

bool container_open(const char *bytes, size_t n, struct container **ret, struct err *err)
{
    zip_error_t ze;
    if (!container_is(bytes, n)) /* to libzip nothing at all is an empty zip */
        return err_set(err, ERR_INPUT, _("it is no zip file, or its end is missing"));
    zip_error_init(&ze);
    zip_source_t *src = zip_source_buffer_create(bytes, n, 0, &ze);
    zip_t *zip = src ? zip_open_from_source(src, ZIP_RDONLY, &ze) : NULL;
    if (!zip) {
        if (src)
            zip_source_free(src);
        return refuse_zip(err, &ze);
    }
    zip_error_fini(&ze);
    zip_int64_t entries = zip_get_num_entries(zip, 0);
    if (entries < 0 || entries > CONTAINER_MOST) {
        zip_discard(zip);
        return err_set(err, ERR_INPUT, _("the zip file has more than %d entries"), CONTAINER_MOST);
    }
    struct container *c = mem_alloc(sizeof *c);
    *c = (struct container){.zip = zip, .bytes = n, .n = (size_t)entries};
    read_names(c);
    *ret = c;
    return true;
}

void container_close(struct container *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < c->n; i++)
        mem_free(c->names[i]);
    mem_free(c->names);
    mem_free(c->sorted);
    zip_discard(c->zip);
    mem_free(c);
}

size_t container_count(const struct container *c)
{
    return c->n;
}

const char *container_name(const struct container *c, size_t i)
{
    return c->names[i];
}

static bool is_folder(const char *name)
{
    size_t n = strlen(name);
    return n == 0 || name[n - 1] == '/';
}

bool container_find(const struct container *c, const char *name, size_t *ret)
{
    size_t lo = 0, hi = c->n;
    if (is_folder(name))
        return false;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (cmp_folded(c->names[c->sorted[mid]], name) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    size_t first = c->n;
    for (; lo < c->n && cmp_folded(c->names[c->sorted[lo]], name) == 0; lo++) {
        size_t i = c->sorted[lo];
        if (strcmp(c->names[i], name) == 0) {
            *ret = i;
            return true;
        }
        first = i < first ? i : first;
    }
    if (first == c->n)
        return false;
    *ret = first;
    return true;
}

/* "..", a drive or a slash in front: nothing that an honest writer gives. */
static bool leads_out(const char *name)
{
    if (name[0] == '/' || (name[0] && name[1] == ':'))
        return true;
    for (const char *p = name; *p;) {
        size_t n = strcspn(p, "/");
        if (n == 2 && p[0] == '.' && p[1] == '.')
            return true;
        p += n + (p[n] == '/');
    }
    return false;
}

static bool refuse_entry(const char *name, zip_error_t *ze, struct err *err)
{
    int code = zip_error_code_zip(ze);
    if (code == ZIP_ER_COMPNOTSUPP || code == ZIP_ER_ENCRNOTSUPP)
        return err_set(err, ERR_INPUT, _("'%s' in the zip file is packed in a way that cannot be read here"),
                       name);
    return err_set(err, ERR_INPUT, _("'%s' in the zip file is damaged (%s)"), name, zip_error_strerror(ze));
}

/* Limits that hold while it is unpacked, whatever the directory says. `got` bytes of the entry so far. */
static bool within(const struct container *c, const char *name, size_t got, size_t packed, struct err *err)
{
    if (got > CONTAINER_RATIO_FROM && got / CONTAINER_RATIO > packed)
        return err_set(err, ERR_INPUT,
                       _("'%s' in the zip file unpacks to more than %d times its size, as no document does"),
                       name, CONTAINER_RATIO);
    if (c->read > CONTAINER_MOST_BYTES)
        return err_set(err, ERR_INPUT, _("the zip file unpacks to more than %d MiB"),
                       CONTAINER_MOST_BYTES >> 20);
    return true;
}

static bool pump(struct container *c, zip_file_t *f, const char *name, size_t packed, size_t most,
                 struct buf *out, struct err *err)
{
    enum { PIECE = 1 << 16 };
    size_t got = 0;
    while (got < most) {
        size_t want = most - got < PIECE ? most - got : PIECE;
        buf_reserve(out, want);
        zip_int64_t r = zip_fread(f, out->s + out->len, want);
        if (r < 0)
            return refuse_entry(name, zip_file_get_error(f), err);
        if (r == 0)
            break;
        out->len += (size_t)r;
        out->s[out->len] = '\0';
        got += (size_t)r;
        c->read += (size_t)r;
        if (!within(c, name, got, packed, err))
            return false;
    }
    return true;
}

bool container_peek(struct container *c, size_t i, size_t most, struct buf *out, struct err *err)
{
    const char *name = c->names[i];
    zip_stat_t st;
    if (is_folder(name))
        return err_set(err, ERR_INPUT, _("'%s' in the zip file is a folder"), name);
    if (leads_out(name))
        return err_set(err, ERR_INPUT, _("'%s' in the zip file has a name that leads out of it"), name);
    zip_stat_init(&st);
    if (zip_stat_index(c->zip, i, 0, &st) != 0)
        return refuse_entry(name, zip_get_error(c->zip), err);
    if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE)
        return err_set(err, ERR_INPUT, _("'%s' in the zip file is locked with a password"), name);
    size_t packed = (st.valid & ZIP_STAT_COMP_SIZE) && st.comp_size < c->bytes ? st.comp_size : c->bytes;
    zip_file_t *f = zip_fopen_index(c->zip, i, 0);
    if (!f)
        return refuse_entry(name, zip_get_error(c->zip), err);
    size_t before = out->len;
    bool ok = pump(c, f, name, packed, most, out, err);
    zip_fclose(f);
    if (ok && out->len - before < most && (st.valid & ZIP_STAT_SIZE) && st.size != out->len - before)
        return err_set(err, ERR_INPUT,
                       _("'%s' in the zip file is damaged (its length is not what it should be)"), name);
    return ok;
}

bool container_read(struct container *c, size_t i, struct buf *out, struct err *err)
{
    return container_peek(c, i, SIZE_MAX, out, err);
}

bool container_read_name(struct container *c, const char *name, struct buf *out, struct err *err)
{
    size_t i;
    if (!container_find(c, name, &i))
        return err_set(err, ERR_INPUT, _("the zip file has no '%s' in it"), name);
    return container_read(c, i, out, err);
}
