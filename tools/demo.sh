#!/bin/sh
# demo.sh TEMA SAMPLE COPY: opens a copy of the sample project; one that is there already is opened as it is.
set -eu
if [ ! -e "$3" ]; then
    cp "$2" "$3"
    chmod 600 "$3"
fi
if [ -t 0 ] && [ -t 1 ]; then
    exec "$1" "$3"
fi
echo "The sample study is in $3. Open it in a terminal with: $1 $3"
