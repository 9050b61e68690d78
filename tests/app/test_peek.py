"""Tables looked at where they lie, and pipelines over data that stay on a host."""

import json
import random
import shutil
import unittest
import zipfile

from lab import LabTest
from program import EXAMPLES


class PeekTest(LabTest):
    def setUp(self):
        super().setUp()
        self.add_lab()
        self.trust_lab()
        self.data = self.home / "data of the lab"
        self.data.mkdir()
        shutil.copy(EXAMPLES / "iris.csv", self.data)

    def pipeline_over(self, path, *attributes):
        text = (EXAMPLES / "iris-csv.outcrop").read_text(encoding="utf-8")
        self.assertIn("path: iris.csv", text)
        here = ", ".join([f"path: {json.dumps(path)}", *attributes])
        return self.write("far.outcrop", text.replace("path: iris.csv", here))

    def write_large(self, name, encoding):
        """More rows than a sample holds, sorted by class as those of iris are."""
        header, *rows = (EXAMPLES / "iris.csv").read_text(encoding="ascii").splitlines(True)
        text = header + "".join(row * 300 for row in rows)
        (self.data / name).write_text(text, encoding=encoding)
        return f"lab:{self.data}/{name}"

    def submit_tried(self, pipeline):
        """Submits it with --smoke; nothing of it stays in the place for temporary files."""
        scratch = self.home / "scratch"
        scratch.mkdir()
        self.environment["TMPDIR"] = str(scratch)
        out, err = self.run_program("submit", pipeline, "--smoke")
        self.assertEqual(list(scratch.iterdir()), [])
        self.run_program("jobs", "cancel", out.strip())
        return err

    def test_a_table_on_a_host_is_told_as_the_same_table_here(self):
        far = f"lab:{self.data}/iris.csv"
        here = self.run_json("peek", EXAMPLES / "iris.csv")
        self.assertEqual(self.run_json("peek", far), here)
        self.assertEqual(here["rows"], 150)
        self.assertEqual([column["kind"] for column in here["columns"]], ["real"] * 4 + ["text"])
        self.assertEqual(here["head"][0], ["5.1", "3.5", "1.4", "0.2", "setosa"])
        out, err = self.run_program("peek", far, "--rows", "1")
        self.assertIn("setosa, versicolor, virginica", out)
        self.assertIn("150 rows", err)

    def test_of_a_large_table_only_the_beginning_travels(self):
        numbers = random.Random(1)
        lines = [f"{number},{numbers.random()}" for number in range(100_000)]
        (self.data / "large.csv").write_text("a,b\n" + "\n".join(lines) + "\n", encoding="ascii")
        answer = self.run_json("peek", f"lab:{self.data}/large.csv")
        self.assertEqual(answer["rows"], 100_000)
        self.assertEqual(answer["read_bytes"], 1 << 20)
        self.assertLess(answer["read_rows"], 100_000)
        self.assertEqual(answer["columns"][0]["greatest"], answer["read_rows"] - 1)
        self.assertFalse(list(self.home.glob("on-host/**/large.csv")))

    def test_what_cannot_be_looked_at_says_why(self):
        for path, code, reason in (
            (f"lab:{self.data}/iris.tsv", 1, "there is no such file"),
            (f"lab:{self.data}", 3, "it is not a file"),
            ("lba:/iris.csv", 1, "Did you mean lab?"),
            (EXAMPLES / "none.csv", 1, "there is no such file"),
        ):
            out, err = self.run_program("peek", path, code=code)
            self.assertIn(reason, err)
            self.assertEqual(out, "")

    def test_a_pipeline_over_data_of_a_host_is_tried_on_a_sample(self):
        err = self.submit_tried(self.pipeline_over(self.write_large("large.csv", "ascii")))
        self.assertRegex(err, r"Smoke run: It works on 3\d\d rows of a sample from lab\.")

    def test_where_no_sample_comes_it_runs_untried(self):
        far = self.write_large("large.csv", "utf-16")
        err = self.submit_tried(self.pipeline_over(far, "encoding: utf-16"))
        self.assertIn("no sample of its data came from lab", err)
        self.assertIn("a part of a file in utf-16 is not taken", err)

    def test_a_pipeline_runs_where_its_data_are_and_nowhere_else(self):
        here = self.run_json("run", EXAMPLES / "iris-csv.outcrop")
        pipeline = self.pipeline_over(f"lab:{self.data}/iris.csv")
        self.run_program("validate", pipeline)
        _, err = self.run_program("run", pipeline, "--host", "local", code=3)
        self.assertIn(f"lie on lab ({self.data}/iris.csv)", err)
        there = self.run_json("run", pipeline)
        self.assertEqual(there["host"], "lab")
        self.assertEqual(there["best"], here["best"])
        package = self.home / "far.zip"
        _, err = self.run_program("build", pipeline, "-o", package)
        self.assertIn("runs on lab only", err)
        with zipfile.ZipFile(package) as files:
            self.assertFalse([name for name in files.namelist() if name.startswith("data/")])
            texts = json.loads(files.read("params.json"))
            self.assertEqual(texts["blocks"]["iris"]["path"], f"{self.data}/iris.csv")
            self.assertNotIn(b"lab:", files.read("pipeline.outcrop"))


if __name__ == "__main__":
    unittest.main()
