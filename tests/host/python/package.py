"""A golden package in a temporary folder, made smaller, and what a run of it wrote."""

import json
import os
import runpy
import shutil
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "tests" / "codegen" / "golden"
HOST = ROOT / "resources" / "host"
SMALL = {  # enough to see that it works, not how well
    "n_estimators=200": "n_estimators=10",
    "GradientBoostingClassifier(": "GradientBoostingClassifier(n_estimators=10, ",
    "max_iter=500": "max_iter=20",
    '"splits": 5': '"splits": 3',
    "requests=2000": "requests=20",
    "repeats=5": "repeats=2",
}


class Package:
    """A package as a job has it; `reporting` says whether the runtime is beside train.py."""

    def __init__(self, golden, reporting=True):
        self.folder = Path(tempfile.mkdtemp(prefix="outcrop-test-"))
        shutil.copytree(GOLDEN / golden, self.folder, dirs_exist_ok=True)
        if reporting:
            for path in HOST.glob("outcrop_*.py"):
                shutil.copy(path, self.folder)
        program = self.read("train.py")
        for old, new in SMALL.items():
            program = program.replace(old, new)
        self.write("train.py", program)

    def remove(self):
        shutil.rmtree(self.folder)

    def read(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def change(self, name, old, new):
        text = self.read(name)
        assert text.count(old) == 1, (name, old, text.count(old))
        self.write(name, text.replace(old, new))

    def change_text(self, **values):
        """Changes what params.json says of a block, or at its top."""
        text = json.loads(self.read("params.json"))
        for name, value in values.items():
            if isinstance(value, dict):
                text["blocks"][name].update(value)
            else:
                text[name] = value
        self.write("params.json", json.dumps(text))

    def run(self, *arguments, program="train.py", **environment):
        """Runs it as a job would, from another folder."""
        events = str(self.folder / "events.jsonl")
        variables = dict(os.environ, OUTCROP_EVENTS=events, **environment)
        command = [sys.executable, str(self.folder / program), *map(str, arguments)]
        return subprocess.run(
            command, env=variables, cwd="/", capture_output=True, text=True, check=False
        )

    def run_forked(self, *arguments, program="train.py", cwd="/"):
        """The same in a copy of this process, which has imported the libraries already."""
        paths = [self.folder / "stdout", self.folder / "stderr"]
        child = os.fork()
        if child == 0:
            for number, path in enumerate(paths, start=1):
                os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
            os.chdir(cwd)
            os.environ["OUTCROP_EVENTS"] = str(self.folder / "events.jsonl")
            sys.argv = [str(self.folder / program), *map(str, arguments)]
            sys.path.insert(0, str(self.folder))
            os._exit(exit_code(lambda: runpy.run_path(sys.argv[0], run_name="__main__")))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = [path.read_text(encoding="utf-8") for path in paths]
        return subprocess.CompletedProcess(program, code, *texts)

    def train(self, *arguments, **environment):
        done = self.run(*arguments, **environment)
        assert done.returncode == 0, done.stderr
        return done

    def result(self, name):
        return json.loads(self.read(f"training_result/{name}"))

    def events(self, kind=None):
        events = [json.loads(line) for line in self.read("events.jsonl").splitlines()]
        return [event for event in events if kind in (None, event["kind"])]

    def table(self, name):
        import pandas as pd

        path = self.folder / "training_result" / name
        return pd.read_csv(path, keep_default_na=False, float_precision="round_trip")


def exit_code(call):
    """What a program's end means to the process, as Python itself does it."""
    code = 0
    try:
        call()
    except SystemExit as end:
        code = end.code
        if isinstance(code, str):
            print(code, file=sys.stderr)
            code = 1
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return code or 0


def leaderboard(output):
    """The lines of a leaderboard and of the test part, without what estimators print."""
    lines = output.splitlines()
    start = next(i for i, line in enumerate(lines) if line.lstrip().startswith("rank"))
    noise = ("Iteration", "Training loss", "Leak test")
    return [line for line in lines[start:] if line and not line.startswith(noise)]
