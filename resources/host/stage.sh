#!/bin/sh
# Makes room for a job and takes its package over. usage: sh stage.sh BASE NONCE UUID anew|whole|'' [shared] < job.json on one line
# Prints `staged` when the package is there and is the one of job.json, else `wanted <free KiB>`: the client then appends to
# package.zip.part, which start.sh verifies, or this when it is called again; `anew` throws away a part that turned out wrong.
# With `whole` a small package follows in base64; where it does not arrive right, or room is short, it is asked for in the other
# way. Ends with 22: the folder cannot be written; 23: the folder belongs to another job; 27: Slurm starts
# the jobs of this host, which is not the person's own (`shared`).
# shellcheck source-path=SCRIPTDIR source=attempt.sh
. "${0%/*}/attempt.sh"
base=$1
! is_refused "${5:-}" || exit 27

IFS= read -r job
mkdir "$base/jobs/$3" 2> /dev/null
CDPATH='' cd -- "$base/jobs/$3" || exit 22
[ -e job.json ] || put job.json "$job" || exit 22
first_line job.json && [ "$line" = "$job" ] || exit 23

case ${4:-} in
    anew) holds package.zip || rm -f package.zip.part package.zip ;;
    whole)
        if ! holds package.zip; then
            free=$(free_kib .) # Over 100 MB; the numbers of some shells have 32 bits.
            [ ${#free} -lt 6 ] || base64 -d > package.zip.part 2> /dev/null
            holds package.zip.part || rm -f package.zip.part
        fi
        ;;
esac
take_package
case $? in
    0) echo staged ;;
    22) exit 22 ;;
    *) echo "wanted $(free_kib .)" ;;
esac
