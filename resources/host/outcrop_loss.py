"""Reads the loss of an estimator while it trains, without changing what is trained.

* Gradient boosting: its `monitor` callback; equal to `train_score_`.
* Multi-layer perceptrons, and what descends stochastically: they print their loss when verbose. A
  stand-in for sys.stdout reads what they print and still writes it. At the end `loss_curve_`, which
  has all digits, replaces what was read.
* Histogram gradient boosting: staged predictions of the fitted rows, at the end.
* All others tell nothing: some print past sys.stdout, most have no steps.
"""

import inspect
import re
import sys
from contextlib import contextmanager, redirect_stdout

NUMBER = r"([-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|inf|nan))"
ITERATION = re.compile(r"Iteration (\d+), loss = " + NUMBER)
EPOCH = re.compile(r"-- Epoch (\d+)")
AVERAGE_LOSS = re.compile(r"Avg\. loss: " + NUMBER)


@contextmanager
def capture_loss(model, X, y, tell):
    """Around a fit of `model` on X and y; yields the arguments that fit needs.

    tell(split, step, unit, {name: value}) is called for each sample, with after_fit=True where
    training is over by then. The same step may come twice; the value of the last one counts.
    """
    path, estimator = last_step(model)
    kinds = {kind.__name__ for kind in type(estimator).__mro__}
    if "monitor" in inspect.signature(estimator.fit).parameters:
        yield {path + "monitor": boosting_monitor(tell)}
    elif "BaseMultilayerPerceptron" in kinds and estimator.solver != "lbfgs":
        with printed_loss(estimator, IterationReader(tell)):
            yield {}
        tell_curves(estimator, tell)
    elif "BaseSGD" in kinds:
        with printed_loss(estimator, EpochReader(tell, class_names(estimator, y))):
            yield {}
    elif "BaseHistGradientBoosting" in kinds:
        yield {}
        tell_stages(model, estimator, X, y, tell)
    else:
        yield {}


def last_step(model):
    """The estimator at the end of Pipelines, and the prefix of its arguments to fit."""
    path = ""
    while hasattr(model, "steps"):
        name, model = model.steps[-1]
        path += name + "__"
    return path, model


def boosting_monitor(tell):
    def monitor(stage, estimator, _):
        classifier = hasattr(estimator, "classes_")
        name = "deviance" if classifier else estimator.loss
        tell("train", stage + 1, "tree", {name: float(estimator.train_score_[stage])})
        return False

    return monitor


class Tee:
    """Writes to a stream and shows every whole line to a reader."""

    def __init__(self, stream, read_line):
        self.stream, self.read_line, self.rest = stream, read_line, ""

    def write(self, text):
        written = self.stream.write(text)
        *lines, self.rest = (self.rest + text).split("\n")
        for line in lines:
            self.read_line(line)
        return written

    def __getattr__(self, name):
        return getattr(self.stream, name)


@contextmanager
def printed_loss(estimator, read_line):
    """Makes an estimator print its loss; its parameters and sys.stdout are as before afterwards."""
    verbose = estimator.get_params(deep=False)["verbose"]
    estimator.set_params(verbose=True)
    try:
        with redirect_stdout(Tee(sys.stdout, read_line)):
            yield
    finally:
        estimator.set_params(verbose=verbose)


class IterationReader:
    """Reads what a multi-layer perceptron prints: Iteration 12, loss = 0.43."""

    def __init__(self, tell):
        self.tell = tell

    def __call__(self, line):
        found = ITERATION.match(line)
        if found:
            self.tell("train", int(found[1]), "epoch", {"loss": float(found[2])})


class EpochReader:
    """Reads what stochastic descent prints: -- Epoch 3, then a line with Avg. loss: 0.43.

    Of more than two classes each has its own descent, one after another: epochs begin again.
    """

    def __init__(self, tell, classes):
        self.tell, self.names = tell, [f"loss:{name}" for name in classes] or ["loss"]
        self.epoch, self.descent = 0, -1

    def __call__(self, line):
        found = EPOCH.match(line)
        if found:
            self.epoch = int(found[1])
            self.descent += self.epoch == 1
        found = AVERAGE_LOSS.search(line)
        if found:
            name = self.names[self.descent % len(self.names)]
            self.tell("train", self.epoch, "epoch", {name: float(found[1])})


def class_names(estimator, y):
    """The classes that have a descent each: of two there is only one, and so of numbers."""
    if not hasattr(estimator, "decision_function"):
        return []
    names = sorted(set(y))
    return names if len(names) > 2 else []


def tell_curves(estimator, tell):
    for step, value in enumerate(estimator.loss_curve_, start=1):
        tell("train", step, "epoch", {"loss": float(value)}, after_fit=True)
    name = "accuracy" if hasattr(estimator, "classes_") else "r2"
    for step, value in enumerate(getattr(estimator, "validation_scores_", None) or [], start=1):
        tell("validation", step, "epoch", {name: float(value)}, after_fit=True)


def tell_stages(model, estimator, X, y, tell):
    from sklearn.metrics import log_loss, mean_squared_error

    if model is not estimator and len(model) > 1:  # else nothing is in front of it
        X = model[:-1].transform(X)
    if hasattr(estimator, "classes_"):
        for step, values in enumerate(estimator.staged_predict_proba(X), start=1):
            loss = log_loss(y, values, labels=estimator.classes_)
            tell("train", step, "tree", {"log_loss": float(loss)}, after_fit=True)
    else:
        for step, values in enumerate(estimator.staged_predict(X), start=1):
            loss = mean_squared_error(y, values)
            tell("train", step, "tree", {"squared_error": float(loss)}, after_fit=True)
