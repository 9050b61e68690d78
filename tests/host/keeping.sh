#!/bin/sh
# How long the working folder of a job stays, and who gets into it. usage: keeping.sh SHELL…
# shellcheck source-path=SCRIPTDIR source=jobs.sh
. "$(dirname -- "$0")/jobs.sh"
base=$scratch/base
mkdir -p "$base/runner"
ln -s "$programs" "$base/runner/version"
number=0

# ended LIMITS: a job that has ended, with these limits of start.json; its id is in `id`, its folder in `attempt`.
ended() {
    number=$((number + 1))
    # Of this test alone: another shell may be tested just now.
    id=00000000-0000-4000-8000-$(printf %010d $$)$((10 + number))/1
    printf 'import os\nos.mkdir("training_result")\nopen("training_result/a", "w").write("b")\n' | new_job "$base" "${id%/*}"
    start_json='{"entry_point":"train.py","environment":{},"limits":{"bytes":1000000,'$1'"entries":9},"modules":[]}'
    start "$base" "$id" > /dev/null
    attempt=$(attempt_of "$base" "$id")
    exit_code_of "$base" "$id" > /dev/null
}
kept() { ls "$base/kept" 2> /dev/null; }
look() { status "$base" "$id" > "$scratch/looked"; }
over() { echo 1 > "$base/kept/${id%/*}.1"; }
login() { printf '%s\n' "$1" | LC_ALL=POSIX SHELL=$(command -v sh) sh "$base/runner/version/login.sh" "$id" 2> "$scratch/said"; }

ended ''
look
check 'without a wish nothing is given up' is "$(kept)$(ls "$attempt/work")" train.py
ended '"keep_seconds":1800,'
look
check 'it stays as long as it is wanted' is "$(kept):$(ls "$attempt/work")" "${id%/*}.1:train.py"
check 'from its end on' [ "$(($(cat "$base/kept/${id%/*}.1") - $(cat "$attempt/ended_at")))" -le 1810 ]
# shellcheck disable=SC2016
check 'who logs in stands in it' is "$(login 'echo "$PWD $LC_ALL"')" "$(cd "$attempt/work" && pwd -P) POSIX"
check 'and hears how long' has "$(cat "$scratch/said")" ' min more, and as long as you are here.'
check 'with the Python of the job' has "$(cat "$scratch/said")" " with $host_python."

over
mkfifo "$scratch/typed"
(
    cd "$scratch" || exit
    SHELL=$(command -v sh) exec sh "$base/runner/version/login.sh" "$id" < "$scratch/typed" > "$scratch/heard" 2> /dev/null
) &
exec 3> "$scratch/typed"
# shellcheck disable=SC2016
printf 'cd /\necho in\n' >&3
check 'somebody is in' until_true 60 grep -q in "$scratch/heard"
look
check 'it stays while somebody came to it' test -d "$attempt/work"
exec 3>&-
wait
(cd "$attempt/work" && exec sleep 600) &
standing=$!
stands() { [ "$(readlink "/proc/$standing/cwd")" = "$(cd "$attempt/work" && pwd -P)" ]; }
check 'somebody stands in it' until_true 60 stands
look
check 'and while somebody stands in it' test -d "$attempt/work"
kill $standing
wait 2> /dev/null
look
check 'then it goes' is_gone "$attempt/work"
nothing_is_left() { [ -z "$(ls "$base/removed")" ]; }
check 'all of it' until_true 60 nothing_is_left
check 'its results stay' is "$(cat "$attempt/training_result/a")" b
check 'it has ended as before' is "$(field state < "$scratch/looked")" EXITED
check 'it is not kept any more' is "$(kept)" ''
login 'echo in' > "$scratch/heard"
check 'nobody gets into what is gone' is "$?$(cat "$scratch/heard")" 20
check 'and it is said' has "$(cat "$scratch/said")" 'not on this host'

ended '"keep_seconds":"1; touch '"$scratch"'/owned",'
check 'what is no number is no wish' is "$(kept)$(ls "$scratch/owned" 2> /dev/null)" ''
ended '"keep_seconds":60,'
# shellcheck disable=SC2016
echo '1$(touch owned)' > "$base/kept/${id%/*}.1"
look
check 'what is no time is let alone' test -d "$attempt/work"
over
rm "$attempt/manifest.jsonl"
look
check 'what was not listed is not given up' test -d "$attempt/work"
sh "$programs/remove.sh" "$base" $nonce "${id%/*}"
check 'a job that is deleted is not kept' is "$(kept)" ''
over
look
check 'nor one that is gone' is "$(kept)" ''
finish
