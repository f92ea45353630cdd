. "$TESTS/common"

if ! command -v script >/dev/null; then
    echo 'skip: there is no script(1) to make a terminal with'
    exit 0
fi
# on_terminal COMMANDLINE: what the program writes when its output is a terminal.
on_terminal() {
    st=0
    TERM=xterm script -qec "$1" /dev/null >"$out" 2>&1 </dev/null || st=$?
    : >"$err"
}
"$TEMA" new s.tema -q
printf 'Kari: r\303\270d \033[31mtekst\033[0m og \302\233K og \342\200\256snudd\n' >ond.txt
"$TEMA" import ond.txt -q
"$TEMA" code add "$(printf 'A\033[31mB\302\233')" --definition "$(printf 'x\342\200\256y')" -q
for command in 'show ond.txt' 'show ond.txt --raw' 'list codes' 'list codes --json' 'log' 'report codebook' 'report codebook --format csv' 'undo'; do
    on_terminal "'$TEMA' $command"
    lacks "$command on a terminal has no escape" "$(printf '\033')"
    lacks "$command on a terminal has no C1" "$(printf '\302\233')"
    lacks "$command on a terminal has no turned writing" "$(printf '\342\200\256')"
done
on_terminal "'$TEMA' show '$(printf 'nei\033[31m')'"
lacks 'an error on a terminal has no escape' "$(printf '\033')"
says 'but its mark' '␛'
on_terminal "LC_ALL=C.UTF-8 '$TEMA' show ond.txt"
says 'letters stay' 'rød'
