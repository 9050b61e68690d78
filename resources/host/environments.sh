#!/bin/sh
# The environments of a host. usage: sh environments.sh BASE NONCE [remove KEY]
# Prints a block for each (PROTOCOL.md 10). `remove` ends with 26: there is none; 25: a job that may run uses it; 22: it
# cannot be deleted.
# shellcheck source-path=SCRIPTDIR source=attempt.sh
. "${0%/*}/attempt.sh"
base=$1 nonce=$2

# users KEY: the attempts that may run and have its mark, in `count`.
users() {
    count=0
    for file in "$base"/jobs/*/a/*/claim/environment; do
        first_line "$file"
        [ "$line" = "$1" ] || continue
        enter "${file%/claim/environment}" || continue
        attempt_state
        case $state in ALIVE | CLAIMING | ORPHANED | OTHER_NODE) count=$((count + 1)) ;; esac
    done
}

# Without `ready` no job begins to use it; one that did before has left its mark. It leaves environments/ at once, so that
# nobody finds half of it.
remove() {
    place=$base/environments/$1
    [ -d "$place" ] || exit 26
    mv -f "$place/ready" "$place/leaving" 2> /dev/null
    users "$1"
    if [ "$count" != 0 ]; then
        mv -f "$place/leaving" "$place/ready" 2> /dev/null
        exit 25
    fi
    mkdir -p "$base/removed"
    mv "$place" "$base/removed/$1.$$" || exit 22
    rm -rf "$base/removed/$1.$$" || exit 22
}

print_environment() {
    printf '@%s environment %s\n' "$nonce" "${1##*/}"
    if [ -e "$1/ready" ]; then
        state=ready
    elif [ -d "$1/lock" ]; then
        state=building
    else
        state=unfinished
    fi
    printf 'state=%s\n' $state
    for name in about.json used failed; do
        ! first_line "$1/$name" || printf '%s=%s\n' "${name%.json}" "$line"
    done
    # shellcheck disable=SC2046
    set -- "$1" $(du -sk "$1" 2> /dev/null)
    printf 'kib=%s\n' "${2:-}"
    users "${1##*/}"
    printf 'users=%s\n' "$count"
}

case ${3:-} in
remove) remove "$4" ;;
*)
    for each in "$base"/environments/*; do
        [ ! -d "$each" ] || print_environment "$each"
    done
    ;;
esac
printf '@%s end\n' "$nonce"
