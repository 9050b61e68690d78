"""Trains and compares the candidates of a pipeline and saves the best one. Written by Outcrop.

`python3 train.py` runs it by hand: it needs scikit-learn and pandas, prints a leaderboard and
writes training_result/. How its numbers come about:

* The test part is set aside first. Only the winner is scored on it, once.
* All candidates are fitted on the same folds of the training part and scored on the rows they were
  fitted on, for held-out rows have no true cluster; the mean ranks them.
* All are scored in one space, the standardised numbers of the table, whatever they were fitted on.
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
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans, SpectralClustering
from sklearn.impute import SimpleImputer
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_score
from sklearn.model_selection import RepeatedKFold, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
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
METRIC, DIRECTION = "silhouette", "max"
SPLIT = {"block": "split", "kind": "random", "train": 0.8, "validation": 0.0, "test": 0.2}
FOLDS = {"kind": "repeated_k_fold", "splits": 5, "repeats": 2}
SLOW_FIT = 60.0  # seconds: after a longer one, for any candidate, the folds are not repeated


# The blocks: a function each.


def load_wine():
    return datasets.load_wine(as_frame=True).data


def make_scale():
    return StandardScaler().set_output(transform="pandas")


def make_kmeans():
    estimator = KMeans(n_clusters=3, n_init=10, random_state=791773371)
    return Pipeline([("scale", make_scale()), ("kmeans", estimator)])


def make_ward():
    estimator = AgglomerativeClustering(n_clusters=3)
    return Pipeline([("scale", make_scale()), ("ward", estimator)])


def make_spectral():
    estimator = SpectralClustering(n_clusters=3, random_state=1173071193)
    return Pipeline([("scale", make_scale()), ("spectral", estimator)])


def make_density():
    estimator = DBSCAN(eps=2.5)
    return Pipeline([("scale", make_scale()), ("density", estimator)])


def make_baseline():
    estimator = RandomLabels(n_clusters=3, random_state=1624546955)
    return Pipeline([("baseline", estimator)])


class RandomLabels(ClusterMixin, BaseEstimator):
    """The baseline: clusters drawn at random, whatever the rows say."""

    def __init__(self, n_clusters=3, random_state=None):
        self.n_clusters = n_clusters
        self.random_state = random_state

    def fit(self, X, y=None):
        random = np.random.RandomState(self.random_state)
        self.labels_ = random.randint(self.n_clusters, size=len(X))
        return self


INPUT = ("wine", load_wine)
TABLE_STEPS = {}
CANDIDATES = {
    "kmeans": make_kmeans,
    "ward": make_ward,
    "spectral": make_spectral,
    "density": make_density,
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
    return table.reset_index(drop=True)


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


def fit_space(X, rows):
    """The space that all are scored in: numbers, standardised as the training part has them."""
    numbers = X.select_dtypes("number")
    steps = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    steps.fit(numbers.iloc[rows])
    return pd.DataFrame(steps.transform(numbers), index=X.index)


def score_rows(space, X, labels):
    """All scores of a clustering; fewer than two clusters, or one a row, have none."""
    rows = space.loc[X.index].to_numpy()
    if not 2 <= len(np.unique(labels)) < len(rows):
        return {"silhouette": np.nan, "calinski_harabasz": np.nan, "davies_bouldin": np.nan}
    return {
        "silhouette": silhouette_score(rows, labels),
        "calinski_harabasz": calinski_harabasz_score(rows, labels),
        "davies_bouldin": davies_bouldin_score(rows, labels),
    }


def describe_rows(X, labels):
    """The cluster of every row, a line a row; what is true is not known."""
    return pd.DataFrame({"truth": "", "prediction": labels}, index=X.index)


def fit_model(name, X, report, fold=None):
    """A candidate fitted on these rows and no others, and their clusters."""
    model = CANDIDATES[name]()
    with report.watch(name, fold, model, X, None) as extra:  # what fit needs to tell its loss
        labels = model.fit_predict(X, **extra)
    return model, labels


def cross_validate(name, X, folds, first, space, report):
    """The scores of a candidate on the rows that each fold fits; its longest fit, in seconds.

    `first` is the number of the first of the folds.
    """
    scores, longest = [], 0.0
    for fold, (fit, _) in enumerate(folds, start=first):
        start = time.perf_counter()
        _, labels = fit_model(name, X.iloc[fit], report, fold)
        longest = max(longest, time.perf_counter() - start)
        scores.append(score_rows(space, X.iloc[fit], labels))
        found = describe_rows(X.iloc[fit], labels)
        report.fold(name, fold, len(fit), found, None, scores[-1])
    return scores, longest


def compare(X, folds, space, report):
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
                    found, seconds = cross_validate(name, X, drawn, first, space, report)
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
        rows.append((name, values.mean(skipna=False), values.std(skipna=False)))
    return sorted(rows, key=lambda row: (np.isnan(row[1]), sign * row[1]))


def print_leaderboard(ranking):
    print(f"{'rank':>4}  {'candidate':<32}  {METRIC:>17}  {'sd':>8}")
    for place, (name, mean, sd) in enumerate(ranking, start=1):
        print(f"{place:>4}  {TEXT['titles'].get(name, name):<32}  {mean:>17.4f}  {sd:>8.4f}")


def refit(winner, X, parts, report):
    """The winner, fitted on all rows but the test part, and saved."""
    rows = np.sort(np.concatenate([parts["train"], parts["validation"]]))
    model, _ = fit_model(winner, X.iloc[rows], report)
    path = OUTPUT / "models" / f"{winner}.joblib"
    path.parent.mkdir(parents=True, exist_ok=True)
    joblib.dump(model, path)
    report.refit(winner, model, path, rows)
    return model


def test_once(winner, model, X, space, report):
    """The only look at the test part, by a winner that can tell the cluster of new rows."""
    if not hasattr(model, "predict"):
        print(f"{winner} tells no cluster for new rows: it has no score on the test part.")
        return
    labels = model.predict(X)
    scores = score_rows(space, X, labels)
    report.test(winner, describe_rows(X, labels), scores)
    print(f"{winner} on the test part: {METRIC} {scores.get(METRIC, np.nan):.4f}")


def main():
    report = Report(
        text=TEXT,
        output=OUTPUT,
        task="clustering",
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
    X = table
    report.data(None, parts, folds)
    space = fit_space(X, parts["train"])

    with report.block("evaluate"):
        scores = compare(X, folds, space, report)
        ranking = rank(scores)
    print_leaderboard(ranking)
    scored = [name for name, mean, _ in ranking if name != "baseline" and not np.isnan(mean)]
    if not scored:
        report.finish(ranking)
        sys.exit("No candidate could be fitted and scored on all folds: the log says why.")
    winner = scored[0]

    with report.block("best"):
        model = refit(winner, X, parts, report)
        test_once(winner, model, X.iloc[parts["test"]], space, report)
    report.finish(ranking)


if __name__ == "__main__":
    if "--check-leakage" in sys.argv[1:]:
        from outcrop_check import check_leakage

        sys.exit(check_leakage(sys.modules[__name__]))
    main()
