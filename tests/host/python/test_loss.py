import io
import sys
import unittest
import warnings
from contextlib import redirect_stdout

import numpy as np
from sklearn.base import clone
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.ensemble import (
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
)
from sklearn.linear_model import LogisticRegression, SGDClassifier, SGDRegressor
from sklearn.metrics import log_loss, mean_squared_error
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from package import HOST

sys.path.insert(0, str(HOST))

from outcrop_loss import capture_loss  # noqa: E402

CANCER = load_breast_cancer(return_X_y=True, as_frame=True)
DIABETES = load_diabetes(return_X_y=True, as_frame=True)
IRIS = load_iris(return_X_y=True, as_frame=True)


def piped(estimator):
    return clone(Pipeline([("scale", StandardScaler()), ("last", estimator)]))


class LossTest(unittest.TestCase):
    def setUp(self):
        catcher = warnings.catch_warnings()
        catcher.__enter__()
        self.addCleanup(catcher.__exit__, None, None, None)
        warnings.simplefilter("ignore")
        self.samples, self.told_late = [], []

    def tell(self, split, step, unit, values, after_fit=False):
        self.samples.append((split, step, unit, values))
        self.told_late.append(after_fit)

    def fit(self, model, data):
        """Fits while its loss is captured; returns what it printed."""
        log = io.StringIO()
        with redirect_stdout(log):
            with capture_loss(model, *data, self.tell) as extra:
                model.fit(*data, **extra)
                self.live = list(self.samples)
            self.assertIs(sys.stdout, log)
        return log.getvalue()

    def series(self, name, split="train"):
        """The curve as a reader has it: of several samples of one step the last counts."""
        found = {step: m[name] for s, step, _, m in self.samples if name in m and s == split}
        self.assertEqual(list(found), list(range(1, len(found) + 1)))
        return list(found.values())

    def test_a_perceptron_at_the_end_of_a_pipeline_tells_its_loss_while_it_trains(self):
        model = piped(MLPClassifier(max_iter=12, random_state=0))
        log = self.fit(model, CANCER)
        self.assertEqual(len(self.live), 12)
        self.assertEqual(self.told_late, [False] * 12 + [True] * 12)
        self.assertEqual(self.live[11][:3], ("train", 12, "epoch"))
        self.assertIn("Iteration 12, loss = ", log)
        self.assertEqual(self.series("loss"), model[-1].loss_curve_)

    def test_capturing_changes_no_number_and_no_parameter(self):
        for estimator in (MLPRegressor(max_iter=5, random_state=0), SGDRegressor(random_state=0)):
            plain, model = piped(estimator), piped(estimator)
            self.fit(model, DIABETES)
            plain.fit(*DIABETES)
            self.assertEqual(str(model.get_params()), str(plain.get_params()))
            self.assertEqual(vars(model[-1]).keys(), vars(plain[-1]).keys())
            np.testing.assert_array_equal(model.predict(DIABETES[0]), plain.predict(DIABETES[0]))

    def test_validation_scores_of_early_stopping_are_told_apart(self):
        model = MLPClassifier(max_iter=8, early_stopping=True, random_state=0)
        self.fit(model, CANCER)
        self.assertEqual(self.series("accuracy", "validation"), model.validation_scores_)

    def test_a_perceptron_that_prints_nothing_has_no_loss(self):
        self.fit(MLPClassifier(solver="lbfgs", max_iter=5, random_state=0), CANCER)
        self.assertEqual(self.samples, [])

    def test_stochastic_descent_tells_the_loss_of_every_epoch(self):
        model = piped(SGDClassifier(loss="log_loss", random_state=0))
        log = self.fit(model, CANCER)
        self.assertEqual(len(self.series("loss")), model[-1].n_iter_)
        self.assertIn("-- Epoch 1", log)

    def test_of_several_classes_each_descent_has_a_curve(self):
        self.fit(piped(SGDClassifier(random_state=0)), IRIS)
        names = {name for _, _, _, m in self.samples for name in m}
        self.assertEqual(names, {"loss:0", "loss:1", "loss:2"})
        for name in names:
            self.assertGreater(len(self.series(name)), 1)

    def test_the_monitor_of_gradient_boosting_equals_its_train_score(self):
        model = piped(GradientBoostingClassifier(n_estimators=7, random_state=0))
        self.fit(model, CANCER)
        self.assertEqual(len(self.live), 7)
        self.assertEqual(self.live[0][:3], ("train", 1, "tree"))
        self.assertEqual(self.series("deviance"), list(model[-1].train_score_))

    def test_boosting_of_numbers_names_its_loss(self):
        model = GradientBoostingRegressor(n_estimators=5, subsample=0.5, random_state=0)
        self.fit(model, DIABETES)
        self.assertEqual(self.series("squared_error"), list(model.train_score_))

    def test_histogram_boosting_tells_staged_scores_at_the_end(self):
        model = piped(HistGradientBoostingClassifier(max_iter=6, random_state=0))
        self.fit(model, IRIS)
        self.assertEqual(self.live, [])
        self.assertEqual(self.told_late, [True] * 6)
        last = log_loss(IRIS[1], model.predict_proba(IRIS[0]))
        self.assertEqual(len(self.series("log_loss")), 6)
        self.assertAlmostEqual(self.series("log_loss")[-1], last, delta=1e-12)

    def test_histogram_boosting_of_numbers_tells_its_squared_error(self):
        model = HistGradientBoostingRegressor(max_iter=4, random_state=0)
        self.fit(model, DIABETES)
        last = mean_squared_error(DIABETES[1], model.predict(DIABETES[0]))
        self.assertAlmostEqual(self.series("squared_error")[-1], last, delta=1e-9)

    def test_an_estimator_without_a_loss_tells_none(self):
        self.fit(piped(LogisticRegression()), CANCER)
        self.assertEqual(self.samples, [])

    def test_a_fit_inside_a_captured_fit_gives_stdout_back_in_order(self):
        inner, outer = [], io.StringIO()
        model = MLPClassifier(max_iter=3, random_state=0)
        with redirect_stdout(outer):
            with capture_loss(model, *CANCER, self.tell):
                between = sys.stdout
                other = MLPClassifier(max_iter=2, random_state=0)
                with capture_loss(other, *CANCER, lambda *sample, **_: inner.append(sample)):
                    other.fit(*CANCER)
                self.assertIs(sys.stdout, between)
                self.samples.clear()
                model.fit(*CANCER)
            self.assertIs(sys.stdout, outer)
        self.assertEqual(len({step for _, step, _, _ in inner}), 2)
        self.assertEqual(self.series("loss"), model.loss_curve_)

    def test_a_fit_that_fails_gives_stdout_and_verbosity_back(self):
        model = piped(MLPClassifier(random_state=0))
        before = sys.stdout
        with self.assertRaises(ZeroDivisionError):
            with capture_loss(model, *CANCER, self.tell):
                1 / 0
        self.assertIs(sys.stdout, before)
        self.assertFalse(model[-1].verbose)


if __name__ == "__main__":
    unittest.main()
