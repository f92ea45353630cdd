. "$TESTS/common"

small_study
"$TEMA" mark en.txt --text 'nyttig' --code Nytte -q
sed 's/litt skummelt/nokså skummelt/' en.txt >rettet.txt
does 'edit' edit en.txt rettet.txt
says 'says what' 'edited en.txt in 1 place'
does 'the text is the file' show en.txt --raw
cp "$out" raw
alike 'to the byte' raw rettet.txt
does 'the coding moved along' list codings --json
same 'onto its words' 'nyttig' "$(field text)"
st=0
"$TEMA" edit en.txt - <en.txt >"$out" 2>"$err" || st=$?
same 'standard input' 0 "$st"
does 'is taken' show en.txt --raw
cp "$out" raw
alike 'to the byte' raw en.txt
does 'undo' undo
does 'brings the correction back' show en.txt --raw
cp "$out" raw
alike 'to the byte' raw rettet.txt
printf 'bl\345\n' >latin.txt
refuses 'what is not UTF-8' 'byte 2' edit en.txt latin.txt
: >tom.txt
refuses 'an empty text' 'empty' edit en.txt tom.txt
refuses 'a missing file' 'borte' edit en.txt borte
does 'line ends of Windows' show en.txt --raw
sed "s/\$/$(printf '\r')/" "$out" >crlf.txt
does 'are no change' edit en.txt crlf.txt
says 'and said so' 'nothing changed'
sed 's/.*nyttig.*/Kari: Nei./' rettet.txt >borte.txt
does 'words of a coding go' edit en.txt borte.txt
does 'check passes while a decision pends' check
says 'and names it' 'decision'

does 'turn speaker' turn speaker to.vtt 2 Anne
does 'is listed' list speakers --json
says 'by name' '"name": "Anne"'
does 'turn split' turn split to.vtt --text 'ganske'
does 'makes a turn' show to.vtt
says 'that begins there' '^3 .*ganske bra'
does 'turn join' turn join to.vtt 3
does 'takes it back' show to.vtt --raw
lacks 'a third turn' '^3 '
refuses 'the first has nothing before it' 'turn' turn join to.vtt 1
refuses 'a turn too many' '99' turn speaker to.vtt 99 Anne
refuses 'a position outside' '9999' turn split to.vtt 9999
refuses 'both ways' 'either' turn split to.vtt 3 --text ganske
does 'a turn of nobody' turn speaker to.vtt 2 ''

does 'source set' source set en.txt kind=interview date=2026-03-01 minutes=55 method=Teams year=2026
does 'is listed' list sources --json
says 'date' '"date": "2026-03-01"'
says 'minutes' '"minutes": 55'
does 'is one act' undo
does 'undone by one undo' list sources --json
same 'wholly' 'null' "$(field minutes | sort -u)"
refuses 'a day that is none' '2026-02-30' source set en.txt date=2026-02-30
refuses 'an unknown field' 'farge' source set en.txt farge=rød
refuses 'no pair' 'name=value' source set en.txt kind
refuses 'a bad one spoils all' 'minutes' source set en.txt method=Zoom minutes=mange
does 'nothing of it' list sources --json
same 'is there' 'null' "$(field method | sort -u)"
does 'all is sound' check
