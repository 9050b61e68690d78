#!/bin/sh
# Starts an attempt, at most once however often it is called. usage: sh start.sh BASE NONCE UUID/N [shared] < input
# The input is start.json on one line, then a Python a line, and behind an empty line the activation command of the host, if
# it has one. An upload that is whole becomes the package first. Ends with 20: no such job, no package and no part of one; 21:
# it is not, or not yet, that of job.json, and nothing has changed; 22: the folder cannot be written; 27: Slurm starts the
# jobs of this host, which is not the person's own (`shared`). Otherwise prints the attempt as status.sh does.
programs=${0%/*}
# shellcheck source-path=SCRIPTDIR source=attempt.sh
. "$programs/attempt.sh"
base=$1 nonce=$2 id=$3 place=${4:-}
attempt=$base/jobs/${id%/*}/a/${id#*/}

IFS= read -r start
pythons=
while IFS= read -r line && [ -n "$line" ]; do
    pythons=$pythons$line'
'
done
activation=$(cat)

launch() {
    ! is_refused "$place" || return 27
    take_package || return
    mkdir a 2> /dev/null
    mkdir "$attempt" 2> /dev/null
    cd -- "$attempt" || return 22
    [ -e pythons ] || put pythons "$pythons" || return 22
    [ -z "$activation" ] || [ -e activation ] || put activation "$activation" || return 22
    [ -e start.json ] || put start.json "$start" || return 22
    # This may itself be part of a job, whose end must not be the end of the new one.
    unset OUTCROP_MARK OUTCROP_ATTEMPT OUTCROP_EVENTS
    if command -v setsid > /dev/null; then
        setsid sh "$programs/runner.sh" "$attempt" < /dev/null >> runner.log 2>&1 &
    else
        nohup sh "$programs/runner.sh" "$attempt" < /dev/null >> runner.log 2>&1 &
    fi
}

CDPATH='' cd -- "$base/jobs/${id%/*}" 2> /dev/null || exit 20
[ -f package.zip ] || [ -f package.zip.part ] || exit 20
[ -d "$attempt/claim" ] || launch || exit
enter "$attempt" || exit 22
deadline=$(($(date +%s) + 5))
while attempt_state && [ "$(date +%s)" -lt $deadline ]; do
    case $state in UNCLAIMED | CLAIMING) ;; *) break ;; esac
    nap
done
print_host "$base"
print_attempt "$id" "$base"
printf '@%s end\n' "$nonce"
