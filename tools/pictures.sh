#!/bin/sh
# pictures.sh PICTURE SAMPLE: draws the README's screens from a copy of the sample project into data/screens. PICTURE is the program made of picture.c.
set -eu
if [ $# -ne 2 ]; then
    echo "usage: pictures.sh PICTURE SAMPLE" >&2
    exit 2
fi
picture=$1 sample=$2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
export LC_ALL=C.UTF-8 TZ=UTC
mkdir -p data/screens
# shot NAME TITLE KEYS: the workbench after these keys, from the sample as it was built.
shot() {
    cp "$sample" "$tmp/sample.tema"
    "$picture" "$tmp/sample.tema" Analytiker 120x33 dark "$2" "$3" >"$tmp/$1.svg"
    mv "$tmp/$1.svg" "data/screens/$1.svg"
    echo "data/screens/$1.svg"
}
shot transcript "tema: a transcript, two codes at the caret, the codebook beside it" \
    "j Enter / bra, Space er Space det Space mange Enter Esc"
shot picker "tema: a sentence is marked, and a code is looked for" \
    "j Enter / Den Space ble Space løst Enter s c ans"
shot themes "tema: themes with the codes under them, codes without a place, the extracts of the theme at hand" \
    "H j Tab Tab Tab"
