"""requirements.py and environment.py: which versions fit, what is a requirement, who builds."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
PROGRAMS = HERE.parents[1] / "resources" / "host"
sys.path[:0] = [str(HERE.parent / "support"), str(PROGRAMS)]
import requirements  # noqa: E402
import tiny_wheel  # noqa: E402

# version, clauses that take it, clauses that do not; as PEP 440 has it.
FITS = [
    ("1.2.1", ">=1.2 ==1.2.* ==1.2.1 !=1.2 <2 ~=1.2 ~=1.2.0 ===1.2.1", ">1.2.1 ==1.2 <1.2 ~=1.3"),
    ("1.10", ">1.9 >=1.10.0 ==1.10.0 ~=1.9", "<1.9 ==1.1 ~=1.9.0"),
    ("1.13.0a0", "==1.13.0a0 >=1.13.0a0 >=1.12 !=1.13", ">=1.13 ==1.13 <1.13 >1.13.0a0"),
    ("1.0rc2", ">1.0b9 <1.0rc10 >1.0.dev3", ">=1.0 <1.0"),
    ("1.0.post1", ">=1.0 ==1.0-1 >1.0.post0 ==1.0.*", ">1.0 ==1.0 <1.0"),
    ("1.0.dev3", "<1.0a1 ==1.0.dev3", ">=1.0 >1.0.dev3"),
    ("1.0+deb1", "==1.0 >=1.0 ==1.0+deb1", ">1.0 ==1.0+deb2"),
    ("2!0.1", ">9 ==2!0.1", "<9 ==0.1"),
    ("v1.0", "==1.0", "!=1.0"),
]


class VersionsTest(unittest.TestCase):
    def test_clauses_take_what_they_ask_for(self):
        for version, takes, refuses in FITS:
            for clauses, expected in ((takes, True), (refuses, False)):
                for clause in clauses.split():
                    operator, wanted = re.match(requirements.CLAUSE, clause).groups()
                    with self.subTest(version=version, clause=clause):
                        self.assertIs(requirements.fits(version, operator, wanted), expected)

    def test_what_is_installed_is_found_by_any_spelling(self):
        self.assertIsNotNone(requirements.installed("scikit-learn>=1.2"))
        self.assertIsNone(requirements.installed("scikit-learn>=99"))
        self.assertIsNone(requirements.installed("no-such-thing"))

    def test_what_is_no_requirement_is_never_there(self):
        for line in ("-r x", "pandas\n--pre", "pandas;x", "pandas @ file:///x", "pandas==x==y", ""):
            with self.subTest(line=line):
                self.assertIsNone(requirements.installed(line))


class BuildTest(unittest.TestCase):
    """Attempts beside each other, as job.sh has them build."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="it's $HOME ")
        self.addCleanup(temporary.cleanup)
        self.base = Path(temporary.name) / "base"
        self.wheels = Path(temporary.name) / "wheels"
        tiny_wheel.make(self.wheels, "tinywheel", "1.0", "ANSWER = 42\n")
        self.attempts = 0

    def start(self, *requirements):
        self.attempts += 1
        attempt = self.base / "jobs" / str(self.attempts)
        (attempt / "claim").mkdir(parents=True)
        start = {"requirements": requirements, "wheels": str(self.wheels)}
        (attempt / "start.json").write_text(json.dumps(start))
        return subprocess.Popen(
            ["/usr/bin/python3", "-B", "-X", "utf8", PROGRAMS / "environment.py", self.base],
            cwd=attempt,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def places(self):
        return list((self.base / "environments").iterdir())

    def test_thirty_at_once_build_one(self):
        answers = [process.communicate() for process in [self.start("tinywheel") for _ in range(30)]]
        pythons = {out for out, _ in answers}
        self.assertEqual(len(pythons), 1, answers)
        built = sum("Building an environment" in err for _, err in answers)
        self.assertEqual(built, 1)
        python = pythons.pop().strip()
        said = subprocess.run(
            [python, "-c", "import tinywheel, pandas; print(tinywheel.ANSWER)"],
            capture_output=True,
            text=True,
        )
        self.assertEqual(said.stdout, "42\n", said.stderr)
        (place,) = self.places()
        self.assertEqual(
            sorted(path.name for path in place.iterdir()),
            sorted(["about.json", "ready", "used", Path(python).parents[1].name]),
        )

    def test_one_that_cannot_be_built_fails_once_for_all(self):
        processes = [self.start("no-such-thing==1") for _ in range(6)]
        answers = [process.communicate() for process in processes]
        self.assertEqual({process.returncode for process in processes}, {1})
        for out, _ in answers:
            self.assertIn("no-such-thing==1", out)
            self.assertEqual(out.count("\n"), 1)
        again = self.start("no-such-thing==1")  # Somebody may have mended it since.
        tiny_wheel.make(self.wheels, "no_such_thing", "1", "")
        again.communicate()
        mended = self.start("no-such-thing==1")
        out, err = mended.communicate()
        self.assertEqual(mended.returncode, 0, out + err)

    def test_what_a_killed_builder_left_is_never_used(self):
        first = self.start("tinywheel==1.0")
        end = time.monotonic() + 60
        while not list(self.base.glob("environments/*/lock/owner")):
            self.assertLess(time.monotonic(), end)
        os.killpg(first.pid, signal.SIGKILL)
        first.communicate()
        (place,) = self.places()
        self.assertFalse((place / "ready").exists())
        self.assertTrue((place / "lock").exists())
        second = self.start("tinywheel==1.0")
        out, err = second.communicate()
        self.assertEqual(second.returncode, 0, out + err)
        self.assertTrue(Path(out.strip()).exists())
        left = [path.name for path in place.iterdir() if path.name.startswith("lock")]
        self.assertEqual(left, [])

    def test_hostile_lines_reach_no_installer(self):
        for line in ("-r /etc/passwd", "tinywheel\n--pre", "$(touch x)", "tinywheel @ file:///x"):
            with self.subTest(line=line):
                process = self.start(line)
                out, err = process.communicate()
                self.assertEqual(process.returncode, 1)
                self.assertIn("no name with versions", out)
                self.assertEqual(err, "")
        self.assertFalse((self.base / "environments").exists())

    def test_other_versions_are_another_environment(self):
        tiny_wheel.make(self.wheels, "tinywheel", "2.0", "ANSWER = 43\n")
        outs = [self.start(each).communicate()[0] for each in ("tinywheel<2", "tinywheel>=2")]
        answers = [
            subprocess.run(
                [python.strip(), "-c", "import tinywheel; print(tinywheel.ANSWER)"],
                capture_output=True,
                text=True,
            ).stdout
            for python in outs
        ]
        self.assertEqual(answers, ["42\n", "43\n"])


if __name__ == "__main__":
    unittest.main()
