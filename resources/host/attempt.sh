# shellcheck shell=sh
# What the programs on a host know of an attempt; the others read it with `.`. Functions that answer with text set
# `line`, so that a look at a hundred attempts does not cost a hundred processes. Linux: processes come from /proc.

umask 077
trace='' # Of job_processes: what to look for instead of the mark.
LC_ALL=C
export LC_ALL

# put NAME TEXT: the file appears whole or not at all.
put() {
    printf '%s\n' "$2" > "$1.tmp.$$" && { sync "$1.tmp.$$" || :; } && mv -f "$1.tmp.$$" "$1" && return
    rm -f "$1.tmp.$$"
    return 1
} 2> /dev/null

first_line() {
    line=
    { IFS= read -r line < "$1"; } 2> /dev/null || [ -n "$line" ]
}

# Not every sleep knows fractions.
nap() { sleep 0.2 2> /dev/null || sleep 1; }

boot_id() { first_line /proc/sys/kernel/random/boot_id || line=none; }

# The fields of /proc/PID/stat from the third on. The second is a name in brackets that may hold anything.
process_fields() {
    line=$(cat "/proc/$1/stat" 2> /dev/null) || return 1
    line=${line##*) }
    [ -n "$line" ]
}

# start_ticks PID: when it was started. With the boot id this tells a process from a later one of the same number.
start_ticks() {
    process_fields "$1" || return 1
    # shellcheck disable=SC2086
    set -- $line
    line=${20}
}

# lives PID TICKS: that very process is there. A zombie has ended, however late its parent looks.
lives() {
    case $1 in '' | *[!0-9]*) return 1 ;; esac
    process_fields "$1" || return 1
    # shellcheck disable=SC2086
    set -- "$2" $line
    [ "$2" != Z ] && [ "$2" != X ] && [ "${21}" = "$1" ]
}

# enter ATTEMPT: works in this attempt's folder from now on.
enter() {
    CDPATH='' cd -- "$1" 2> /dev/null || return 1
    read_mark "$1"
}

# What the job's processes carry in OUTCROP_MARK, in `mark`: the attempt and its runner. A copy of the folder below
# another BASE is another job.
read_mark() {
    mark=${1%/a/*}
    mark=${mark##*/}.${1##*/}
    first_line claim/pid
    mark=$mark.$line
    first_line claim/start
    mark=$mark.$line.
}

# marked TEXT: the files /proc/PID/environ that hold it. Without -z some greps end at the first NUL byte of a file.
marked() {
    if printf 'a\0b' | grep -zqF b 2> /dev/null; then
        grep -zlsF "$1" /proc/[0-9]*/environ
        return
    fi
    for file in /proc/[0-9]*/environ; do
        { tr '\0' '\n' < "$file" | grep -qF "$1" && echo "$file"; } 2> /dev/null
    done
}

# A line "pid start ticks pages" for each process of this attempt: those of the job's session, those that carry its mark
# (a child that called setsid does) and all their descendants. `ticks` is processor time, `pages` resident memory. With
# `quick` the mark is not looked for.
# shellcheck disable=SC2120
job_processes() {
    first_line claim/job
    {
        [ "${1:-}" = quick ] || marked "${trace:-OUTCROP_MARK=$mark}" | sed 's|[^0-9]*\([0-9]*\).*|mark \1|'
        cat /proc/[0-9]*/stat 2> /dev/null
    } | awk -v job="$line" '
        BEGIN { split(job, leader, " ") }
        $1 == "mark" { ours[$2] = 1; next }
        { if (held != "") { $0 = held " " $0; held = "" } }     # a name may hold a newline
        $1 ~ /^[0-9]+$/ && !/\) [A-Za-z] / { held = $0; next }
        $1 !~ /^[0-9]+$/ { next }
        {
            pid = $1
            sub(/^.*\) /, "")
            if ($1 == "Z" || $1 == "X")
                next
            parent[pid] = $2; start[pid] = $20; ticks[pid] = $12 + $13 + $14 + $15; pages[pid] = $22
            if (leader[1] != "" && $4 == leader[1])
                session[pid] = 1
        }
        END {
            # If the leader is gone and its number was given away, the session is not ours either.
            if (!(leader[1] in start) || start[leader[1]] == leader[2])
                for (pid in session) ours[pid] = 1
            do {
                more = 0
                for (pid in parent)
                    if (!(pid in ours) && (parent[pid] in ours)) { ours[pid] = 1; more = 1 }
            } while (more)
            for (pid in ours)
                if (pid in start) print pid, start[pid], ticks[pid], pages[pid]
        }'
}

# In `line`: the process numbers of the job, separated by blanks.
job_pids() {
    # shellcheck disable=SC2119
    line=$(job_processes | while read -r pid _; do printf '%s ' "$pid"; done)
    line=${line% }
}

# seek_strays BASE UUID/N: in `line` the job's processes, where the folder of this attempt is gone and so are its claim
# and its mark. They still carry its path, which also tells them from those of a copy below another BASE.
seek_strays() {
    line='' trace=''
    CDPATH='' cd -- "$1" 2> /dev/null || return 0
    trace=OUTCROP_EVENTS=$PWD/jobs/${2%/*}/a/${2#*/}/events.jsonl
    job_pids
}

# signal_job NAME
signal_job() {
    job_pids
    # shellcheck disable=SC2086
    [ -z "$line" ] || kill "-$1" $line 2> /dev/null
}

# end_job SECONDS: TERM, and KILL after that long, until nothing is left or not even KILL helps. Leaves the rest in `line`.
end_job() {
    signal_job TERM
    patience=$(($(date +%s) + $1))
    while job_pids && [ -n "$line" ]; do
        now=$(date +%s)
        # shellcheck disable=SC2086
        [ "$now" -lt "$patience" ] || kill -KILL $line 2> /dev/null
        [ "$now" -lt $((patience + 5)) ] || return 1
        nap
    done
}

has_ended() { [ -f exit_code ] && first_line exit_code && exit_code=$line && state=EXITED; }

# The state of this attempt in `state`, with `exit_code` or `survivors`. The exit code is looked at before and after
# the look at the runner: it may end in between, and would seem to have vanished.
attempt_state() {
    state='' exit_code='' survivors=''
    has_ended && return
    find_runner
    has_ended && return
    [ "$state" = VANISHED ] || return 0
    job_pids
    [ -z "$line" ] || state=ORPHANED survivors=$line
}

find_runner() {
    if [ ! -d claim ]; then state=UNCLAIMED && return; fi
    first_line claim/host || { state=CLAIMING && return; }
    [ "$line" = "$(uname -n)" ] || { state=OTHER_NODE && return; }
    boot_id
    boot=$line
    first_line claim/boot
    [ "$line" = "$boot" ] || { state=REBOOTED && return; }
    first_line claim/pid
    pid=$line
    first_line claim/start
    if lives "$pid" "$line"; then state=ALIVE; else state=VANISHED; fi
}

# print_attempt UUID/N BASE: the block of PROTOCOL.md 7, marked with `nonce` of the caller. A file may hold anything: only its first line is shown.
print_attempt() {
    # shellcheck disable=SC2154
    printf '@%s attempt %s\n' "$nonce" "$1"
    trace=''
    if ! enter "$2/jobs/${1%/*}/a/${1#*/}"; then
        printf 'state=NO_DIR\n'
        seek_strays "$2" "$1"
        [ -z "$line" ] || printf 'survivors=%s\n' "$line"
        return
    fi
    attempt_state
    printf 'state=%s\n' "$state"
    [ -z "$exit_code" ] || printf 'exit_code=%s\n' "$exit_code"
    [ -z "$survivors" ] || printf 'survivors=%s\n' "$survivors"
    for name in heartbeat started_at ended_at cancelled reason claim/pid claim/start claim/boot claim/host; do
        ! first_line $name || printf '%s=%s\n' "${name#claim/}" "$line"
    done
    ! first_line limits || printf 'limits=%s\n' "$line"
    size_of process.log && printf 'log_size=%s\n' "$line"
    size_of events.jsonl && printf 'events_size=%s\n' "$line"
}

# Whether anybody is in the working folder of this attempt, whose id is UUID.N: stands in it, or came by login.sh.
is_used() {
    # shellcheck disable=SC2010
    ls -l /proc/[0-9]*/cwd 2> /dev/null | grep -qF -- "-> $(pwd -P)/work" || [ -n "$(marked "OUTCROP_LOGIN=$1.")" ]
}

# give_up_work BASE UUID.N: the working folder goes, if the attempt is over in every respect. What was listed of it stays.
give_up_work() {
    enter "$1/jobs/${2%.*}/a/${2##*.}" || { rm -f "$1/kept/$2" && return; }
    attempt_state
    [ "$state" = EXITED ] && [ -e manifest.jsonl ] && ! is_used "$2" || return 0
    leaving=$1/removed/$2.$$
    mkdir -p "$1/removed"
    [ ! -d work ] || mv work "$leaving" || return 0
    rm -f "$1/kept/$2"
    # However much it is: nobody waits for it.
    { rm -rf "$leaving" || { chmod -R u+rwX "$leaving" && rm -rf "$leaving"; }; } < /dev/null > /dev/null 2>&1 &
}

# give_up_kept BASE: the working folders whose time is over.
give_up_kept() {
    for file in "$1"/kept/*; do
        case ${file##*/} in '*' | *.tmp.*) continue ;; esac
        first_line "$file"
        case $line in '' | *[!0-9]* | ???????????*) continue ;; esac
        [ "$line" -gt "$(date +%s)" ] || (give_up_work "$1" "${file##*/}")
    done
}

# print_host BASE
print_host() {
    boot_id
    printf '@%s host\nnow=%s\nboot=%s\nnode=%s\n' "$nonce" "$(date +%s)" "$line" "$(uname -n)"
    printf 'free_kib=%s\n' "$(free_kib "$1")"
}

free_kib() { df -Pk "$1" 2> /dev/null | sed -n '2s/.* \([0-9][0-9]*\)  *[0-9][0-9]*% .*/\1/p'; }

# is_refused PLACE: Slurm starts the jobs of this host, where a plain process would take what others share. Inside of an
# allocation plain processes are where they belong, and so they are where PLACE is not `shared`, on one's own computer.
is_refused() { [ "$1" = shared ] && [ -z "${SLURM_JOB_ID:-}" ] && command -v sbatch > /dev/null; }

# In `line`: the digest that job.json in this folder names. A quote inside a JSON text has a backslash, so no text of a
# person can look like this key.
package_sha256() {
    line=$(sed -n 's/.*"package_sha256":"\([0-9a-f]*\)".*/\1/p' job.json 2> /dev/null)
    [ ${#line} = 64 ]
}

# size_of FILE in `line`. `ls` knows without reading, unlike some `wc`; it stays text, since the numbers of some
# shells have 32 bits.
size_of() {
    # shellcheck disable=SC2046
    set -- $(ls -lnd "$1" 2> /dev/null)
    line=${5:-}
    [ -n "$line" ]
}

# sha256_of FILE in `line`: the digest, by whichever program this host has.
sha256_of() {
    line=$({ sha256sum < "$1" || shasum -a 256 < "$1" || openssl dgst -sha256 -r < "$1"; } 2> /dev/null) ||
        line=$(python3 -c 'import hashlib,sys
h = hashlib.sha256()
for b in iter(lambda: sys.stdin.buffer.read(1 << 20), b""): h.update(b)
print(h.hexdigest())' 2> /dev/null < "$1")
    line=${line%% *}
    [ ${#line} = 64 ]
}

# holds FILE: it is the package that job.json in this folder names.
holds() {
    [ -f "$1" ] && package_sha256 || return 1
    announced=$line
    sha256_of "$1" && [ "$line" = "$announced" ]
}

# In a job's folder: package.zip is there and is the right one; an upload that is whole becomes it. 21: neither is right, both
# stay as they are; 22: the folder cannot be written.
take_package() {
    holds package.zip && return
    refusal=21
    if holds package.zip.part; then
        { sync package.zip.part || :; } 2> /dev/null
        # Looked at again: an upload that should be over may have written another part in between.
        mv -f package.zip.part package.zip 2> /dev/null || refusal=22
    fi
    holds package.zip || return $refusal # Another call may have been quicker.
}

# The manifest of an attempt that has ended; `programs` is where collect.py is. Without a Python there was no job, and the log is all there is.
list_results() {
    # shellcheck disable=SC2154
    first_line claim/python && "$line" -I -X utf8 "$programs/collect.py" "$PWD" && return
    for name in events.jsonl process.log; do
        sha256_of $name && printf '{"path":"%s","sha256":"%s","size":%s}\n' $name "$line" "$(wc -c < $name | tr -d ' ')"
    done > manifest.tmp
    sha256_of manifest.tmp && put manifest.sha256 "$line" && mv -f manifest.tmp manifest.jsonl
}
