#!/bin/sh
# What holds a job to its limits, and what is said when it meets one. usage: limits.sh SHELL…
# shellcheck source-path=SCRIPTDIR source=jobs.sh
. "$(dirname -- "$0")/jobs.sh"
base=$scratch/base
number=0

# limited LIMITS PYTHON-CODE: runs it with these limits of start.json; the attempt is then in `attempt`.
limited() {
    number=$((number + 1))
    uuid=00000000-0000-4000-8000-0000000000$((10 + number))
    printf '%s\n' "$2" | new_job "$base" $uuid
    start_json='{"entry_point":"train.py","environment":{"HOSTILE":"\"limits\":{\"seconds\":1}"},"limits":{"bytes":1000000,'$1'"entries":9},"modules":[]}'
    start "$base" $uuid/1 > /dev/null
    attempt=$(attempt_of "$base" $uuid/1)
    code=$(exit_code_of "$base" $uuid/1)
}
reason() { cat "$attempt/reason" 2> /dev/null; }
event() { sed -n '/"kind":"limits"/s/"t":[0-9]*,//p' "$attempt/events.jsonl"; }

limited '' 'print("free")'
check 'without limits nothing is said' is "$code$(event)$(ls "$attempt/limits" 2> /dev/null)" 0
limited '"seconds":7200,' 'print("quick")'
check 'a job within its time ends by itself' is "$code:$(reason)" 0:
check 'its limit is an event' is "$(event)" '{"v":1,"kind":"limits","seconds":7200,"seconds_by":"runner"}'
check 'and in its status' has "$(status "$base" $uuid/1)" 'limits=7200 s by the runner'

half='import os, time
os.mkdir("training_result")
open("training_result/half.txt", "w").write("half")
'
limited '"seconds":2,' "$half
time.sleep(600)"
check 'a job is ended when its time is over' is "$code:$(reason)" '143:It was ended after 2 s, its limit.'
check 'what it made by then is kept' has "$(cat "$attempt/manifest.jsonl")" training_result/half.txt
check 'nobody asked for its end' is_gone "$attempt/cancelled"
limited '"seconds":1,' "$half
import signal, subprocess, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
deaf = subprocess.Popen(['/bin/sh', '-c', 'trap \"\" TERM; sleep 600; sleep 600'], start_new_session=True)
open('training_result/deaf', 'w').write(str(deaf.pid))
time.sleep(600)"
check 'one that tidies up has not succeeded' is "$code:$(reason)" '143:It was ended after 1 s, its limit.'
check 'its deaf child is gone, too' gone "$(cat "$attempt/training_result/deaf")"

limited '"memory_kib":1048576,' 'import resource
assert resource.getrlimit(resource.RLIMIT_AS)[1] == 1 << 30
bytearray(2 << 30)'
check 'too much memory ends it' is "$code" 1
check 'its limit is the reason' is "$(reason)" 'It ran out of memory: 1024 MiB is its limit (ulimit -v).'
check 'the host says how it holds it' has "$(event)" '"memory_kib":1048576,"memory_by":"ulimit"'

limited '"cpus":1,' 'import os
assert len(os.sched_getaffinity(0)) == 1 and os.environ["OMP_NUM_THREADS"] == "1"
assert "OUTCROP_LIMIT_CPUS" not in os.environ'
check 'a job has no more CPUs than it may' is "$code" 0
check 'the host says that they are fixed' has "$(event)" '"cpus":1,"cpus_by":"affinity"'

# A host with groups: systemd-run as it would be called, and the files of the group it would make.
OUTCROP_MEMORY_GROUP=$scratch/group
export OUTCROP_MEMORY_GROUP
mkdir "$OUTCROP_MEMORY_GROUP"
echo 536870912 > "$OUTCROP_MEMORY_GROUP/memory.max"
echo 200000 100000 > "$OUTCROP_MEMORY_GROUP/cpu.max"
echo oom_kill 0 > "$OUTCROP_MEMORY_GROUP/memory.events"
cat > "$scratch/bin/systemd-run" << END
#!/bin/sh
echo "\$*" >> "$scratch/asked"
while :; do case \$1 in -p) shift 2 ;; -*) shift ;; *) break ;; esac; done
exec "\$@"
END
chmod 755 "$scratch/bin/systemd-run"
limited '"cpus":2,"memory_kib":524288,' 'import os, resource
assert resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY
open(os.environ["OUTCROP_MEMORY_GROUP"] + "/memory.events", "w").write("oom_kill 1\n")
os.kill(os.getpid(), 9)'
check 'systemd is asked where it is there' has "$(tail -n 1 "$scratch/asked")" \
    '--user --scope --quiet --collect -p MemoryMax=524288K -p MemorySwapMax=0 -p OOMPolicy=continue -p CPUQuota=200% '
check 'it is said' has "$(event)" '"memory_by":"systemd","cpus":2,"cpus_by":"systemd"'
check 'and in its file' is "$(cat "$attempt/limits")" '524288 KiB by systemd, 2 CPUs by systemd'
check 'the group that kills is named' is "$code:$(reason)" \
    '137:It ran out of memory: the kernel of this host killed it (limit 512 MiB).'
sed -i '2i case "$*" in *OOMPolicy*) exit 1 ;; esac' "$scratch/bin/systemd-run"
limited '"memory_kib":524288,' 'print("runs")'
check 'an older systemd is asked for what it knows' has "$(event)$(tail -n 1 "$scratch/asked")" \
    '"memory_by":"systemd"}--user --scope --quiet --collect -p MemoryMax=524288K -p MemorySwapMax=0 setsid'
echo max > "$OUTCROP_MEMORY_GROUP/memory.max"
limited '"memory_kib":4194304,' 'print("runs")'
check 'a group that holds nothing is not believed' has "$(event)" '"memory_by":"ulimit"'

limited '"seconds":"1; touch '"$scratch"'/owned","memory_kib":-5,"cpus":99999999999999,' 'print("runs")'
check 'what is no number is no limit' is "$code$(event)$(ls "$scratch/owned" 2> /dev/null)" 0
finish
