#!/bin/sh
# What is left of a job whose runner and processes were killed can still be fetched. usage: salvaging.sh SHELL…
# shellcheck source-path=SCRIPTDIR source=jobs.sh
. "$(dirname -- "$0")/jobs.sh"
base=$scratch/base
id=00000000-0000-4000-8000-000000000001/1

new_job "$base" ${id%/*} << 'END'
import os, time
print("begun", flush=True)
os.mkdir("training_result")
open("training_result/part.txt", "w").write("half")
open("up", "w").close()
time.sleep(600)
END
start "$base" $id > /dev/null
attempt=$(attempt_of "$base" $id)
check 'the job is up' until_true 300 test -e "$attempt/work/up"
salvage() { sh "$programs/salvage.sh" "$base" $nonce $id; }
check 'a living job is let alone' is "$(salvage | field state)" ALIVE
check 'nothing is listed yet' is_gone "$attempt/manifest.jsonl"
read -r job _ < "$attempt/claim/job"
end "$(cat "$attempt/claim/pid")" "$job"
gone() { [ "$(status "$base" $id | field state)" = VANISHED ]; }
check 'all of it is gone' until_true 300 gone
check 'it is still a job without an end' is "$(salvage | field state)" VANISHED
check 'its log is listed' has "$(cat "$attempt/manifest.jsonl")" '"path":"process.log","size":6,'
check 'what it had made is listed' has "$(cat "$attempt/manifest.jsonl")" '"path":"training_result/part.txt","size":4,'
check 'the list is hashed' is "$(cat "$attempt/manifest.sha256")" "$(sha256sum < "$attempt/manifest.jsonl" | sed 's/ .*//')"
cp "$attempt/manifest.jsonl" "$scratch/before"
salvage > /dev/null
check 'a second time changes nothing' cmp "$scratch/before" "$attempt/manifest.jsonl"
finish
