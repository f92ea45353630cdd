#!/bin/sh
# install.sh ROOT BUILD FILE...: puts the files (paths below ROOT) in place; the folders it had to make are listed in share/tema/folders, so that
# uninstall.sh can take them away again.
set -eu
root=$1 build=$2
shift 2
made=
folder() {
    if [ ! -d "$1" ]; then
        folder "$(dirname "$1")"
        mkdir "$1"
        made="$1
$made"
    fi
}
folder "$root/share/tema"
for f; do
    folder "$(dirname "$root/$f")"
    mode=644
    case $f in
    bin/tema) from=$build/tema mode=755 ;;
    share/man/*) from=man/$(basename "$f") ;;
    share/tema/themes/*) from=${f#share/tema/} ;;
    share/tema/sample/build.sh) from=data/${f#share/tema/} mode=755 ;;
    *) from=data/${f#share/tema/} ;;
    esac
    install -m "$mode" "$from" "$root/$f"
done
printf '%s' "$made" >>"$root/share/tema/folders"
echo "tema is in $root/bin"
