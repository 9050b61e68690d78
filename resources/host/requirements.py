"""What a Python has of what a package requires, and what it could have.

    python requirements.py look NEEDS       NEEDS is JSON: modules, requirements, wheels. Prints
                                            key=value lines as preflight.sh does; with 1: something
                                            is missing
    python requirements.py try NEEDS        the same of what could be installed
    python requirements.py has LIST         the requirements of the JSON list that are not there

Also the module of environment.py beside it. One file, since a host is looked at with its text before
it has any of ours. Python 3.8 or newer, standard library only.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
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


def main(mode, argument):
    if mode == "look":
        return 0 if look(json.loads(argument)) else 1
    if mode == "try":
        try_installing(json.loads(argument))
    if mode == "has":
        print(", ".join(lacking(json.loads(argument), extras_too=False)))
    return 0


if __name__ == "__main__":
    os.umask(0o077)
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main(*sys.argv[1:3]))
