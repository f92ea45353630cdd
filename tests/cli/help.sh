. "$TESTS/common"

does 'version' --version
says 'is a number' '^tema [0-9]'
does 'help' help
cp "$out" commands
for command in new import list show edit mark unmark recode uncode condense undo redo log check report keys help title \
    'source set' 'participant add' 'participant set' 'speaker link' 'speaker rename' 'turn speaker' 'turn split' 'turn join' \
    'code add' 'code set' 'code rename' 'code move' 'code merge' 'code delete' 'memo add' 'memo list' 'memo show' 'memo set'; do
    if grep -q "^$command  " commands; then good "help lists $command"; else bad "help lists $command"; fi
    # shellcheck disable=SC2086
    does "$command --help" $command --help
    says "$command --help gives usage" "^Usage: tema $command"
    says "$command --help gives an example" '^  tema '
    # shellcheck disable=SC2086
    does "help $command" help $command
    # shellcheck disable=SC2086
    refuses "$command --tull" "tull" $command --tull
done
does 'code --help' code --help
says 'tells of all' 'tema code merge'
does 'help code' help code
says 'tells of all' 'tema code merge'
does 'tema --help' --help
refuses 'code alone' 'add, set' code
refuses 'an unknown part' 'code fly' code fly x
refuses 'help on nothing' 'tullball' help tullball
refuses 'an unknown command' 'tema mark' makr
refuses 'neither command nor file' 'tema new' noeheltannet.tema
refuses 'no terminal' 'terminal' .
refuses 'a missing argument' 'argument' show
refuses 'too many' 'too many' undo a
refuses 'a missing value' 'value' list codes --scope
refuses 'a value too many' 'no value' undo --quiet=ja
refuses 'an unknown letter' '-z' undo -z
does 'keys' keys
does 'keys --json' keys --json
json 'is JSON'
