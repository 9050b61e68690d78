"""The examples on real data: honest numbers, live losses, no leaks."""

import json
import unittest

import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.model_selection import RepeatedKFold, train_test_split

from diabetes_by_hand import make_candidates
from program import EXAMPLES, ProgramTest

LEAKY = """outcrop: 1
name: Leaky
blocks:
  - id: cancer
    type: input.dataset
    attributes: {name: breast_cancer, positive_class: malignant}
  - id: pick
    type: python.script
    title: Pick columns
    attributes:
      code: |
        def transform(table):
            numbers = table.drop(columns="target")
            means = numbers.groupby(table["target"]).mean()
            spread = (means.iloc[0] - means.iloc[1]).abs() / numbers.std()
            return table[[*spread.nlargest(5).index, "target"]]
  - id: logistic
    type: sklearn.LogisticRegression
    attributes: {max_iter: 5000}
  - id: evaluate
    type: evaluation.evaluate
connections:
  - cancer.table -> pick.table
  - pick.table -> logistic.table
  - logistic.model -> evaluate.models
"""


class ExamplesTest(ProgramTest):
    def test_breast_cancer_has_five_candidates_a_baseline_and_a_good_winner(self):
        answer = self.run_json("run", EXAMPLES / "breast-cancer.outcrop")
        rows = answer["leaderboard"]
        self.assertEqual(len([row for row in rows if not row["baseline"]]), 5)
        baseline = next(row for row in rows if row["baseline"])
        self.assertEqual(baseline["score"], 0.5)
        self.assertEqual(answer["positive_class"], "malignant")
        self.assertGreaterEqual(answer["best"]["score"], 0.98)

    def test_diabetes_equals_a_script_written_by_hand(self):
        best = self.run_json("run", EXAMPLES / "diabetes.outcrop")["best"]
        by_hand = diabetes_by_hand()
        title = min(by_hand, key=lambda name: np.mean(by_hand[name]))
        self.assertEqual(best["block"], title)
        self.assertAlmostEqual(best["score"], np.mean(by_hand[title]), delta=1e-9)
        self.assertAlmostEqual(best["sd"], np.std(by_hand[title], ddof=1), delta=1e-9)

    def test_digits_shows_its_loss_while_it_trains(self):
        job = self.run_json("submit", EXAMPLES / "digits.outcrop")["uuid"]
        host = self.home / ".local/share/outcrop-host/jobs" / job / "a/1"
        follower = self.start("jobs", "logs", job, "--events", "--follow")
        for line in follower.stdout:
            event = json.loads(line)
            if event["kind"] == "metric":
                break
        self.assertFalse((host / "exit_code").exists())
        self.assertGreater(next(iter(event["m"].values())), 0)
        follower.terminate()
        follower.communicate(timeout=300)
        self.run_program("jobs", "cancel", job)


class LeakTest(ProgramTest):
    def test_clean_examples_pass(self):
        for name in ("iris-csv", "diabetes"):
            answer = self.run_json("check-leakage", EXAMPLES / f"{name}.outcrop")
            self.assertTrue(answer["clean"], answer)

    def test_a_selector_fitted_before_the_split_is_named(self):
        path = self.write("leaky.outcrop", LEAKY)
        answer = self.run_json("check-leakage", path, code=3)
        self.assertFalse(answer["clean"])
        self.assertEqual(answer["block"], "pick")
        out, _ = self.run_program("run", path, "--check-leakage", code=3)
        self.assertIn("Leak: ", out)


def diabetes_by_hand():
    """The folds' RMSE of the example's candidates, with scikit-learn and nothing else."""
    X, y = load_diabetes(return_X_y=True, as_frame=True)
    train, _ = train_test_split(np.arange(len(X)), test_size=0.2, random_state=0)
    train = np.sort(train)
    X, y = X.iloc[train], y.iloc[train]
    scores = {}
    for name, model in make_candidates().items():
        scores[name] = []
        for fit, held in RepeatedKFold(n_splits=5, n_repeats=2, random_state=0).split(X):
            errors = model.fit(X.iloc[fit], y.iloc[fit]).predict(X.iloc[held]) - y.iloc[held]
            scores[name].append(np.sqrt(np.mean(errors**2)))
    return scores


if __name__ == "__main__":
    unittest.main()
