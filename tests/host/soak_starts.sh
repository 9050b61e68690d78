#!/bin/sh
# The long form of starts.sh: usage: soak_starts.sh [ROUNDS]. 25 starts a round, 30 rounds, four shells.
ROUNDS=${1:-30}
export ROUNDS
here=$(dirname -- "$0")
failed=0
for shell in dash 'bash --posix' 'busybox sh' mksh; do
    # shellcheck disable=SC2086
    if sh "$here/starts.sh" $shell; then echo "$shell: $((ROUNDS * 25)) starts, $ROUNDS runs"; else failed=1; fi
done
exit $failed
