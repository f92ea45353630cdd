#!/bin/sh
# deps.sh PACKAGE...: installs those Debian packages that are missing, and a C compiler if there is none. Says what it does. Exit 2 where it cannot.
set -u
command -v cc >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1 || command -v clang >/dev/null 2>&1 || set -- gcc "$@"
missing=
if command -v dpkg-query >/dev/null 2>&1; then
    for p; do
        dpkg-query -W -f '${Status}\n' "$p" 2>/dev/null | grep -q '^install ok installed' || missing="$missing $p"
    done
    [ -n "$missing" ] || exit 0
else
    missing=" $*"
fi
if ! command -v apt-get >/dev/null 2>&1; then
    command -v dpkg-query >/dev/null 2>&1 || { command -v pkg-config >/dev/null 2>&1 && pkg-config --exists ncursesw sqlite3 icu-i18n jansson libsodium libxml-2.0 libzip && exit 0; }
    echo "tema needs these packages (Debian's names), and there is no apt-get here to install them:$missing" >&2
    exit 2
fi
sudo=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || { echo "tema needs these packages; run as root: apt-get install$missing" >&2; exit 2; }
    sudo=sudo
fi
echo "installing with ${sudo:+sudo }apt-get:$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
install() { $sudo apt-get install -y -q --no-install-recommends $missing >"$log" 2>&1; }
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT
install || { $sudo apt-get update -q >>"$log" 2>&1; install; } || {
    cat "$log" >&2
    echo "installing did not succeed; install these by hand:$missing" >&2
    exit 2
}
