#!/bin/sh
# Hands over what process.log and events.jsonl hold behind two offsets and what is appended, until the attempt has ended.
# usage: sh follow.sh BASE NONCE UUID/N LOG_OFFSET EVENTS_OFFSET        Frames: PROTOCOL.md 8.
# Offsets stay text and go through expr: the numbers of some shells have 32 bits.
# shellcheck source-path=SCRIPTDIR source=attempt.sh
. "${0%/*}/attempt.sh"
base=$1 nonce=$2 id=$3
log_at=$4 events_at=$5

# start_at OFFSET SIZE FD: moves FD there, for every program that shares it; in `line` where that is.
start_at() {
    line=$1
    if expr "$1" \> "$2" > /dev/null; then line=0; fi # shorter than it was: from the beginning
    dd bs=1 skip="$line" count=0 <&"$3" 2> /dev/null
}

# send LETTER FD OFFSET SIZE: what lies between, in parts of at most 1 MB. In `line` how far that went; in `cut` 1 if the file was
# cut off meanwhile: FD stands elsewhere than `line` then.
send() {
    line=$3
    until [ "$line" = "$4" ]; do
        # shellcheck disable=SC2003
        count=$(expr "$4" - "$line")
        case $count in
        -*) return ;;
        ???????*) count=999999 ;;
        esac
        printf '@%s %s %s %s\n' "$nonce" "$1" "$line" "$count" || exit
        dd bs="$count" count=1 <&"$2" 2> /dev/null || exit
        # shellcheck disable=SC2003
        line=$(expr "$line" + "$count")
        fresh=1
        if ! is_at "$line" "$2"; then
            pad "$line"
            cut=1
            return
        fi
    done
}

# is_at OFFSET FD: FD stands there, else in `at`.
is_at() {
    at=
    { read -r _ at < "/proc/$$/fdinfo/$2"; } 2> /dev/null
    [ "${at:-$1}" = "$1" ]
}

# pad OFFSET: from `at` to there, what was cut off while it was read is made up for, since its length was told already.
pad() {
    # shellcheck disable=SC2003
    dd if=/dev/zero bs="$(expr "$1" - "$at")" count=1 2> /dev/null || exit
}

# was_cut OFFSET SIZE
was_cut() { [ "$1" != "$2" ] && expr "$1" \> "$2" > /dev/null; }

send_all() {
    if [ -z "$log_open" ] && [ -f process.log ]; then
        exec 3< process.log
        size_of process.log
        start_at "$log_at" "$line" 3
        log_at=$line log_open=1
    fi
    if [ -z "$events_open" ] && [ -f events.jsonl ]; then
        exec 4< events.jsonl
        size_of events.jsonl
        start_at "$events_at" "$line" 4
        events_at=$line events_open=1
    fi
    again=$log_open
    while [ -n "$again" ]; do
        size_of process.log
        if [ -n "$cut" ] || was_cut "$log_at" "$line"; then
            exec 3< process.log
            log_at=0
        fi
        cut=''
        send L 3 "$log_at" "$line"
        log_at=$line again=$cut
    done
    if [ -n "$events_open" ]; then
        size_of events.jsonl && send E 4 "$events_at" "$line"
        events_at=$line
        # Nothing here cuts it, but a job may: it is told anew from the next look on, and the log is not.
        [ -z "$cut" ] || events_open='' events_at=0 cut=''
    fi
}

finish() {
    printf '@%s end %s %s\n' "$nonce" "$state" "$exit_code"
    exit 0
}

log_open='' events_open='' cut='' state=NO_DIR exit_code=''
enter "$base/jobs/${id%/*}/a/${id#*/}" || finish
turn=0
while :; do
    # The look comes first: what is written before exit_code is sent after it was seen.
    state=''
    if [ $((turn % 25)) = 0 ]; then attempt_state; else has_ended; fi
    fresh=''
    send_all
    case $state in EXITED | VANISHED | REBOOTED) finish ;; esac
    turn=$((turn + 1))
    if [ -z "$fresh" ] && [ $((turn % 10)) = 0 ]; then printf '@%s .\n' "$nonce" || exit; fi
    nap
done
