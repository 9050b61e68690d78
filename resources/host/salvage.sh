#!/bin/sh
# Lists what an attempt left whose runner died, so that a client may fetch it. usage: sh salvage.sh BASE NONCE UUID/N
# Does nothing unless nobody runs it any more. Prints the attempt as status.sh does.
programs=${0%/*}
# shellcheck source-path=SCRIPTDIR source=attempt.sh
. "$programs/attempt.sh"
base=$1 nonce=$2 id=$3

if enter "$base/jobs/${id%/*}/a/${id#*/}"; then
    attempt_state
    case $state in VANISHED | REBOOTED) [ -e manifest.jsonl ] || list_results ;; esac
fi 2> /dev/null
print_host "$base"
print_attempt "$id" "$base"
printf '@%s end\n' "$nonce"
