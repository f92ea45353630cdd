. "$TESTS/common"

does 'new makes a project' new a.tema
says 'and says so' 'a.tema'
same 'that only its owner can read' '-rw-------' "$(ls -l a.tema | cut -c1-10)"
refuses 'new does not overwrite' 'a.tema' new a.tema
does 'with a title' new b.tema --title 'Blå studie' -q
same '-q says nothing' '' "$(cat "$out")"
does 'for a group' new c.tema --shared
does 'from a built-in framework' new d.tema --framework leavitt
does 'whose codes are there' list codes -p d.tema --json
json 'as JSON'
if [ "$(field path | wc -l)" -ge 5 ]; then good 'five or more of them'; else bad 'five or more of them'; fi
same 'all of them deductive' 'deductive' "$(field origin | sort -u)"
does 'the framework is one act' undo -p d.tema
does 'and undone by one undo' list codes -p d.tema --json
same 'to the last code' '[]' "$(cat "$out")"
printf '{"tema-framework":1,"name":"mitt","title":"Mitt","codes":[{"name":"A","definition":"da","codes":[{"name":"B"}]}]}' >f.json
does 'from a file' new e.tema --framework f.json
does 'with its tree' list codes -p e.tema --json
same 'in order' 'A A/B' "$(field path | tr '\n' ' ' | sed 's/ $//')"
refuses 'an unknown framework is refused' 'finnesikke' new f.tema --framework finnesikke
if [ ! -e f.tema ]; then good 'and leaves no file'; else bad 'and leaves no file'; fi
refuses 'no folder, no project' 'nei' new nei/f.tema
does 'a new title' title 'En annen' -p a.tema
says 'is said' 'En annen'
refuses 'a coder of two lines' 'line break' code add A -p a.tema --as "Kari
Nordmann"
