. "$TESTS/common"

small_study
"$TEMA" mark en.txt --text nyttig --code Nytte -q
"$TEMA" list segments --json >"$out"
segment=$(field id)
does 'on the project' memo add 'Om studien'
does 'on a source' memo add --source en.txt 'Om kilden'
does 'on a code' memo add --code Nytte 'Om koden'
does 'on a meaning unit' memo add --segment "$segment" 'Om utsagnet'
st=0
printf 'to\nlinjer\n' | "$TEMA" memo add - >"$out" 2>"$err" || st=$?
same 'from standard input' 0 "$st"
does 'list' memo list --json
json 'as JSON'
same 'all five' 5 "$(field id | wc -l | tr -d ' ')"
says 'with its lines' 'to\\nlinjer'
memo=$(field id | head -n 1)
does 'show' memo show "$memo"
says 'the text' '^Om studien$'
does 'set' memo set "$memo" 'Ny ordlyd'
does 'show' memo show "$memo"
says 'the text' '^Ny ordlyd$'
does 'set to nothing' memo set "$memo" ''
refuses 'removes it' "$memo" memo show "$memo"
does 'undo' undo
does 'brings it back' memo show "$memo"
refuses 'an empty one' 'empty' memo add ' '
refuses 'about two things' 'one thing' memo add --source en.txt --code Nytte x
refuses 'about none' '77' memo add --segment 77 x
does 'plain list' memo list
does 'all is sound' check
