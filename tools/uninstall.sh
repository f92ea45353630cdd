#!/bin/sh
# uninstall.sh ROOT FILE...: removes what install.sh put there, and the folders it made, if they are empty now.
set -eu
root=$1
shift
for f; do rm -f "$root/$f"; done
list=$root/share/tema/folders
[ -f "$list" ] || exit 0
folders=$(cat "$list")
rm -f "$list"
printf '%s\n' "$folders" | while IFS= read -r d; do
    [ -z "$d" ] || rmdir "$d" 2>/dev/null || true
done
