#!/bin/sh
# How a job can end, and what is written down then. usage: endings.sh SHELL…
# shellcheck source-path=SCRIPTDIR source=jobs.sh
. "$(dirname -- "$0")/jobs.sh"
base=$scratch/base
number=0

# ending SENTENCE CODE < train.py
ending() {
    number=$((number + 1))
    uuid=00000000-0000-4000-8000-0000000000$((10 + number))
    new_job "$base" $uuid
    start "$base" $uuid/1 > /dev/null
    check "$1" is "$(exit_code_of "$base" $uuid/1)" "$2"
}

ending 'exit 0 is 0' 0 << 'END'
import os
os.mkdir("training_result")
print("hello", flush=True)
open("training_result/a%b.txt", "w").write("x")
END
attempt=$(attempt_of "$base" $uuid/1)
check 'the log holds what the job said' is "$(cat "$attempt/process.log")" hello
check 'results are moved beside work' test -f "$attempt/training_result/a%b.txt"
check 'the manifest names them' has "$(cat "$attempt/manifest.jsonl")" '"path":"training_result/a%25b.txt","size":1,'
check 'the manifest is hashed' is "$(cat "$attempt/manifest.sha256")" \
    "$(sha256sum < "$attempt/manifest.jsonl" | sed 's/ .*//')"
check 'the times are written' test "$(cat "$attempt/started_at")" -le "$(cat "$attempt/ended_at")"
check 'the reserve is given back' is_gone "$attempt/reserve"
check 'status says so' has "$(status "$base" $uuid/1)" 'state=EXITED
exit_code=0'
start "$base" $uuid/1 > /dev/null
check 'a second start runs nothing' is "$(cat "$attempt/process.log")" hello

ending 'exit 7 is 7' 7 << 'END'
raise SystemExit(7)
END
ending 'SIGKILL is 137' 137 << 'END'
import os
os.kill(os.getpid(), 9)
END
ending 'SIGTERM is 143' 143 << 'END'
import os
os.kill(os.getpid(), 15)
END
ending 'abort is 134' 134 << 'END'
import os
os.abort()
END
ending 'an exception is 1' 1 << 'END'
raise ValueError("no")
END
check 'its trace is in the log' has "$(cat "$(attempt_of "$base" $uuid/1)/process.log")" 'ValueError: no'
ending 'a missing command is the 127 of the job, without a reason' 127 << 'END'
import subprocess, sys
sys.exit(subprocess.call("no-such-command-here", shell=True))
END
check 'no reason is made up' is_gone "$(attempt_of "$base" $uuid/1)/reason"

# It ends when it has seen an event about itself.
ending 'what a job uses of its host is told while it runs' 0 << 'END'
import json, os, sys, time
ballast = bytearray(b"x") * (64 << 20)
began = time.time()
end = time.time() + 600
while time.time() < end:
    for line in open(os.environ["OUTCROP_EVENTS"]):
        event = json.loads(line)
        if event["kind"] == "host" and event["cpu"] > 1 and event["rss"] > 64 << 20 and event["load"] >= 0:
            sys.exit(0 if began - 1 <= event["t"] <= time.time() + 1 else 2)
sys.exit(1)
END

# The kernel's counter of the memory group, as it would be after it has killed the job.
OUTCROP_MEMORY_GROUP=$scratch/group
export OUTCROP_MEMORY_GROUP
mkdir "$OUTCROP_MEMORY_GROUP"
printf 'low 0\noom 0\noom_kill 2\n' > "$OUTCROP_MEMORY_GROUP/memory.events"
echo 536870912 > "$OUTCROP_MEMORY_GROUP/memory.max"
ending 'SIGKILL without a cause is told without one' 137 << 'END'
import os
os.kill(os.getpid(), 9)
END
check 'no lack of memory is made up' is_gone "$(attempt_of "$base" $uuid/1)/reason"
ending 'a lack of memory is 137, too' 137 << 'END'
import os
open(os.environ["OUTCROP_MEMORY_GROUP"] + "/memory.events", "w").write("oom 1\noom_kill 3\n")
os.kill(os.getpid(), 9)
END
check 'the lack of memory is the reason' is "$(cat "$(attempt_of "$base" $uuid/1)/reason")" \
    'It ran out of memory: the kernel of this host killed it (limit 512 MiB).'
unset OUTCROP_MEMORY_GROUP

new_job "$base" 00000000-0000-4000-8000-000000000000 < /dev/null
printf '#!/bin/sh\nprintf 3.6.8\nexit 3\n' > "$scratch/old-python"
chmod 755 "$scratch/old-python"
start "$base" 00000000-0000-4000-8000-000000000000/1 "/no/such/python
$scratch/old-python" > /dev/null
check 'no Python is 127' is "$(exit_code_of "$base" 00000000-0000-4000-8000-000000000000/1)" 127
attempt=$(attempt_of "$base" 00000000-0000-4000-8000-000000000000/1)
check 'the reason names each' is "$(cat "$attempt/reason")" \
    "No usable Python on this host: /no/such/python is not there; $scratch/old-python is version 3.6.8, older than 3.8."
check 'the log is in the manifest all the same' has "$(cat "$attempt/manifest.jsonl")" '{"path":"process.log","sha256":"'

start_json='{"entry_point":"train.py","modules":["json","no_such_module"],"limits":{"entries":9,"bytes":9000}}'
start "$base" 00000000-0000-4000-8000-000000000000/2 > /dev/null
check 'a missing module is 127' is "$(exit_code_of "$base" 00000000-0000-4000-8000-000000000000/2)" 127
check 'the reason names it' has "$(cat "$(attempt_of "$base" 00000000-0000-4000-8000-000000000000/2)/reason")" \
    "$host_python lacks no_such_module"

start_json='{"entry_point":"run.py","modules":[],"limits":{"entries":9,"bytes":9000}}'
start "$base" 00000000-0000-4000-8000-000000000000/3 > /dev/null
check 'an unusable package is 126' is "$(exit_code_of "$base" 00000000-0000-4000-8000-000000000000/3)" 126
check 'the reason says why' is "$(cat "$(attempt_of "$base" 00000000-0000-4000-8000-000000000000/3)/reason")" \
    "The package has no file 'run.py', its entry point."
finish
