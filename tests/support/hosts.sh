#!/bin/sh
# Three hosts on this computer: network namespaces with an address (10.98.20.1 to .3), a name (cpuhost1 …), a host key
# and a sshd on port 22 of their own, reached from here over a bridge in a fourth. Needs root, openssh-server, iproute2.
#
#   hosts.sh up FOLDER        makes them; FOLDER keeps keys, configurations, logs and process numbers
#   hosts.sh cut FOLDER N     unplugs host N; what was sent to it is lost without a word
#   hosts.sh plug FOLDER N    plugs it in again
#   hosts.sh down FOLDER      takes away all it made
#
# One logs in with a key of FOLDER/authorized_keys. With OUTCROP_HOSTS=1 there is only the first.
set -eu

count=${OUTCROP_HOSTS:-3}
net=10.98.20

usage() {
    sed -n '2,11s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

numbers() { seq "$count"; }

# start_sshd FOLDER N
start_sshd() {
    [ -f "$1/host$2" ] || ssh-keygen -q -t ed25519 -N '' -f "$1/host$2"
    cat > "$1/sshd_config$2" << END
Port 22
ListenAddress $net.$2
HostKey $1/host$2
PidFile $1/pid$2
AuthorizedKeysFile $1/authorized_keys
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin yes
MaxStartups 200:30:400
MaxSessions 50
ClientAliveInterval 5
ClientAliveCountMax 3
LogLevel DEBUG1
END
    # shellcheck disable=SC2016 # for the inner shell
    ip netns exec "ochost$2" unshare --uts sh -c \
        'hostname "cpuhost$2"; exec /usr/sbin/sshd -f "$1/sshd_config$2" -E "$1/log$2"' sh "$1" "$2"
}

up() {
    mkdir -p /run/sshd "$1"
    ip netns add ochub
    ip -n ochub link add br0 type bridge
    ip -n ochub link set br0 up
    ip link add ocroot type veth peer name root netns ochub
    ip -n ochub link set root master br0 up
    ip addr add "$net.254/24" dev ocroot
    ip link set ocroot up
    for n in $(numbers); do
        ip netns add "ochost$n"
        ip -n "ochost$n" link set lo up
        ip link add eth0 netns "ochost$n" type veth peer name "p$n" netns ochub
        ip -n ochub link set "p$n" master br0 up
        ip -n "ochost$n" addr add "$net.$n/24" dev eth0
        ip -n "ochost$n" link set eth0 up
        start_sshd "$1" "$n"
    done
}

down() {
    for n in 1 2 3; do
        for pid in $(ip netns pids "ochost$n" 2> /dev/null); do
            kill -KILL "$pid" 2> /dev/null || :
        done
        ip netns del "ochost$n" 2> /dev/null || :
    done
    ip netns del ochub 2> /dev/null || :
    ip link del ocroot 2> /dev/null || :
}

[ $# -ge 2 ] || usage
case $1 in
up) up "$2" ;;
down) down ;;
cut) ip -n ochub link set "p$3" down ;;
plug) ip -n ochub link set "p$3" up ;;
*) usage ;;
esac
