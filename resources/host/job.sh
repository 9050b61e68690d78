#!/bin/sh
# The job itself, started by runner.sh in the attempt's folder and in a session of its own: chooses a Python, unpacks
# the package, becomes the entry point. Ends with 127 (no usable Python) or 126 (no usable package) and a `reason`.
programs=${0%/*}

give_up() {
    printf '%s\n' "$2" > reason.tmp && mv -f reason.tmp reason
    printf '%s\n' "$2" >&2
    exit "$1"
}

chosen=
found=
while IFS= read -r python || [ -n "$python" ]; do
    # shellcheck disable=SC2088
    case $python in '') continue ;; '~/'*) python=$HOME/${python#'~/'} ;; esac
    said=$("$python" "$programs/launch.py" check start.json 2> /dev/null < /dev/null)
    case $? in
    0) chosen=$python && break ;;
    3) why="is version $said, older than 3.8" ;;
    4) why="lacks $said" ;;
    126 | 127) why='is not there' ;;
    *) why='does not start' ;;
    esac
    found="$found${found:+; }$python $why"
done < pythons
[ -n "$chosen" ] || give_up 127 "No usable Python on this host: ${found:-none is named}."
printf '%s\n' "$chosen" > claim/python

why=$("$chosen" -I -X utf8 "$programs/unpack.py" "$PWD") || give_up 126 "${why:-The package could not be unpacked.}"
exec "$chosen" "$programs/launch.py" run "$chosen"
