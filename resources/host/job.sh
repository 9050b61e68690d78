#!/bin/sh
# The job itself, started by runner.sh in the attempt's folder and in a session of its own: chooses a Python, or builds an
# environment with what none has, unpacks the package, becomes the entry point. Ends with 127 (no usable Python) or 126 (no
# usable package) and a `reason`.
programs=${0%/*}

give_up() {
    printf '%s\n' "$2" > reason.tmp && mv -f reason.tmp reason
    printf '%s\n' "$2" >&2
    exit "$1"
}
# shellcheck source-path=SCRIPTDIR source=activate.sh
. "$programs/activate.sh"

if [ -s activation ]; then
    said=$( (activate) 2>&1) ||
        give_up 127 "The activation command of this host failed: $(printf '%s\n' "$said" | tail -n 1)"
    activate > /dev/null 2>&1
fi

chosen='' builder='' fewest=
found=
while IFS= read -r python || [ -n "$python" ]; do
    # shellcheck disable=SC2088
    case $python in '') continue ;; '~/'*) python=$HOME/${python#'~/'} ;; esac
    said=$("$python" "$programs/launch.py" check start.json 2> /dev/null < /dev/null)
    case $? in
    0) chosen=$python && break ;;
    3) why="is version $said, older than 3.8" ;;
    4)
        why="lacks $said"
        lacks=$(printf '%s,' "$said" | tr -dc ,)
        if [ -z "$builder" ] || [ ${#lacks} -lt ${#fewest} ]; then builder=$python fewest=$lacks; fi
        ;;
    126 | 127) why='is not there' ;;
    *) why='does not start' ;;
    esac
    found="$found${found:+; }$python $why"
done < pythons
starter=
if [ -z "$chosen" ] && [ -n "$builder" ] && grep -q '"requirements":\["' start.json; then
    starter=$builder
    chosen=$("$builder" -B -X utf8 "$programs/environment.py" "${PWD%/jobs/*/a/*}" < /dev/null) ||
        give_up 127 "The environment of this package could not be built: ${chosen:-its builder was ended}. Its log says more."
    said=$("$chosen" "$programs/launch.py" check start.json built 2> /dev/null < /dev/null) ||
        give_up 127 "The environment of this package lacks $said, which its requirements do not name."
fi
[ -n "$chosen" ] || give_up 127 "No usable Python on this host: ${found:-none is named}."
# An environment may be removed before the results are listed.
printf '%s\n' "${starter:-$chosen}" > claim/python

why=$("$chosen" -I -X utf8 "$programs/unpack.py" "$PWD") || give_up 126 "${why:-The package could not be unpacked.}"
exec "$chosen" "$programs/launch.py" run "$chosen"
