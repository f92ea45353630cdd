#include "tema/formats/project.h"

#include <string.h>

#include "exchange_priv.h"

const struct project_format *const project_formats[] = {&project_qdpx, &project_qdc, &project_json,
                                                        &project_csv,  &project_txt, NULL};

const struct project_format *project_format_find(const char *name)
{
    for (size_t i = 0; project_formats[i]; i++) {
        if (strcmp(project_formats[i]->name, name) == 0)
            return project_formats[i];
    }
    return NULL;
}
