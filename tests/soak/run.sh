#!/bin/sh
# The long share of the promises: what the tests do once or a few times, many times. usage: tests/soak/run.sh BUILD_DIR
# OUTCROP_SOAK is the factor (5). Tells while a part runs how far it is: in place on a terminal, else a line a minute;
# then its promises, each with N, and a line with the result. The last line says whether all of them held.
set -u
build=$(CDPATH='' cd -- "$1" && pwd) || exit 2
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
OUTCROP_SOAK=${OUTCROP_SOAK:-5}
QT_QPA_PLATFORM=offscreen
LC_ALL=C.UTF-8
QTEST_FUNCTION_TIMEOUT=3600000 # Qt Test's own limit of a test function: an hour.
export OUTCROP_SOAK QT_QPA_PLATFORM LC_ALL QTEST_FUNCTION_TIMEOUT

home=$(mktemp -d) || exit 2
part=
trap 'rm -rf "$home"' EXIT
trap '[ -z "$part" ] || kill "$part"; exit 130' INT TERM
HOME=$home
OUTCROP_SOAK_PROGRESS=$home/progress # "<done> <total, or 0>", by the part
export HOME OUTCROP_SOAK_PROGRESS
failed=

# how_far NAME SECONDS. A file that is being written just now leaves what it said before.
how_far() {
    { read -r now whole < "$OUTCROP_SOAK_PROGRESS"; } 2> /dev/null && ended=$now all=$whole
    case $all in
    0) printf '%s: %s done, %s s' "$1" "$ended" "$2" ;;
    *) printf '%s: %s of %s (%s %%), %s s' "$1" "$ended" "$all" $((100 * ended / all)) "$2" ;;
    esac
}

# accompany NAME: until the part has ended.
accompany() {
    minutes=0 ended=0 all=0
    while kill -0 "$part" 2> /dev/null; do
        sleep 1
        seconds=$(($(date +%s) - began))
        if [ -t 2 ]; then
            printf '\r\033[K' >&2
            how_far "$1" $seconds >&2
        elif [ $((seconds / 60)) -gt $minutes ]; then
            minutes=$((seconds / 60))
            how_far "$1" $seconds >&2
            printf '\n' >&2
        fi
    done
    [ ! -t 2 ] || printf '\r\033[K' >&2
}

# soak NAME COMMAND…: the promises it tells of, and the end of what it said if it failed.
soak() {
    name=$1
    shift
    : > "$OUTCROP_SOAK_PROGRESS"
    began=$(date +%s)
    "$@" > "$home/output" 2>&1 &
    part=$!
    accompany "$name"
    wait $part
    code=$?
    part=
    sed -n 's/^.*\(promise [0-9]*: .*\)$/  \1/p' "$home/output"
    count=$(sed -n 's/^.*promise [0-9]*: \(N=[0-9]*\).*$/\1/p' "$home/output" | paste -sd+ -)
    result=held
    if [ $code != 0 ] || [ -z "$count" ]; then
        result="FAILED (exit code $code)"
        failed="${failed:+$failed, }$name"
        tail -n 40 "$home/output"
    fi
    printf '%s: %s, %s, %s s\n' "$name" "${count:-N=0}" "$result" $(($(date +%s) - began))
}

started=$(date +%s)
for test in store_faults store_kills job_kills job_service stream_cuts round_trips job_day result_faults ssh_trust quiet_opening \
    cancel_times reconnects; do
    soak "$test" "$build/bin/tst_$test"
done
ROUNDS=$((6 * OUTCROP_SOAK))
export ROUNDS
for shell in dash 'bash --posix' 'busybox sh' mksh; do
    # shellcheck disable=SC2086
    soak "starts under $shell" sh "$here/../host/starts.sh" $shell
done
if [ -n "$failed" ]; then
    printf 'FAILED: %s\n' "$failed"
    exit 1
fi
printf 'all promises held, in %s s\n' $(($(date +%s) - started))
