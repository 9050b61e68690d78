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
from sklearn.compose import ColumnTransformer
from sklearn.compose import make_column_selector as select_columns
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import RandomForestClassifier, VotingClassifier
from sklearn.impute import SimpleImputer
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
from sklearn.model_selection import GroupKFold, GroupShuffleSplit
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder

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
SEED = 7
TARGET = TEXT["target"]
GROUP = TEXT["group_column"]
POSITIVE = TEXT["positive_class"]
METRIC, DIRECTION = "balanced_accuracy", "max"
SPLIT = {"block": "split", "kind": "grouped", "train": 0.75, "validation": 0.0, "test": 0.25}
FOLDS = {"kind": "group_k_fold", "splits": 4, "repeats": 1}


# The blocks: a function each.


def load_visits():
    path = HERE / TEXT["blocks"]["visits"]["path"]
    return read_table(path, sep=";", decimal=",")


def apply_known(table):
    columns = TEXT["blocks"]["known"]["columns"]
    return choose_columns(table, columns + [TARGET, GROUP])


def apply_adults(table):
    values = find_column(table, TEXT["blocks"]["adults"]["column"])
    return table[values >= 18]


def apply_elective(table):
    values = find_column(table, TEXT["blocks"]["elective"]["column"])
    return table[values != TEXT["blocks"]["elective"]["value"]]


def apply_ratio(table):
    from scripts import ratio

    inputs = TEXT["blocks"]["ratio"]["inputs"]
    outputs = TEXT["blocks"]["ratio"]["outputs"]
    return run_script(table, ratio.transform, inputs, outputs)


def make_impute():
    transformer = SimpleImputer(strategy="median")
    columns = select_columns(dtype_include="number")
    return ColumnTransformer(
        [("impute", transformer, columns)],
        remainder="passthrough",
        verbose_feature_names_out=False,
    ).set_output(transform="pandas")


def make_encode():
    transformer = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    columns = select_columns(dtype_exclude="number")
    return ColumnTransformer(
        [("encode", transformer, columns)],
        remainder="passthrough",
        verbose_feature_names_out=False,
    ).set_output(transform="pandas")


def make_clip():
    transformer = SimpleImputer()
    columns = TEXT["blocks"]["clip"]["columns"]
    return ColumnTransformer(
        [("clip", transformer, columns)],
        remainder="passthrough",
        verbose_feature_names_out=False,
    ).set_output(transform="pandas")


def make_measured():
    columns = TEXT["blocks"]["measured"]["columns"]
    return ColumnTransformer(
        [("measured", "passthrough", columns)],
        verbose_feature_names_out=False,
    ).set_output(transform="pandas")


def make_logistic():
    estimator = LogisticRegression(C=0.5, random_state=689113837, max_iter=1000)
    return Pipeline([("impute", make_impute()), ("encode", make_encode()), ("logistic", estimator)])


def make_forest():
    estimator = RandomForestClassifier(n_estimators=50, random_state=2128829464)
    return Pipeline([("clip", make_clip()), ("measured", make_measured()), ("forest", estimator)])


def make_vote():
    estimator = VotingClassifier(
        [("logistic", make_logistic()), ("forest", make_forest())],
        voting="soft",
    )
    return Pipeline([("vote", estimator)])


def make_baseline():
    estimator = DummyClassifier(strategy="most_frequent")
    return Pipeline([("baseline", estimator)])


INPUT = ("visits", load_visits)
TABLE_STEPS = {
    "known": apply_known,
    "adults": apply_adults,
    "elective": apply_elective,
    "ratio": apply_ratio,
}
CANDIDATES = {
    "logistic": make_logistic,
    "forest": make_forest,
    "vote": make_vote,
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


def choose_columns(table, columns):
    """These columns, in the order of the table; ends with a sentence where one is missing."""
    for name in columns:
        find_column(table, name)
    return table[[name for name in table if name in columns]]


def run_script(table, transform, inputs=None, outputs=()):
    """A person's function over these columns, or all; what it returns takes their place."""
    given = table if inputs is None else choose_columns(table, inputs)
    made = transform(given.copy())
    if not isinstance(made, pd.DataFrame):
        sys.exit(f"{transform.__module__}: transform(table) must return a data frame.")
    for name in outputs:
        find_column(made, name)
    if inputs is None:
        return made
    if not made.index.equals(table.index):
        sys.exit(f"{transform.__module__}: transform(table) must keep the rows and their index.")
    return table.drop(columns=inputs).join(made)


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
    if GROUP not in table or table[GROUP].isna().any():
        sys.exit(f"Every row needs a value of {GROUP!r}: Split keeps equal ones together.")


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
    """The row numbers of the parts; rows of a group stay together."""
    rows = np.arange(len(table))
    draw = GroupShuffleSplit(n_splits=1, test_size=SPLIT["test"], random_state=SEED)
    train, test = next(draw.split(rows, groups=table[GROUP]))
    return {"train": np.sort(train), "validation": rows[:0], "test": np.sort(test)}


def draw_folds(table, parts):
    """The folds of the training part: (rows to fit, rows to hold out), shared by all candidates."""
    rows = parts["train"]
    folds = GroupKFold(n_splits=FOLDS["splits"])
    groups = table[GROUP].iloc[rows]
    return [(rows[fit], rows[held]) for fit, held in folds.split(rows, groups=groups)]


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


def cross_validate(name, X, y, folds, classes, report):
    """The scores of a candidate on the rows that each fold holds out."""
    scores = []
    for fold, (fit, held) in enumerate(folds):
        model = fit_model(name, X.iloc[fit], y.iloc[fit], report, fold)
        found = predict_rows(model, X.iloc[held], y.iloc[held], classes)
        scores.append(score_rows(found, score_method(model), classes))
        report.fold(name, fold, len(fit), found, score_method(model), scores[-1])
    return scores


def compare(X, y, folds, classes, report):
    """The scores of every candidate; one that fails is left out and the others go on."""
    scores = {}
    for name in CANDIDATES:
        try:
            with report.candidate(name, len(folds)):
                scores[name] = cross_validate(name, X, y, folds, classes, report)
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
    X, y = table.drop(columns=[TARGET, GROUP]), table[TARGET]
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
    rows = parts["train"]
    fitted = {
        name: CANDIDATES[name]().fit(X.iloc[rows], y.iloc[rows])
        for name in ["logistic", "forest"]
        if name in scores
    }
    report.latency(
        "latency",
        fitted,
        X.iloc[rows],
        batches=[1, 16],
        threads=[1, 2],
        requests=2000,
        repeats=2,
        warm_up=5,
    )
    report.finish(ranking)


if __name__ == "__main__":
    if "--check-leakage" in sys.argv[1:]:
        from outcrop_check import check_leakage

        sys.exit(check_leakage(sys.modules[__name__]))
    main()
