. "$TESTS/common"

"$TEMA" new s.tema -q
printf 'Intervjuer: Hva tenker du?\nKari: Det er bl\303\245tt.\n' >en.txt
printf 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ola>Hei der</v>\n\n00:00:02.500 --> 00:00:04.000\n<v Ola>og hei igjen.</v>\n' >to.vtt
printf 'Det er bl\345tt i \345r og s\345 f\345r vi se p\345 det.\nVi m\345 h\345pe.\n' >latin.txt
printf '1\n00:00:01,000 --> 00:00:02,000\nvi sier noe her\n\n2\n00:00:02,000 --> 00:00:03,000\nog noe mer\n' >fire.srt

printf 'WEBVTT\n\n0:0:-6.-820 --> 0:0:8.970\n<v Ola>Ting og tang.</v>\n' >minus.vtt
does 'dry run reads' import en.txt --dry-run
says 'and reports' 'en.txt'
same 'and changes nothing' 0 "$(count sources)"
does 'two files' import en.txt to.vtt
says 'what the first is' 'en.txt: txt, UTF-8 (valid UTF-8)'
says 'what the second is' 'to.vtt: vtt'
same 'both are there' 2 "$(count sources)"
does 'windows-1252 is found out' import latin.txt --json
json 'import as JSON'
does 'and converted' show latin.txt --raw
says 'to UTF-8' 'Det er blått i år'
does 'srt with a name and a kind' import fire.srt --name 'Fjerde' --kind other
does 'is listed so' list sources --json
json 'list sources as JSON'
says 'by its name' '"name": "Fjerde"'
says 'and kind' '"kind": "other"'
refuses 'the same bytes again' 'en.txt' import en.txt
refuses 'also when dry' 'en.txt' import en.txt --dry-run
does '--again takes them' import en.txt --again --name 'en igjen'
does 'standard input needs a name' list sources
st=0
printf 'Noe nytt her.\n' | "$TEMA" import - --name fra-ror.txt >"$out" 2>"$err" || st=$?
same 'and is taken with one' 0 "$st"
says 'under it' 'fra-ror.txt'
st=0
printf 'Noe annet her.\n' | "$TEMA" import - >"$out" 2>"$err" || st=$?
refused 'not without' '--name'

n=$(count sources)
: >tom.txt
refuses 'an empty file' 'tom.txt' import tom.txt
printf 'a\000\001\002b\000\003\177ELF\000\000\000\000' >binaer.txt
refuses 'a binary file' 'binaer.txt' import binaer.txt
printf 'Dette er gr\303\270nt og bl\303' >kutt.txt
refuses 'a file cut in a character, as UTF-8' 'kutt.txt.*byte' import kutt.txt --encoding UTF-8
does 'lossy marks it' import kutt.txt --encoding UTF-8 --lossy
does 'with a mark' show kutt.txt --raw
says 'that is U+FFFD' "$(printf '\357\277\275')"
"$TEMA" undo -q
refuses 'an unknown charset' 'klingon' import latin.txt --again --encoding klingon
refuses 'an unknown format' 'doc9' import latin.txt --again --format doc9
refuses 'an unknown kind' 'interview, group' import latin.txt --again --kind samtale
refuses 'a missing file' 'borte.txt' import borte.txt
refuses 'a folder' 'mappe' import mappe_
mkdir mappe
refuses 'a real folder' 'mappe' import mappe
refuses 'one name for two files' 'one file' import a b --name c
same 'none of these left anything' "$n" "$(count sources)"

printf 'Ny fil.\n' >ny1.txt
printf 'Enda en.\n' >ny3.txt
printf '{"text": "hei", "segments": []}\n' >tale.json
tema import ny1.txt tom.txt ny3.txt --dry-run
same 'one of three refused, when dry: status' 2 "$st"
same 'and how many can' 'tema: 2 of 3 files can be taken in' "$(tail -n 1 "$err")"
same 'and nothing changed' "$n" "$(count sources)"
tema import ny1.txt tom.txt borte.txt ny1.txt tale.json ny3.txt
same 'refused files among others: status' 2 "$st"
same 'the others are in' $((n + 2)) "$(count sources)"
says 'the first is told of' '^ny1.txt: txt'
says 'and the last' '^ny3.txt: txt'
same 'a sentence for each that is refused, and one more' 5 "$(wc -l <"$err")"
same 'each names its file, in their order' 'tom.txt borte.txt ny1.txt tale.json' \
    "$(sed -n "s/^tema: [^']*'\([^']*\)'.*/\1/p" "$err" | tr '\n' ' ' | sed 's/ $//')"
same 'the last line says how many' 'tema: 2 of 6 files were taken in' "$(tail -n 1 "$err")"
does 'undoing an import' undo
same 'hides the source' $((n + 1)) "$(count sources)"
tema import tom.txt ny3.txt --json
json 'with --json standard output is JSON all the same'
same 'and holds what was taken' ny3.txt "$(field file)"
same 'the bytes can come again after the undo' $((n + 2)) "$(count sources)"
refuses 'a wrong option stops it at once' 'doc9.*0 of 2 files' import ny1.txt --format doc9 ny3.txt --again
tema import tom.txt borte.txt
same 'none of two' 'tema: 0 of 2 files were taken in' "$(tail -n 1 "$err")"
printf 'Fem.\n' >ny5.txt
printf 'Seks.\n' >ny6.txt
refuses 'a project that cannot be written stops it at once' '0 of 2' import ny5.txt ny6.txt --read-only
refuses 'JSON, saying what to do' 'JSON.*--format txt' import tale.json
does 'unless it is asked for' import tale.json --format txt
does 'a time before the beginning' import minus.vtt
says 'is told of' '1 cue has a time before the recording begins, in line 3; it counts as 0'
does 'all is sound' check

mkdir innmappe innmappe/under prosjekt.qda
printf 'Kari: Hei derfra.\n' >innmappe/b.txt
printf 'Ola: Hei herfra.\n' >innmappe/a.txt
printf 'skjult\n' >innmappe/.skjult
"$TEMA" new innmappe/under/m.tema -q
does 'a folder' import innmappe -p innmappe/under/m.tema
says 'its files by name' '^a.txt: txt'
does 'which are in' list sources -p innmappe/under/m.tema
says 'the other too' 'b.txt'
lacks 'without hidden ones' 'skjult'
refuses 'a folder without files' 'no files' import prosjekt.qda -p innmappe/under/m.tema
printf 'Kari: Hvem bestemmer n\345r bl\345b\346rene er spist?\n' >gjett.txt
does 'a guessed character set' import --dry-run gjett.txt
says 'is shown' 'in windows-1252 it reads “Hvem bestemmer når'
says 'beside the others' 'in macintosh “'
does 'a given one' import --dry-run --encoding windows-1252 gjett.txt
lacks 'is no guess' 'is a guess'
