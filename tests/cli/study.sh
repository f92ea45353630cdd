# A whole study from the first transcript to its tables, as data/sample/build.sh does it by commands; then every act taken back, one by one, to the
# beginning, and done again.
. "$TESTS/common"

if sh "$TESTS/../../data/sample/build.sh" "$TEMA" studie.tema >build.out 2>&1; then
    good 'the study is done by commands'
else
    cat build.out
    bad 'the study is done by commands'
fi
does 'it is sound' check

# What a reader of the study expects.
tema list themes --json
same 'nine sub-themes are kept' 9 "$(field status | grep -c kept)"
same 'one was dropped' 1 "$(field status | grep -c dropped)"
same 'three were merged' 3 "$(field status | grep -c merged)"
does 'the versions' codebook log --json
same 'four have a number' 4 "$(field number | grep -c '[1-9]')"
does 'the rounds' list rounds --json
same 'first deductive, then inductive' 'deductive inductive' "$(field stance | tr '\n' ' ' | sed 's/ $//')"
same 'both have codings' 0 "$(field codings | grep -c '^0$')"
does 'the phases' list phases --json
same 'six were entered' '1 2 3 4 5 6' "$(field phase | tr '\n' ' ' | sed 's/ $//')"
does 'what waits' review list --verdict waiting --json
same 'no question of the supervisor waits' '[]' "$(tr -d ' \n' <"$out")"
does 'the wordings of the question' question log
same 'two of them' 2 "$(grep -c 'kunstig intelligens' "$out")"
tema codebook diff rammeverk deduktiv
same 'the deductive round placed nothing new, so no difference' 0 "$st"
tema codebook diff deduktiv induktiv --json
same 'the inductive round made codes' 1 "$st"
json 'as JSON'
same 'every one of them is new' added "$(field change | sort -u)"
tema codebook diff induktiv ferdig
says 'the sub-themes are new in the last one' 'Ingen eier den'

# The tables.
for report in codebook structure themes trace participants sources log; do
    for format in md html csv; do
        does "report $report as $format" report $report -o "$report.$format"
    done
done
tema report structure --format csv
says 'a barrier with its quote and who said it' 'Ingen eier den.*ingen som har sagt ja.*Informant 1, IT-leder'
says 'an elision' '\[…\] Leverandøren av fagsystemet'
lacks 'what was dropped' 'Motstand mot teknologi'
lacks 'the names of speakers' 'Torstein Lia'
tema report themes --format csv
says 'the codes under a barrier' 'Oppgaver,Arbeid i tillegg,Dobbeltarbeid'
tema report trace --format csv
says 'from finding to data' 'Struktur.*Ingen eier den.*Informant 1, IT-leder'
says 'a document has author, year and page' 'Eidlia kommune, 2024, s. '
tema report sources
says 'amounts by kind' 'interview'
tema report codebook --version 1
lacks 'the first codebook knows no codes of later' 'bremsekloss'

# Every act taken back: whoever's is the newest goes first, so that one or the other can always go on.
state() {
    for kind in sources participants speakers codes structures themes segments codings memos quotes rounds phases reviews; do
        "$TEMA" -p studie.tema list $kind --json
    done
    "$TEMA" -p studie.tema question log --json
    for source in $("$TEMA" -p studie.tema list sources --json | sed -n 's/^    "name": "\(.*\)",$/\1/p'); do
        "$TEMA" -p studie.tema show "$source" --raw
    done
}
back() { # back undo|redo: how many acts went
    n=0
    more=yes
    while [ -n "$more" ]; do
        more=
        for who in Analytiker Veileder; do
            while "$TEMA" -p studie.tema "$1" --as $who -q >/dev/null 2>>left.err; do
                n=$((n + 1))
                more=yes
            done
        done
    done
    echo "$n"
}
state >after
undone=$(back undo)
for kind in sources participants speakers codes structures themes segments codings memos quotes rounds phases reviews; do
    same "no $kind are left" 0 "$(count $kind)"
done
same 'all acts but the versions were taken back' "$undone" "$("$TEMA" log --json | grep '"kind"' | grep -v -e '"undo"' -e '"version"' | wc -l)"
does 'the beginning is sound' check
same 'all are done again' "$undone" "$(back redo)"
state >again
alike 'and everything is as it was' after again
does 'and sound' check
same 'the versions are still there' 4 "$("$TEMA" codebook log --json | grep -c '"number": [1-9]')"
