# shellcheck shell=sh disable=SC2154
# What this host has for jobs; the caller puts `base` and `pythons` (a line each) before it. Prints key=value lines; a
# Python is `python=<name>`, then its own lines, for each name of the list that is there.
umask 077
LC_ALL=C
export LC_ALL

printf 'node=%s\n' "$(uname -n)"
cpus=$(getconf _NPROCESSORS_ONLN 2> /dev/null) && printf 'cpus=%s\n' "$cpus"
[ -r /proc/meminfo ] && sed -n 's/^MemTotal: *\([0-9]*\) kB/memory_kib=\1/p; s/^MemAvailable: *\([0-9]*\) kB/available_kib=\1/p' /proc/meminfo
[ -r /proc/loadavg ] && { read -r load _ < /proc/loadavg && printf 'load=%s\n' "$load"; }

if mkdir -p "$base" 2> /dev/null && : > "$base/.preflight" && rm -f "$base/.preflight"; then
    printf 'base=%s\n' "$base"
    df -Pk "$base" 2> /dev/null | sed -n '2s/.* \([0-9][0-9]*\)  *[0-9][0-9]*% .*/free_kib=\1/p'
    df -Pi "$base" 2> /dev/null | sed -n '2s/.* \([0-9][0-9]*\)  *[0-9][0-9]*% .*/free_inodes=\1/p'
fi
for tool in setsid sha256sum awk; do
    command -v "$tool" > /dev/null && printf 'tool=%s\n' "$tool"
done

printf '%s\n' "$pythons" | while IFS= read -r python; do
    command -v "$python" > /dev/null || continue
    printf 'python=%s\n' "$python"
    "$python" -c '
import importlib, sys
print("version=%d.%d.%d" % sys.version_info[:3])
print("executable=" + sys.executable)
for module in ("sklearn", "pandas", "joblib"):
    try:
        print("module=%s %s" % (module, importlib.import_module(module).__version__))
    except ImportError:
        pass
' 2> /dev/null < /dev/null
done
