#!/bin/sh
# On a full disk the exit code is written all the same. usage: full_disk.sh SHELL…
# As root the disk is a small tmpfs; who is not tries a user namespace, and fails where that is forbidden.
if [ "${OUTCROP_TEST_DISK:-}" = '' ]; then
    OUTCROP_TEST_DISK=$(mktemp -d "${TMPDIR:-/tmp}/outcrop-disk.XXXXXX")
    export OUTCROP_TEST_DISK
    if [ "$(id -u)" != 0 ]; then as=-Urm; else as=-m; fi
    if [ $as = -m ] && ! unshare -m true 2> /dev/null; then # In a changed root: without a namespace of its own.
        trap 'umount --lazy "$OUTCROP_TEST_DISK"; rmdir "$OUTCROP_TEST_DISK"' EXIT
        mount -t tmpfs -o size=1m tmpfs "$OUTCROP_TEST_DISK" && sh "$0" "$@"
        exit
    fi
    # shellcheck disable=SC2016
    unshare $as sh -c 'mount -t tmpfs -o size=1m tmpfs "$OUTCROP_TEST_DISK" && exec sh "$@"' sh "$0" "$@"
    code=$?
    rmdir "$OUTCROP_TEST_DISK"
    exit $code
fi
# shellcheck source-path=SCRIPTDIR source=jobs.sh
. "$(dirname -- "$0")/jobs.sh"
base=$OUTCROP_TEST_DISK/base

new_job "$base" 00000000-0000-4000-8000-000000000001 << 'END'
import os
try:
    with open("filler", "wb", 0) as filler:
        while True:
            filler.write(b"x" * 512)
except OSError as full:
    os._exit(full.errno)
END
id=00000000-0000-4000-8000-000000000001/1
start "$base" $id > /dev/null
check 'the exit code is there' is "$(exit_code_of "$base" $id)" 28
attempt=$(attempt_of "$base" $id)
check 'so are the manifest' test -s "$attempt/manifest.jsonl"
check 'and the time of the end' test -s "$attempt/ended_at"
check 'status sees the end' is "$(status "$base" $id | field state)" EXITED

# What the reserve gives back is taken at once by somebody else, as on a shared disk: the exit code needs no room.
rm -rf "$attempt"
new_job "$base" 00000000-0000-4000-8000-000000000002 < /dev/null
rm -f "$scratch/bin/rm"
cat > "$scratch/bin/rm" << END
#!/bin/sh
/bin/rm "\$@"
case "\$*" in *' reserve') cat /dev/zero > "$OUTCROP_TEST_DISK/taken" 2> /dev/null ;; esac
END
chmod 755 "$scratch/bin/rm"
id=00000000-0000-4000-8000-000000000002/1
attempt=$(attempt_of "$base" $id)
start "$base" $id > /dev/null
check 'the exit code is there without any room' is "$(exit_code_of "$base" $id | tr -d ' ')" 0
check 'there was none' test -s "$OUTCROP_TEST_DISK/taken"
check 'so the time of the end is missing' is_gone "$attempt/ended_at"
check 'status reads the exit code' is "$(status "$base" $id | field exit_code)" 0
finish
