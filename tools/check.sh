#!/bin/sh
# check.sh BUILD SANITIZED LAYER...: runs every test and closes with 'N passed, N failed'.
set -u
build=$1 san=$2
shift 2
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export LC_ALL=C.UTF-8 ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1
unset TEMA_PROJECT NO_COLOR COLORFGBG
[ -n "${TEMA_REAL_FILES:-}" ] || echo "TEMA_REAL_FILES is not set: the checks on real files are skipped"

tally() { passed=$((passed + $1)) failed=$((failed + $2)); }
verdict() { printf '%-34s %s\n' "$1" "$2"; }

criterion() { # criterion NAME PROGRAM [ARGUMENT...]
    name=$1
    shift
    "$@" >"$log" 2>&1
    status=$?
    line=$(grep -a 'Synthesis' "$log" | sed 's/\x1b\[[0-9;]*m//g' | tail -n 1)
    tested=$(printf '%s' "$line" | sed -n 's/.*Tested: *\([0-9]*\).*/\1/p')
    good=$(printf '%s' "$line" | sed -n 's/.*Passing: *\([0-9]*\).*/\1/p')
    grep -a 'SKIP' "$log" | sed 's/\x1b\[[0-9;]*m//g; s/^/  /'
    # A leak is found after the test itself has passed.
    leaks=$(grep -ac 'crashed during its setup or teardown' "$log")
    [ -n "$tested" ] && good=$((good - leaks))
    if [ -z "$tested" ] || [ "$status" -ne 0 ] || [ "$leaks" -ne 0 ]; then
        cat "$log"
        [ -n "$tested" ] || tested=1 good=0
        [ "$tested" -ne "$good" ] || good=$((good - 1))
    fi
    tally "$good" $((tested - good))
    verdict "$name" "$good of $tested"
}
scripts() { # scripts NAME COMMAND...: a runner that closes with 'N passed, N failed'
    name=$1
    shift
    "$@" >"$log" 2>&1 || cat "$log"
    line=$(grep -aE '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
    good=$(printf '%s' "$line" | sed -n 's/^\([0-9]*\) passed.*/\1/p')
    bad=$(printf '%s' "$line" | sed -n 's/.* passed, \([0-9]*\) failed.*/\1/p')
    tally "${good:-0}" "${bad:-1}"
    verdict "$name" "${good:-0} of $((${good:-0} + ${bad:-1}))"
}
holds() { # holds NAME COMMAND...: a check that passes or fails as one
    name=$1
    shift
    if "$@" >"$log" 2>&1; then tally 1 0; verdict "$name" "holds"; else cat "$log"; tally 0 1; verdict "$name" "FAILS"; fi
}

holds "headers compile alone" make --no-print-directory O="$build" headers
holds "no layer looks up" tools/layers.sh
holds "manual pages are clean" mandoc -T lint -W warning man/*.[157]
for layer; do
    [ -x "$san/test/unit-$layer" ] && criterion "unit $layer (sanitized)" "$san/test/unit-$layer"
done
holds "fuzzing's seeds (sanitized)" "$san/test/replay" tests/fuzz/seeds
criterion "screens (sanitized)" "$san/test/screen"
scripts "command line (sanitized)" tests/cli/run "$san/tema"
scripts "manual's examples" tests/cli/manual "$build/tema"
TEMA="$build/tema" criterion "behind a terminal" "$build/test/tty" -j1
scripts "setting up" tests/cli/setup "$build"

echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
