import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path
from unittest import mock

from package import HOST

sys.path.insert(0, str(HOST))

import outcrop_host  # noqa: E402
import outcrop_run  # noqa: E402


class EventsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "events.jsonl"

    def lines(self):
        return self.path.read_text(encoding="utf-8").splitlines()

    def test_an_event_is_one_write_of_one_line(self):
        events = outcrop_run.Events(self.path)
        with mock.patch.object(outcrop_run.os, "write", side_effect=os.write) as write:
            events.send("warning", text="two\nlines", count=2)
            events.send("progress", block="forest", done=1, total=10, unit="folds")
        self.assertEqual(write.call_count, 2)
        first, second = (json.loads(line) for line in self.lines())
        self.assertEqual(first["text"], "two\nlines")
        self.assertEqual((second["v"], second["kind"], second["done"]), (1, "progress", 1))
        self.assertIsInstance(second["t"], float)

    def test_numbers_that_json_does_not_know_are_written_by_name(self):
        import numpy

        values = {"a": math.nan, "b": -math.inf, "c": numpy.float64("inf"), "d": numpy.int64(3)}
        outcrop_run.Events(self.path).send("scores", m=values)
        found = json.loads(self.lines()[0])["m"]
        self.assertEqual(found, {"a": "NaN", "b": "-Infinity", "c": "Infinity", "d": 3})

    def test_what_is_not_known_is_left_out(self):
        outcrop_run.Events(self.path).send("scores", model="svc", fold=None)
        self.assertNotIn("fold", json.loads(self.lines()[0]))

    def test_writers_at_the_same_time_never_mix_their_lines(self):
        def send():
            events = outcrop_run.Events(self.path)
            for number in range(200):
                events.send("metric", text="x" * 500, step=number)

        writers = [threading.Thread(target=send) for _ in range(4)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        self.assertEqual(len([json.loads(line) for line in self.lines()]), 800)

    def test_a_full_disk_does_not_end_the_training(self):
        outcrop_run.Events("/dev/full").send("progress", done=1)

    def test_without_an_events_file_nothing_is_written(self):
        outcrop_run.Events(None).send("progress", done=1)
        self.assertFalse(self.path.exists())

    def test_the_log_is_measured_where_it_is_a_file(self):
        program = "import os, outcrop_run as run; os.write(1, b'12345'); exit(run.log_size() or 0)"
        command = [sys.executable, "-B", "-c", program]
        with open(self.path, "wb") as log:
            done = subprocess.run(command, cwd=HOST, stdout=log, check=False)
        self.assertEqual(done.returncode, 5)
        done = subprocess.run(command, cwd=HOST, stdout=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 0)

    def test_the_host_is_sampled_until_it_is_told_to_stop(self):
        class Told:
            def __init__(self):
                self.facts, self.arrived = None, threading.Event()

            def send(self, kind, **facts):
                self.facts = dict(facts, kind=kind)
                self.arrived.set()

        told = Told()
        sampler = outcrop_host.HostSampler(told, seconds=0.001)
        sampler.start()
        self.assertTrue(told.arrived.wait(60))
        sampler.stop()
        self.assertFalse(sampler.is_alive())
        self.assertEqual(set(told.facts), {"kind", "cpu", "rss", "load"})
        self.assertGreater(told.facts["rss"], 1 << 20)

    def test_a_file_that_is_there_is_whole(self):
        path = self.path.with_name("report.json")
        outcrop_run.write_json(path, {"schema": 1})
        with self.assertRaises(TypeError):
            outcrop_run.write_json(path, {"schema": object()})
        self.assertEqual(json.loads(path.read_text()), {"schema": 1})


if __name__ == "__main__":
    unittest.main()
