#!/bin/sh
# Cancel ends every process of a job, also those that do not listen and those that went away. usage: cancelling.sh SHELL…
# shellcheck source-path=SCRIPTDIR source=jobs.sh
. "$(dirname -- "$0")/jobs.sh"
base=$scratch/base

# A deaf child and its deaf child; a child with a session of its own; one that has that and no parent any more.
stubborn() {
    cat << 'END'
import os, signal, subprocess, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
deaf = "trap '' TERM; echo $$ >> pids; while :; do sleep 1; done"
nested = "trap '' TERM; echo $$ >> pids; /bin/sh -c \"$0\" & while :; do sleep 1; done"
subprocess.Popen(["/bin/sh", "-c", nested, deaf])
subprocess.Popen(["/bin/sh", "-c", deaf], start_new_session=True)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execv("/bin/sh", ["sh", "-c", deaf])
    os._exit(0)
with open("pids", "a") as pids:
    pids.write("%d\n" % os.getpid())
time.sleep(600)
END
}

all_gone() {
    while read -r pid; do gone "$pid" || return 1; done < "$1"
}
five_are_up() { [ -e "$1" ] && [ "$(wc -l < "$1")" -ge 5 ]; }

id=00000000-0000-4000-8000-000000000001/1
stubborn | new_job "$base" ${id%/*}
start "$base" $id > /dev/null
attempt=$(attempt_of "$base" $id)
check 'the job is up' until_true 300 five_are_up "$attempt/work/pids"
cancel "$base" $id > "$scratch/answer"
check 'cancel says what it found' has "$(cat "$scratch/answer")" "@$nonce attempt $id"
code=$(exit_code_of "$base" $id)
check 'what did not listen was killed' is "$code" 137
check 'no process is left' all_gone "$attempt/work/pids"
check 'the wish is noted' is "$(cat "$attempt/cancelled")" 1

# The runner dies, the job lives on: the client's cancel must do it.
id=00000000-0000-4000-8000-000000000001/2
start "$base" $id > /dev/null
attempt=$(attempt_of "$base" $id)
check 'the second is up' until_true 300 five_are_up "$attempt/work/pids"
end "$(cat "$attempt/claim/pid")"
check 'it is an orphan' is "$(status "$base" $id | field state)" ORPHANED
survivors=$(status "$base" $id | field survivors)
while read -r pid; do check 'every survivor is named' has " $survivors " " $pid "; done < "$attempt/work/pids"
cancel "$base" $id > "$scratch/answer"
check 'afterwards nothing is left' is "$(field state < "$scratch/answer")" VANISHED
check 'no process of the orphan is left' all_gone "$attempt/work/pids"
start "$base" $id > /dev/null
check 'it is not run again' is "$(status "$base" $id | field state)" VANISHED

# Somebody deletes the folder of a job that runs: nothing of it can hear of a wish any more.
id=00000000-0000-4000-8000-000000000002/10
stubborn | new_job "$base" ${id%/*}
start "$base" $id > /dev/null
attempt=$(attempt_of "$base" $id)
check 'the job to be deleted is up' until_true 300 five_are_up "$attempt/work/pids"
cp "$attempt/work/pids" "$scratch/pids"
other=${id%/*}/1 # Its path begins as the other does.
ln -s "$base" "$scratch/elsewhere"
until_true 300 rm -rf "${attempt%/a/*}"
check 'its folder is gone' is "$(status "$base" $id | field state)" NO_DIR
survivors=$(status "$base" $id | field survivors)
while read -r pid; do check 'each that lives on is named' has " $survivors " " $pid "; done < "$scratch/pids"
check 'it is no other attempt' is "$(status "$base" "$other" | field survivors)" ''
check 'it is no job of another base' is "$(status "$scratch/elsewhere" $id | field survivors)" ''
cancel "$base" "$other" > /dev/null
check 'a wish for another attempt ends nothing' is "$(status "$base" $id | field survivors)" "$survivors"
cancel "$base" $id > "$scratch/answer"
check 'nothing is named afterwards' is "$(field survivors < "$scratch/answer")" ''
check 'no process without a folder is left' all_gone "$scratch/pids"

# A wish from before the start.
id=00000000-0000-4000-8000-000000000001/3
attempt=$(attempt_of "$base" $id)
mkdir "$attempt"
cancel "$base" $id > /dev/null
start "$base" $id > /dev/null
check 'what is cancelled before its start does not run' is "$(exit_code_of "$base" $id)" 143
check 'nothing was unpacked' is_gone "$attempt/work"
check 'it says so' has "$(cat "$attempt/reason")" 'before it started'

# A wish that comes while the start still verifies the package, before there is a folder of the attempt.
new_job "$base" 00000000-0000-4000-8000-000000000004 << 'END'
open("../ran", "w").close()
END
id=00000000-0000-4000-8000-000000000004/1
attempt=$(attempt_of "$base" $id)
mkdir "$scratch/quick"
ln -s "$(readlink -f "$(command -v sha256sum)")" "$scratch/quick/sha256sum"
rm -f "$scratch/bin/sha256sum"
cat > "$scratch/bin/sha256sum" << END
#!/bin/sh
: > $scratch/verifying
until [ -e $scratch/verified ]; do sleep 0.05; done
exec $scratch/quick/sha256sum "\$@"
END
chmod 755 "$scratch/bin/sha256sum"
start "$base" $id > /dev/null &
starter=$!
check 'the start verifies the package' until_true 300 test -e "$scratch/verifying"
check 'there is no attempt yet' is "$(status "$base" $id | field state)" NO_DIR
check 'the wish is taken' is "$(cancel "$base" $id | field state)" UNCLAIMED
: > "$scratch/verified"
wait $starter
check 'the start that was on its way ends as cancelled' is "$(exit_code_of "$base" $id)" 143
check 'and says so' is "$(cat "$attempt/cancelled")" 1
check 'the job has not run' is_gone "$attempt/ran"

# Of a job that the host does not have there is nothing to cancel, and a wish that cannot be written is not taken.
check 'no job is made up' is "$(cancel "$base" 00000000-0000-4000-8000-000000000005/1 | field state)" NO_DIR
check 'no folder of it, either' is_gone "$base/jobs/00000000-0000-4000-8000-000000000005"
mkdir "$base/jobs/00000000-0000-4000-8000-000000000005"
: > "$base/jobs/00000000-0000-4000-8000-000000000005/a"
cancel "$base" 00000000-0000-4000-8000-000000000005/1 > /dev/null 2>&1
check 'a wish that cannot be written is an error' is $? 22

# A scheduler's or a shutdown's TERM to the runner and its helpers; the job ends in its own way.
new_job "$base" 00000000-0000-4000-8000-000000000002 << 'END'
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))
open("up", "w").close()
time.sleep(600)
END
id=00000000-0000-4000-8000-000000000002/10
start "$base" $id > /dev/null
attempt=$(attempt_of "$base" $id)
check 'the third is up' until_true 300 test -e "$attempt/work/up"
kill -TERM "-$(cat "$attempt/claim/pid")"
check 'TERM to the runner is a wish, and the exit code is the job'"'"'s' is "$(exit_code_of "$base" $id)" 7
check 'that wish is noted' is "$(cat "$attempt/cancelled")" 1

# What a job leaves running is ended with it.
new_job "$base" 00000000-0000-4000-8000-000000000003 << 'END'
import subprocess
left = subprocess.Popen(["sleep", "600"], start_new_session=True)
open("../pid", "w").write(str(left.pid))
END
id=00000000-0000-4000-8000-000000000003/1
start "$base" $id > /dev/null
attempt=$(attempt_of "$base" $id)
check 'the fourth ends well' is "$(exit_code_of "$base" $id)" 0
check 'what it left behind is gone' gone "$(cat "$attempt/pid")"
check 'and named' has "$(cat "$attempt/stray")" "$(cat "$attempt/pid")"
finish
