#!/bin/sh
# BASE may have any name a person's home may have. usage: odd_names.sh SHELL…
# shellcheck source-path=SCRIPTDIR source=jobs.sh
. "$(dirname -- "$0")/jobs.sh"

id=00000000-0000-4000-8000-000000000001/1

new_job "$scratch/template" 00000000-0000-4000-8000-000000000001 << 'END'
import os
with open(os.environ["OUTCROP_EVENTS"], "a") as events:
    events.write('{"kind":"x"}\n')
END

set -- 'with blank' "with 'single' quotes" 'with "double" quotes' 'with
newline' "\$(touch pwned)" "\`touch pwned\`" '-leading dash' 'back\slash\n' 'star * [a] ?' \
    'Ünïcode 日本' "$(printf 'no\377utf8')" ';semi & amp | pipe > out'
for name; do
    base=$scratch/names/$name
    mkdir -p -- "$base"
    cp -R "$scratch/template/jobs" "$base/jobs"
    start "$base" $id > /dev/null &
done
wait
for name; do
    base=$scratch/names/$name
    check "a job ends well below $name" is "$(exit_code_of "$base" $id)" 0
    check "its events lie below $name" has "$(cat "$(attempt_of "$base" $id)/events.jsonl")" '{"kind":"x"}'
    check "status sees it below $name" is "$(status "$base" $id | field state)" EXITED
    check "follow sees it below $name" has "$(sh "$programs/follow.sh" "$base" $nonce $id 0 0)" "@$nonce end EXITED 0"
    check "its manifest lists the log below $name" has "$(cat "$(attempt_of "$base" $id)/manifest.jsonl")" process.log
done
check 'nothing in a name is run' is "$(find "$scratch" . -name pwned)" ''
finish
