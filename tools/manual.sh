#!/bin/sh
# manual.sh TEMA [FOLDER]: writes the parts of the manual pages in FOLDER (man) that come from tables of the program: the keys in tema.1 from
# `TEMA keys --json`, the roles in tema-theme.5 from role.h.
set -eu
if [ $# -lt 1 ]; then
    echo "usage: manual.sh TEMA [FOLDER]" >&2
    exit 2
fi
tema=$1
man=${2:-man}
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# One JSON value a line, as the program indents it.
"$tema" keys --json | awk '
function text(line) {
    sub(/^[^"]*"([a-z]+": ")?/, "", line)
    sub(/",?$/, "", line)
    gsub(/\\"/, "\"", line)
    gsub(/\\\\/, "\\", line)
    return line
}
function mdoc(s) {
    gsub(/\\/, "\\e", s)
    gsub(/"/, "\\(dq", s)
    gsub(/\^/, "\\(ha", s)
    gsub(/~/, "\\(ti", s)
    gsub(/`/, "\\(ga", s)
    return s
}
/"keys": \[/ { list = "keys"; next }
/"where": \[/ { list = "where"; next }
/^ *\]/ { list = ""; next }
list == "keys" { keys = keys (keys == "" ? "" : " , ") "\\&" mdoc(text($0)); next }
list == "where" { places++; where = where (where == "" ? "" : ", ") text($0); next }
/"name": / { name = text($0) }
/"help": / { help = mdoc(text($0)) }
/^  }/ {
    print ".It " (keys == "" ? "No no key" : "Ic " keys)
    gsub(/[.] /, ".\n", help)
    print help
    print ".Pq Em " name " ; " (places == 8 ? "everywhere" : where)
    keys = where = name = help = ""
    places = 0
}
BEGIN { print ".Bl -tag -compact -width \"PgDn, C-f\"" }
END { print ".El" }
' >"$tmp/keys"
grep -q '^\.It' "$tmp/keys"

# X(MARK, "mark", 'M') /* what it is for */
sed -n 's/^ *X([A-Z_]*, "\([a-z-]*\)", .*\/\* *\(.*[^ ]\) *\*\/.*/.It Cm \1\
\2/p' "$here/include/tema/ui/role.h" >"$tmp/roles"
grep -q '^\.It' "$tmp/roles"

fill() { # fill PAGE PART: what stands between the two comment lines
    awk -v part="$2" -v from="$tmp/$2" '
        index($0, ".\\\" begin " part ":") == 1 {
            print
            while ((getline line < from) > 0) print line
            skip = 1
        }
        index($0, ".\\\" end " part) == 1 { skip = 0; found = 1 }
        !skip
        END { exit !found }' "$1" >"$tmp/page"
    cmp -s "$tmp/page" "$1" || cat "$tmp/page" >"$1"
}
fill "$man/tema.1" keys
fill "$man/tema-theme.5" roles
