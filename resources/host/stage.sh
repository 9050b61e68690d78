#!/bin/sh
# Makes room for a job and takes its package over. usage: sh stage.sh BASE NONCE UUID [anew] < job.json on one line
# Prints `staged` when the package is there and is the one of job.json, else `wanted <free KiB>`: the client then appends to
# package.zip.part and calls again; `anew` throws away a part that turned out wrong. Ends with 22: the folder cannot be
# written; 23: the folder belongs to another job.
# shellcheck source-path=SCRIPTDIR source=attempt.sh
. "${0%/*}/attempt.sh"
base=$1

IFS= read -r job
mkdir "$base/jobs/$3" 2> /dev/null
CDPATH='' cd -- "$base/jobs/$3" || exit 22
[ -e job.json ] || put job.json "$job" || exit 22
first_line job.json && [ "$line" = "$job" ] || exit 23
package_sha256
expected=$line

holds() { [ -f "$1" ] && sha256_of "$1" && [ "$line" = "$expected" ]; }

if ! holds package.zip; then
    [ "${4:-}" != anew ] || rm -f package.zip.part package.zip
    if holds package.zip.part; then
        { sync package.zip.part || :; } 2> /dev/null
        mv -f package.zip.part package.zip || exit 22
    else
        echo "wanted $(free_kib .)"
        exit 0
    fi
fi
echo staged
