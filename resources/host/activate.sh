# shellcheck shell=sh
# What a host's profile has run before its Pythons are looked for; read by others with `.`, in the attempt's folder.

# activate: what the host's profile says makes its Pythons found. Some of these commands exist in login shells only.
activate() {
    for file in /etc/profile.d/modules.sh /etc/profile.d/lmod.sh; do
        # shellcheck disable=SC1090
        if [ -r $file ] && grep -q module activation; then . $file; fi
    done
    # shellcheck disable=SC1091
    . ./activation
}
