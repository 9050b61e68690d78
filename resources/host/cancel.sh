#!/bin/sh
# Asks for the end of an attempt. usage: sh cancel.sh BASE NONCE UUID/N
# Its runner sees to it; where there is none any more and the job lives on, or the folder is gone by which it would hear of
# it, this does. Prints the attempt as status.sh does.
# shellcheck source-path=SCRIPTDIR source=attempt.sh
. "${0%/*}/attempt.sh"
base=$1 nonce=$2 id=$3

if enter "$base/jobs/${id%/*}/a/${id#*/}"; then
    : > cancel
    attempt_state
    if [ "$state" = ORPHANED ]; then
        put cancelled 1
        end_job "${OUTCROP_GRACE:-10}"
    fi
else
    seek_strays "$base" "$id"
    [ -z "$line" ] || end_job "${OUTCROP_GRACE:-10}"
fi
print_host "$base"
print_attempt "$id" "$base"
printf '@%s end\n' "$nonce"
