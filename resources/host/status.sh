#!/bin/sh
# Every attempt a client asks for, in one run. usage: sh status.sh BASE NONCE [jobs] < lines of UUID/N
# Prints the blocks of PROTOCOL.md 7; with `jobs` also what job folders there are. Gives up working folders whose time is over.
# shellcheck source-path=SCRIPTDIR source=attempt.sh
. "${0%/*}/attempt.sh"
base=$1 nonce=$2

give_up_kept "$base"
print_host "$base"
while IFS= read -r id; do
    print_attempt "$id" "$base"
done
if [ "${3:-}" = jobs ]; then
    for folder in "$base"/jobs/*; do
        first_line "$folder/job.json" || continue
        job=$line
        count=0
        for attempt in "$folder"/a/*; do
            n=${attempt##*/}
            case $n in *[!0-9]* | ??????*) continue ;; esac
            [ "$n" -le "$count" ] || count=$n
        done
        printf '@%s job %s %s\n%s\n' "$nonce" "${folder##*/}" "$count" "$job"
    done
fi
printf '@%s end\n' "$nonce"
