import unittest

import pandas as pd
import sklearn.ensemble  # noqa: F401  What every package imports, once for all: see run_forked
import sklearn.impute  # noqa: F401

from package import Package

SELECTOR = """
from sklearn.feature_selection import SelectKBest

def transform(table):
    numbers = table.select_dtypes("number")
    numbers = numbers.fillna(numbers.median())
    selector = SelectKBest(k=2).fit(numbers, table["returns"])
    return table.drop(columns=numbers.columns[~selector.get_support()])
"""
SCALER = """
def transform(table):
    table["age"] = (table["age"] - table["age"].mean()) / table["age"].std()
    return table
"""
CENTRED = """
def transform(table):
    return table - table.mean()
"""
TARGET_ENCODER = """
def transform(table):
    returns = table["returns"] == "yes"
    table["ward"] = table["ward"].map(returns.groupby(table["ward"]).mean())
    return table
"""
COPY_OF_TARGET = """
def transform(table):
    table["hint"] = (table["returns"] == "yes") * 1.0 + table["age"] / 1000
    return table
"""
RANKS = """
def transform(table):
    table["lab"] = table["lab"].rank(pct=True)
    return table
"""
OUTLIERS = """
def transform(table):
    pressure = table["pressure, mm"]
    return table[~(pressure > pressure.mean() * 1.2)]
"""
ROW_BY_ROW = """
import numpy as np

def transform(table):
    table["log age"] = np.log(table["age"])
    table["old"] = table["age"] > 60
    return table.drop(columns="ward").sort_values("lab")
"""
RANDOM = """
import numpy as np

def transform(table):
    return table.assign(noise=np.random.normal(size=len(table)))
"""
RENUMBERED = """
def transform(table):
    return table.dropna().reset_index(drop=True)
"""
RENUMBERED_IN_ORDER = """
def transform(table):
    return table.reset_index(drop=True)
"""
REMEMBERING = """
MEAN = []

def transform(table):
    MEAN.append(table["age"].mean())
    return table.assign(age=table["age"] - MEAN[0])
"""
READING_AGAIN = """
import pandas as pd
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "data" / "visits.csv"

def transform(table):
    everything = pd.read_csv(FILE, sep=";", decimal=",")
    return table.assign(age=table["age"] - everything["age"].mean())
"""
READING_FROM_THE_CURRENT_FOLDER = """
import pandas as pd

def transform(table):
    everything = pd.read_csv("data/visits.csv", sep=";", decimal=",")
    return table.assign(age=table["age"] - everything["age"].mean())
"""
READING_ITS_OWN_ROWS_AGAIN = """
import pandas as pd
from pathlib import Path

FILE = Path(__file__).parents[1] / "data" / "visits.csv"

def transform(table):
    everything = pd.read_csv(FILE, sep=";", decimal=",")
    rows = table.index % 10**6  # the leak test numbers them from there
    return table.assign(again=everything["lab"].to_numpy()[rows])
"""
FRAGILE = """
def transform(table):
    assert table["age"].max() < 120
    table["young"] = table["age"] < 30
    return table
"""
FRAGILE_AND_LEAKING = """
def transform(table):
    assert table["age"].max() < 120
    return table.assign(age=table["age"] - table["age"].mean())
"""


class LeakTest(unittest.TestCase):
    def check(self, script=None, golden="grouped", **changes):
        """The leak test of a golden package whose script is another one."""
        self.package = Package(golden)
        self.addCleanup(self.package.remove)
        if script is not None:
            self.package.write("scripts/ratio.py", script)
            self.package.change_text(
                ratio={"inputs": None, "outputs": []},
                clip={"columns": ["lab"]},
                measured={"columns": ["age", "lab"]},
            )
        self.package.change_text(**changes)
        done = self.package.run_forked("--check-leakage", cwd=self.package.folder)
        found = self.package.result("leakage.json")
        self.assertEqual(done.returncode, 0 if found["clean"] else 1, done.stderr)
        self.assertIn("passed" if found["clean"] else "failed", done.stdout)
        return found

    def fails(self, script, words):
        found = self.check(script)
        self.assertFalse(found["clean"])
        self.assertEqual((found["block"], found["title"]), ("ratio", "Pressure per year"))
        self.assertIn(f"Pressure per year (ratio) {words}", found["why"])

    def test_a_clean_package_passes_and_names_what_was_checked(self):
        found = self.check()
        self.assertTrue(found["clean"], found["why"])
        blocks = ["visits", "known", "adults", "elective", "ratio", "impute", "encode", "logistic"]
        self.assertEqual(found["checked"], blocks + ["clip", "measured", "forest", "vote"])
        self.assertEqual(found["warnings"], [])

    def test_clean_packages_of_the_other_tasks_pass(self):
        for golden in ("regression", "ordered", "branched"):
            self.assertTrue(self.check(golden=golden)["clean"])
        blocks = ["patients", "measured", "products", "squares"]
        blocks += ["linear", "scale", "ridge", "forest"]
        self.assertEqual(self.package.result("leakage.json")["checked"], blocks)

    def test_a_script_of_one_candidate_that_learns_from_all_rows_is_named(self):
        self.package = Package("branched")
        self.addCleanup(self.package.remove)
        self.package.write("scripts/squares.py", CENTRED)
        done = self.package.run_forked("--check-leakage")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(self.package.result("leakage.json")["block"], "squares")

    def test_a_selector_fitted_on_all_rows_is_named(self):
        self.fails(SELECTOR, "learns from held-out rows")

    def test_a_scaler_fitted_on_all_rows_is_named(self):
        self.fails(SCALER, "learns from held-out rows")

    def test_an_encoder_of_the_target_over_all_rows_is_named(self):
        self.fails(TARGET_ENCODER, "learns from held-out rows")

    def test_a_script_that_remembers_what_it_learned_is_named(self):
        self.fails(REMEMBERING, "learns from held-out rows")

    def test_ranks_among_all_rows_are_named(self):
        self.fails(RANKS, "learns from held-out rows")

    def test_a_filter_learned_from_all_rows_is_named(self):
        self.fails(OUTLIERS, "learns from held-out rows")

    def test_a_column_made_from_the_rows_own_target_is_named(self):
        self.fails(COPY_OF_TARGET, "makes columns of a row from the target of that row")

    def test_a_script_that_is_another_each_time_is_named(self):
        self.fails(RANDOM, "gives another table each time")

    def test_a_script_that_hides_which_row_is_which_is_named(self):
        self.fails(RENUMBERED, "numbers its rows anew")

    def test_a_script_that_reads_the_data_file_again_does_not_escape(self):
        for script in (READING_AGAIN, READING_FROM_THE_CURRENT_FOLDER):
            self.fails(script, "learns from held-out rows")

    def test_a_script_that_reads_its_own_rows_again_passes(self):
        found = self.check(READING_ITS_OWN_ROWS_AGAIN)
        self.assertTrue(found["clean"], found["why"])

    def test_the_data_file_itself_is_never_garbled(self):
        data = Package("grouped").read("data/visits.csv")
        self.check(READING_AGAIN)
        self.assertEqual(self.package.read("data/visits.csv"), data)

    def test_a_script_that_goes_row_by_row_passes(self):
        for script in (ROW_BY_ROW, RENUMBERED_IN_ORDER):
            found = self.check(script)
            self.assertTrue(found["clean"], found["why"])

    def test_a_script_that_cannot_take_wild_values_is_tested_with_mild_ones(self):
        found = self.check(FRAGILE)
        self.assertTrue(found["clean"], found["why"])
        self.fails(FRAGILE_AND_LEAKING, "learns from held-out rows")

    def test_a_step_of_a_pipeline_that_remembers_more_than_its_rows_is_named(self):
        package = Package("regression")
        self.addCleanup(package.remove)
        package.change(
            "train.py",
            "def make_scale():\n    return StandardScaler()",
            "class AllRows(StandardScaler):\n"
            "    def fit(self, X, y=None, sample_weight=None):\n"
            "        return super().fit(X + np.random.normal())\n\n\n"
            "def make_scale():\n    return AllRows()",
        )
        done = package.run_forked("--check-leakage")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(package.result("leakage.json")["block"], "scale")

    def test_the_switch_of_a_job_tests_after_training(self):
        package = Package("ordered")
        self.addCleanup(package.remove)
        done = package.train(OUTCROP_CHECK_LEAKAGE="1")
        self.assertIn("Leak test passed", done.stdout)
        self.assertTrue(package.result("leakage.json")["clean"])
        self.assertEqual(package.result("report.json")["winner"], "ridge")


class HintTest(unittest.TestCase):
    """Guesses are careful: each is made where it belongs, and nowhere else."""

    def hints(self, **columns):
        package = Package("ordered")
        self.addCleanup(package.remove)
        table = pd.read_csv(package.folder / "data/sales.csv")
        for name, values in columns.items():
            table[name] = values(table)
        table.to_csv(package.folder / "data/sales.csv", index=False)
        package.change("train.py", '"kind": "ordered"', '"kind": "random"')
        for name in ("boosting", "ridge"):  # they learn from numbers only; the guesses come first
            package.change("train.py", f'    "{name}": make_{name},\n', "")
        package.run_forked("--check-leakage")
        return package.result("leakage.json")["warnings"]

    def only(self, found, *words):
        self.assertEqual(len(found), 1, found)
        for word in words:
            self.assertIn(word, found[0])

    def test_nothing_is_said_of_ordinary_columns(self):
        self.assertEqual(self.hints(), [])

    def test_a_column_that_numbers_the_rows_is_told(self):
        found = self.hints(order_id=lambda table: range(5000, 5000 + len(table)))
        self.only(found, "'order_id'", "the number of a row")

    def test_a_column_that_tells_the_target_is_told(self):
        found = self.hints(revenue=lambda table: table["sold"] * 3 + 1)
        self.only(found, "'revenue'", "alone tells the target")

    def test_a_column_of_groups_is_told(self):
        found = self.hints(customer=lambda table: table.index % 30)
        self.only(found, "'customer'", "a group")

    def test_a_column_of_times_is_told(self):
        found = self.hints(shipped=lambda table: table["day"].sample(frac=1, random_state=0).values)
        self.assertTrue([text for text in found if "'shipped' looks like a time" in text], found)

    def test_equal_rows_in_two_parts_are_told(self):
        found = self.hints(
            visitors=lambda table: table.index % 3, price=lambda table: 2.0, weekday=lambda table: 1
        )
        self.only(found, "held-out rows equal a row to train on")


if __name__ == "__main__":
    unittest.main()
