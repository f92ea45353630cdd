. "$TESTS/common"

small_study
TEMA_PROJECT=s.tema
export TEMA_PROJECT
: >tom.tema
refuses 'an empty file' 'tom.tema' list codes -p tom.tema
printf 'dette er ikke en studie, bare tekst som er lang nok til et hode\n' >tekst.tema
refuses 'a text' 'tekst.tema' list codes -p tekst.tema
head -c 5000 s.tema >kutt.tema
refuses 'a cut one' 'kutt.tema' list codes -p kutt.tema
cp s.tema ny.tema
printf '\000\000\047\017' | dd of=ny.tema bs=1 seek=60 conv=notrunc 2>/dev/null
refuses 'of a newer schema' 'newer' list codes -p ny.tema
cp s.tema annet.tema
printf '\000\000\000\001' | dd of=annet.tema bs=1 seek=68 conv=notrunc 2>/dev/null
refuses 'of another program' 'annet.tema' list codes -p annet.tema
cp s.tema skrot.tema
dd if=/dev/zero of=skrot.tema bs=1 seek=4096 count=9000 conv=notrunc 2>/dev/null
tema check -p skrot.tema
if [ $st -eq 1 ] || [ $st -eq 2 ]; then good 'a damaged one is noticed'; else bad 'a damaged one is noticed'; fi
cp s.tema lese.tema
chmod 400 lese.tema
if [ "$(id -u)" -eq 0 ]; then
    echo 'skip: permission bits do not bind root'
else
    does 'one that cannot be written can be read' list sources -p lese.tema
    refuses 'and not changed' 'lese.tema\|read' code add X -p lese.tema
    cp s.tema stengt.tema
    chmod 000 stengt.tema
    refuses 'one that cannot be read' 'stengt.tema' list sources -p stengt.tema
fi
does '--read-only reads' list sources --read-only
refuses '--read-only does not change' 'read' code add X --read-only
does 'a dry run of import does' import to.vtt --again --dry-run --read-only
does 'nothing is lost' check
