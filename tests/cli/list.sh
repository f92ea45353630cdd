. "$TESTS/common"

small_study
"$TEMA" mark en.txt --text 'litt skummelt' --code Teknologi/Tillit -q
"$TEMA" mark to.vtt --text 'ganske bra' --code Erfaring --as Bodil -q
"$TEMA" participant add P1 role=sykepleier years:number=12 full:boolean=true -q
"$TEMA" memo add 'Et notat' -q
for kind in sources participants speakers codes segments codings memos coders actions; do
    does "list $kind" list $kind
    if [ -s "$out" ]; then good "list $kind prints"; else bad "list $kind prints"; fi
    does "list $kind --json" list $kind --json
    json "list $kind is JSON"
done
does 'log' log
does 'log -n 2' log -n 2 --json
json 'log is JSON'
same 'of the length asked for' 2 "$(field id | wc -l | tr -d ' ')"
refuses 'log -n 0' 'number' log -n 0

does 'codes' list codes --json
same 'in the order of the tree, with those that only hold others' 'Teknologi Teknologi/Tillit Erfaring' "$(field path | tr '\n' ' ' | sed 's/ $//')"
same 'references' '0 1 1' "$(field references | tr '\n' ' ' | sed 's/ $//')"
same 'references below' '1 1 1' "$(field references_below | tr '\n' ' ' | sed 's/ $//')"
same 'keys in their order' 'id guid name path parent definition status files references files_below references_below' \
    "$(sed -n 's/^    "\([a-z_]*\)":.*/\1/p' "$out" | head -n 11 | tr '\n' ' ' | sed 's/ $//')"
same 'the parent of a top code is null' 'null' "$(field parent | head -n 1)"
does 'codes of one coder' list codes --json --scope Bodil
same 'counts that coder only' '0 0 1' "$(field references | tr '\n' ' ' | sed 's/ $//')"
does 'codings' list codings --json
same 'everybody is in it' 2 "$(field id | wc -l | tr -d ' ')"
same 'keys of a coding' 'id source start end text code coder round created' \
    "$(sed -n 's/^    "\([a-z_]*\)":.*/\1/p' "$out" | head -n 9 | tr '\n' ' ' | sed 's/ $//')"
same 'the words' 'litt skummelt ganske bra' "$(field text | tr '\n' ' ' | sed 's/ $//')"
does 'codings of one coder' list codings --json --scope Bodil
same 'are that coder'"'"'s' 'Bodil' "$(field coder)"
refuses 'an unknown coder' 'Egon' list codings --scope Egon
refuses 'an unknown kind' 'sources, participants' list sanger
does 'attributes have types' list participants --json
says 'a number' '"years": 12'
says 'a truth' '"full": true'
says 'a text' '"role": "sykepleier"'
printf 'x\n' >Ål.txt; printf 'y\n' >Zebra.txt; printf 'z\n' >Ærlig.txt
"$TEMA" import Ål.txt Zebra.txt Ærlig.txt -q
does 'names sort as in the North' list sources --json
same 'z, æ, å' 'en.txt to.vtt Zebra.txt Ærlig.txt Ål.txt' "$(field name | tr '\n' ' ' | sed 's/ $//')"
