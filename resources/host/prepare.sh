# shellcheck shell=sh
# The first thing a client says to a host, on standard input behind two assignments: `base` (empty: the default) and
# `version`. Prints BASE, in which it then works, and `ready` or `install`. Ends with 30: BASE cannot be made;
# 31: others may write it or it is somebody else's; 32: this is no Linux.
umask 077
LC_ALL=C
export LC_ALL
if [ -z "$base" ]; then
    case ${XDG_DATA_HOME:-} in /*) base=$XDG_DATA_HOME ;; *) base=$HOME/.local/share ;; esac
    base=$base/outcrop-host
fi
[ -r /proc/self/stat ] || exit 32
mkdir -p -- "$base" && CDPATH='' cd -- "$base" && mkdir -p runner jobs || exit 30
# shellcheck disable=SC2012,SC2046
set -- $(ls -ldn . | sed 's/^\(..........\)[^ ]* *[^ ]* *\([0-9]*\).*/\1 \2/')
case $1 in d????-??-?) ;; *) exit 31 ;; esac
[ "$2" = "$(id -u)" ] || exit 31
pwd -P
# shellcheck disable=SC2154
if [ -d "runner/$version" ]; then echo ready; else echo install; fi
