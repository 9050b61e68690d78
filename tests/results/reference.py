"""Answers on stdin's cases by scikit-learn, scipy and numpy: what core/results must equal.

Reads {"cases": [{"kind": ..., ...}]} a line, writes {"answers": [...]} for each, a line.
"""
import json
import sys

import numpy as np
from scipy import special, stats
from sklearn import metrics


def finite(values):
    """The first threshold is infinite or the highest score + 1, by version: left out."""
    return [float(v) for v in values[1:]]


def roc(case):
    answer = {}
    for key, drop in (("all", False), ("corners", True)):
        fpr, tpr, thresholds = metrics.roc_curve(
            case["positive"], case["scores"], sample_weight=case["weights"],
            drop_intermediate=drop)
        answer[key] = [fpr.tolist(), tpr.tolist(), finite(thresholds)]
    answer["auc"] = metrics.roc_auc_score(
        case["positive"], case["scores"], sample_weight=case["weights"])
    precision, recall, _ = metrics.precision_recall_curve(
        case["positive"], case["scores"], sample_weight=case["weights"])
    answer["recall"] = recall[::-1].tolist()
    answer["precision"] = precision[::-1].tolist()
    answer["average_precision"] = metrics.average_precision_score(
        case["positive"], case["scores"], sample_weight=case["weights"])
    return answer


def classes(case):
    scores = np.array(case["scores"]).T  # rows of samples
    return {
        "macro": metrics.roc_auc_score(case["truth"], scores, multi_class="ovr", average="macro"),
        "each": [metrics.roc_auc_score(np.array(case["truth"]) == c, scores[:, c])
                 for c in range(scores.shape[1])],
    }


def mean_curve(case):
    grid = np.linspace(0, 1, case["intervals"] + 1)
    rows = []
    for scores, positive in zip(case["scores"], case["positive"]):
        fpr, tpr, _ = metrics.roc_curve(positive, scores)
        rows.append(np.interp(np.nextafter(grid, 2), fpr, tpr))  # just right of a vertical step
    mean = np.mean(rows, axis=0)
    sd = np.std(rows, axis=0, ddof=1)
    return {"mean": mean.tolist(), "low": np.clip(mean - sd, 0, 1).tolist(),
            "high": np.clip(mean + sd, 0, 1).tolist()}


def percentiles(case):
    return {"values": np.percentile(case["values"], case["percents"]).tolist()}


def histogram(case):
    counts, edges = np.histogram(case["values"], bins=case["bins"])
    return {"counts": counts.tolist(), "edges": edges.tolist()}


def interval(case):
    differences = np.array(case["differences"])
    count = len(differences)
    se = np.sqrt((1 / count + case["held_per_fit"]) * differences.var(ddof=1))
    low, high = stats.t.interval(case["confidence"], count - 1, differences.mean(), se)
    return {"low": low, "high": high, "mean": differences.mean(), "sd": differences.std(ddof=1)}


def student(case):
    """Back from the quantile: scipy 1.10's own t.ppf is off by 1e-9 and more in the tails."""
    return {"probability": stats.t.cdf(case["t"], case["degrees"])}


def beta(case):
    return {"value": special.betainc(case["a"], case["b"], case["x"])}


ANSWERS = {f.__name__: f for f in
           (roc, classes, mean_curve, percentiles, histogram, interval, student, beta)}

for line in sys.stdin:
    cases = json.loads(line)["cases"]
    print(json.dumps({"answers": [ANSWERS[case["kind"]](case) for case in cases]}), flush=True)
