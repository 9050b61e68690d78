#!/bin/sh
# However often and however simultaneously an attempt is started: it runs once. usage: ROUNDS=n starts.sh SHELL…
# shellcheck source-path=SCRIPTDIR source=jobs.sh
. "$(dirname -- "$0")/jobs.sh"
base=$scratch/base
rounds=${ROUNDS:-3}

new_job "$base" 00000000-0000-4000-8000-000000000001 << 'END'
with open("../ran", "a") as ran:
    ran.write("x\n")
END

# all_left ATTEMPT: no runner of it is still about to lose.
all_left() { ! grep -lsF "runner.sh" /proc/[0-9]*/cmdline | while read -r file; do grep -qsF "$1" "$file" && echo; done | grep -q .; }

round=0
while [ $round -lt "$rounds" ]; do
    round=$((round + 1))
    id=00000000-0000-4000-8000-000000000001/$round
    starters=
    while [ "$(printf %s "$starters" | wc -w)" -lt 25 ]; do
        start "$base" $id > /dev/null &
        starters="$starters $!"
    done
    # shellcheck disable=SC2086
    wait $starters
    check "round $round ends well" is "$(exit_code_of "$base" $id)" 0
    attempt=$(attempt_of "$base" $id)
    check "round $round is over" until_true 300 all_left "$attempt"
    check "round $round ran once" is "$(cat "$attempt/ran")" x
    check "round $round left no word" is "$(cat "$attempt/runner.log")" ''
    [ -z "${OUTCROP_SOAK_PROGRESS:-}" ] || printf '%s %s\n' $round "$rounds" > "$OUTCROP_SOAK_PROGRESS"
done

# Slurm starts the same job again: only one goes on, and only if its former self is gone.
id=00000000-0000-4000-8000-000000000001/$((rounds + 1))
attempt=$(attempt_of "$base" $id)
mkdir -p "$attempt/claim"
printf '%s\n' "$host_python" > "$attempt/pythons"
printf '%s\n' "$start_json" > "$attempt/start.json"
cat /proc/sys/kernel/random/boot_id > "$attempt/claim/boot"
uname -n > "$attempt/claim/host"
echo 77 > "$attempt/claim/slurm"
sleep 600 &
former=$!
echo $former > "$attempt/claim/pid"
awk '{ sub(/^.*\) /, ""); print $20 }' "/proc/$former/stat" > "$attempt/claim/start"
SLURM_JOB_ID=78 sh "$programs/runner.sh" "$attempt"
SLURM_JOB_ID=77 sh "$programs/runner.sh" "$attempt"
check 'neither another job nor a second self runs it' is_gone "$attempt/ran"
kill $former
wait $former 2> /dev/null
starters=
while [ "$(printf %s "$starters" | wc -w)" -lt 20 ]; do
    SLURM_JOB_ID=77 setsid sh "$programs/runner.sh" "$attempt" < /dev/null > /dev/null 2>&1 &
    starters="$starters $!"
done
# shellcheck disable=SC2086
wait $starters
check 'it goes on once when the former self is gone' is "$(exit_code_of "$base" $id)" 0
check 'of twenty, one ran it' is "$(cat "$attempt/ran")" x
SLURM_JOB_ID=77 SLURM_RESTART_COUNT=1 sh "$programs/runner.sh" "$attempt"
check 'after the end nobody runs it' is "$(cat "$attempt/ran")" x
[ $failures != 0 ] || printf 'promise 2: N=%s starts, %s attempts, each of them ran once\n' $((rounds * 25)) "$rounds"
finish
