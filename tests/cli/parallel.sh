. "$TESTS/common"

small_study
pids=
for i in 1 2 3 4 5 6 7 8; do
    (
        for k in 1 2 3; do
            "$TEMA" mark en.txt $((i * 3)) $((i * 3 + k)) --code "Felles/K$k" --as "koder $i" -q </dev/null 2>>feil || echo "koder $i nr. $k" >>feil
        done
    ) &
    pids="$pids $!"
done
for pid in $pids; do wait "$pid" || true; done
if [ -f feil ]; then cp feil "$err"; fi
same 'nobody was refused' '' "$(cat feil 2>/dev/null || true)"
same 'nothing was lost' 24 "$(count codings)"
same 'no code was made twice' 4 "$(count codes)"
does 'all is sound' check
