. "$TESTS/common"

small_study
"$TEMA" code add 'Teknologi/<b>|*Tillit*' --definition 'en "rar" <script>, med komma' -q
"$TEMA" mark en.txt --text skummelt --code 'Teknologi/<b>|*Tillit*' -q
does 'Markdown' report codebook
cp "$out" a.md
says 'titled with the project' 'Prøvestudie'
does 'again' report codebook --format md
cp "$out" b.md
alike 'the same bytes' a.md b.md
does 'to a file' report codebook -o k.html
says 'said' 'k.html'
if grep -qi '<script' k.html; then bad 'HTML is escaped'; else good 'HTML is escaped'; fi
if grep -qi 'https\{0,1\}://' k.html; then bad 'HTML reaches for nothing'; else good 'HTML reaches for nothing'; fi
does 'CSV' report codebook --format csv -o -
cp "$out" k.csv
says 'columns' 'name,description,files,references'
mkdir kopi
cp s.tema kopi/k.tema
"$TEMA" report codebook -p kopi/k.tema --format csv >k2.csv
alike 'same project, same bytes' k.csv k2.csv
refuses 'an unknown report' 'codebook' report kodebok
refuses 'an unknown format' 'md, html, csv' report codebook --format pdf
refuses 'a file that does not tell' '--format' report codebook -o k.xyz
refuses 'a folder that is not there' 'nei' report codebook -o nei/k.md
refuses 'a report over the project itself' 'project itself' report codebook --format md -o s.tema
ln -s s.tema lenke.md
refuses 'nor by another name' 'project itself' report codebook -o lenke.md
does 'which is as it was' check

refuses 'no structure' 'no thematic structure yet' report structure
refuses 'no participants' 'no participants yet' report participants
does 'the list' report
for name in codebook structure themes trace participants sources log; do says "lists $name" "^$name  "; done
"$TEMA" codebook commit -m 'før temaene' --label 'første' -q
"$TEMA" code add 'Senere' -q
does 'an earlier codebook' report codebook --version 'første' --format csv
lacks 'without what came later' 'Senere'
does 'by number' report codebook --version 1
says 'says which' 'Codebook version: 1, første'
refuses 'a version that is not there' "'9'" report codebook --version 9
refuses 'a version of the log' 'codebook, themes' report log --version 1
"$TEMA" participant add 'Informant 1' role='IT-sjef, =kommune' -q
"$TEMA" speaker link to.vtt Ola 'Informant 1' -q
"$TEMA" mark to.vtt --text 'Vi begynte i fjor.' --code 'Tid' -q
"$TEMA" theme add 'Barrierer/|Tid' -q
"$TEMA" theme place 'Barrierer/|Tid' 'Tid' -q
"$TEMA" quote to.vtt --text 'Vi begynte i fjor.' -q
does 'the coding structure' report structure
says 'a column for each level' '| theme | sub-theme | illustrative quotes |'
says 'with who said it' '| Barrierer | \\|Tid | “Vi begynte i fjor.” (Informant 1'
lacks 'never by the name in the transcript' 'Ola'
does 'the trace' report trace --format csv
says 'with turn and time' 'Informant 1.*,to.vtt,turn 1,00:00:01,Tid'
does 'participants' report participants --format csv
says 'quoted' '1,Informant 1,"IT-sjef, =kommune",1'
lacks 'without names of speakers' 'Ola'
does 'sources' report sources
says 'by kind' '| interview | 2 |'
does 'themes' report themes
"$TEMA" undo -q
does 'the log' report log
says 'what was taken back' 'starred.*| taken back |'
does 'a file of its own' report trace -o spor.html
same 'for its writer alone' '-rw-------' "$(ls -l spor.html | cut -c1-10)"
