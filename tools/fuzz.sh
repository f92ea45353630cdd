#!/bin/sh
# fuzz.sh BUILD FUZZER SECONDS [READER...]: each reader for so long ('': 120, those of zips, XML and databases 1200), two at a time.
# Begins with the seeds; what it learns stays in BUILD/fuzz/READER, what it finds in BUILD/fuzz/found. A line a reader; exit 1 when something was found.
set -u
build=$1 fuzzer=$2 seconds=$3
shift 3
out=$build/fuzz
seeds=tests/fuzz/seeds
mkdir -p "$out/found" "$out/whole"
export LC_ALL=C.UTF-8 TEMA_PROJECT="$build/sample.tema"

# Whole files that a person's hands would not write: from the sample, and from the seeds of what is inside of them.
whole() {
    "$build/tema" --read-only export json -q -o "$out/whole/study.json"
    "$build/tema" --read-only export qdpx -q -o "$out/whole/study.qdpx"
    "$build/tema" --read-only export qdc -q -o "$out/whole/study.qdc"
    for inside in "$seeds"/*-inside/*; do
        target=$(basename "$(dirname "$inside")")
        mkdir -p "$out/whole/${target%-inside}"
        "$build/test/wrapped" "$target" <"$inside" >"$out/whole/${target%-inside}/$(basename "$inside")"
    done
}
one() {
    reader=$1
    most=$seconds
    [ -n "$most" ] || case $reader in
        *docx*|*odt*|*codebook*|qd*|taguette*|qualcoder*|rqda*|container|xml) most=1200 ;;
        *) most=120 ;;
    esac
    corpus=$out/$reader
    mkdir -p "$corpus"
    [ -d "$seeds/$reader" ] && cp -n "$seeds/$reader"/* "$corpus"
    [ -d "$out/whole/$reader" ] && cp -n "$out/whole/$reader"/* "$corpus"
    case $reader in
        json|writers) cp -n "$out/whole/study.json" "$corpus" ;;
        answer) "$build/test/wrapped" answer <"$out/whole/study.json" >"$corpus/study" ;;
        qdpx|container) cp -n "$out/whole/study.qdpx" "$corpus" ;;
        qdc) cp -n "$out/whole/study.qdc" "$corpus" ;;
    esac
    TEMA_READER=$reader "$fuzzer" -max_total_time="$most" -timeout=10 -rss_limit_mb=1500 -max_len=400000 -print_final_stats=1 \
        -artifact_prefix="$out/found/$reader-" "$corpus" >"$out/$reader.log" 2>&1
    status=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$out/$reader.log")
    if [ "$status" -eq 0 ]; then
        printf '  %-24s %6s s, %s runs\n' "$reader" "$most" "$runs"
    else
        printf '  %-24s FOUND, see %s\n' "$reader" "$out/$reader.log"
        touch "$out/failed"
    fi
}

rm -f "$out/failed"
whole || exit 1
[ $# -gt 0 ] || set -- $(TEMA_READER=list "$fuzzer" 2>/dev/null)
while [ $# -gt 0 ]; do
    one "$1" &
    [ $# -gt 1 ] && one "$2"
    wait
    if [ $# -gt 1 ]; then shift 2; else shift; fi
done
[ ! -e "$out/failed" ]
