# shellcheck shell=sh
# What the tests of the host programs share; read with `.`. usage: sh TEST.sh SHELL…
# SHELL (dash; bash --posix; busybox sh; mksh) is what every `sh` of the programs is. `scratch` is a folder that goes away.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
programs=$(CDPATH='' cd -- "$here/../../resources/host" && pwd)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/outcrop-host.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM
failures=0
nonce=0123456789abcdef0123456789abcdef
host_python=/usr/bin/python3

# Behind PATH's first folder hides the shell under test, and with busybox all of its tools.
mkdir "$scratch/bin"
printf '#!/bin/sh\nexec %s "$@"\n' "$*" > "$scratch/bin/sh"
chmod 755 "$scratch/bin/sh"
if [ "$1" = busybox ]; then
    for tool in $(busybox --list); do
        case $tool in sh | ash | bash | busybox | python*) continue ;; esac
        ln -s "$(command -v busybox)" "$scratch/bin/$tool"
    done
fi
PATH=$scratch/bin:$PATH
export PATH
OUTCROP_GRACE=1
export OUTCROP_GRACE

# check SENTENCE COMMAND…
check() {
    sentence=$1
    shift
    if "$@"; then return; fi
    failures=$((failures + 1))
    printf 'FAILED: %s: %s\n' "$sentence" "$*" >&2
}

is() { [ "$1" = "$2" ] || { printf '  "%s" is not "%s"\n' "$1" "$2" >&2 && false; }; }
has() { case $1 in *"$2"*) ;; *) printf '  "%s" has no "%s"\n' "$1" "$2" >&2 && false ;; esac; }
# gone PID: a zombie nobody has looked after is gone, too.
gone() { ! grep -s '^State:' "/proc/$1/status" | grep -qv '[ZX]'; }
is_gone() { [ ! -e "$1" ]; }
# end PID…: a busy machine takes a moment to do it.
end() {
    kill -KILL "$@"
    for pid in "$@"; do until_true 300 gone "$pid"; done
}

# until_true SECONDS COMMAND…: waits for a condition.
until_true() {
    deadline=$(($(date +%s) + $1))
    shift
    until "$@"; do
        [ "$(date +%s)" -le "$deadline" ] || { printf '  never: %s\n' "$*" >&2 && return 1; }
        sleep 0.05
    done
}

# new_job BASE UUID: a job whose package holds train.py, taken from standard input.
new_job() {
    mkdir -p "$1/jobs/$2"
    cat > "$scratch/train.py"
    "$host_python" -c 'import sys, zipfile
with zipfile.ZipFile(sys.argv[2], "w") as archive: archive.write(sys.argv[1], "train.py")' \
        "$scratch/train.py" "$1/jobs/$2/package.zip"
    hash=$(sha256sum < "$1/jobs/$2/package.zip")
    printf '{"app":"0.1.0","key":"k","package_sha256":"%s","uuid":"%s","v":1}\n' "${hash%% *}" "$2" \
        > "$1/jobs/$2/job.json"
}

start_json='{"v":1,"entry_point":"train.py","output_folder":"training_result","modules":[],"limits":{"entries":100,"bytes":1000000},"environment":{}}'

# start BASE UUID/N [PYTHON]: what start.sh prints.
start() {
    printf '%s\n%s\n' "$start_json" "${3:-$host_python}" | sh "$programs/start.sh" "$1" $nonce "$2"
}

status() { printf '%s\n' "$2" | sh "$programs/status.sh" "$1" $nonce; }
cancel() { sh "$programs/cancel.sh" "$1" $nonce "$2"; }
field() { sed -n "s/^$1=//p"; }
attempt_of() { printf '%s' "$1/jobs/${2%/*}/a/${2#*/}"; }
exit_code_of() { until_true 300 test -e "$(attempt_of "$1" "$2")/exit_code" && cat "$(attempt_of "$1" "$2")/exit_code"; }

finish() {
    [ $failures = 0 ] || printf '%s failed\n' $failures >&2
    [ $failures = 0 ]
}
