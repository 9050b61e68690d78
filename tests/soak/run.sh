#!/bin/sh
# The long share of the promises: what the tests do once or a few times, many times. usage: tests/soak/run.sh BUILD_DIR
# Prints a line a promise with N, and what failed. OUTCROP_SOAK is the factor (5).
set -u
build=$(CDPATH='' cd -- "$1" && pwd) || exit 2
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
OUTCROP_SOAK=${OUTCROP_SOAK:-5}
QT_QPA_PLATFORM=offscreen
LC_ALL=C.UTF-8
QTEST_FUNCTION_TIMEOUT=3600000 # Qt Test's own limit of a test function: an hour.
export OUTCROP_SOAK QT_QPA_PLATFORM LC_ALL QTEST_FUNCTION_TIMEOUT

home=$(mktemp -d) || exit 2
trap 'rm -rf "$home"' EXIT
trap 'exit 130' INT TERM
HOME=$home
export HOME
failed=0

# soak NAME COMMAND…: the promises it tells of, and all it said if it failed.
soak() {
    name=$1
    shift
    printf '%s …\n' "$name"
    if "$@" > "$home/output" 2>&1; then
        sed -n 's/^.*\(promise [0-9]*: .*\)$/  \1/p' "$home/output"
    else
        failed=1
        printf '  FAILED: %s\n' "$name"
        tail -n 40 "$home/output"
    fi
}

for test in store_faults store_kills job_kills job_service; do
    soak "$test" "$build/bin/tst_$test"
done
if [ -f "$here/../host/soak_starts.sh" ]; then
    soak 'simultaneous starts' sh "$here/../host/soak_starts.sh"
    sed -n 's/^/  /p' "$home/output"
fi
exit "$failed"
