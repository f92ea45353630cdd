. "$TESTS/common"

small_study
if [ -w /dev/full ]; then
    st=0
    "$TEMA" list sources >/dev/full 2>"$err" || st=$?
    : >"$out"
    refused 'a full disk' 'standard output'
    st=0
    "$TEMA" help >/dev/full 2>"$err" || st=$?
    refused 'a full disk for help' 'standard output'
    refuses 'a report to a full disk' '/dev/full' report codebook --format md -o /dev/full
else
    echo 'skip: there is no /dev/full'
fi
st=0
"$TEMA" list sources >&- 2>"$err" || st=$?
: >"$out"
refused 'a closed output' 'standard output'
i=0
while [ $i -lt 3000 ]; do
    echo "Kari: setning nummer $i som er lang nok til å fylle et rør."
    i=$((i + 1))
done >lang.txt
"$TEMA" import lang.txt -q
"$TEMA" show lang.txt 2>"$err" | head -n 1 >"$out"
same 'a reader that leaves is no fault to tell of' '' "$(cat "$err")"
same 'and got its line' 1 "$(wc -l <"$out" | tr -d ' ')"
does 'output goes on' show lang.txt
same 'to the end' 3000 "$(wc -l <"$out" | tr -d ' ')"
