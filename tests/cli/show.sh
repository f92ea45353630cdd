. "$TESTS/common"

small_study
does 'show' show en.txt
says 'numbers the turns' '^2  Kari: Det er litt skummelt'
lacks 'a typed name once only' 'Kari: Kari:'
does 'show of a timed one' show to.vtt
says 'has time and speaker' '00:00:05  Per: Det gikk ganske bra.'
does 'show --raw' show en.txt --raw
cp "$out" raw
alike 'is the text itself' raw en.txt
does 'what show --raw gave is taken back' edit en.txt raw
says 'as no change' 'nothing changed'
does 'a name without extension' show en
does 'a beginning' show t
refuses 'an unknown one' 'tre.txt' show tre.txt

printf 'Kari: rød \033[31mtekst\033[0m og \302\233K og \342\200\256snudd\n' >ond.txt
does 'escape sequences come in' import ond.txt
does 'and are shown' show ond.txt
lacks 'without escapes' "$(printf '\033')"
lacks 'without C1' "$(printf '\302\233')"
lacks 'without turned writing' "$(printf '\342\200\256')"
says 'as marks' '␛\[31m'
does 'raw has them' show ond.txt --raw
cp "$out" raw
alike 'exactly' raw ond.txt
"$TEMA" mark ond.txt 0 20 --code "$(printf 'A\033[31mB')" -q
does 'names too' list codes
lacks 'are made harmless' "$(printf '\033')"
does 'in JSON' list codings --json
lacks 'they are escaped' "$(printf '\033')"
json 'and it is JSON'
does 'code named with bidi controls' code add "$(printf 'x\342\200\256y')"
does 'list codes --json' list codes --json
lacks 'has no bidi control' "$(printf '\342\200\256')"
says 'but its escape' 'x\\u202[Ee]y'

printf 'Side en.\n\fSide to.\n' >sider.txt
"$TEMA" import sider.txt -q
does 'pages' show sider.txt
says 'are told' 'page 2'
