"""Guesses of the leak test: what often stands behind scores that are too good.

Equal rows in two parts, columns that number the rows, columns that tell the target alone, columns
of groups or times that Split does not know. A guess is a sentence, and no verdict.
"""

import re

import numpy as np
import pandas as pd

NEAR_PERFECT = 0.995
SAMPLE = 5000  # rows, about, that a guess looks at
GROUP_WORDS = "patient|subject|person|user|customer|client|group|household|family|site|session"
TIME_WORDS = "date|datetime|time|timestamp|year|month|day|week"


def guess(table, parts, check):
    """Warnings, a sentence each: what often stands behind scores that are too good."""
    train = table.iloc[parts["train"]]
    held = table.iloc[np.concatenate([parts["validation"], parts["test"]])]
    features = [name for name in table if name not in check.not_features]
    found = [guess_duplicates(train[features], held[features])]
    kind = check.train.SPLIT["kind"]
    for name in features:
        time = guess_time(name, table[name]) if kind != "ordered" else None
        found += [time, guess_id(name, table[name]) if time is None else None]
        if kind != "grouped":
            found.append(guess_group(name, table[name]))
        if check.target is not None:
            found.append(guess_predictor(name, train, check))
    return [warning for warning in found if warning is not None]


def guess_duplicates(train, held):
    seen = set(pd.util.hash_pandas_object(train, index=False))
    count = int(pd.util.hash_pandas_object(held, index=False).isin(seen).sum())
    if count:
        return f"{count} of {len(held)} held-out rows equal a row to train on, but for the target."
    return None


def guess_id(name, values):
    """All values differ, and they are words, or whole numbers that count."""
    if values.nunique() < len(values) or len(values) < 20:
        return None
    named = re.search(r"(^|[^a-z])(id|key|no|number|index)([^a-z]|$)", str(name).lower())
    whole = values.dtype.kind in "iu"
    counts = whole and values.max() - values.min() < 2 * len(values)
    if values.dtype.kind == "O" or counts or (whole and named):
        return f"The column {name!r} looks like the number of a row: every row has its own value."
    return None


def guess_group(name, values):
    """Words such as patient in the name, and values that come again."""
    named = re.search(rf"(^|[^a-z])({GROUP_WORDS})s?([^a-z]|$|id)", str(name).lower())
    if named and values.dtype.kind in "iuO" and 10 <= values.nunique() <= len(values) / 2:
        return f"The column {name!r} looks like a group: Split can keep its rows together."
    return None


def guess_time(name, values):
    """Dates as text, or a word such as year in the name and numbers that could be one."""
    if values.dtype.kind == "O":
        sample = values.dropna().astype(str).head(200)
        dated = sample.str.match(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
        dated = len(sample) > 0 and dated.mean() > 0.95
    else:
        named = re.search(rf"(^|[^a-z])({TIME_WORDS})([^a-z]|$)", str(name).lower())
        years = values.dtype.kind in "iu" and values.between(1900, 2100).all()
        seconds = values.dtype.kind in "iuf" and values.between(5e8, 5e9).all()
        dated = named and (years or seconds)
    if dated:
        return f"The column {name!r} looks like a time: Split can keep the order of time."
    return None


def guess_predictor(name, train, check):
    """A small tree on this column alone tells the target of rows it never saw."""
    from sklearn.model_selection import cross_val_score
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

    train = train.iloc[:: max(1, len(train) // SAMPLE)]
    codes = train[name] if train[name].dtype.kind in "iufb" else pd.factorize(train[name])[0]
    column = pd.DataFrame({"x": np.asarray(codes, dtype=float)}).fillna(-1e9)
    if check.has_classes:
        tree, metric = DecisionTreeClassifier(max_depth=4, random_state=0), "balanced_accuracy"
    else:
        tree, metric = DecisionTreeRegressor(min_samples_leaf=2, random_state=0), "r2"
    try:
        score = cross_val_score(tree, column, train[check.target], scoring=metric, cv=5).mean()
    except ValueError:  # too few rows
        return None
    if not check.has_classes:
        ranks = column["x"].corr(train[check.target].reset_index(drop=True), method="spearman")
        score = max(score, abs(ranks))
    if score >= NEAR_PERFECT:
        return f"The column {name!r} alone tells the target: is it known before the target is?"
    return None
