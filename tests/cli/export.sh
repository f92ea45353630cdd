. "$TESTS/common"

small_study
"$TEMA" code add 'Teknologi/=Tillit' --definition 'en "rar" <script>, med komma' -q
"$TEMA" mark en.txt --text skummelt --code 'Teknologi/=Tillit' -q
"$TEMA" memo add 'om hele' -q
"$TEMA" codebook commit -m 'nå' -q
does 'JSON' export json
cp "$out" a.json
does 'again' export json
cp "$out" b.json
alike 'the same bytes' a.json b.json
does 'to a file' export json -o k.json
says 'said' 'wrote k.json'
alike 'the same bytes in a file' a.json k.json
if [ "$(stat -c %a k.json)" = 600 ]; then good 'for its owner alone'; else bad 'for its owner alone'; fi
mkdir inn
"$TEMA" new inn/to.tema -q
does 'it comes back' import k.json -p inn/to.tema
does 'and goes out' export json -p inn/to.tema
cp "$out" c.json
alike 'as an equal project' a.json c.json
does 'sound' check -p inn/to.tema
refuses 'the same file twice' '--again' import k.json -p inn/to.tema
does 'undone' undo -p inn/to.tema
does 'still sound' check -p inn/to.tema
does 'codings as a table' export csv
says 'with its columns' 'source,speaker,time,start,end,text,condensed,code,coder,round,created'
says 'with the words' 'skummelt'
lacks 'no cell that is run' ',='
does 'transcripts' export txt
says 'their words' 'skummelt'
does 'as data' export csv -o k.csv --json
says 'with what is not in it' 'definitions'
does 'REFI-QDA' export qdpx -o a.qdpx
says 'with what others lose' 'versions'
does 'and again' export qdpx -o b.qdpx -q
alike 'the same project' a.qdpx b.qdpx
"$TEMA" new inn/tre.tema -q
does 'which comes back' import a.qdpx -p inn/tre.tema
says 'with its codings' '2 sources, .* 1 coding, .* 1 memo'
does 'on the right words' export csv -p inn/tre.tema
says 'those' ',skummelt,'
does 'sound too' check -p inn/tre.tema
"$TEMA" new inn/fire.tema -q
does 'into an empty project' import a.qdpx -p inn/fire.tema
does 'it is that project' export json -p inn/fire.tema
cp "$out" f.json
does 'as it stands here' export json
cp "$out" a.json
alike 'equal in all' a.json f.json
does 'the codebook alone' export qdc -o a.qdc
does 'comes back' import a.qdc -p inn/tre.tema
refuses 'an unknown format' 'json, csv, txt' export spss
refuses 'over the project itself' 'project itself' export json -o s.tema
refuses 'a folder that is not there' 'nei' export json -o nei/k.json
head -c 200 a.json >cut.json
refuses 'a cut file' 'JSON' import cut.json -p inn/to.tema
does 'what was told does not count as an act' check
