/* A slow line between two network namespaces, for kernels without netem.
 *
 *   tundelay NS_A DEVICE_A CIDR_A NS_B DEVICE_B CIDR_B DELAY_MS [RATE_MBIT]
 *
 * Makes a tun device in each and carries packets from one to the other, each DELAY_MS after it came
 * (the round trip is twice that), at most RATE_MBIT a second if that is given. Says "up" once both
 * devices are. Runs until it is killed, and takes the devices with it. Needs root. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { SLOTS = 1 << 16, LONGEST_PACKET = 70000, MOST_AT_ONCE = 64 };

static const double longest_queue = 0.25; /* seconds of the rate; what is beyond is dropped */

struct packet {
    double due;
    int length;
    char *bytes;
};

/* A ring: both ends only ever grow. */
struct line {
    struct packet slots[SLOTS];
    unsigned first, behind_last;
    double free_at; /* when the rate lets the next one on */
};

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Large packets stay whole (TSO), else two processors are not enough for a fast line. */
static int make_device(const char *space, const char *name, const char *cidr)
{
    char text[512];
    int home = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    snprintf(text, sizeof text, "/var/run/netns/%s", space);
    int there = open(text, O_RDONLY | O_CLOEXEC);
    if (home < 0 || there < 0 || setns(there, CLONE_NEWNET) != 0)
        fail(text);

    int device = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    struct ifreq request;
    memset(&request, 0, sizeof request);
    request.ifr_flags = IFF_TUN | IFF_NO_PI | IFF_VNET_HDR;
    snprintf(request.ifr_name, sizeof request.ifr_name, "%s", name);
    if (device < 0 || ioctl(device, TUNSETIFF, &request) != 0)
        fail("/dev/net/tun");
    ioctl(device, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6);

    snprintf(text, sizeof text,
             "ip link set lo up && ip addr add %s dev %s && ip link set %s txqueuelen 10000 up",
             cidr, name, name);
    if (system(text) != 0)
        exit(1);
    if (setns(home, CLONE_NEWNET) != 0)
        fail("setns");
    close(there);
    close(home);
    return device;
}

static void take(struct line *line, const char *bytes, int length, double delay, double rate)
{
    double at = now();
    double queue = line->free_at > at ? line->free_at - at : 0;
    if (line->behind_last - line->first >= SLOTS || (rate > 0 && queue > longest_queue))
        return;
    line->free_at = at + queue + (rate > 0 ? length / rate : 0);
    struct packet *packet = &line->slots[line->behind_last++ % SLOTS];
    packet->bytes = malloc((size_t)length);
    if (!packet->bytes)
        fail("malloc");
    memcpy(packet->bytes, bytes, (size_t)length);
    packet->length = length;
    packet->due = line->free_at + delay;
}

/* Hands over what is due. Returns when the next one is. */
static double deliver(struct line *line, int device)
{
    while (line->first != line->behind_last) {
        struct packet *packet = &line->slots[line->first % SLOTS];
        if (packet->due > now())
            return packet->due;
        if (write(device, packet->bytes, (size_t)packet->length) < 0 && errno == EAGAIN)
            return packet->due;
        free(packet->bytes);
        ++line->first;
    }
    return -1;
}

static void wake_at(int timer, double due)
{
    double soon = now() + 2e-5;
    double at = due > soon ? due : soon;
    struct itimerspec when = {{0, 0}, {(time_t)at, (long)((at - (double)(time_t)at) * 1e9)}};
    timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, NULL);
}

int main(int count, char **words)
{
    static struct line lines[2];
    static char bytes[LONGEST_PACKET];
    if (count < 8) {
        fprintf(stderr, "tundelay NS_A DEVICE_A CIDR_A NS_B DEVICE_B CIDR_B DELAY_MS [RATE_MBIT]\n");
        return 2;
    }
    double delay = atof(words[7]) / 1e3;
    double rate = count > 8 ? atof(words[8]) * 1e6 / 8 : 0;
    int devices[2] = {make_device(words[1], words[2], words[3]),
                      make_device(words[4], words[5], words[6])};
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    prctl(PR_SET_TIMERSLACK, 1000);
    prctl(PR_SET_PDEATHSIG, 9);
    puts("up");
    fflush(stdout);
    for (;;) {
        double first = deliver(&lines[0], devices[1]);
        double second = deliver(&lines[1], devices[0]);
        if (first < 0 || (second >= 0 && second < first))
            first = second;
        if (first >= 0)
            wake_at(timer, first);

        struct pollfd ends[3] = {{devices[0], POLLIN, 0}, {devices[1], POLLIN, 0}, {timer, POLLIN, 0}};
        poll(ends, 3, -1);
        if (ends[2].revents != 0 && read(timer, bytes, 8) < 0 && errno != EAGAIN)
            fail("timer");
        for (int i = 0; i < 2; ++i) {
            for (int many = 0; ends[i].revents != 0 && many < MOST_AT_ONCE; ++many) {
                ssize_t length = read(devices[i], bytes, sizeof bytes);
                if (length <= 0)
                    break;
                take(&lines[i], bytes, (int)length, delay, rate);
            }
        }
    }
}
