#!/bin/sh
# What a start makes of an upload that nobody has verified yet. usage: uploads.sh SHELL…
# shellcheck source-path=SCRIPTDIR source=jobs.sh
. "$(dirname -- "$0")/jobs.sh"
base=$scratch/base
number=0

# uploaded: a job in `id` and its folder in `job`, whose package was uploaded and no more. It marks each of its runs.
uploaded() {
    number=$((number + 1))
    uuid=00000000-0000-4000-8000-00000000000$number
    new_job "$base" $uuid << 'END'
with open("../../ran", "a") as ran:
    ran.write("x\n")
END
    id=$uuid/1 job=$base/jobs/$uuid
    mv "$job/package.zip" "$job/package.zip.part"
}

# code_of_start: with which code a start of the job ends.
code_of_start() {
    start "$base" $id > "$scratch/said"
    echo $?
}

# ran_once SENTENCE
ran_once() {
    check "$1 ends well" is "$(exit_code_of "$base" $id)" 0
    check "$1 runs once" is "$(cat "$job/a/ran")" x
    check "$1 has its package" is "$(sha256sum < "$job/package.zip" | sed 's/ .*//')" "$(sed 's/.*package_sha256":"\([^"]*\).*/\1/' "$job/job.json")"
    check "$1 has no part" is_gone "$job/package.zip.part"
}

uploaded
check 'a whole upload is started' is "$(code_of_start)" 0
ran_once 'a whole upload'
check 'a second start finds it' is "$(code_of_start)" 0
check 'the second start runs nothing' is "$(cat "$job/a/ran")" x

uploaded
cp "$job/package.zip.part" "$scratch/whole"
head -c 40 "$scratch/whole" > "$job/package.zip.part"
check 'an upload that was cut off is refused' is "$(code_of_start)" 21
check 'nothing is said about it' is "$(cat "$scratch/said")" ''
check 'no attempt is made of it' is_gone "$job/a"
check 'it is no package' is_gone "$job/package.zip"
tail -c +41 "$scratch/whole" >> "$job/package.zip.part"
check 'the upload that goes on is started' is "$(code_of_start)" 0
ran_once 'the upload that goes on'

uploaded
printf x | dd of="$job/package.zip.part" bs=1 seek=40 conv=notrunc 2> /dev/null
cp "$job/package.zip.part" "$scratch/wrong"
check 'a wrong upload is refused' is "$(code_of_start)" 21
check 'it stays, to be judged by who sends it' cmp "$scratch/wrong" "$job/package.zip.part"
check 'no attempt is made of a wrong one' is_gone "$job/a"
check 'a wrong one is no package' is_gone "$job/package.zip"

uploaded
echo damaged > "$job/package.zip"
check 'a right upload beside a damaged package is started' is "$(code_of_start)" 0
ran_once 'a right upload beside a damaged package'

uploaded
rm "$job/package.zip.part"
check 'without package and upload there is nothing to start' is "$(code_of_start)" 20

uploaded
starters=
while [ "$(printf %s "$starters" | wc -w)" -lt 25 ]; do
    { start "$base" $id > /dev/null || echo "$?" >> "$scratch/refused"; } &
    starters="$starters $!"
done
# shellcheck disable=SC2086
wait $starters
ran_once 'an upload that 25 start at once'
check 'none of them is refused' is_gone "$scratch/refused"

uploaded
hash=$(sha256sum < "$job/package.zip.part")
check 'an offer makes a package of a whole upload' is \
    "$(sh "$programs/stage.sh" "$base" $nonce $uuid < "$job/job.json")" staged
check 'which is that one' is "$(sha256sum < "$job/package.zip")" "$hash"
check 'a package that is there is not thrown away' is \
    "$(sh "$programs/stage.sh" "$base" $nonce $uuid anew < "$job/job.json")" staged
echo damaged > "$job/package.zip"
echo wrong > "$job/package.zip.part"
check 'a damaged one is wanted again' has \
    "$(sh "$programs/stage.sh" "$base" $nonce $uuid anew < "$job/job.json")" 'wanted '
check 'what was wrong of it is thrown away' is "$(echo "$job"/package.zip*)" "$job/package.zip*"

# A host whose jobs Slurm starts, which others share.
printf '#!/bin/sh\nexit 1\n' > "$scratch/bin/sbatch"
chmod 755 "$scratch/bin/sbatch"
unset SLURM_JOB_ID
stage_shared() { sh "$programs/stage.sh" "$base" $nonce "$1" '' shared < "$job/job.json"; }
start_shared() { printf '%s\n%s\n' "$start_json" "$host_python" | sh "$programs/start.sh" "$base" $nonce $id shared; }
uploaded
stage_shared 00000000-0000-4000-8000-000000000099
check 'nothing is staged where Slurm starts the jobs' is $? 27
check 'no job is made' is_gone "$base/jobs/00000000-0000-4000-8000-000000000099"
start_shared
check 'nor is anything started' is $? 27
check 'no attempt is made' is_gone "$job/a"
check 'what is uploaded stays as it is' test -f "$job/package.zip.part"
check 'on a computer of one'"'"'s own it is' is "$(code_of_start)" 0
ran_once 'the job there'
check 'a start of what has run answers' has "$(start_shared)" "@$nonce end"
uploaded
check 'inside of an allocation it is staged' is "$(SLURM_JOB_ID=1 stage_shared $uuid)" staged
check 'and started' has "$(SLURM_JOB_ID=1 start_shared)" "@$nonce end"
ran_once 'the job of an allocation'
finish
