"""Pipelines and packages as files."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import unittest
import zipfile

import yaml

from program import EXAMPLES, PROGRAM, ProgramTest

ALL = ("breast-cancer", "diabetes", "digits", "iris-csv", "wine-clusters")

BROKEN = """outcrop: 1
name: Broken
blocks:
  - id: flowers
    type: input.dataset
  - id: forest
    type: sklearn.RandomForestClassifier
    attributes: {max_depth: 0, criterion: mse}
  - id: evaluate
    type: evaluation.evaluate
connections:
  - flowers.table -> forest.table
  - forest.model -> evaluate.models
"""


class ValidateTest(ProgramTest):
    def test_every_example_can_run(self):
        for name in ALL:
            answer = self.run_json("validate", EXAMPLES / f"{name}.outcrop")
            self.assertTrue(answer["valid"], answer)

    def test_problems_say_where_and_how_to_mend(self):
        path = self.write("broken.outcrop", BROKEN)
        answer = self.run_json("validate", path, code=3)
        problems = {each["attribute"]: each for each in answer["problems"] if each["severity"] == "error"}
        self.assertEqual(problems["max_depth"]["block"], "forest")
        self.assertTrue(problems["max_depth"]["fixes"])
        self.assertTrue(problems["criterion"]["fixes"])
        out, _ = self.run_program("validate", path, code=3)
        self.assertIn("to mend it:", out)

    def test_a_dash_is_standard_input_and_two_end_the_options(self):
        with open(EXAMPLES / "iris-csv.outcrop", encoding="utf-8") as file:
            process = self.start("validate", "-", "--json", stdin=file, cwd=EXAMPLES)
            out, err = process.communicate(timeout=300)
        self.assertEqual(process.returncode, 0, err)
        self.assertTrue(json.loads(out)["valid"])
        shutil.copy(EXAMPLES / "diabetes.outcrop", self.home / "--odd.outcrop")
        self.assertTrue(json.loads(self.run_program("validate", "--json", "--", "--odd.outcrop")[0])["valid"])

    def test_a_pipeline_that_cannot_run_is_not_built(self):
        path = self.write("broken.outcrop", BROKEN)
        _, err = self.run_program("build", path, "-o", "out.zip", code=3)
        self.assertIn("max_depth", err)
        self.assertFalse((self.home / "out.zip").exists())

    def test_hostile_files_get_a_sentence_each(self):
        bomb = "a: &a [x, x]\nb: &b [*a, *a]\n"
        many = "".join(f"  - {{id: b{n}, type: input.dataset}}\n" for n in range(10000))
        files = {
            "cycle.outcrop": "a: &a [*a]\n",
            "bomb.outcrop": bomb,
            "deep.outcrop": "outcrop: 1\nblocks: " + "[" * 5000,
            "twice.outcrop": "outcrop: 1\noutcrop: 1\n",
            "newer.outcrop": "outcrop: 99\n",
            "binary.outcrop": "\x00\x01",
            "many.outcrop": "outcrop: 1\nblocks:\n" + many,
            "empty.outcrop": "",
        }
        for name, text in files.items():
            out, err = self.run_program("validate", self.write(name, text), code=3)
            self.assertTrue(out or err.startswith("outcrop: "), name)
        _, err = self.run_program("validate", "/dev/zero", code=3)
        self.assertIn("it is not a file", err)


class BuildTest(ProgramTest):
    def build(self, example, folder, **environment):
        """The ZIP of an example that lies in `folder`, built by a program in this environment."""
        folder.mkdir(parents=True)
        for path in EXAMPLES.iterdir():
            shutil.copy(path, folder)
        output = folder / "out.zip"
        subprocess.run(
            [PROGRAM, "build", f"{example}.outcrop", "-o", str(output), "--quiet"],
            cwd=folder, env={**self.environment, **environment}, check=True, stdout=subprocess.DEVNULL,
            preexec_fn=(lambda: os.umask(0o077)) if environment else None,
        )
        return output

    def test_two_checkouts_build_equal_packages(self):
        for example in ("iris-csv", "breast-cancer"):
            one = self.build(example, self.home / "one" / example)
            two = self.build(
                example, self.home / "another place" / example,
                TZ="Asia/Kolkata", LC_ALL="C", LANG="tr_TR.UTF-8", USER="other", LOGNAME="other",
                HOME=str(self.home / "run"),
            )
            self.assertEqual(one.read_bytes(), two.read_bytes(), example)

    def test_metadata_reads_back_to_the_values_set(self):
        path = self.build("iris-csv", self.home / "p")
        with zipfile.ZipFile(path) as package:
            metadata = yaml.safe_load(package.read("metadata.yaml"))
            self.assertEqual(metadata["entry_point"], "train.py")
            self.assertEqual(metadata["output_folder"], "training_result")
            self.assertEqual(metadata["Dataset"]["samples"], 150)
            self.assertIsInstance(metadata["framework"]["version"], str)
            self.assertEqual(metadata["data_process"]["data_split"]["train"], 0.8)
            self.assertNotIn("time", metadata["model"])
            self.assertIn("pipeline.outcrop", package.namelist())

    def test_a_package_can_go_to_standard_output(self):
        path = self.build("iris-csv", self.home / "p")
        process = self.start(
            "build", "iris-csv.outcrop", "-o", "-", cwd=self.home / "p", text=False
        )
        out, _ = process.communicate(timeout=300)
        self.assertEqual(out, path.read_bytes())

    def test_manifest_is_what_sha256sum_checks(self):
        path = self.build("iris-csv", self.home / "p")
        with zipfile.ZipFile(path) as package:
            for line in package.read("manifest.sha256").decode().splitlines():
                digest, name = line.split("  ", 1)
                self.assertEqual(hashlib.sha256(package.read(name)).hexdigest(), digest, name)
            self.assertEqual(package.namelist(), sorted(package.namelist()))

    def test_a_package_runs_by_hand_with_python_alone(self):
        path = self.build("iris-csv", self.home / "p")
        folder = self.home / "unpacked"
        with zipfile.ZipFile(path) as package:
            package.extractall(folder)
        (folder / "outcrop_run.py").unlink()
        done = subprocess.run(
            [sys.executable, "train.py"], cwd=folder, capture_output=True, text=True, check=True
        )
        self.assertIn("on the test part", done.stdout)
        self.assertTrue(list((folder / "training_result" / "models").glob("*.joblib")))


if __name__ == "__main__":
    unittest.main()
