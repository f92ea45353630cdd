. "$TESTS/common"

small_study
i=0
while [ $i -lt 6000 ]; do
    echo "Kari: setning nummer $i som er lang nok til å fylle en plate."
    i=$((i + 1))
done >lang.txt
n=$(count sources)
# No file may grow beyond 200 blocks of 512 bytes.
st=0
(ulimit -f 200 && exec "$TEMA" import lang.txt) >"$out" 2>"$err" </dev/null || st=$?
refused 'no room for an import' 'tema: '
same 'leaves nothing' "$n" "$(count sources)"
does 'and harms nothing' check
does 'with room it comes in' import lang.txt
st=0
(ulimit -f 1 && exec "$TEMA" report codebook -o k.html) >"$out" 2>"$err" </dev/null || st=$?
refused 'no room for a report' 'k.html'
if [ ! -e k.html ]; then good 'leaves no half of it'; else bad 'leaves no half of it'; fi
