#!/bin/sh
# How long the window takes to be seen, and how much memory it then has: of the whole process, warm, off screen or on
# the display there is. Usage: bench/window_start.sh [PROGRAM] [TIMES]
set -eu
program=${1:-build/release/bin/outcrop}
times=${2:-10}
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME="$home" XDG_RUNTIME_DIR="$home" XDG_CONFIG_HOME='' XDG_DATA_HOME='' XDG_STATE_HOME='' XDG_CACHE_HOME=''
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"

i=0
while [ "$i" -le "$times" ]; do # The first is to warm up.
  line=$("$program" --no-restore --measure-start)
  [ "$i" -eq 0 ] || echo "$line"
  i=$((i + 1))
done | sort -n | awk '
  { ms[NR] = $1; kb[NR] = $2 }
  END {
    printf "first window: median %d ms, best %d ms (of %d starts)\n", ms[int((NR + 1) / 2)], ms[1], NR
    printf "resident: %.0f MB\n", kb[int((NR + 1) / 2)] / 1024
  }'
