#include "tema/ui/tree.h"

#include <string.h>

void tree_release(struct tree *t)
{
    vec_release(&t->nodes);
    vec_release(&t->shown);
    vec_release(&t->closed);
}

/* Where the id stands, or would stand, among the closed ones. */
static size_t closed_at(const struct tree *t, int64_t id)
{
    size_t low = 0;
    size_t high = t->closed.n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (t->closed.v[mid] < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool id_is_closed(const struct tree *t, int64_t id)
{
    size_t at = closed_at(t, id);

    return at < t->closed.n && t->closed.v[at] == id;
}

static void set_closed(struct tree *t, int64_t id, bool closed)
{
    size_t at = closed_at(t, id);

    if (id_is_closed(t, id) == closed)
        return;
    if (closed) {
        vec_push(&t->closed, id);
        memmove(t->closed.v + at + 1, t->closed.v + at, (t->closed.n - 1 - at) * sizeof *t->closed.v);
        t->closed.v[at] = id;
    } else {
        memmove(t->closed.v + at, t->closed.v + at + 1, (t->closed.n - 1 - at) * sizeof *t->closed.v);
        t->closed.n--;
    }
}

static bool node_has_children(const struct tree *t, size_t node)
{
    return node + 1 < t->nodes.n && t->nodes.v[node + 1].level > t->nodes.v[node].level;
}

static void show(struct tree *t)
{
    vec_clear(&t->shown);
    for (size_t i = 0; i < t->nodes.n;) {
        size_t next = i + 1;

        vec_push(&t->shown, (int)i);
        if (node_has_children(t, i) && id_is_closed(t, t->nodes.v[i].id))
            while (next < t->nodes.n && t->nodes.v[next].level > t->nodes.v[i].level)
                next++;
        i = next;
    }
}

void tree_set(struct tree *t, const struct tree_node *nodes, size_t n)
{
    vec_clear(&t->nodes);
    for (size_t i = 0; i < n; i++)
        vec_push(&t->nodes, nodes[i]);
    show(t);
}

static bool is_row(const struct tree *t, int row)
{
    return row >= 0 && (size_t)row < t->shown.n;
}

static size_t node_at(const struct tree *t, int row)
{
    return (size_t)t->shown.v[row];
}

int tree_row(const struct tree *t, int64_t id)
{
    size_t row = 0;

    for (size_t i = 0; i < t->nodes.n; i++) {
        while (row + 1 < t->shown.n && (size_t)t->shown.v[row + 1] <= i)
            row++;
        if (t->nodes.v[i].id == id)
            return (int)row;
    }
    return -1;
}

int64_t tree_id(const struct tree *t, int row)
{
    return is_row(t, row) ? t->nodes.v[node_at(t, row)].id : -1;
}

bool tree_has_children(const struct tree *t, int row)
{
    return is_row(t, row) && node_has_children(t, node_at(t, row));
}

bool tree_is_closed(const struct tree *t, int row)
{
    return tree_has_children(t, row) && id_is_closed(t, tree_id(t, row));
}

int tree_parent(const struct tree *t, int row)
{
    if (!is_row(t, row))
        return -1;
    for (int up = row - 1; up >= 0; up--)
        if (t->nodes.v[node_at(t, up)].level < t->nodes.v[node_at(t, row)].level)
            return up;
    return -1;
}

void tree_toggle(struct tree *t, int row)
{
    if (!tree_has_children(t, row))
        return;
    set_closed(t, tree_id(t, row), !tree_is_closed(t, row));
    show(t);
}

int tree_close(struct tree *t, int row)
{
    int parent = tree_parent(t, row);

    if (tree_has_children(t, row) && !tree_is_closed(t, row)) {
        tree_toggle(t, row);
        return row;
    }
    return parent >= 0 ? parent : row;
}

int tree_open(struct tree *t, int row)
{
    if (tree_is_closed(t, row)) {
        tree_toggle(t, row);
        return row;
    }
    return tree_has_children(t, row) ? row + 1 : row;
}

void tree_close_all(struct tree *t)
{
    for (size_t i = 0; i < t->nodes.n; i++)
        if (node_has_children(t, i))
            set_closed(t, t->nodes.v[i].id, true);
    show(t);
}

void tree_open_all(struct tree *t)
{
    vec_clear(&t->closed);
    show(t);
}

void tree_reveal(struct tree *t, int64_t id)
{
    int level = -1;

    for (size_t i = t->nodes.n; i-- > 0;) {
        const struct tree_node *node = &t->nodes.v[i];

        if (node->id == id) {
            level = node->level;
        } else if (level > 0 && node->level < level) {
            set_closed(t, node->id, false);
            level = node->level;
        }
    }
    show(t);
}
