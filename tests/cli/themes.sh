# Themes, versions, rounds, reviews: what is refused, and in which words.
. "$TESTS/common"

small_study
does 'a code' mark en.txt --text skummelt --code Uro
does 'another' mark en.txt --text nyttig --code Nytte
does 'a theme before any structure' theme add 'Følelser/Frykt'
does 'a code under it' theme place Frykt Uro
does 'again' theme place Frykt Uro
says 'changes nothing' 'nothing changed'
does 'the same code under two themes' theme add Nytteverdi
does 'too' theme place Nytteverdi Uro Nytte
refuses 'a ring' 'below\|itself' theme move Følelser Frykt
refuses 'merging into itself' 'itself' theme merge Frykt Frykt
refuses 'merging a code into itself' 'itself' code merge Uro Uro
refuses 'a theme that is not there' 'Glede' theme place Glede Uro
refuses 'a theme without a name' '' theme add ' '
does 'an equal name elsewhere' theme add 'Nytteverdi/Frykt'
refuses 'is ambiguous then' 'Frykt' theme set Frykt idea=x
does 'and told apart by its path' theme set Følelser/Frykt idea='Noe er skummelt.'
does 'dropping says first' theme drop Følelser --dry-run
says 'what is set free' '1 code'
does 'dropping' theme drop Følelser --why 'for bredt'
does 'keeps what stood under it' list themes --json
says 'with its reason' 'for bredt'
does 'keeping it again' theme keep Følelser
refuses 'a structure of the same name' 'Themes\|there' structure add "$("$TEMA" list structures --json | sed -n 's/^    "name": "\(.*\)",$/\1/p')"
does 'a copy' structure copy "$("$TEMA" list structures --json | sed -n 's/^    "name": "\(.*\)",$/\1/p')" Forsøk
does 'and use of it' structure use Forsøk
does 'a change there' theme delete Nytteverdi
does 'leaves the other alone' list themes --json
says 'with all its themes' 'Nytteverdi'

# versions
refuses 'a version without a note' '-m' codebook commit
does 'a version' codebook commit -m 'første' --label en
tema codebook diff 1
same 'no difference' 0 $st
does 'a new name' code rename Uro Frykt
tema codebook diff 1 --json
same 'there is a difference' 1 $st
same 'it is known by what it is, not by its name' renamed "$(field change)"
same 'from' Uro "$(field before)"
same 'to' Frykt "$(field after)"
refuses 'a version that is not there' 'version' codebook diff 7
refuses 'nor can it be shown' 'version' codebook show 7
refuses 'nor restored' 'version' codebook restore 7
does 'merging first says what it does' code merge Frykt Nytte --dry-run
says 'how many codings go' '1 coding'
does 'merging' code merge Frykt Nytte
does 'takes a version by itself' codebook log --json
same 'without a number' 1 "$(field number | grep -c null)"
does 'restoring first says what it does' codebook restore 1 --dry-run
before=$(count codings)
does 'restoring' codebook restore 1
same 'loses no coding' "$before" "$(count codings)"
does 'is one act' undo
does 'taken back and done again' redo
does 'all is sound' check

# rounds and phases
refuses 'a round needs a stance' 'stance' round start middling
refuses 'no round goes on' 'round' round end
does 'a round' round start inductive --name R1
does 'codings remember it' mark en.txt --text Hvorfor --code Undring
tema list codings --json
same 'theirs' 1 "$(field round | grep -cv null)"
refuses 'a phase there is not' 'phase' phase enter seventh
does 'a phase by its number' phase enter 3 --why fordi
refuses 'being in it already' 'already' phase enter searching
does 'another' phase enter coding
does 'both stays are kept' list phases
says 'with the reason' fordi
does 'leaving' phase leave
refuses 'being in none' 'phase' phase leave

# review
does 'a supervisor' coder set Veileder role=supervisor --as Veileder
refuses 'changes nothing else' 'supervisor' code add X --as Veileder
refuses 'nor by import' 'supervisor' import to.vtt --again --as Veileder
does 'questions' review question en.txt --text Hvorfor 'Hva undrer hun seg over?' --as Veileder
does 'the question waits' review list --verdict waiting --json
says 'for the analyst' 'Hva undrer hun'
does 'the code gets its first definition' code set Undring definition='Det som får noen til å lure.'
tema review list --verdict questioned --json
says 'which voids nothing' '"verdict": "questioned"'
does 'a change of wording' code set Undring definition='Det som får noen til å lure på noe.'
tema review list --verdict questioned --json
says 'neither' '"verdict": "questioned"'
does 'a change of meaning' code set Undring definition='Tvil.' --meaning
tema review list --json
says 'does' '"holds": false'
does 'undo' undo
tema review list --verdict questioned --json
says 'brings the verdict back' '"holds": true'
refuses 'a question without words' '' review question en.txt --text Hvorfor --as Veileder
coding=$("$TEMA" list codings --json | grep '"id"' | tail -n 1 | sed 's/.*: "\(.*\)",/\1/')
does 'the coding goes' uncode en.txt --text Hvorfor
refuses 'a verdict on a coding that has gone' 'gone\|no longer' review agree "$coding" --as Veileder
does 'its thread stays' list reviews --json
says 'with the words it was on' 'Hva undrer hun'

# quotes
does 'a unit without a code' mark en.txt --text 'Det er litt skummelt, men også nyttig.'
does 'a star' quote en.txt --text 'Det er litt skummelt, men også nyttig.'
does 'an elision' quote en.txt --text 'Det er litt skummelt, men også nyttig.' --print '[Det] er litt skummelt […] nyttig.'
refuses 'words that were not said' 'was not said' quote en.txt --text 'Det er litt skummelt, men også nyttig.' --print 'Det er svært skummelt.'

# who else is here
does 'a second coder is not counted' coder set Bodil role=second --as Bodil
does 'her coding' mark to.vtt --text 'ganske bra' --code Nytte --as Bodil
tema list codes --json
does 'is listed' list codings --scope Bodil
says 'under her name' Bodil

# copies
does 'a copy' backup kopi.bak
refuses 'not over a file that is there' 'kopi.bak' backup kopi.bak
does 'unless told' backup kopi.bak --replace
same 'for nobody else to read' '-rw-------' "$(ls -l kopi.bak | cut -c1-10)"
does 'a loss' code delete Nytte
does 'and back from the copy' restore kopi.bak
does 'it is there again' list codes
says 'the code' Nytte
refuses 'a copy that is none' '' restore en.txt
does 'still sound' check

# eight at once
i=0
while [ $i -lt 8 ]; do
    i=$((i + 1))
    (
        k=0
        while [ $k -lt 5 ]; do
            k=$((k + 1))
            "$TEMA" mark to.vtt --text 'Vi begynte i fjor.' --code "samtidig $i $k" --as "Koder $i" -q </dev/null || echo failed
        done
    ) >>eight.out 2>&1 &
done
wait
same 'eight processes are refused nothing' '' "$(cat eight.out)"
same 'and lose nothing' 40 "$("$TEMA" list codings --json | grep -c '"code_path": "samtidig')"
does 'in the end all is sound' check
