. "$TESTS/common"

small_study
does 'mark by words' mark en.txt --text 'litt skummelt' --code Teknologi/Tillit
says 'says what' 'coded “litt skummelt” in en.txt with Teknologi/Tillit'
does 'mark by position' mark en.txt 0 11 --code Rolle
does 'the words are' list codings --json
says 'those of the positions' '"text": "Intervjuer"\|"text": "Intervjuer:"'
does 'two codes in one act' mark en.txt --text 'nyttig' --code Nytte --code Tillit
does 'are two codings' list codings --json
same 'more' 4 "$(field id | wc -l | tr -d ' ')"
does 'undone by one undo' undo
same 'both gone' 2 "$(count codings)"
does 'several after one --code' mark en.txt --text 'nyttig' --code Nytte Tillit
same 'both there' 4 "$(count codings)"
does 'the same again' mark en.txt --text 'nyttig' --code Nytte
says 'changes nothing' 'nothing changed'
does 'an unambiguous end names a code' mark en.txt --text 'bestemmer' --code tillit
same 'and makes none' 4 "$(count codes)"
does 'without a code' mark en.txt --text 'Hvorfor'
same 'a meaning unit' 5 "$(count segments)"
refuses 'words in several places' '--nth\|1 to 2' mark en.txt --text 'Kari' --code X
does 'which one' mark en.txt --text 'Kari' --nth 2 --code Navn
refuses 'one too many' 'only 2' mark en.txt --text 'Kari' --nth 3 --code Navn
refuses 'words that are not there' 'sjokolade' mark en.txt --text sjokolade --code Navn
does 'without case where it stands nowhere so' mark en.txt --text 'HVEM SOM' --code Makt
refuses 'backwards' 'behind' mark en.txt 10 5 --code A
refuses 'outside' 'en.txt\|text' mark en.txt 5 99999 --code A
refuses 'no numbers' 'position' mark en.txt a b --code A
refuses 'nothing to mark' 'START END' mark en.txt --code A
refuses 'an empty name' 'empty' mark en.txt 0 5 --code 'A//B'
same 'no code A was made' '' "$("$TEMA" list codes --json | grep '"name": "A"' || true)"

"$TEMA" list codings --json >"$out"
coding=$(field id | head -n 1)
does 'recode' recode "$coding" Makt
does 'uncode' uncode "$coding"
refuses 'not twice' "$coding" uncode "$coding"
"$TEMA" list segments --json >"$out"
segment=$(field id | tail -n 1)
does 'condense' condense "$segment" 'kort sagt'
does 'is listed' list segments --json
says 'so' '"condensed": "kort sagt"'
does 'unmark' unmark "$segment"
refuses 'not twice' "$segment" unmark "$segment"
refuses 'no id' 'tema list segments' unmark abc
does 'by another' mark en.txt --text 'Det er' --code Navn --as 'Åse Ødegård'
does 'who is known then' list coders --json
says 'by name' 'Åse Ødegård'
refuses 'a coder without a name' 'empty' list coders --as ' '
does 'all is sound' check
refuses 'a place that there cannot be' 'only' mark en.txt --text skummelt --nth 4294967297 --code A
