"""Writes the result folder of a real comparison by scikit-learn, as core/hosts/PROTOCOL.md has it.

make_results.py FOLDER {breast-cancer,iris,diabetes,wine-clusters}... [--small]

FOLDER/TASK gets training_result/ and events.jsonl. --small: quick models, few requests.
"""
import argparse
import csv
import json
import time
import warnings
from pathlib import Path

import numpy as np
from sklearn import cluster, datasets, dummy, ensemble, linear_model, metrics, model_selection
from sklearn import neural_network, svm
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler, label_binarize


def scaled(model):
    return make_pipeline(StandardScaler(), model)


def classifiers(small):
    trees = 20 if small else 200
    return {
        "logistic": ("Logistic regression", scaled(linear_model.LogisticRegression())),
        "forest": ("Random forest",
                   ensemble.RandomForestClassifier(n_estimators=trees, random_state=0)),
        "boosting": ("Gradient boosting",
                     ensemble.GradientBoostingClassifier(n_estimators=trees, random_state=0)),
        "svc": ("SVC", scaled(svm.SVC())),
        "mlp": ("MLP classifier", scaled(neural_network.MLPClassifier(
            max_iter=20 if small else 200, random_state=0))),
        "baseline": ("Most frequent class", dummy.DummyClassifier()),
    }


def regressors(small):
    return {
        "linear": ("Linear regression", linear_model.LinearRegression()),
        "ridge": ("Ridge regression", scaled(linear_model.Ridge(alpha=10))),
        "forest": ("Random forest", ensemble.RandomForestRegressor(
            n_estimators=20 if small else 200, random_state=0)),
        "svr": ("Support vector regression", scaled(svm.SVR(C=30))),
        "baseline": ("Mean", dummy.DummyRegressor()),
    }


def clusterers(_small):
    return {
        "kmeans": ("K-means", scaled(cluster.KMeans(n_clusters=3, n_init=5, random_state=0))),
        "ward": ("Agglomerative", scaled(cluster.AgglomerativeClustering(n_clusters=3))),
    }


TASKS = {
    "breast-cancer": ("classification", datasets.load_breast_cancer, classifiers, "roc_auc"),
    "iris": ("classification", datasets.load_iris, classifiers, "roc_auc"),
    "diabetes": ("regression", datasets.load_diabetes, regressors, "rmse"),
    "wine-clusters": ("clustering", datasets.load_wine, clusterers, "silhouette"),
}


class Comparison:
    def __init__(self, name, folder, small):
        self.task, load, models, self.metric = TASKS[name]
        self.name, self.small = name, small
        self.folder = Path(folder) / "training_result"
        (self.folder / "predictions").mkdir(parents=True, exist_ok=True)
        (self.folder / "latency").mkdir(exist_ok=True)
        self.events = open(Path(folder) / "events.jsonl", "w", encoding="utf-8")
        data = load()
        self.x, self.y, self.positive = data.data, data.target, None
        self.models = models(small)
        self.classes = []
        if self.task == "classification":
            self.classes = [str(c) for c in data.target_names]
            self.y = np.array(self.classes)[data.target]
            if len(self.classes) == 2:
                self.positive = "malignant"

    def event(self, kind, **keys):
        self.events.write(json.dumps({"v": 1, "t": time.time(), "kind": kind, **keys}) + "\n")

    def split(self):
        rows = np.arange(len(self.y))
        strata = self.y if self.task == "classification" else None
        self.train, self.test = model_selection.train_test_split(
            rows, test_size=0.2, random_state=0, stratify=strata)
        if self.task == "classification":
            folds = model_selection.RepeatedStratifiedKFold(n_splits=5, n_repeats=2, random_state=0)
        else:
            folds = model_selection.RepeatedKFold(n_splits=5, n_repeats=2, random_state=0)
        self.folds = [(self.train[fit], self.train[held])
                      for fit, held in folds.split(self.train, self.y[self.train])]

    def scores_of(self, model, rows):
        """One column for two classes, one a class for more, none without scores."""
        if self.task != "classification":
            return None, None
        if hasattr(model, "predict_proba"):
            source, values = "predict_proba", model.predict_proba(self.x[rows])
        else:
            source, values = "decision_function", model.decision_function(self.x[rows])
            if values.ndim == 1:
                values = np.column_stack([-values, values])
        order = [list(model.classes_).index(c) for c in self.classes]
        if self.positive:
            return source, values[:, [list(model.classes_).index(self.positive)]]
        return source, values[:, order]

    def measure(self, truth, predicted, scores, rows):
        if self.task == "regression":
            return {"rmse": metrics.mean_squared_error(truth, predicted, squared=False),
                    "mae": metrics.mean_absolute_error(truth, predicted),
                    "r2": metrics.r2_score(truth, predicted)}
        if self.task == "clustering":
            return {"silhouette": metrics.silhouette_score(
                StandardScaler().fit_transform(self.x[rows]), predicted)}
        result = {"accuracy": metrics.accuracy_score(truth, predicted)}
        if self.positive:
            positive = truth == self.positive
            result["roc_auc"] = metrics.roc_auc_score(positive, scores[:, 0])
            result["average_precision"] = metrics.average_precision_score(positive, scores[:, 0])
        else:
            result["roc_auc"] = metrics.roc_auc_score(
                label_binarize(truth, classes=self.classes), scores, average="macro")
        return result

    def score_header(self):
        if self.task != "classification":
            return []
        return [f"score:{c}" for c in ([self.positive] if self.positive else self.classes)]

    def report_losses(self, block, model, fold):
        last = model[-1] if hasattr(model, "steps") else model
        if hasattr(last, "loss_curve_"):
            name, unit, values = "log_loss", "epoch", last.loss_curve_
        elif hasattr(last, "train_score_") and block == "boosting":
            name, unit, values = "deviance", "tree", last.train_score_
        else:
            return
        for step, value in enumerate(values, start=1):
            self.event("metric", model=block, fold=fold, split="train", step=step, unit=unit,
                       m={name: float(value)})

    def cross_validate(self, block, title, model):
        candidate = {"block": block, "title": title, "baseline": block == "baseline",
                     "type": type(model[-1] if hasattr(model, "steps") else model).__name__,
                     "steps": [block], "folds": [], "score_source": None,
                     "loss": "none recorded", "warnings": [], "error": None}
        with open(self.folder / "predictions" / f"{block}.csv", "w", newline="") as file:
            out = csv.writer(file)
            out.writerow(["fold", "row", "truth", "prediction"] + self.score_header())
            for number, (fit, held) in enumerate(self.folds):
                start = time.perf_counter()
                if self.task == "clustering":
                    fit = held = np.sort(np.concatenate([fit, held]))
                    predicted, scores = model.fit_predict(self.x[fit]), None
                else:
                    model.fit(self.x[fit], self.y[fit])
                    predicted = model.predict(self.x[held])
                    candidate["score_source"], scores = self.scores_of(model, held)
                seconds = time.perf_counter() - start
                measured = self.measure(self.y[held], predicted, scores, held)
                candidate["folds"].append({
                    "fold": number, "fit_rows": len(fit), "held_rows": len(held),
                    "fit_seconds": seconds, "scores": measured})
                self.write_rows(out, [number], held, predicted, scores)
                self.report_losses(block, model, number)
                self.event("scores", model=block, fold=number, split="validation", m=measured,
                           fit_seconds=seconds)
        return candidate

    def write_rows(self, out, head, rows, predicted, scores):
        for i, row in enumerate(rows):
            truth = "" if self.task == "clustering" else self.y[row]
            values = [] if scores is None else [repr(float(v)) for v in scores[i]]
            out.writerow(head + [row, truth, predicted[i]] + values)

    def latency(self, block, model):
        repeats, requests = 5, 100 if self.small else 2000
        name = f"latency/{block}-b1-t1.csv"
        with open(self.folder / name, "w", newline="") as file:
            out = csv.writer(file)
            out.writerow(["repeat", "ms"])
            for repeat in range(repeats):
                for i in range(requests):
                    row = self.x[[i % len(self.x)]]
                    start = time.perf_counter()
                    model.predict(row)
                    out.writerow([repeat, repr((time.perf_counter() - start) * 1000)])
        return {"block": block, "batch": 1, "threads": 1, "repeats": repeats,
                "requests": requests, "warm_up": 0, "file": name}

    def score_test(self, winner):
        model = self.models[winner][1].fit(self.x[self.train], self.y[self.train])
        predicted = model.predict(self.x[self.test])
        _, scores = self.scores_of(model, self.test)
        with open(self.folder / "predictions" / "test.csv", "w", newline="") as file:
            out = csv.writer(file)
            out.writerow(["row", "truth", "prediction"] + self.score_header())
            self.write_rows(out, [], self.test, predicted, scores)
        test = {"block": winner, "looks": 1, "predictions": "predictions/test.csv",
                "scores": self.measure(self.y[self.test], predicted, scores, self.test)}
        return test, [self.latency(winner, model)]

    def run(self):
        self.split()
        candidates = [self.cross_validate(block, title, model)
                      for block, (title, model) in self.models.items()]
        direction = "min" if self.metric == "rmse" else "max"
        means = {c["block"]: np.mean([f["scores"][self.metric] for f in c["folds"]])
                 for c in candidates if not c["baseline"]}
        winner = (min if direction == "min" else max)(means, key=means.get)
        test, latency = None, []
        if self.task != "clustering":
            test, latency = self.score_test(winner)
        report = {
            "schema": 1, "task": self.task, "name": self.name, "metric": self.metric,
            "direction": direction, "positive_class": self.positive, "classes": self.classes,
            "class_counts": {c: int(np.sum(self.y == c)) for c in self.classes},
            "averaging": "macro",
            "rows": {"total": len(self.y), "train": len(self.train), "validation": 0,
                     "test": len(self.test)},
            "split": {"block": "split", "kind": "stratified", "train": 0.8, "validation": 0.0,
                      "test": 0.2, "seed": 0},
            "folds": {"kind": "repeated_stratified_k_fold", "splits": 5, "repeats": 2,
                      "count": len(self.folds), "seed": 0},
            "candidates": candidates, "winner": winner,
            "refit": {"rows": len(self.train), "parts": ["train"],
                      "model": f"models/{winner}.joblib", "sha256": ""},
            "test": test, "latency": latency, "seconds": 1.5}
        (self.folder / "report.json").write_text(json.dumps(report, indent=1))
        folds = {"train": self.train.tolist(), "validation": [], "test": self.test.tolist(),
                 "folds": [{"fit": fit.tolist(), "held": held.tolist()}
                           for fit, held in self.folds]}
        (self.folder / "folds.json").write_text(json.dumps(folds))
        self.event("finished", winner=winner, metric=self.metric, mean=float(means[winner]), sd=0.0)
        self.events.close()


parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("folder")
parser.add_argument("tasks", choices=TASKS, nargs="+")
parser.add_argument("--small", action="store_true")
arguments = parser.parse_args()
warnings.simplefilter("ignore")
for task in arguments.tasks:
    Comparison(task, Path(arguments.folder) / task, arguments.small).run()
