"""collect.py: what of an ended attempt is offered, and how it is named."""

import hashlib
import json
import os
import socket
import subprocess
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAM = HERE.parents[1] / "resources" / "host" / "collect.py"


class CollectTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.attempt = Path(temporary.name) / "1"
        (self.attempt / "work").mkdir(parents=True)
        (self.attempt / "process.log").write_text("log\n")
        (self.attempt / "events.jsonl").write_text("")

    def collect(self, output_folder="training_result"):
        start = {"output_folder": output_folder}
        (self.attempt / "start.json").write_text(json.dumps(start))
        done = subprocess.run(
            ["/usr/bin/python3", "-I", "-X", "utf8", PROGRAM, self.attempt],
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=300,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        self.said = done.stderr
        manifest = (self.attempt / "manifest.jsonl").read_bytes()
        digest = (self.attempt / "manifest.sha256").read_text()
        self.assertEqual(digest, hashlib.sha256(manifest).hexdigest() + "\n")
        self.lines = manifest.splitlines(keepends=True)
        return [json.loads(line)["path"] for line in self.lines]

    def test_results_are_moved_and_listed_by_path(self):
        result = self.attempt / "work" / "out" / "put"
        (result / "models").mkdir(parents=True)
        (result / "report.json").write_text("{}")
        (result / "models" / "a.joblib").write_bytes(b"\0" * 5000)
        results = ["training_result/models/a.joblib", "training_result/report.json"]
        self.assertEqual(self.collect("out/put"), ["events.jsonl", "process.log"] + results)
        self.assertFalse(result.exists())

    # The C++ reader is tested with the same lines.
    def test_odd_names_are_written_as_in_the_fixture(self):
        result = os.fsencode(self.attempt / "work" / "training_result")
        os.mkdir(result)
        names = [b"100%", b"back\\slash", b"new\nline", b"not\xffutf8", b"a b", b"\xc2\x85", b'"q"']
        for name in names + ["ünï".encode()]:
            with open(os.path.join(result, name), "wb") as file:
                file.write(name)
        self.collect()
        expected = (HERE / "fixtures" / "manifest" / "odd_names.jsonl").read_bytes()
        self.assertEqual(b"".join(self.lines), expected)

    def test_links_pipes_and_sockets_are_left_out(self):
        result = self.attempt / "work" / "training_result"
        result.mkdir()
        (result / "link").symlink_to("/etc/passwd")
        (result / "folder").symlink_to("/etc")
        os.mkfifo(result / "pipe")
        with socket.socket(socket.AF_UNIX) as listener:
            here = os.getcwd()
            os.chdir(result)
            listener.bind("socket")
            os.chdir(here)
        (result / "file").write_text("x")
        self.assertEqual(self.collect()[2:], ["training_result/file"])
        self.assertEqual(self.said.count("left out"), 4)

    def test_a_link_in_the_place_of_the_output_folder_is_not_taken(self):
        (self.attempt / "work" / "training_result").symlink_to("/etc")
        self.assertEqual(self.collect(), ["events.jsonl", "process.log"])
        (self.attempt / "work" / "a").symlink_to("/")
        self.assertEqual(self.collect("a/etc"), ["events.jsonl", "process.log"])

    def test_an_output_folder_outside_is_not_taken(self):
        (self.attempt.parent / "2").mkdir()
        for folder in ("../../2", "..", ".", "", "/etc"):
            with self.subTest(folder):
                self.assertEqual(self.collect(folder), ["events.jsonl", "process.log"])

    def test_a_log_that_became_a_link_is_left_out(self):
        (self.attempt / "process.log").unlink()
        (self.attempt / "process.log").symlink_to("/etc/passwd")
        self.assertEqual(self.collect(), ["events.jsonl"])


if __name__ == "__main__":
    unittest.main()
