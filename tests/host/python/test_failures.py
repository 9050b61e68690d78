import unittest

import pandas as pd
import sklearn.ensemble  # noqa: F401  What every package imports, once for all: see run_forked
import sklearn.impute  # noqa: F401

from package import Package


class FailureTest(unittest.TestCase):
    """What a person may have wrong is one sentence and exit code 1, never a traceback."""

    def package(self, golden):
        package = Package(golden)
        self.addCleanup(package.remove)
        return package

    def refuses(self, package, sentence):
        done = package.run_forked()
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertIn(sentence, done.stderr)
        failed = package.events("block_failed")
        self.assertEqual(len(failed), 1)
        self.assertIn(sentence, failed[0]["error"])
        self.assertNotIn("line", failed[0])
        return failed[0]["block"]

    def test_a_candidate_that_fails_is_told_and_the_others_go_on(self):
        package = self.package("ordered")
        package.change("train.py", "subsample=0.8", "subsample=-1.0")
        done = package.run_forked()
        self.assertEqual(done.returncode, 0, done.stderr)
        report = package.result("report.json")
        errors = {c["block"]: c["error"] for c in report["candidates"]}
        self.assertIn("subsample", errors["boosting"])
        self.assertIsNone(errors["ridge"])
        self.assertEqual(report["winner"], "ridge")
        self.assertNotIn("Gradient boosting", done.stdout)
        failed = package.events("block_failed")
        self.assertEqual([event["block"] for event in failed], ["boosting"])
        line = package.read("train.py").splitlines()[failed[0]["line"] - 1]
        self.assertIn("model.fit(", line)

    def test_it_fails_if_all_candidates_fail(self):
        package = self.package("ordered")
        package.change("train.py", "subsample=0.8", "subsample=-1.0")
        package.change("train.py", "Ridge(", "Ridge(alpha=-1.0, ")
        done = package.run_forked()
        self.assertEqual(done.returncode, 1)
        self.assertIn("No candidate could be fitted", done.stderr)
        self.assertIsNone(package.result("report.json")["winner"])

    def test_a_candidate_without_the_score_that_ranks_cannot_win(self):
        package = self.package("classification")
        package.change("train.py", '"roc_auc", "max"', '"log_loss", "min"')
        for name in ("logistic", "forest", "boosting", "mlp"):  # a machine has no probabilities
            package.change("train.py", f'    "{name}": make_{name},\n', "")
        done = package.run_forked()
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("No candidate could be fitted and scored", done.stderr)

    def test_a_file_that_is_not_there_is_one_sentence(self):
        package = self.package("ordered")
        package.change_text(sales={"path": "data/none.csv"})
        self.assertEqual(self.refuses(package, "The data file cannot be read"), "sales")

    def test_a_target_that_is_not_there_is_one_sentence(self):
        package = self.package("ordered")
        package.change_text(target="sales")
        self.assertEqual(self.refuses(package, "has no column 'sales', the target"), "sales")

    def test_a_target_of_words_is_one_sentence_where_numbers_are_learned(self):
        package = self.package("ordered")
        package.change_text(target="day")
        self.refuses(package, "'day' must hold numbers only")

    def test_a_target_that_is_missing_in_places_is_one_sentence(self):
        package = self.package("ordered")
        package.change_text(target="visitors")
        package.change("train.py", '    "measured": apply_measured,\n', "")
        sentence = "The target 'visitors' is missing in 10 rows: drop them with Filter rows."
        self.assertEqual(self.refuses(package, sentence), "sales")

    def test_rows_without_a_target_may_be_filtered_out(self):
        package = self.package("ordered")  # its filter drops the rows without visitors
        package.change_text(target="visitors")
        done = package.run_forked()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(package.result("report.json")["rows"]["total"], 190)

    def test_classes_are_named_as_in_the_file_beside_missing_ones_too(self):
        package = self.package("grouped")
        path = package.folder / "data/visits.csv"
        table = pd.read_csv(path, sep=";", dtype=str, keep_default_na=False)
        table["returns"] = table["returns"].map({"yes": "1", "no": "0"})
        table.loc[table["ward"] == "elective", "returns"] = ""  # those are filtered out
        table.to_csv(path, sep=";", index=False)
        package.change_text(positive_class="1")
        package.change("train.py", '    "vote": make_vote,\n', "")
        done = package.run_forked()
        self.assertEqual(done.returncode, 0, done.stderr)
        report = package.result("report.json")
        self.assertEqual((report["classes"], report["positive_class"]), (["0", "1"], "1"))

    def test_a_column_that_is_not_there_is_one_sentence(self):
        package = self.package("ordered")
        package.change_text(measured={"column": "guests"})
        self.assertEqual(self.refuses(package, "has no column 'guests'"), "measured")

    def test_an_unknown_positive_class_is_one_sentence(self):
        package = self.package("grouped")
        package.change_text(positive_class="maybe")
        done = package.run_forked()
        self.assertEqual(done.returncode, 1)
        self.assertIn("The positive class 'maybe' is none of these: no, yes.", done.stderr)

    def test_a_target_of_one_class_is_one_sentence(self):
        package = self.package("grouped")
        package.change_text(elective={"column": "returns", "value": "no"})
        self.assertEqual(self.refuses(package, "needs two classes or more"), "visits")

    def test_a_title_that_the_terminal_cannot_show_does_not_end_the_training(self):
        package = self.package("ordered")
        text = package.read("params.json").replace("Ridge regression", "リッジ回帰")
        package.write("params.json", text)
        done = package.run(PYTHONIOENCODING="ascii")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("\\u30ea", done.stdout)

    def test_events_that_cannot_be_told_do_not_end_the_training(self):
        package = self.package("ordered")
        (package.folder / "events.jsonl").mkdir()
        done = package.run_forked()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Events cannot be told", done.stderr)

    def test_a_second_run_leaves_one_model(self):
        package = self.package("ordered")
        package.run_forked()
        package.change("train.py", '    "ridge": make_ridge,\n', "")
        package.run_forked()
        models = sorted(path.name for path in (package.folder / "training_result/models").iterdir())
        self.assertEqual(models, ["boosting.joblib", "boosting.json"])

    def test_too_few_groups_are_one_sentence(self):
        package = self.package("grouped")
        package.change("train.py", '"splits": 4', '"splits": 400')
        self.assertEqual(self.refuses(package, "The rows cannot be split like this"), "split")

    def test_an_error_of_a_script_names_its_line(self):
        package = self.package("grouped")
        package.write("scripts/ratio.py", "def transform(table):\n    return table['wage'] / 2\n")
        done = package.run_forked()
        self.assertEqual(done.returncode, 1)
        failed = package.events("block_failed")[0]
        self.assertEqual(failed["block"], "ratio")
        self.assertEqual(failed["error"], "KeyError: 'wage' (scripts/ratio.py, line 2)")

    def test_a_script_of_some_candidates_that_changes_rows_is_one_sentence(self):
        for change in ("iloc[1:]", "sort_values('bmi')"):
            package = self.package("branched")
            script = f"def transform(table):\n    return table.{change}\n"
            package.write("scripts/squares.py", script)
            sentence = "squares is a step of some candidates only, which are compared on the same"
            self.assertEqual(self.refuses(package, sentence), "squares")

    def test_a_script_that_breaks_its_promise_is_one_sentence(self):
        package = self.package("grouped")
        package.write("scripts/ratio.py", "def transform(table):\n    return table\n")
        self.assertEqual(self.refuses(package, "no column 'pressure per year'"), "ratio")


if __name__ == "__main__":
    unittest.main()
