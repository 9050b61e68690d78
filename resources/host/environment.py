"""The environment that gives a Python what a package requires and it lacks.

    python environment.py BASE      in an attempt's folder: prints the Python of an environment with
                                    what its start.json requires; with 1: why there is none. Standard
                                    error is for the log

An environment is a venv that also sees what this Python has, in BASE/environments/<key>/<name>/.
`key` is the digest of that Python and the requirements, so that jobs with equal ones share it.
Beside it the file `ready` says its name, and is written when it is whole: each build has a name of
its own, so that nobody uses what is half-built, whoever else builds. Python 3.8 or newer, standard
library only.
"""

import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time

from requirements import REQUIREMENT, create, last_error, one_line, pip, pip_environment

SILENT = 300  # seconds after which a builder on another node that gives no sign is dead
PULSE = 10  # seconds between two signs


class Failed(Exception):
    """One sentence for a person."""


def write(path, text):
    """The file appears whole or not at all."""
    part = "%s.%d.part" % (path, os.getpid())
    with open(part, "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def first_line(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.readline().rstrip("\n")
    except OSError:
        return ""


def age_of(path):
    try:
        return time.time() - os.stat(path).st_mtime
    except OSError:
        return 0


def start_ticks(pid):
    try:
        with open("/proc/%s/stat" % pid, "rb") as file:
            fields = file.read().rsplit(b") ", 1)[1].split()
    except (OSError, IndexError):
        return None
    return None if fields[0] in (b"Z", b"X") else fields[19].decode()


class Lock:
    """Who builds: a folder, since mkdir has one winner everywhere. Its owner may die."""

    def __init__(self, folder):
        self.folder, self.owner = folder, os.path.join(folder, "owner")
        self.boot = first_line("/proc/sys/kernel/random/boot_id")
        self.released = threading.Event()

    def take(self):
        try:
            os.mkdir(self.folder, 0o700)
        except FileExistsError:
            self.bury_if_dead()
            return False
        me = "%d %s %s %s" % (os.getpid(), start_ticks(os.getpid()), self.boot, os.uname().nodename)
        write(self.owner, me)
        threading.Thread(target=self.give_signs, daemon=True).start()
        return True

    def give_signs(self):
        while not self.released.wait(PULSE):
            try:
                os.utime(self.owner)
            except OSError:
                return

    def release(self):
        self.released.set()
        shutil.rmtree(self.folder, ignore_errors=True)

    def bury_if_dead(self):
        """The grave is named after the dead: of several that bury it one moves the folder, and no
        later owner's."""
        owner = first_line(self.owner).split(" ", 3)
        if len(owner) != 4:  # It has just been taken, or its owner died in that very moment.
            if age_of(self.folder) < 60:
                return
            owner = ["none", str(int(os.stat(self.folder).st_mtime)), "", ""]
        pid, ticks, boot, node = owner
        if node == os.uname().nodename and boot == self.boot:
            dead = start_ticks(pid) != ticks
        else:
            dead = pid == "none" or age_of(self.owner) > SILENT
        if dead:
            try:
                os.rename(self.folder, "%s.dead.%s.%s" % (self.folder, pid, ticks))
            except OSError:
                pass


def key_of(requirements):
    """Equal Pythons with equal requirements share an environment."""
    python = [os.path.realpath(sys.executable), sys.version, sys.prefix]
    return hashlib.sha256(json.dumps([python, requirements]).encode()).hexdigest()[:32]


def python_in(place):
    """The Python of the environment at `place`, if there is one that is whole."""
    name = first_line(os.path.join(place, "ready"))
    if not name:
        return None
    python = os.path.join(place, name, "bin", "python")
    return python if os.path.exists(python) else None


def tell(done, total):
    """What a client shows while it waits. No block is called that."""
    event = {"v": 1, "t": time.time(), "kind": "progress", "block": "its environment"}
    event.update(done=done, total=total, unit="packages")
    with open("events.jsonl", "ab", buffering=0) as file:
        file.write(json.dumps(event).encode() + b"\n")


def say(text):
    print(text, file=sys.stderr, flush=True)


def run_pip(command, wheels):
    """Its lines go to the log as they come; returns them if it failed."""
    tail = []
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=pip_environment(wheels),
    ) as process:
        for line in process.stdout:
            text = line.decode("utf-8", "replace").rstrip()
            say(text)
            tail = (tail + [text])[-200:]
    return None if process.returncode == 0 else "\n".join(tail)


def packages_of(python):
    program = (
        "import importlib.metadata as m, json\n"
        "print(json.dumps({d.metadata['Name']: d.version for d in m.distributions()}))"
    )
    listed = subprocess.run([python, "-I", "-c", program], stdout=subprocess.PIPE, check=True)
    return json.loads(listed.stdout.decode())


def build(place, requirements, wheels):
    """A new environment at `place`; it is there for others with the last step."""
    name = "%d-%s" % (os.getpid(), os.urandom(4).hex())
    folder = os.path.join(place, name)
    try:
        python = create(folder)
        list_path = os.path.join(folder, "requirements.txt")
        write(list_path, "\n".join(requirements))
        said = run_pip(pip(python, wheels, "--progress-bar", "off", "-r", list_path), wheels)
        if said is not None:
            raise Failed(last_error(said))
        program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "requirements.py")
        check = [python, "-I", program, "has", json.dumps(requirements)]
        lacks = subprocess.run(check, stdout=subprocess.PIPE).stdout.decode().strip()
        if lacks:
            raise Failed("after the installation it still lacks " + lacks)
        about = {"python": sys.version.split()[0], "requirements": requirements}
        about.update(made=int(time.time()), packages=packages_of(python))
        write(os.path.join(place, "about.json"), json.dumps(about))
        write(os.path.join(place, "ready"), name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    for other in os.listdir(place):  # What builders that died have left.
        if re.fullmatch(r"\d+-[0-9a-f]{8}", other) and other != name:
            shutil.rmtree(os.path.join(place, other), ignore_errors=True)
    for grave in glob.glob(glob.escape(place) + "/lock.dead.*"):
        shutil.rmtree(grave, ignore_errors=True)
    return python


def build_once(place, requirements, wheels):
    """Builds, or waits for whoever does. What made another's build fail makes this fail, too."""
    begun, waits, lock = time.time(), False, Lock(os.path.join(place, "lock"))
    failed = os.path.join(place, "failed")
    while not lock.take():
        if python_in(place):
            return python_in(place)
        if os.path.exists(failed) and os.stat(failed).st_mtime > begun:
            raise Failed(first_line(failed))
        if not waits:
            say("Another job builds the environment of this package; waiting for it.")
            waits = True
        time.sleep(0.3)
    try:
        if python_in(place):
            return python_in(place)
        if waits and os.path.exists(failed) and os.stat(failed).st_mtime > begun:
            raise Failed(first_line(failed))
        say("Building an environment with " + ", ".join(requirements))
        return build(place, requirements, wheels)
    except Failed as why:
        write(failed, str(why))
        raise
    finally:
        lock.release()


def make(base):
    with open("start.json", encoding="utf-8") as file:
        start = json.load(file)
    requirements = sorted(set(start.get("requirements", [])))
    for each in requirements:
        if not REQUIREMENT.match(each):
            raise Failed("%r is no name with versions" % each[:80])
    key = key_of(requirements)
    place = os.path.join(base, "environments", key)
    os.makedirs(place, 0o700, exist_ok=True)
    # First the mark of a user, then the look: who removes it looks in the other order.
    write(os.path.join("claim", "environment"), key)
    python = python_in(place)
    if not python:
        tell(0, len(requirements))
        python = build_once(place, requirements, start.get("wheels"))
        tell(len(requirements), len(requirements))
    write(os.path.join(place, "used"), str(int(time.time())))
    return python


def main(base):
    try:
        print(make(base))
    except (Failed, OSError, subprocess.SubprocessError) as error:
        print(one_line(str(error)))
        return 1
    return 0


if __name__ == "__main__":
    os.umask(0o077)
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1]))
