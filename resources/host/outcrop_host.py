"""What a job's host is, and what the job takes from it. Python 3.8 or newer."""

import os
import platform
import re
import threading
import time
from pathlib import Path

PACKAGES = ("scikit-learn", "numpy", "scipy", "pandas", "joblib", "threadpoolctl")


class HostSampler(threading.Thread):
    """Says every few seconds what this process takes from its host."""

    def __init__(self, events, seconds=5.0):
        super().__init__(daemon=True)
        self.events, self.seconds = events, seconds
        self.stopped = threading.Event()

    def run(self):
        page = os.sysconf("SC_PAGE_SIZE")
        before, used = time.monotonic(), sum(os.times()[:4])
        while not self.stopped.wait(self.seconds):
            now, total = time.monotonic(), sum(os.times()[:4])
            cpu = 100.0 * (total - used) / (now - before)
            before, used = now, total
            rss = int(Path("/proc/self/statm").read_text().split()[1]) * page
            self.events.send("host", cpu=round(cpu, 1), rss=rss, load=os.getloadavg()[0])

    def stop(self):
        self.stopped.set()
        if self.is_alive():
            self.join()


def required():
    """The names in requirements.txt of this package."""
    try:
        text = Path(__file__).with_name("requirements.txt").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return []
    return re.findall(r"^ *([A-Za-z0-9][A-Za-z0-9._-]*)", text, re.MULTILINE)


def versions():
    from importlib.metadata import PackageNotFoundError, version

    found = {"python": platform.python_version()}
    for name in dict.fromkeys([*PACKAGES, *required()]):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            pass
    return found


def read_first(path, prefix=""):
    """The first line of a file of the system that begins with a prefix, or None."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return next((line.strip() for line in file if line.startswith(prefix)), None)
    except OSError:
        return None


def loaded_blas():
    """The files of linear algebra that this process has loaded: threadpoolctl knows not all."""
    try:
        lines = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    names = {os.path.realpath(line.split()[-1]) for line in lines if "/" in line}
    wanted = re.compile(r"/lib[^/]*(blas|lapack|mkl|blis|atlas)[^/]*$")
    return sorted(name for name in names if wanted.search(name))


def describe_environment():
    """Where the numbers came from: versions, processor, BLAS, load, clock."""
    found = versions()
    clock = time.get_clock_info("perf_counter")
    source = "/sys/devices/system/clocksource/clocksource0/current_clocksource"
    cpu = read_first("/proc/cpuinfo", "model name")
    try:
        from threadpoolctl import threadpool_info

        pools = threadpool_info()
    except ImportError:
        pools = []
    keys = ("user_api", "internal_api", "version", "num_threads", "architecture")
    pools = [{key: pool[key] for key in keys if pool.get(key) is not None} for pool in pools]
    return {
        "schema": 1,
        "python": found.pop("python"),
        "packages": found,
        "system": platform.platform(),
        "cpu": cpu.split(":", 1)[1].strip() if cpu else platform.machine(),
        "cores": os.cpu_count(),
        "cores_allowed": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None,
        "blas": loaded_blas(),
        "thread_pools": pools,
        "load": list(os.getloadavg()),
        "clock": {
            "function": "perf_counter",
            "implementation": clock.implementation,
            "resolution": clock.resolution,
            "source": read_first(source),
        },
    }
