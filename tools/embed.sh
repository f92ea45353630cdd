#!/bin/sh
# embed.sh FILE...: a C source with one table of the files' names (without folder) and bytes, for tema/base/embed.h.
set -eu
echo '#include "tema/base/embed.h"'
i=0
for f in "$@"; do
    printf 'static const unsigned char file_%d[] = {' "$i"
    od -An -v -tx1 "$f" | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g'
    echo '0};'
    i=$((i + 1))
done
echo 'const struct embedded embedded_files[] = {'
i=0
for f in "$@"; do
    printf '    {"%s", file_%d, sizeof file_%d - 1},\n' "$(basename "$f")" "$i" "$i"
    i=$((i + 1))
done
echo '    {0, 0, 0},'
echo '};'
