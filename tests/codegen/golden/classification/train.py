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
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    balanced_accuracy_score,
    f1_score,
    log_loss,
    matthews_corrcoef,
    precision_score,
    recall_score,
    roc_auc_score,
)
from sklearn.model_selection import RepeatedStratifiedKFold, train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

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
POSITIVE = TEXT["positive_class"]
METRIC, DIRECTION = "roc_auc", "max"
SPLIT = {"block": "split", "kind": "stratified", "train": 0.8, "validation": 0.0, "test": 0.2}
FOLDS = {"kind": "repeated_stratified_k_fold", "splits": 5, "repeats": 2}
SLOW_FIT = 60.0  # seconds: after a longer one, for any candidate, the folds are not repeated


# The blocks: a function each.


def load_cancer():
    data = datasets.load_breast_cancer(as_frame=True)
    table = data.frame
    table[TARGET] = data.target_names[table[TARGET]].astype(str)
    return table


def make_scale():
    return StandardScaler().set_output(transform="pandas")


def make_logistic():
    estimator = LogisticRegression(random_state=1871940001)
    return Pipeline([("scale", make_scale()), ("logistic", estimator)])


def make_forest():
    estimator = RandomForestClassifier(n_estimators=200, random_state=2128896239)
    return Pipeline([("forest", estimator)])


def make_boosting():
    estimator = GradientBoostingClassifier(random_state=2072443963)
    return Pipeline([("boosting", estimator)])


def make_svc():
    estimator = SVC(random_state=947165266)
    return Pipeline([("scale", make_scale()), ("svc", estimator)])


def make_mlp():
    estimator = MLPClassifier(max_iter=500, random_state=1478962688)
    return Pipeline([("scale", make_scale()), ("mlp", estimator)])


def make_baseline():
    estimator = DummyClassifier(strategy="most_frequent")
    return Pipeline([("baseline", estimator)])


INPUT = ("cancer", load_cancer)
TABLE_STEPS = {}
CANDIDATES = {
    "logistic": make_logistic,
    "forest": make_forest,
    "boosting": make_boosting,
    "svc": make_svc,
    "mlp": make_mlp,
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
    table = table.reset_index(drop=True)
    table[TARGET] = table[TARGET].convert_dtypes().astype(str)  # 1, not 1.0, beside missing ones
    return table


def check_target(table):
    """Ends with a sentence where the target cannot be learned from."""
    if TARGET not in table:
        sys.exit(f"The table has no column {TARGET!r}, the target. It has: {', '.join(table)}.")
    counts = table[TARGET].value_counts(dropna=False)
    if counts.index.isna().any():
        rows = table[TARGET].isna().sum()
        sys.exit(f"The target {TARGET!r} is missing in {rows} rows: drop them with Filter rows.")
    if len(counts) < 2 or counts.min() < 2:
        sys.exit(f"The target {TARGET!r} needs two classes or more, of two rows or more each.")


def classes_to_score(y):
    """The positive class where there are two, else every class."""
    classes = sorted(y.unique())
    if len(classes) > 2:
        return classes
    if POSITIVE is None:
        return classes[1:]
    if POSITIVE not in classes:
        sys.exit(f"The positive class {POSITIVE!r} is none of these: {', '.join(classes)}.")
    return [POSITIVE]


def split_rows(table):
    """The row numbers of the parts."""
    rows = np.arange(len(table))
    train, test = train_test_split(
        rows,
        test_size=SPLIT["test"],
        stratify=table[TARGET],
        random_state=SEED,
    )
    return {"train": np.sort(train), "validation": rows[:0], "test": np.sort(test)}


def draw_folds(table, parts):
    """The folds of the training part: (rows to fit, rows to hold out), shared by all candidates."""
    rows = parts["train"]
    folds = RepeatedStratifiedKFold(
        n_splits=FOLDS["splits"],
        n_repeats=FOLDS["repeats"],
        random_state=SEED,
    )
    return [(rows[fit], rows[held]) for fit, held in folds.split(rows, table[TARGET].iloc[rows])]


def score_method(model):
    """What scores of classes come from; None: the model predicts labels only."""
    methods = ("predict_proba", "decision_function")
    return next((method for method in methods if hasattr(model, method)), None)


def predict_rows(model, X, y, classes):
    """Truth, prediction and a score for each of `classes`, a line a row."""
    found = pd.DataFrame({"truth": y, "prediction": model.predict(X)}, index=X.index)
    method = score_method(model)
    if method is not None:
        values = getattr(model, method)(X)
        if values.ndim == 1:  # the decision function of two classes is one of the second
            values = np.column_stack([-values, values])
        lowest = 0.0 if method == "predict_proba" else values.min()  # of a class no fitted row has
        values = pd.DataFrame(values, columns=model.classes_, index=X.index)
        values = values.reindex(columns=classes, fill_value=lowest)
        found = found.join(values.add_prefix("score:"))
    return found


def score_rows(found, method, classes):
    """The scores of a prediction: of the positive class if there are two, else macro averages."""
    truth, predicted = found["truth"], found["prediction"]
    average = {"average": "macro"}
    if len(classes) == 1:
        average = {"average": "binary", "pos_label": classes[0]}
    scores = {
        "accuracy": accuracy_score(truth, predicted),
        "balanced_accuracy": balanced_accuracy_score(truth, predicted),
        "f1": f1_score(truth, predicted, zero_division=0, **average),
        "precision": precision_score(truth, predicted, zero_division=0, **average),
        "recall": recall_score(truth, predicted, zero_division=0, **average),
        "mcc": matthews_corrcoef(truth, predicted),
    }
    if method is not None:
        scores["roc_auc"] = one_versus_rest(roc_auc_score, found, classes)
        scores["average_precision"] = one_versus_rest(average_precision_score, found, classes)
    if method == "predict_proba":
        chances = found[[f"score:{name}" for name in classes]].to_numpy()
        if len(classes) == 1:
            scores["log_loss"] = log_loss(truth == classes[0], chances[:, 0], labels=[False, True])
        else:
            scores["log_loss"] = log_loss(truth, chances, labels=classes)
    return scores


def one_versus_rest(metric, found, classes):
    """The mean of a metric over the classes; one that all rows have, or none, has no value."""
    truth = {name: found["truth"] == name for name in classes}
    values = [metric(truth[n], found[f"score:{n}"]) for n in classes if truth[n].nunique() == 2]
    return np.mean(values) if values else np.nan


def fit_model(name, X, y, report, fold=None):
    """A candidate fitted on these rows and no others."""
    model = CANDIDATES[name]()
    with report.watch(name, fold, model, X, y) as extra:  # what fit needs to tell its loss
        model.fit(X, y, **extra)
    return model


def cross_validate(name, X, y, folds, first, classes, report):
    """The scores of a candidate on the rows that each fold holds out; its longest fit, in seconds.

    `first` is the number of the first of the folds.
    """
    scores, longest = [], 0.0
    for fold, (fit, held) in enumerate(folds, start=first):
        start = time.perf_counter()
        model = fit_model(name, X.iloc[fit], y.iloc[fit], report, fold)
        longest = max(longest, time.perf_counter() - start)
        found = predict_rows(model, X.iloc[held], y.iloc[held], classes)
        scores.append(score_rows(found, score_method(model), classes))
        report.fold(name, fold, len(fit), found, score_method(model), scores[-1])
    return scores, longest


def compare(X, y, folds, classes, report):
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
                    found, seconds = cross_validate(name, X, y, drawn, first, classes, report)
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


def test_once(winner, model, X, y, classes, report):
    """The only look at the test part."""
    found = predict_rows(model, X, y, classes)
    scores = score_rows(found, score_method(model), classes)
    report.test(winner, found, scores)
    print(f"{winner} on the test part: {METRIC} {scores.get(METRIC, np.nan):.4f}")


def main():
    report = Report(
        text=TEXT,
        output=OUTPUT,
        task="classification",
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
    classes = classes_to_score(y)
    report.data(y, parts, folds, classes)

    with report.block("evaluate"):
        scores = compare(X, y, folds, classes, report)
        ranking = rank(scores)
    print_leaderboard(ranking)
    scored = [name for name, mean, _ in ranking if name != "baseline" and not np.isnan(mean)]
    if not scored:
        report.finish(ranking)
        sys.exit("No candidate could be fitted and scored on all folds: the log says why.")
    winner = scored[0]

    with report.block("best"):
        model = refit(winner, X, y, parts, report)
        test_once(winner, model, X.iloc[parts["test"]], y.iloc[parts["test"]], classes, report)
    report.latency(
        "latency",
        {winner: model},
        X.iloc[parts["train"]],
        batches=[1],
        threads=[1],
        requests=2000,
        repeats=5,
        warm_up=100,
    )
    report.finish(ranking)


if __name__ == "__main__":
    if "--check-leakage" in sys.argv[1:]:
        from outcrop_check import check_leakage

        sys.exit(check_leakage(sys.modules[__name__]))
    main()
