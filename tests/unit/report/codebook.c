#include <criterion/criterion.h>
#include <string.h>

#include "tema/base/clock.h"
#include "tema/base/mem.h"
#include "tema/report/report.h"

static struct code code(tema_id id, tema_id parent, const char *name, int depth, int64_t files,
                        int64_t references)
{
    static char empty[] = "";
    struct code c = {.id = id,
                     .parent = parent,
                     .guid = empty,
                     .ord = empty,
                     .definition = empty,
                     .include = empty,
                     .exclude = empty,
                     .example = empty,
                     .colour = 0x123456,
                     .depth = depth,
                     .files = files,
                     .references = references};
    c.name = mem_strdup(name);
    return c;
}

Test(codebook, csv__has_bare_names_in_the_trees_order)
{
    struct code codes[] = {code(1, 0, "Teknologi", 0, 0, 0), code(2, 1, "Tillit/tvil", 1, 2, 5),
                           code(3, 0, "Slått sammen", 0, 1, 1)};
    char definition[] = "Om de tør å stole på det", include[] = "Alarmer", guid[] = "G", title[] = "Pleie";
    codes[1].definition = definition;
    codes[1].include = include;
    codes[2].status = CODE_MERGED;
    struct project p = {.guid = guid, .title = title, .created = 0, .last_act = 1772359200000};
    struct report r;
    report_init(&r);
    report_codebook(&r, &p, codes, 3, "3");
    struct buf out = BUF_INIT;
    report_writer_find("csv")->write(&r, &out);
    cr_assert_str_eq(buf_str(&out),
                     "name,description,files,references,path,include,exclude,example\r\n"
                     "Teknologi,,0,0,Teknologi,,,\r\n"
                     "Tillit/tvil,Om de tør å stole på det,2,5,Teknologi/Tillit\\/tvil,Alarmer,,\r\n");
    buf_clear(&out);
    report_writer_find("md")->write(&r, &out);
    cr_assert_not_null(strstr(buf_str(&out), "# Codebook: Pleie\n"));
    cr_assert_not_null(strstr(buf_str(&out), "Codebook version: 3. Date: 2026-03-01."));
    cr_assert_not_null(
        strstr(buf_str(&out), "| &emsp;Tillit/tvil | Om de tør å stole på det<br>Include: Alarmer | 2 | 5 |"),
        "%s", buf_str(&out));
    buf_release(&out);
    report_release(&r);
    for (size_t i = 0; i < 3; i++)
        mem_free(codes[i].name);
}
