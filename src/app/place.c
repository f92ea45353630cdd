/* Where one reads: kept per coder, outside acts. What goes wrong here is of no interest to anybody. */
#include <string.h>

#include "app_priv.h"

void app_place_get(struct app *app, tema_id source, struct app_place *ret)
{
    struct reading r;

    memset(ret, 0, sizeof *ret);
    if (store_reading(app->store, source, &r, NULL))
        *ret = (struct app_place){r.at, r.far};
}

void app_place_put(struct app *app, tema_id source, struct app_place p)
{
    app->noted.screen = NULL;
    if (store_is_read_only(app->store))
        return;
    store_set_reading(app->store, source, (struct reading){p.at, p.far}, NULL);
    app_study_read(app, source, p.far);
}

void app_place_note(struct app *app, const char *screen, tema_id source, struct app_place p)
{
    app->noted.screen = screen;
    app->noted.source = source;
    app->noted.place = p;
}

void app_desk_get(struct app *app, struct arena *a, char **ret_screen, tema_id *ret_source)
{
    if (store_desk(app->store, a, ret_screen, ret_source, NULL))
        return;
    *ret_screen = arena_strdup(a, "");
    *ret_source = 0;
}

void app_desk_put(struct app *app, const char *screen, tema_id source)
{
    store_set_desk(app->store, screen, source, NULL);
}
