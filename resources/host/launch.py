"""Answers whether this Python can run a job, and becomes the job.

    python launch.py check start.json       0: yes; 3: too old, prints its version; 4: prints what it lacks
    python launch.py check start.json built the same of an environment: its extras are not looked at
    python launch.py run PYTHON             in the attempt's folder: runs the entry point in work/ with PYTHON

Any Python must be able to read this file, also one that is too old: no syntax younger than 2.7 outside of strings.
"""
import io
import json
import os
import sys

OURS = ("OUTCROP_MARK", "OUTCROP_ATTEMPT", "OUTCROP_EVENTS")
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "LOKY_MAX_CPU_COUNT")


def read_start(path):
    with io.open(path, encoding="utf-8") as file:
        return json.load(file)


def check(path):
    if sys.version_info < (3, 8):
        print("%d.%d.%d" % sys.version_info[:3])
        return 3
    from importlib.util import find_spec

    def is_missing(name):
        try:
            return find_spec(name) is None
        except (ImportError, ValueError):
            return True

    start = read_start(path)
    missing = [name for name in start.get("modules", []) if is_missing(name)]
    if start.get("requirements"):
        sys.dont_write_bytecode = True
        from requirements import lacking

        missing += lacking(start["requirements"], extras_too=len(sys.argv) < 4)
    if missing:
        print(", ".join(missing))
        return 4
    return 0


def keep_to_limits():
    """What runner.sh leaves to the process itself; its children inherit it."""
    memory = int(os.environ.pop("OUTCROP_LIMIT_KIB", 0)) * 1024
    if memory:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    cpus = int(os.environ.pop("OUTCROP_LIMIT_CPUS", 0))
    if cpus:
        for name in THREADS:
            os.environ.setdefault(name, str(cpus))
        # Not the first ones always: the jobs of a host would all sit on them.
        allowed = sorted(os.sched_getaffinity(0))
        first = os.getpid() % len(allowed)
        os.sched_setaffinity(0, (allowed + allowed)[first : first + min(cpus, len(allowed))])


def run(python):
    keep_to_limits()
    start = read_start("start.json")
    for name, value in start.get("environment", {}).items():
        if name not in OURS:
            os.environ[name] = value
    os.chdir("work")
    os.execvp(python, [python, start["entry_point"]])


if __name__ == "__main__":
    sys.exit(check(sys.argv[2]) if sys.argv[1] == "check" else run(sys.argv[2]))
