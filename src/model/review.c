#include "tema/model/review.h"

static bool is_verdict(enum review_kind kind)
{
    return kind == REVIEW_AGREED || kind == REVIEW_QUESTIONED || kind == REVIEW_DISAGREED;
}

/* A coder withdraws her own verdict, not another's. */
static bool was_withdrawn(const struct review_entry *entries, size_t n, size_t verdict)
{
    for (size_t i = verdict + 1; i < n; i++) {
        if (entries[i].kind == REVIEW_WITHDRAWN && entries[i].coder == entries[verdict].coder)
            return true;
    }
    return false;
}

struct review_state review_fold(const struct review_entry *entries, size_t n)
{
    struct review_state s = {.verdict = -1, .last = -1, .entries = n, .first = n > 0 ? entries : NULL};
    if (n == 0)
        return s;
    s.coding = entries[0].coding;
    s.last_by = entries[n - 1].coder;
    s.gone = entries[n - 1].gone;
    for (size_t i = 0; i < n; i++) {
        switch (entries[i].kind) {
        case REVIEW_QUESTIONED:
        case REVIEW_DISAGREED:
        case REVIEW_COMMENT: s.open = true; break;
        case REVIEW_AGREED:
        case REVIEW_WITHDRAWN:
        case REVIEW_RESOLVED: s.open = false; break;
        }
    }
    for (size_t i = n; i-- > 0 && s.last < 0;) {
        if (is_verdict(entries[i].kind) && !was_withdrawn(entries, n, i)) {
            s.last = (int)entries[i].kind;
            s.by = entries[i].coder;
            s.holds = entries[i].holds;
        }
    }
    s.verdict = s.holds ? s.last : -1;
    return s;
}

bool review_waits_for(const struct review_state *s, tema_id coder)
{
    return s->open && s->last_by != coder;
}
