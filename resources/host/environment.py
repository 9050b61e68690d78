"""What a package requires of a Python, and the environment that gives it what it lacks.

    python environment.py look NEEDS        NEEDS is JSON: modules, requirements, wheels. Prints
                                            key=value lines as preflight.sh does; with 1: something
                                            is missing
    python environment.py try NEEDS         the same of what could be installed
    python environment.py make BASE         in an attempt's folder: prints the Python of an
                                            environment with what its start.json requires; with 1:
                                            why there is none. Standard error is for the log

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
import tempfile
import threading
import time
from importlib import metadata
from importlib.util import find_spec

NAME = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?"
CLAUSE = r"(===|==|!=|<=|>=|~=|<|>)([A-Za-z0-9.!+*_-]+)"
REQUIREMENT = re.compile(rf"({NAME})(?:\[({NAME}(?:,{NAME})*)\])?({CLAUSE}(?:,{CLAUSE})*)?\Z")
VERSION = re.compile(
    r"v?(?:(?P<epoch>\d+)!)?(?P<release>\d+(?:\.\d+)*)"
    r"(?:[-_.]?(?P<pre>alpha|a|beta|b|preview|pre|rc|c)[-_.]?(?P<pre_n>\d*))?"
    r"(?:-(?P<post_n>\d+)|[-_.]?(?P<post>post|rev|r)[-_.]?(?P<post_m>\d*))?"
    r"(?:[-_.]?(?P<dev>dev)[-_.]?(?P<dev_n>\d*))?"
    r"(?:\+(?P<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\Z"
)
PRE = {"a": 0, "alpha": 0, "b": 1, "beta": 1, "c": 2, "rc": 2, "pre": 2, "preview": 2}
NO_INSTALLER = "it has neither pip nor ensurepip; on Debian: apt-get install python3-venv"
SILENT = 300  # seconds after which a builder on another node that gives no sign is dead
PULSE = 10  # seconds between two signs


class Version:
    """A version after PEP 440, as far as comparing needs it."""

    def __init__(self, text):
        match = VERSION.match(text.strip().lower())
        if not match:
            raise ValueError(text)
        part = match.groupdict()
        self.epoch = int(part["epoch"] or 0)
        self.release = tuple(map(int, part["release"].split(".")))
        self.is_pre = bool(part["pre"] or part["dev"])
        self.is_post = bool(part["post"] or part["post_n"])
        self.local = part["local"]
        after = part["post_n"] or part["post_m"] or "0"
        post = int(after) if self.is_post else -1
        if part["pre"]:
            pre = (PRE[part["pre"]], int(part["pre_n"] or 0))
        else:
            pre = (-1, 0) if part["dev"] and post < 0 else (3, 0)
        dev = int(part["dev_n"] or 0) if part["dev"] else float("inf")
        trimmed = list(self.release)
        while trimmed and trimmed[-1] == 0:
            trimmed.pop()
        self.base = (self.epoch, tuple(trimmed))
        self.key = self.base + (pre, post, dev)

    def begins_with(self, prefix):
        padded = self.release + (0,) * max(0, len(prefix.release) - len(self.release))
        return self.epoch == prefix.epoch and padded[: len(prefix.release)] == prefix.release


def fits(version, operator, wanted):
    """Whether an installed version is what one clause asks for."""
    if operator == "===":
        return version == wanted
    have = Version(version)
    if wanted.endswith(".*"):
        return have.begins_with(Version(wanted[:-2])) == (operator == "==")
    want = Version(wanted)
    if operator == "~=":
        above = Version("%d!%s" % (want.epoch, ".".join(map(str, want.release[:-1])) or "0"))
        return have.key >= want.key and have.begins_with(above)
    same = have.key == want.key and (want.local is None or want.local == have.local)
    if operator == "==":
        return same
    if operator == "!=":
        return not same
    if have.base == want.base:
        if operator == "<" and have.is_pre and not want.is_pre:
            return False
        if operator == ">" and (have.local or (have.is_post and not want.is_post)):
            return False
    return {
        "<": have.key < want.key,
        "<=": have.key <= want.key,
        ">": have.key > want.key,
        ">=": have.key >= want.key,
    }[operator]


def installed(requirement, extras_too=True):
    """The version that is there and fits, or None. Whether extras are is for pip to find out."""
    match = REQUIREMENT.match(requirement)
    if not match or (extras_too and match[2]):
        return None
    try:
        version = metadata.version(match[1])
        clauses = re.findall(CLAUSE, match[3] or "")
        return version if all(fits(version, *clause) for clause in clauses) else None
    except (metadata.PackageNotFoundError, ValueError):
        return None


def lacking(requirements, extras_too=True):
    return [each for each in requirements if installed(each, extras_too) is None]


def one_line(text):
    return " ".join(text.split())[:300]


def last_error(output):
    """What pip said last: its first line of the kind ERROR tells more than its second."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line[6:].strip() for line in lines if line.startswith("ERROR:")]
    return one_line((errors or lines[-1:] or ["it said nothing"])[0])


def create(folder):
    """A venv that sees what this Python has; its Python. Raises OSError with a sentence."""
    import venv

    has_pip = find_spec("pip") is not None
    if not has_pip and find_spec("ensurepip") is None:
        raise OSError(NO_INSTALLER)
    try:
        venv.create(folder, system_site_packages=True, with_pip=not has_pip, symlinks=True)
    except subprocess.CalledProcessError as failed:
        raise OSError(last_error((failed.output or b"").decode("utf-8", "replace"))) from None
    return os.path.join(folder, "bin", "python")


def pip(python, wheels, *arguments):
    """The command that installs. Where there is a folder of wheels, from there alone."""
    command = [python, "-I", "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    if wheels:
        command += ["--no-index", "--find-links", wheels]
    return command + list(arguments)


def pip_environment(wheels):
    """Where there is a folder of wheels, no variable or file adds another place."""
    if not wheels:
        return dict(os.environ)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    return dict(kept, PIP_CONFIG_FILE=os.devnull)


# What preflight.sh asks.


def look(needs):
    """Whether everything is there."""
    print("executable=" + sys.executable)
    complete = True
    for module, package in needs["modules"]:
        try:
            found = find_spec(module) is not None
        except (ImportError, ValueError):
            found = False
        complete = complete and found
        if found:
            try:
                print("module=%s %s" % (module, metadata.version(package)))
            except metadata.PackageNotFoundError:
                print("module=%s unknown" % module)
    for number, requirement in enumerate(needs["requirements"]):
        version = installed(requirement)
        complete = complete and version is not None
        if version is not None:
            print("requirement=%d present %s" % (number, version))
    return complete


def try_installing(needs):
    """Says of each that is missing whether an environment could have it. Installs nothing."""
    wheels, wanted = needs.get("wheels"), needs["requirements"]
    missing = [(number, each) for number, each in enumerate(wanted) if installed(each) is None]
    if not missing:
        return
    with tempfile.TemporaryDirectory(prefix="outcrop-look-") as folder:
        try:
            python = create(os.path.join(folder, "venv"))
        except OSError as error:
            for number, _ in missing:
                print("requirement=%d impossible %s" % (number, one_line(str(error))))
            return
        command = pip(python, wheels, "--dry-run", "--no-deps", "--quiet")
        if not wheels:
            command += ["--retries", "0", "--timeout", "8"]
        for number, requirement in missing:
            try:
                tried = subprocess.run(
                    command + [requirement],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    env=pip_environment(wheels),
                    cwd=folder,
                    timeout=40,
                )
            except subprocess.TimeoutExpired:
                print("requirement=%d untold pip did not answer" % number, flush=True)
                continue
            said = tried.stdout.decode("utf-8", "replace")
            if tried.returncode == 0:
                print("requirement=%d installable" % number, flush=True)
            elif "no such option: --dry-run" in said:
                print("requirement=%d untold pip is too old to tell" % number, flush=True)
            else:
                print("requirement=%d impossible %s" % (number, last_error(said)), flush=True)


# What job.sh asks.


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
        check = [python, "-I", __file__, "has", json.dumps(requirements)]
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


def main(mode, argument):
    if mode == "look":
        return 0 if look(json.loads(argument)) else 1
    if mode == "try":
        try_installing(json.loads(argument))
    if mode == "has":
        print(", ".join(lacking(json.loads(argument), extras_too=False)))
    if mode == "make":
        try:
            print(make(argument))
        except (Failed, OSError, subprocess.SubprocessError) as error:
            print(one_line(str(error)))
            return 1
    return 0


if __name__ == "__main__":
    os.umask(0o077)
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main(*sys.argv[1:3]))
