"""The built program, run in a home of its own."""

import json
import os
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

PROGRAM = os.environ["OUTCROP_PROGRAM"]
# From the build, not from the program: one that lost its charts is to be found out.
HAS_CHARTS = os.environ.get("OUTCROP_HAS_CHARTS", "1") == "1"
ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "resources" / "examples"


class ProgramTest(unittest.TestCase):
    """A test with an empty home, which the jobs it starts share."""

    program = PROGRAM

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="outcrop-test-")
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)
        run = self.home / "run"
        run.mkdir(mode=0o700)
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith("XDG_")
        }
        self.environment.pop("DBUS_SESSION_BUS_ADDRESS", None)  # A person's keychain is theirs.
        self.environment.update(HOME=str(self.home), XDG_RUNTIME_DIR=str(run), TERM="dumb")

    def start(self, *arguments, **options):
        options = {
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "cwd": self.home,
            "text": True,
            **options,
        }
        return subprocess.Popen(
            [str(self.program), *map(str, arguments)],
            env=self.environment,
            **options,
        )

    def run_program(self, *arguments, code=0):
        """Runs to the end, checks the exit code, returns (stdout, stderr)."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=500)
        self.assertEqual(process.returncode, code, f"{arguments}: {err}\n{out}")
        return out, err

    def run_json(self, *arguments, code=0):
        """The one object that --json prints."""
        out, _ = self.run_program(*arguments, "--json", code=code)
        self.assertEqual(out.count("\n"), 1, out)
        answer = json.loads(out)
        self.assertEqual(answer["schema"], 1)
        return answer

    def write(self, name, text):
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def write_package(self, name, script, output_folder="training_result", requirements=None):
        """A package as somebody else would make it: an entry point and a metadata.yaml."""
        import zipfile

        path = self.home / name
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("job.py", script)
            package.writestr(
                "metadata.yaml",
                "framework:\n  name: scikit-learn\n  runtime: python3\nmodel:\n  name: Own\n"
                f"entry_point: job.py\noutput_folder: {output_folder}\n",
            )
            if requirements is not None:
                package.writestr("requirements.txt", requirements)
        return path

    def wait_until(self, condition, what, seconds=300):
        """Waits for a condition, not for a time; `seconds` only ends a test that hangs."""
        end = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), end, f"waited in vain until {what}")
            time.sleep(0.02)
