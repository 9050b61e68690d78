#!/bin/sh
# Runs one attempt and writes down how it ended. usage: setsid sh runner.sh ATTEMPT </dev/null >>runner.log 2>&1
# Any number may be started for one attempt: one wins the claim, the others leave without a word. ATTEMPT is absolute
# and ends in /<uuid>/a/<n>.
outer_locale=${LC_ALL-}
programs=${0%/*}
# shellcheck source-path=SCRIPTDIR source=attempt.sh
. "$programs/attempt.sh"
grace=${OUTCROP_GRACE:-10} # seconds between TERM and KILL
most_log=${OUTCROP_LOG_CAP:-1073741824} # bytes of process.log, before its beginning is cut off
newline='
'
enter "$1" || exit 90

# Slurm may start the same job again, with or without a restart count: only if its former self is gone, and once.
may_go_on() {
    [ -n "${SLURM_JOB_ID:-}" ] && first_line claim/slurm && [ "$line" = "$SLURM_JOB_ID" ] || return 1
    attempt_state
    [ "$state" = VANISHED ] || [ "$state" = REBOOTED ] || [ "$state" = OTHER_NODE ] || return 1
    mkdir "claim/again.${SLURM_RESTART_COUNT:-0}" 2> /dev/null
}

# limit NAME: that number of start.json in `line`, or nothing. A quote inside a text of a person has a backslash there.
limit() { line=$(sed -n 's/.*"limits":{[^}]*"'"$1"'":\([0-9]\{1,12\}\)[,}].*/\1/p' start.json); }

# in_scope COMMAND…: becomes the command, in a group of this user's own with the limits that a group can have.
in_scope() {
    [ "$cpus_by" != systemd ] || set -- -p "CPUQuota=${cpus}00%" "$@"
    [ -z "$on_oom" ] || set -- -p "OOMPolicy=$on_oom" "$@"
    [ "$memory_by" != systemd ] || set -- -p "MemoryMax=${memory}K" -p MemorySwapMax=0 "$@"
    exec systemd-run --user --scope --quiet --collect "$@"
}

# held_in_scope FILE: whether such a group has a limit in FILE; systemd says nothing where it cannot set one. In `group`
# the folder of the group around it, which outlives the job and counts its deaths.
held_in_scope() {
    # shellcheck disable=SC2016
    group=$(in_scope sh -c 'group=${OUTCROP_MEMORY_GROUP:-/sys/fs/cgroup$(sed -n s/^0:://p /proc/self/cgroup)}
        read -r most _ < "$group/$0" && [ "$most" != max ] && printf %s "$group"' "$1" 2> /dev/null) || return 1
    [ -n "${OUTCROP_MEMORY_GROUP:-}" ] || group=${group%/*}
}

# Whether a group holds the memory. One whose process was killed for it is not ended by systemd, which would look like a
# wish to stop that a job may obey with success; a systemd that cannot be told so for a scope does not end it either.
held_for_memory() {
    on_oom='continue'
    held_in_scope memory.max && return 0
    on_oom=''
    held_in_scope memory.max
}

# What the job may use, in `seconds`, `memory` (KiB) and `cpus`, and how this host holds it to that, in `memory_by` and
# `cpus_by`: by a group of systemd's, for all its processes together; else by the limit of each process (ulimit -v) and
# the CPUs it may be put on.
read_limits() {
    limit seconds && seconds=$line
    limit memory_kib && memory=$line
    limit cpus && cpus=$line
    memory_by='' cpus_by='' memory_group='' on_oom=''
    [ -n "$seconds$memory$cpus" ] || return 0
    : "${XDG_RUNTIME_DIR:=/run/user/$(id -u)}"
    export XDG_RUNTIME_DIR
    if [ -n "$memory" ]; then
        memory_by=systemd
        if held_for_memory; then memory_group=$group; else memory_by='ulimit'; fi
    fi
    if [ -n "$cpus" ]; then
        cpus_by=systemd
        held_in_scope cpu.max || cpus_by=affinity
    fi
    limits=${seconds:+, $seconds s by the runner}${memory:+, $memory KiB by $memory_by}${cpus:+, $cpus CPUs by $cpus_by}
    put limits "${limits#, }"
    printf '{"v":1,"t":%s,"kind":"limits"%s%s%s}\n' "$(date +%s)" "${seconds:+,\"seconds\":$seconds,\"seconds_by\":\"runner\"}" \
        "${memory:+,\"memory_kib\":$memory,\"memory_by\":\"$memory_by\"}" "${cpus:+,\"cpus\":$cpus,\"cpus_by\":\"$cpus_by\"}" >> events.jsonl
}

# In `line`: seconds since this host was started, whatever is done to its clock.
uptime_seconds() {
    first_line /proc/uptime
    line=${line%%.*}
}

# Whether the job is still there when its time is over. Says so, once.
is_overdue() {
    [ -z "$overdue" ] || return 0
    [ -n "$seconds" ] && uptime_seconds && [ $((line - began)) -ge "$seconds" ] || return 1
    first_line claim/job && lives "${line% *}" "${line#* }" || return 1
    overdue=1
    put overdue 1
    if [ $((seconds % 3600)) = 0 ]; then
        shown="$((seconds / 3600)) h"
    elif [ $((seconds % 60)) = 0 ]; then
        shown="$((seconds / 60)) min"
    else
        shown="$seconds s"
    fi
    put reason "It was ended after $shown, its limit."
}

# An owner that cannot be written down (a full disk) is none: nothing has run yet, so the claim is given back.
own() {
    [ -z "${SLURM_JOB_ID:-}" ] || put claim/slurm "$SLURM_JOB_ID" || return 1
    start_ticks $$ && own_start=$line || own_start=none
    put claim/pid $$ && put claim/start "$own_start" && boot_id && put claim/boot "$line" &&
        put claim/host "$(uname -n)"
}

claim() {
    [ ! -e exit_code ] || exit 0
    mkdir claim 2> /dev/null || may_go_on || exit 0
    own || { rm -rf claim && exit 91; }
    read_mark "$PWD"
    # Room for the last words on a full disk: space to free, and an exit code that needs none.
    dd if=/dev/zero of=reserve bs=4096 count=16 2> /dev/null
    printf '%64s\n' '' > exit_code.reserve 2> /dev/null
    put started_at "$(date +%s)"
    : >> process.log
    : >> events.jsonl
}

# The heartbeat, and the client's wish to stop. It lives no longer than the runner itself, but as long: what a scheduler
# sends to the whole group is for the runner to understand.
pulse() {
    trap '' TERM INT
    beat=0 second=0 waited='' overdue=''
    uptime_seconds
    began=$line
    while :; do
        if [ $((second % 5)) = 0 ]; then
            lives $$ "$own_start" || return
            beat=$((beat + 1))
            { printf '%s %s\n' "$beat" "$(date +%s)" > heartbeat.tmp && mv -f heartbeat.tmp heartbeat; } 2> /dev/null
        fi
        second=$((second + 1))
        cap_log
        if [ ! -e ended_at ] && { [ -e cancel ] || is_overdue; }; then
            if [ -z "$waited" ]; then
                [ -n "$overdue" ] || put cancelled 1 || :
                signal_job TERM
            fi
            waited=$((${waited:-0} + 1))
            [ "$waited" -le "$grace" ] || signal_job KILL
        fi
        sleep 1
    done
}

# A log that grows beyond all bounds loses its beginning, about 1 MiB of its end stays. The job appends, so it goes on at
# the new end; what it writes in this very moment may be lost, or stand before the sentence, which has a line of its own.
cap_log() {
    size_of process.log && [ ${#line} -ge ${#most_log} ] && expr "$line" \> "$most_log" > /dev/null || return 0
    {
        printf '\n[Outcrop: this log grew beyond %s bytes; all but its end was cut off here.]\n' "$most_log"
        # shellcheck disable=SC2003
        dd if=process.log bs=65536 skip="$(expr "$line" / 65536 - 16)"
    } > process.log.end || return 0
    : > process.log
    cat process.log.end >> process.log # The sentence is within its first write, so that nothing comes between its parts.
    rm -f process.log.end
} 2> /dev/null

# What the job uses of this host, as `host` events: each a single write, so that it never breaks a line of the job.
vitals() {
    hertz=$(getconf CLK_TCK 2> /dev/null || echo 100)
    page=$(getconf PAGESIZE 2> /dev/null || echo 4096)
    before='' pause=1
    while lives $$ "$own_start"; do
        used=$(job_processes quick | awk '{ t += $3; p += $4 } END { print t + 0, p + 0 }')
        sample=$(awk -v hertz="$hertz" -v page="$page" -v before="$before" -v used="$used" -v t="$(date +%s)" '
            BEGIN {
                getline < "/proc/loadavg"; load1 = $1
                getline < "/proc/uptime"; up = $1
                split(before, b, " "); split(used, u, " ")
                cpu = u[1] > b[1] && up > b[2] ? 100 * (u[1] - b[1]) / hertz / (up - b[2]) : 0
                printf "%d %.2f\n", u[1], up
                printf "{\"v\":1,\"t\":%d,\"kind\":\"host\",\"cpu\":%.1f,\"rss\":%.0f,\"load\":%.2f}\n",
                    t, cpu, u[2] * page, load1
            }')
        [ -z "$before" ] || printf '%s\n' "${sample#*"$newline"}" >> events.jsonl
        before=${sample%%"$newline"*}
        sleep $pause
        pause=3
    done 2> /dev/null
}

start_job() {
    (
        trap - TERM INT HUP PIPE
        if [ -n "$outer_locale" ]; then LC_ALL=$outer_locale; else unset LC_ALL; fi
        OUTCROP_MARK=$mark OUTCROP_ATTEMPT=$PWD OUTCROP_EVENTS=$PWD/events.jsonl PYTHONUNBUFFERED=1
        export OUTCROP_MARK OUTCROP_ATTEMPT OUTCROP_EVENTS PYTHONUNBUFFERED
        [ "$memory_by" != ulimit ] || export OUTCROP_LIMIT_KIB="$memory"
        [ -z "$cpus" ] || export OUTCROP_LIMIT_CPUS="$cpus"
        set -- sh "$programs/job.sh"
        command -v setsid > /dev/null && set -- setsid "$@"
        case $memory_by$cpus_by in *systemd*) in_scope "$@" ;; esac
        exec "$@"
    ) < /dev/null >> process.log 2>&1 &
    job=$!
    start_ticks $job && put claim/job "$job $line"
}

# The job's exit code in `code`. A signal to the runner (a scheduler, a shutdown) is a wish to stop; it breaks `wait`
# off with 128 + n, and only a second wait tells how the job ended.
await_job() {
    wait "$job"
    code=$?
    while [ -n "$asked" ]; do
        asked=
        wait "$job"
        again=$?
        case $code:$again in
        143:127 | 130:127) ;;
        143:* | 130:*) code=$again ;;
        esac
    done
}

# How often the kernel has killed for lack of memory, in `oom_kills` (empty: not known): in the memory group of this
# process, with its limit, else on this host.
count_oom_kills() {
    group=/sys/fs/cgroup$(sed -n 's/^0:://p' /proc/self/cgroup 2> /dev/null)
    [ -z "${OUTCROP_MEMORY_GROUP:-}" ] || group=$OUTCROP_MEMORY_GROUP
    [ -z "$memory_group" ] || group=$memory_group
    oom_scope=group oom_limit=
    if [ -r "$group/memory.events" ]; then
        oom_kills=$(sed -n 's/^oom_kill //p' "$group/memory.events")
        oom_limit=$(awk '/^[0-9]+$/ { printf "%.0f MiB", $1 / 1048576 }' "$group/memory.max")
        [ -z "$memory_group" ] || oom_limit=$(echo "$memory" | awk '{ printf "%.0f MiB", $1 / 1024 }')
    else
        oom_scope=host
        oom_kills=$(sed -n 's/^oom_kill //p' /proc/vmstat)
    fi
} 2> /dev/null

# Why the job failed, if the kernel's counter tells that it killed for lack of memory meanwhile. The counter of the memory
# group is about this job and its neighbours there; that of the whole host about anything.
blame_memory() {
    before=$oom_kills
    if [ "$code" = 0 ] || [ -e cancel ] || [ -e reason ]; then return; fi
    if [ "$memory_by" = ulimit ] && tail -c 4096 process.log | grep -q MemoryError; then
        put reason "It ran out of memory: $(echo "$memory" | awk '{ printf "%.0f MiB", $1 / 1024 }') is its limit (ulimit -v)."
        return
    fi
    count_oom_kills
    if [ -z "$before" ] || [ "$oom_kills" = "$before" ]; then return; fi
    case $oom_scope:$code in
    group:137) put reason "It ran out of memory: the kernel of this host killed it${oom_limit:+ (limit $oom_limit)}." ;;
    group:*) put reason "The kernel of this host killed a process of its for lack of memory${oom_limit:+ (limit $oom_limit)}." ;;
    host:137) put reason 'It was killed, and this host had to kill for lack of memory while it ran.' ;;
    esac
}

# What the job has left running gets a moment to end by itself: Python's own helpers do.
sweep() {
    job_pids
    [ -n "$line" ] && nap && job_pids
    [ -n "$line" ] || return 0
    stray=$line
    end_job 3 || stray="$stray; still there: $line"
    put stray "$stray"
}

say_goodbye() {
    try=0
    until put exit_code "$code"; do
        # Overwriting what is already on the disk takes no room.
        printf '%s\n' "$code" 1<> exit_code.reserve && mv -f exit_code.reserve exit_code && break
        try=$((try + 1))
        [ $try -lt 60 ] || exit 92
        sleep 2
    done 2> /dev/null
    rm -f exit_code.reserve
}

# How long its working folder is wanted: whoever looks at this host afterwards gives it up (attempt.sh).
keep_work() {
    limit keep_seconds && [ -n "$line" ] || return 0
    base=${PWD%/jobs/*/a/*}
    id=${PWD#"$base"/jobs/}
    mkdir -p "$base/kept" && put "$base/kept/${id%%/*}.${id##*/}" $(($(date +%s) + line))
}

dismiss() { { kill -KILL "$1" && wait "$1"; } 2> /dev/null; }

asked=
trap '' HUP PIPE
claim
trap 'asked=1; : > cancel' TERM INT
read_limits
pulse &
pulse=$!
if [ -e cancel ]; then
    put cancelled 1
    put reason 'It was cancelled before it started.'
    code=143
else
    count_oom_kills
    start_job
    vitals &
    vitals=$!
    await_job
    [ "$code" != 0 ] || [ ! -e overdue ] || code=143 # It tidied up when it was told to end.
    blame_memory
    dismiss $vitals
    sweep
fi
rm -f reserve
put ended_at "$(date +%s)"
list_results
keep_work
dismiss $pulse
say_goodbye
