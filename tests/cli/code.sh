. "$TESTS/common"

small_study
paths() { "$TEMA" list codes --json >"$out"; field path | tr '\n' ' ' | sed 's/ $//'; }
does 'code add makes parents' code add Teknologi/Tillit --definition 'tro på systemet' --colour '#4f7cac' --level latent
same 'in the tree' 'Teknologi Teknologi/Tillit' "$(paths)"
says 'definition' '"definition": "tro på systemet"'
says 'colour' '"colour": "#4f7cac"'
says 'level' '"level": "latent"'
does 'as one act' undo
same 'undone by one undo' '' "$(paths)"
does 'redo' redo
same 'brings it back' 'Teknologi Teknologi/Tillit' "$(paths)"
refuses 'not twice' 'already' code add Teknologi/Tillit
does 'a slash in a name' code add 'IT\/IKT' --deductive
does 'in vivo' code add Skummelt --in-vivo
says 'said' 'Skummelt'
same 'paths' 'Teknologi Teknologi/Tillit IT\\/IKT Skummelt' "$(paths)"
does 'set' code set Skummelt definition=frykt include='uro, redsel' exclude=sinne example='litt skummelt' colour=#aa3311 status=dropped
"$TEMA" list codes --json >"$out"
says 'status' '"status": "dropped"'
"$TEMA" undo -q
refuses 'merged by hand' 'merge' code set Skummelt status=merged
refuses 'no colour' 'rrggbb' code set Skummelt colour=rød
refuses 'no level' 'semantic, latent' code set Skummelt level=dyp
refuses 'no field' 'definition' code set Skummelt mening=x
does 'rename' code rename Skummelt 'Frykt'
does 'move under another' code move Frykt Teknologi
same 'last there' 'Teknologi Teknologi/Tillit Teknologi/Frykt IT\\/IKT' "$(paths)"
does 'move before a sibling' code move Frykt Teknologi --before Tillit
same 'before it' 'Teknologi Teknologi/Frykt Teknologi/Tillit IT\\/IKT' "$(paths)"
refuses 'under itself' '' code move Teknologi Frykt
does 'to the top' code move Frykt /
same 'last there' 'Teknologi Teknologi/Tillit IT\\/IKT Frykt' "$(paths)"
refuses 'before one that stands elsewhere' 'does not stand' code move Frykt / --before Tillit
"$TEMA" mark en.txt --text 'litt skummelt' --code Frykt --code Tillit -q
does 'merge' code merge Frykt Tillit
"$TEMA" list codings --json >"$out"
same 'doubles are one' 1 "$(field id | wc -l | tr -d ' ')"
does 'merged shows in lists' list codes --json
says 'as merged' '"status": "merged"'
refuses 'coding with it' '' mark en.txt 0 5 --code Frykt
does 'dry run of delete' code delete Teknologi --dry-run
says 'tells the loss' '1 coding'
same 'and changes nothing' 1 "$(count codings)"
does 'delete' code delete Teknologi
says 'tells the loss' '1 coding'
same 'takes the coding along' 0 "$(count codings)"
does 'undo brings back' undo
same 'to the last row' 1 "$(count codings)"
"$TEMA" code add A/Lik -q
"$TEMA" code add B/Lik -q
refuses 'an ambiguous end' 'A/Lik' code rename Lik Ulik
refuses 'an unknown code' 'Ukjent' code rename Ukjent X
refuses 'an empty name' '' code rename A/Lik ' '
does 'all is sound' check
