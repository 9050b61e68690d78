# shellcheck shell=sh disable=SC2154
# What this host has for jobs; the caller puts before it: `base`, `pythons` (a line each), `program` (requirements.py) and
# `needs` (its JSON), `activation` (commands of the host's profile) and, as arguments, the paths of data that a package
# reads where they are. Prints key=value lines; a Python is `python=<name>`, then its own lines, for each name of the
# list that is there.
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
printf 'now=%s\n' "$(date +%s)"
for tool in setsid sha256sum awk; do
    command -v "$tool" > /dev/null && printf 'tool=%s\n' "$tool"
done
# Inside of an allocation plain processes are where they belong.
[ -n "${SLURM_JOB_ID:-}" ] || ! command -v sbatch > /dev/null || printf 'tool=sbatch\n'

# data NUMBER PATH
data() {
    if [ ! -e "$2" ]; then
        printf 'data=%s missing\n' "$1"
    elif [ ! -f "$2" ] || [ ! -r "$2" ]; then
        printf 'data=%s unreadable\n' "$1"
    else
        printf 'data=%s there\n' "$1"
    fi
}
number=0
for path; do
    data $number "$path"
    number=$((number + 1))
done

login_manager() {
    busctl --timeout=3 get-property org.freedesktop.login1 /org/freedesktop/login1 \
        org.freedesktop.login1.Manager "$1" 2> /dev/null
}

# Whether what a login leaves behind dies with it. Without a session of systemd's there is nothing to end.
if [ -n "${XDG_SESSION_ID:-}" ] && command -v busctl > /dev/null; then
    case $(login_manager KillUserProcesses) in
    'b true')
        case $(login_manager KillExcludeUsers) in
        *"\"$(id -un)\""*) printf 'logout=keeps\n' ;;
        *) printf 'logout=kills\n' ;;
        esac
        ;;
    'b false') printf 'logout=keeps\n' ;;
    esac
fi

# Some of these commands exist in login shells only.
if [ -n "$activation" ]; then
    for file in /etc/profile.d/modules.sh /etc/profile.d/lmod.sh; do
        # shellcheck disable=SC1090
        case $activation in *module*) [ ! -r $file ] || . $file > /dev/null 2>&1 ;; esac
    done
    if said=$( (eval "$activation") 2>&1); then
        eval "$activation" > /dev/null 2>&1
        printf 'activation=done\n'
    else
        printf 'activation=failed %s\n' "$(printf '%s\n' "$said" | tail -n 1)"
    fi
fi

# found PYTHON: in `python` the name that starts it.
found() {
    python=$1
    # shellcheck disable=SC2088
    case $python in '~/'*) python=$HOME/${python#'~/'} ;; esac
    command -v "$python" > /dev/null
}

complete=
while IFS= read -r name; do
    found "$name" || continue
    printf 'python=%s\n' "$name"
    # An old one must be able to say that it is old.
    version=$("$python" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2> /dev/null < /dev/null)
    printf 'version=%s\n' "$version"
    case $version in 2.* | 3.[0-7].* | '') continue ;; esac
    "$python" -X utf8 -c "$program" look "$needs" 2> /dev/null < /dev/null && complete=1
done << PYTHONS
$pythons
PYTHONS
# Asking an installer takes seconds: only where no Python has everything.
[ -n "$complete" ] || while IFS= read -r name; do
    found "$name" || continue
    printf 'again=%s\n' "$name"
    "$python" -X utf8 -c "$program" try "$needs" 2> /dev/null < /dev/null
done << PYTHONS
$pythons
PYTHONS
