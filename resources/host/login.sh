#!/bin/sh
# A shell where an attempt works or worked, with its Python in front. usage: sh login.sh UUID/N
# Ends with 20: its working folder is not there. As long as the shell is open nobody gives the folder up.
outer_locale=${LC_ALL-}
programs=${0%/*}
# shellcheck source-path=SCRIPTDIR source=attempt.sh
. "$programs/attempt.sh"
# shellcheck source-path=SCRIPTDIR source=activate.sh
. "$programs/activate.sh"
base=${programs%/runner/*}
id=${1%/*}.${1#*/}

if ! enter "$base/jobs/${1%/*}/a/${1#*/}" || [ ! -d work ]; then
    echo 'The working folder of this job is not on this host, or not any more.' >&2
    exit 20
fi
[ ! -s activation ] || activate
bin=
if first_line claim/environment; then
    environment=$base/environments/$line
    if first_line "$environment/ready"; then
        VIRTUAL_ENV=$environment/$line bin=$environment/$line/bin
        export VIRTUAL_ENV
    fi
elif first_line claim/python; then
    case $line in /*) bin=${line%/*} ;; esac
fi
[ ! -d "$bin" ] || PATH=$bin:$PATH
OUTCROP_LOGIN=$id.
export PATH OUTCROP_LOGIN
left=
if first_line "$base/kept/$id"; then
    left=$(((line - $(date +%s)) / 60))
    left=" It stays $((left > 0 ? left : 0)) min more, and as long as you are here."
fi
printf 'Here the job runs or ran, with %s.%s\n' "$(command -v python3)" "$left" >&2
if [ -n "$outer_locale" ]; then LC_ALL=$outer_locale; else unset LC_ALL; fi
cd work && exec "${SHELL:-/bin/sh}"
