#!/bin/sh
# layers.sh: fails when a layer includes one that it must not know, or when a library is used outside the layer that owns it.
set -u
bad=0
complain() { # complain WHAT LINES: each line is a fault
    [ -z "$2" ] && return
    printf '%s
' "$2" | sed "s|^|$1: |"
    bad=1
}
may() { # may LAYER ALLOWED...
    layer=$1
    shift
    allowed=$(printf '%s|' "$layer" "$@")
    complain "$layer looks up" "$(grep -rnE '#include "tema/[a-z]+/' "src/$layer" "include/tema/$layer" 2>/dev/null |
        grep -vE "\"tema/(${allowed%|})/")"
    # A private header is included by its own folder alone.
    complain "$layer includes another's private header" "$(grep -rnE '#include "[^"]*/[^"]*_priv\.h"' "src/$layer" 2>/dev/null)"
}
may base
may text base
may model base text
may store base text model
may formats base text model store
may report base text model store formats
may app base text model store formats report
may ui base text
may screens base text model app ui
may cli base text model app screens
owner() { # owner LAYER HEADER...: only this layer may include these
    layer=$1
    shift
    for h; do
        complain "<$h> belongs to $layer" "$(grep -rnE "#include <$h" src include | grep -vE "^(src|include/tema)/$layer/")"
    done
}
owner '(base|store)' sqlite3.h
owner text iconv.h unicode/
owner ui curses.h ncurses.h ncursesw/ term.h
owner base sodium.h
complain "screens include each other" "$(for f in src/screens/*.c; do
    b=$(basename "$f" .c)
    grep -nE '#include "[a-z_]+\.h"' "$f" | grep -vE "\"($b|screens|[a-z_]*_priv)\.h\"" | sed "s|^|$f:|"
done)"
exit $bad
