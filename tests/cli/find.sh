. "$TESTS/common"

refuses 'without a project the sentence says what to do' 'tema new' list codes
"$TEMA" new a.tema -q
does 'the only one in the folder is taken' list codes
"$TEMA" new b.tema -q
refuses 'of two none is taken' 'a.tema, b.tema' list codes
does '-p names one' list codes -p a.tema
does 'as -pFILE' list codes -pb.tema
does 'as --project=FILE' list codes --project=b.tema
does 'before the command' -p a.tema list codes
TEMA_PROJECT=b.tema does 'the environment names one' list codes
TEMA_PROJECT=finnesikke.tema refuses 'one that is not there' 'finnesikke.tema' list codes
refuses 'a missing project' 'tema new nei.tema' list codes -p nei.tema
refuses 'a folder is no project' 'folder\|\.' list codes -p .
refuses 'an empty name' 'empty' list codes -p ''
