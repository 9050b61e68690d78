#!/bin/sh
# Asks for the end of an attempt. usage: sh cancel.sh BASE NONCE UUID/N
# Its runner sees to it; where there is none any more and the job lives on, or the folder is gone by which it would hear of
# it, this does. Prints the attempt as status.sh does.
# Ends with 22: the wish cannot be written.
# shellcheck source-path=SCRIPTDIR source=attempt.sh
. "${0%/*}/attempt.sh"
base=$1 nonce=$2 id=$3
attempt=$base/jobs/${id%/*}/a/${id#*/}

# A start may be on its way that has no folder yet, since it verifies the package first: its runner is to find the wish.
if [ -d "$base/jobs/${id%/*}" ]; then
    mkdir "${attempt%/*}" 2> /dev/null
    mkdir "$attempt" 2> /dev/null
    enter "$attempt" || exit 22
    (: > cancel) || exit 22
    attempt_state
    if [ "$state" = ORPHANED ]; then
        put cancelled 1
        end_job "${OUTCROP_GRACE:-10}"
    elif [ "$state" = UNCLAIMED ]; then
        # Perhaps its folder is a new one, and who ran in the old one runs on.
        seek_strays "$base" "$id"
        [ -z "$line" ] || end_job "${OUTCROP_GRACE:-10}"
    fi
else
    seek_strays "$base" "$id"
    [ -z "$line" ] || end_job "${OUTCROP_GRACE:-10}"
fi
print_host "$base"
print_attempt "$id" "$base"
printf '@%s end\n' "$nonce"
