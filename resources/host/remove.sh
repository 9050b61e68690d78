#!/bin/sh
# Deletes a job and all its attempts. usage: sh remove.sh BASE NONCE UUID
# Ends with 24: an attempt of it may still run; 22: something cannot be deleted. It leaves jobs/ at once, so that a removal
# that is broken off never looks like a job that has not started.
# shellcheck source-path=SCRIPTDIR source=attempt.sh
. "${0%/*}/attempt.sh"
base=$1 job=$1/jobs/$3

for attempt in "$job"/a/*; do
    enter "$attempt" || continue
    attempt_state
    case $state in ALIVE | CLAIMING | ORPHANED | OTHER_NODE) exit 24 ;; esac
done
cd -- "$base" || exit 22
rm -f "kept/$3".*
mkdir -p removed
[ ! -d "$job" ] || mv "$job" "removed/$3.$$" || exit 22
{ rm -rf removed || { chmod -R u+rwX removed && rm -rf removed; }; } 2> /dev/null || exit 22
