#!/bin/sh
# Every state an attempt can be in, against the fixture that the C++ reader is tested with. usage: states.sh SHELL…
# In fixtures/status the words BOOT, NODE, LIVE and TICKS stand for what differs from run to run.
# shellcheck source-path=SCRIPTDIR source=jobs.sh
. "$(dirname -- "$0")/jobs.sh"
base=$scratch/base
job=11111111-2222-4333-8444-555555555555
boot=$(cat /proc/sys/kernel/random/boot_id)
node=$(uname -n)
setsid sleep 600 &
live=$!
ticks=$(awk '{ sub(/^.*\) /, ""); print $20 }' /proc/$live/stat)
leads_its_session() { [ "$(awk '{ sub(/^.*\) /, ""); print $4 }' /proc/$live/stat)" = $live ]; }
check 'the living process is there' until_true 300 leads_its_session

cp -R "$here/fixtures/status" "$base"
for file in "$base/jobs/$job"/a/*/claim/*; do
    sed "s/BOOT/$boot/; s/NODE/$node/; s/LIVE/$live/; s/TICKS/$ticks/" "$file" > "$scratch/file"
    cp "$scratch/file" "$file"
done
for n in 1 2 3 4 5 6 7 8 9 10 11; do echo $job/$n; done |
    sh "$programs/status.sh" "$base" $nonce jobs |
    sed "s/^now=[0-9]*$/now=1767323045/; s/^free_kib=[0-9]*$/free_kib=1000000/; s/^\(pid\|survivors\)=$live$/\1=4242/
        s/^start=$ticks$/start=777/; s/=$boot$/=BOOT/; s/=$node$/=NODE/" > "$scratch/answer"
check 'the answer is that of the fixture' diff "$here/fixtures/status/answer.txt" "$scratch/answer"
kill $live

# Processes are found by their mark with any grep, also one that knows no -z and ends at a NUL byte.
mark=some$$.1. # Another shell may be tested just now.
OUTCROP_MARK=$mark sleep 600 &
marked=$!
# shellcheck disable=SC2016
printf '#!/bin/sh\ncase $1 in -z*) exit 2 ;; esac\nexec busybox grep "$@"\n' > "$scratch/old-grep"
chmod 755 "$scratch/old-grep"
has_its_mark() { tr '\0' '\n' < /proc/$marked/environ | grep -q '^OUTCROP_MARK='; }
check 'the marked process is there' until_true 300 has_its_mark
find_marked() {
    sh -s "$programs" "OUTCROP_MARK=$mark" << 'END'
. "$1/attempt.sh"
marked "$2"
END
}
check 'the mark is found' is "$(find_marked)" /proc/$marked/environ
rm -f "$scratch/bin/grep"
mv "$scratch/old-grep" "$scratch/bin/grep"
check 'the mark is found by an old grep' is "$(find_marked)" /proc/$marked/environ
kill $marked
finish
