. "$TESTS/common"

small_study
state() { for k in sources codes segments codings memos participants speakers; do "$TEMA" list $k --json; done; "$TEMA" show en.txt --raw; }
state >before
"$TEMA" mark en.txt --text skummelt --code A/B -q
"$TEMA" code set B definition=d -q
sed 's/nyttig/nytteløst/' en.txt >r.txt
"$TEMA" edit en.txt r.txt -q
"$TEMA" code delete A -q
state >after
for i in 1 2 3 4; do does "undo $i" undo; done
state >undone
alike 'all taken back' before undone
for i in 1 2 3 4; do does "redo $i" redo; done
state >redone
alike 'all done again' after redone
refuses 'nothing more to do again' 'tema: ' redo
does 'a second coder acts' mark en.txt --text ikke --code C --as Bodil
does 'and another act of the first' mark to.vtt --text bra --code D
does 'undo of the second' undo --as Bodil
says 'takes back their own' 'C'
same 'only' 1 "$(count codings)"
refuses 'who has nothing more' 'tema: ' undo --as Bodil
does 'the log' log
says 'tells of it' 'Bodil'
does 'all is sound' check
refuses 'reading only' 'tema: ' undo --read-only
