/* Folding a tree that is shown as a list: which nodes are visible when some are closed. */
#ifndef TEMA_UI_TREE_H
#define TEMA_UI_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tema/base/vec.h"

/* A node, in the order of display (parents before children). */
struct tree_node {
    int64_t id; /* by which a closed node is known again after a reload */
    int level;  /* 0 at the top; at most one more than the node before */
};

struct tree {
    VEC(struct tree_node) nodes;
    VEC(int) shown;      /* indices into nodes of the visible ones: row i of the list is nodes.v[shown.v[i]] */
    VEC(int64_t) closed; /* ids, ascending */
};

#define TREE_INIT {VEC_INIT, VEC_INIT, VEC_INIT}

void tree_release(struct tree *t);
void tree_set(struct tree *t, const struct tree_node *nodes, size_t n); /* copies; closed ids are kept */

int tree_row(const struct tree *t, int64_t id); /* its row, or that of the closed ancestor that hides it; -1 */
int64_t tree_id(const struct tree *t, int row); /* -1 outside */
bool tree_has_children(const struct tree *t, int row);
bool tree_is_closed(const struct tree *t, int row);
int tree_parent(const struct tree *t, int row); /* -1 at the top */

void tree_toggle(struct tree *t, int row);
/* Closes the row; one that has nothing to close gives its parent's row instead. Returns the row to select. */
int tree_close(struct tree *t, int row);
/* Opens the row; one that is open gives its first child's row. Returns the row to select. */
int tree_open(struct tree *t, int row);
void tree_close_all(struct tree *t);
void tree_open_all(struct tree *t);
void tree_reveal(struct tree *t, int64_t id); /* opens all above it */

#endif
