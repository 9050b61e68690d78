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
from contextlib import nullcontext
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from sklearn.dummy import DummyRegressor
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import Ridge
from sklearn.metrics import (
    max_error,
    mean_absolute_error,
    mean_absolute_percentage_error,
    mean_squared_error,
    r2_score,
)
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

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
TIME = TEXT["time_column"]
METRIC, DIRECTION = "mae", "min"
SPLIT = {"block": "split", "kind": "ordered", "train": 0.6, "validation": 0.2, "test": 0.2}
FOLDS = {"kind": "validation_part", "splits": 1, "repeats": 1}


# The blocks: a function each.


def load_sales():
    path = HERE / TEXT["blocks"]["sales"]["path"]
    return read_table(path)


def apply_measured(table):
    values = find_column(table, TEXT["blocks"]["measured"]["column"])
    return table[values.notna()]


def make_scale():
    return StandardScaler().set_output(transform="pandas")


def make_ridge():
    estimator = Ridge(random_state=902067923)
    return Pipeline([("scale", make_scale()), ("ridge", estimator)])


def make_boosting():
    estimator = GradientBoostingRegressor(
        loss="absolute_error",
        learning_rate=0.05,
        n_estimators=50,
        subsample=0.8,
        random_state=2072443963,
    )
    return Pipeline([("boosting", estimator)])


def make_baseline():
    estimator = DummyRegressor(strategy="mean")
    return Pipeline([("baseline", estimator)])


INPUT = ("sales", load_sales)
TABLE_STEPS = {
    "measured": apply_measured,
}
CANDIDATES = {
    "ridge": make_ridge,
    "boosting": make_boosting,
    "baseline": make_baseline,
}


# The protocol: from the table to a winner.


def read_table(path, **options):
    """A CSV file; ends with a sentence where it cannot be read."""
    try:
        return pd.read_csv(path, **options)
    except (OSError, ValueError) as error:
        sys.exit(f"The data file cannot be read: {error}")


def find_column(table, name):
    """A column by its name; ends with a sentence where there is none."""
    if name not in table:
        sys.exit(f"The table has no column {name!r}. It has: {', '.join(table)}.")
    return table[name]


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
    if TIME not in table or table[TIME].isna().any():
        sys.exit(f"Every row needs a value of {TIME!r}: Split orders the rows by it.")


def split_rows(table):
    """The row numbers of the parts in the order of time: what is last is the test part."""
    times = table[TIME]
    if not pd.api.types.is_numeric_dtype(times):
        times = pd.to_datetime(times)
    rows = np.argsort(times.to_numpy(), kind="stable")
    ends = np.cumsum([SPLIT["train"], SPLIT["validation"]]) * len(rows)
    train, validation, test = np.split(rows, np.round(ends).astype(int))
    return {"train": train, "validation": validation, "test": test}


def draw_folds(table, parts):
    """The one fold: the candidates are fitted on the training part and compared on the next one."""
    return [(parts["train"], parts["validation"])]


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


def cross_validate(name, X, y, folds, report):
    """The scores of a candidate on the rows that each fold holds out."""
    scores = []
    for fold, (fit, held) in enumerate(folds):
        model = fit_model(name, X.iloc[fit], y.iloc[fit], report, fold)
        found = predict_rows(model, X.iloc[held], y.iloc[held])
        scores.append(score_rows(found))
        report.fold(name, fold, len(fit), found, None, scores[-1])
    return scores


def compare(X, y, folds, report):
    """The scores of every candidate; one that fails is left out and the others go on."""
    scores = {}
    for name in CANDIDATES:
        try:
            with report.candidate(name, len(folds)):
                scores[name] = cross_validate(name, X, y, folds, report)
        except Exception as error:
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
    X, y = table.drop(columns=[TARGET, TIME]), table[TARGET]
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
