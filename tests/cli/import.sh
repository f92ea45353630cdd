. "$TESTS/common"

"$TEMA" new s.tema -q
printf 'Intervjuer: Hva tenker du?\nKari: Det er bl\303\245tt.\n' >en.txt
printf 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ola>Hei der</v>\n\n00:00:02.500 --> 00:00:04.000\n<v Ola>og hei igjen.</v>\n' >to.vtt
printf 'Det er bl\345tt i \345r og s\345 f\345r vi se p\345 det.\nVi m\345 h\345pe.\n' >latin.txt
printf '1\n00:00:01,000 --> 00:00:02,000\nvi sier noe her\n\n2\n00:00:02,000 --> 00:00:03,000\nog noe mer\n' >fire.srt

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
refuses 'the first failure stops it' 'ny1.txt' import ny1.txt tom.txt ny3.txt
same 'what came before is in, what comes after is not' $((n + 1)) "$(count sources)"
does 'undoing an import' undo
same 'hides the source' "$n" "$(count sources)"
does 'its bytes can come again' import ny1.txt
does 'all is sound' check
