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
