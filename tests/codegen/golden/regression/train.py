"""Trains and compares the candidates of a pipeline and saves the best one. Written by Outcrop.

`python3 train.py` runs it by hand: it needs scikit-learn and pandas, prints a leaderboard and
writes training_result/. How its numbers come about:

* The test part is set aside first. Only the winner is scored on it, once.
* All candidates are fitted and scored on the same folds of the training part; the mean ranks them.
* What learns from data is a step of a candidate's Pipeline: it sees the rows of one fit, no others.
* Text of people (titles, columns, classes, files) is read from params.json; it never becomes code.
"""

import json
import sys
import time
from contextlib import nullcontext
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from sklearn import datasets
from sklearn.decomposition import PCA
from sklearn.dummy import DummyRegressor
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.metrics import (
    max_error,
    mean_absolute_error,
    mean_absolute_percentage_error,
    mean_squared_error,
    r2_score,
)
from sklearn.model_selection import RepeatedKFold, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR

try:
    from outcrop_run import Report
except ImportError:

    class Report:
        """Stands in for outcrop_run.py, which only reports: the same is computed without it."""

        def __init__(self, **facts):
            pass

        def __getattr__(self, name):
            return lambda *args, **facts: nullcontext({})


HERE = Path(__file__).resolve().parent
TEXT = json.loads((HERE / "params.json").read_text(encoding="utf-8"))
OUTPUT = HERE / "training_result"
SEED = 0
TARGET = TEXT["target"]
METRIC, DIRECTION = "rmse", "min"
SPLIT = {"block": "split", "kind": "random", "train": 0.8, "validation": 0.0, "test": 0.2}
FOLDS = {"kind": "repeated_k_fold", "splits": 5, "repeats": 2}
SLOW_FIT = 60.0  # seconds: after a longer one, for any candidate, the folds are not repeated


# The blocks: a function each.


def load_diabetes():
    return datasets.load_diabetes(as_frame=True).frame


def make_scale():
    return StandardScaler().set_output(transform="pandas")


def make_components():
    return PCA(n_components=5, random_state=1993303531).set_output(transform="pandas")


def make_pcr():
    estimator = LinearRegression()
    steps = [("scale", make_scale()), ("components", make_components()), ("pcr", estimator)]
    return Pipeline(steps)


def make_linear():
    estimator = LinearRegression()
    return Pipeline([("linear", estimator)])


def make_ridge():
    estimator = Ridge(alpha=0.1, random_state=902067923)
    return Pipeline([("ridge", estimator)])


def make_svr():
    estimator = SVR(C=50.0)
    return Pipeline([("scale", make_scale()), ("svr", estimator)])


def make_forest():
    estimator = RandomForestRegressor(n_estimators=200, random_state=2128896239)
    return Pipeline([("forest", estimator)])


def make_baseline():
    estimator = DummyRegressor(strategy="mean")
    return Pipeline([("baseline", estimator)])


INPUT = ("diabetes", load_diabetes)
TABLE_STEPS = {}
CANDIDATES = {
    "pcr": make_pcr,
    "linear": make_linear,
    "ridge": make_ridge,
    "svr": make_svr,
    "forest": make_forest,
    "baseline": make_baseline,
}


# The protocol: from the table to a winner.


def load_table(report):
    """The table that all candidates share; its row numbers name the rows from here on."""
    block, load = INPUT
    with report.block(block):
        table = load()
    for step, apply in TABLE_STEPS.items():
        with report.block(step):
            table = apply(table)
    with report.blame(block):  # what it names as the target, in the rows that are left
        check_target(table)
    return table.reset_index(drop=True)


def check_target(table):
    """Ends with a sentence where the target cannot be learned from."""
    if TARGET not in table:
        sys.exit(f"The table has no column {TARGET!r}, the target. It has: {', '.join(table)}.")
    if table[TARGET].isna().any():
        rows = table[TARGET].isna().sum()
        sys.exit(f"The target {TARGET!r} is missing in {rows} rows: drop them with Filter rows.")
    if not pd.api.types.is_numeric_dtype(table[TARGET]):
        sys.exit(f"The target {TARGET!r} must hold numbers only.")


def split_rows(table):
    """The row numbers of the parts."""
    rows = np.arange(len(table))
    train, test = train_test_split(
        rows,
        test_size=SPLIT["test"],
        random_state=SEED,
    )
    return {"train": np.sort(train), "validation": rows[:0], "test": np.sort(test)}


def draw_folds(table, parts):
    """The folds of the training part: (rows to fit, rows to hold out), shared by all candidates."""
    rows = parts["train"]
    folds = RepeatedKFold(
        n_splits=FOLDS["splits"],
        n_repeats=FOLDS["repeats"],
        random_state=SEED,
    )
    return [(rows[fit], rows[held]) for fit, held in folds.split(rows)]


def predict_rows(model, X, y):
    """Truth and prediction, a line a row."""
    return pd.DataFrame({"truth": y, "prediction": model.predict(X)}, index=X.index)


def score_rows(found):
    """All scores of a prediction."""
    truth, predicted = found["truth"], found["prediction"]
    return {
        "r2": r2_score(truth, predicted),
        "rmse": np.sqrt(mean_squared_error(truth, predicted)),
        "mae": mean_absolute_error(truth, predicted),
        "mape": mean_absolute_percentage_error(truth, predicted),
        "max_error": max_error(truth, predicted),
    }


def fit_model(name, X, y, report, fold=None):
    """A candidate fitted on these rows and no others."""
    model = CANDIDATES[name]()
    with report.watch(name, fold, model, X, y) as extra:  # what fit needs to tell its loss
        model.fit(X, y, **extra)
    return model


def cross_validate(name, X, y, folds, first, report):
    """The scores of a candidate on the rows that each fold holds out; its longest fit, in seconds.

    `first` is the number of the first of the folds.
    """
    scores, longest = [], 0.0
    for fold, (fit, held) in enumerate(folds, start=first):
        start = time.perf_counter()
        model = fit_model(name, X.iloc[fit], y.iloc[fit], report, fold)
        longest = max(longest, time.perf_counter() - start)
        found = predict_rows(model, X.iloc[held], y.iloc[held])
        scores.append(score_rows(found))
        report.fold(name, fold, len(fit), found, None, scores[-1])
    return scores, longest


def compare(X, y, folds, report):
    """The scores of every candidate; one that fails is left out and the others go on.

    All take the first drawing of the folds, then the next, unless a fit was longer than SLOW_FIT.
    """
    scores, longest, count = {name: [] for name in CANDIDATES}, 0.0, FOLDS["splits"]
    for first in range(0, len(folds), count):
        if longest > SLOW_FIT:
            print(f"A fit took {longest:.0f} seconds: candidates are compared on {first} folds.")
            report.fewer_folds(first, longest, SLOW_FIT)
            break
        drawn = folds[first : first + count]
        for name in list(scores):
            try:
                with report.candidate(name, len(folds)):
                    found, seconds = cross_validate(name, X, y, drawn, first, report)
                scores[name] += found
                longest = max(longest, seconds)
            except Exception as error:
                del scores[name]
                line = str(error).strip().split("\n")[0]
                print(f"{name} failed, the others go on: {line}", file=sys.stderr)
    return scores


def rank(scores):
    """The candidates as (name, mean, standard deviation over the folds), best mean first."""
    sign = 1 if DIRECTION == "min" else -1
    rows = []
    for name, folds in scores.items():
        values = pd.Series([fold.get(METRIC, np.nan) for fold in folds])
        rows.append((name, values.mean(), values.std()))
    return sorted(rows, key=lambda row: (np.isnan(row[1]), sign * row[1]))


def print_leaderboard(ranking):
    print(f"{'rank':>4}  {'candidate':<32}  {METRIC:>17}  {'sd':>8}")
    for place, (name, mean, sd) in enumerate(ranking, start=1):
        print(f"{place:>4}  {TEXT['titles'].get(name, name):<32}  {mean:>17.4f}  {sd:>8.4f}")


def refit(winner, X, y, parts, report):
    """The winner, fitted on all rows but the test part, and saved."""
    rows = np.sort(np.concatenate([parts["train"], parts["validation"]]))
    model = fit_model(winner, X.iloc[rows], y.iloc[rows], report)
    path = OUTPUT / "models" / f"{winner}.joblib"
    path.parent.mkdir(parents=True, exist_ok=True)
    joblib.dump(model, path)
    report.refit(winner, model, path, rows)
    return model


def test_once(winner, model, X, y, report):
    """The only look at the test part."""
    found = predict_rows(model, X, y)
    scores = score_rows(found)
    report.test(winner, found, scores)
    print(f"{winner} on the test part: {METRIC} {scores.get(METRIC, np.nan):.4f}")


def main():
    report = Report(
        text=TEXT,
        output=OUTPUT,
        task="regression",
        metric=METRIC,
        direction=DIRECTION,
        split=SPLIT,
        folds=FOLDS,
        seed=SEED,
    )
    table = load_table(report)
    with report.block("split"):
        try:
            parts = split_rows(table)
            folds = draw_folds(table, parts)
        except ValueError as error:
            sys.exit(f"The rows cannot be split like this: {error}")
    X, y = table.drop(columns=TARGET), table[TARGET]
    report.data(y, parts, folds)

    with report.block("evaluate"):
        scores = compare(X, y, folds, report)
        ranking = rank(scores)
    print_leaderboard(ranking)
    scored = [name for name, mean, _ in ranking if name != "baseline" and not np.isnan(mean)]
    if not scored:
        report.finish(ranking)
        sys.exit("No candidate could be fitted and scored on all folds: the log says why.")
    winner = scored[0]

    with report.block("best"):
        model = refit(winner, X, y, parts, report)
        test_once(winner, model, X.iloc[parts["test"]], y.iloc[parts["test"]], report)
    report.finish(ranking)


if __name__ == "__main__":
    if "--check-leakage" in sys.argv[1:]:
        from outcrop_check import check_leakage

        sys.exit(check_leakage(sys.modules[__name__]))
    main()
