#!/bin/sh
# The stream of a running job, against the fixture that the C++ reader is tested with. usage: following.sh SHELL…
# shellcheck source-path=SCRIPTDIR source=jobs.sh
. "$(dirname -- "$0")/jobs.sh"
base=$scratch/base
id=00000000-0000-4000-8000-000000000001/1
attempt=$(attempt_of "$base" $id)
mkdir -p "$attempt/claim"
echo elsewhere > "$attempt/claim/host" # a runner that cannot be looked at: it may live

follow() { sh "$programs/follow.sh" "$base" $nonce $id "$1" "$2"; }
# The bytes of one stream: what follows its headers, of as many as they say.
stream() {
    "$host_python" -c 'import re, sys
rest, kept = open(sys.argv[1], "rb").read(), b""
while rest:
    header, _, rest = rest.partition(b"\n")
    part = re.fullmatch(rb"@%s ([LE]) \d+ (\d+)" % sys.argv[2].encode(), header)
    if part:
        kept += rest[:int(part[2])] if part[1].decode() == sys.argv[3] else b""
        rest = rest[int(part[2]):]
sys.stdout.buffer.write(kept)' "$scratch/heard" $nonce "$1"
}
heard() { stream "$1" > "$scratch/stream" && cmp -s "$scratch/stream" "$2"; }

# What is there, and the end.
printf 'one\n@%s end VANISHED\ntwo\0\377' $nonce > "$attempt/process.log"
printf '{"v":1,"kind":"x"}\n' > "$attempt/events.jsonl"
echo 3 > "$attempt/exit_code"
follow 0 0 > "$scratch/heard"
check 'an ended job is told as in the fixture' cmp "$here/fixtures/follow/ended.txt" "$scratch/heard"
check 'behind both ends there is only the end' is "$(follow 56 19)" "@$nonce end EXITED 3"
check 'a log that is shorter than it was is told anew' has "$(follow 9999 19 | tr '\0\377' '..')" "@$nonce L 0 "

# What grows byte by byte is told byte for byte, while it grows.
rm "$attempt/exit_code"
: > "$attempt/process.log"
: > "$attempt/events.jsonl"
follow 0 0 > "$scratch/heard" &
follower=$!
"$host_python" -c 'import sys
log, events = (open(name, "ab", 0) for name in sys.argv[1:])
for i in range(256):
    log.write(bytes([i]))
    events.write(b"%c" % (i % 10 + 48))' "$attempt/process.log" "$attempt/events.jsonl"
check 'the log is told before the end' until_true 300 heard L "$attempt/process.log"
printf 'last words\n' >> "$attempt/process.log"
check 'so is what comes later' until_true 300 heard L "$attempt/process.log"
printf 'unseen' >> "$attempt/process.log"
echo 0 > "$attempt/exit_code"
wait $follower
check 'what was written before the end is told before it' heard L "$attempt/process.log"
check 'the events are whole' heard E "$attempt/events.jsonl"
check 'the end comes last' has "$(tail -n 1 "$scratch/heard")" "@$nonce end EXITED 0"

# An attempt without a folder, and one whose runner is gone.
check 'no folder is an end' is "$(sh "$programs/follow.sh" "$base" $nonce 00000000-0000-4000-8000-000000000002/1 0 0)" \
    "@$nonce end NO_DIR "
rm "$attempt/exit_code"
uname -n > "$attempt/claim/host"
echo 'another-boot' > "$attempt/claim/boot"
check 'a host that was started anew is an end' has "$(follow 9999999 9999999 | tail -n 1)" "@$nonce end REBOOTED "

# A log that is cut while a part of it waits to be taken: no part is longer than it says, and all is told anew.
id=00000000-0000-4000-8000-000000000004/1
attempt=$(attempt_of "$base" $id)
mkdir -p "$attempt/claim"
echo elsewhere > "$attempt/claim/host"
"$host_python" -c 'print("\n".join("%09d" % i for i in range(300000)))' > "$attempt/process.log"
tail -n 104999 "$attempt/process.log" > "$scratch/end"
mkfifo "$scratch/pipe"
follow 0 0 > "$scratch/pipe" &
exec 5< "$scratch/pipe"
IFS= read -r header <&5 # What follows it is more than a pipe holds.
: > "$attempt/process.log"
cat "$scratch/end" >> "$attempt/process.log"
echo 0 > "$attempt/exit_code"
{ echo "$header" && cat <&5; } > "$scratch/heard"
exec 5<&-
stream L > "$scratch/stream"
check 'what a cut log was cut to is told whole' is \
    "$(tail -c "$(wc -c < "$scratch/end")" "$scratch/stream" | sha256sum)" "$(sha256sum < "$scratch/end")"
check 'the end comes in a line of its own' is "$(tail -n 1 "$scratch/heard")" "@$nonce end EXITED 0"

# Events that a job cuts while a part of them waits to be taken: no part is longer than it says, and the log is told once.
id=00000000-0000-4000-8000-000000000005/1
attempt=$(attempt_of "$base" $id)
mkdir -p "$attempt/claim"
echo elsewhere > "$attempt/claim/host"
echo 'told once' > "$attempt/process.log"
"$host_python" -c 'print("\n".join("%09d" % i for i in range(300000)))' > "$attempt/events.jsonl"
follow 0 0 > "$scratch/pipe" &
exec 5< "$scratch/pipe"
{ IFS= read -r first && IFS= read -r log && IFS= read -r header; } <&5
: > "$attempt/events.jsonl"
cat "$scratch/end" >> "$attempt/events.jsonl"
echo 0 > "$attempt/exit_code"
{ printf '%s\n' "$first" "$log" "$header" && cat <&5; } > "$scratch/heard"
exec 5<&-
check 'the log beside events that were cut is told once' heard L "$attempt/process.log"
stream E > "$scratch/stream"
check 'what the events were cut to is told whole' is \
    "$(tail -c "$(wc -c < "$scratch/end")" "$scratch/stream" | sha256sum)" "$(sha256sum < "$scratch/end")"
check 'the end comes behind it' is "$(tail -n 1 "$scratch/heard")" "@$nonce end EXITED 0"

# A log over its cap is cut while it is followed; what was told of it and what is told anew are both whole.
new_job "$base" 00000000-0000-4000-8000-000000000003 << 'END'
import os, sys, time
for i in range(150000):
    print("%09d" % i)
sys.stdout.flush()
# Over the cap in one write: what is written while the log is cut may be lost.
os.write(1, "".join("%09d\n" % i for i in range(150000, 300000)).encode())
deadline = time.monotonic() + 60
while time.monotonic() < deadline and "\n[Outcrop: this log grew" not in open("../process.log").read():
    time.sleep(0.05)
print("after")
END
id=00000000-0000-4000-8000-000000000003/1
OUTCROP_LOG_CAP=2000000 start "$base" $id > /dev/null
attempt=$(attempt_of "$base" $id)
follow 0 0 > "$scratch/heard"
check 'the job saw its log cut and went on' is "$(cat "$attempt/exit_code")" 0
check 'the log says in a line of its own that it was cut' has "$(grep '^\[Outcrop' "$attempt/process.log")" \
    'grew beyond 2000000 bytes'
check 'its end is there' is "$(tail -n 2 "$attempt/process.log" | tr '\n' ' ')" '000299999 after '
check 'it is smaller than what the job wrote' test "$(wc -c < "$attempt/process.log")" -lt 3000000
stream L > "$scratch/stream"
check 'what is followed ends as the log does' is "$(tail -n 2 "$scratch/stream" | tr '\n' ' ')" '000299999 after '
id=00000000-0000-4000-8000-000000000001/1
attempt=$(attempt_of "$base" $id)

# Ten gigabytes that take no room; 32 bits are not enough for their offset.
echo 0 > "$attempt/exit_code"
dd if=/dev/zero of="$attempt/process.log" bs=1 count=0 seek=10737418240 2> /dev/null
printf 'the end of a long log\n' >> "$attempt/process.log"
follow 10737418240 19 > "$scratch/heard"
check 'the end of a long log is told' is "$(sed -n 2p "$scratch/heard")" 'the end of a long log'
check 'with its place' has "$(sed -n 1p "$scratch/heard")" "@$nonce L 10737418240 22"
finish
