"""The leak test of a generated train.py: does anything learn from rows that are held out?

The held-out rows, labels included, are garbled, and everything is done again on the same rows.
What then differs for the rows to train on, by a single bit, has learned from held-out rows: a
selector, a scaler, an encoder of a person's script that was fitted on all rows. Blocks are compared
in the order in which they work, so the first that differs is the one to name.

Beyond that come warnings, which are guesses: equal rows in two parts, columns that number the rows,
columns that tell the target alone, columns of groups or times that Split does not know.
"""

import json
import os
import re
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

ROUNDS = 2  # garblings, each of another kind
PROBES = 10  # held-out rows whose labels alone are changed
FIRST_ROW = 10**6  # of the numbers that rows carry: a script that numbers them anew is noticed
NEAR_PERFECT = 0.995
SAMPLE = 5000  # rows, about, that a guess looks at
GROUP_WORDS = "patient|subject|person|user|customer|client|group|household|family|site|session"
TIME_WORDS = "date|datetime|time|timestamp|year|month|day|week"


class Leak(Exception):
    """What was found: the block, and why in a sentence."""

    def __init__(self, block, why):
        super().__init__(why)
        self.block, self.why = block, why


def check_leakage(train):
    """Tests a train module, writes leakage.json, prints a sentence; 0: clean, 1: it leaks."""
    from threadpoolctl import threadpool_limits

    check = Check(train)
    found = {"schema": 1, "clean": True, "block": None, "title": None, "why": None}
    try:
        with threadpool_limits(limits=1), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # training has told them
            check.run()
    except Leak as leak:
        title = train.TEXT["titles"].get(leak.block, leak.block)
        why = f"{title} ({leak.block}) {leak.why}"
        found.update(clean=False, block=leak.block, title=title, why=why)
    found["checked"] = check.checked
    found["warnings"] = check.warnings
    path = Path(train.OUTPUT) / "leakage.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(part, path)
    for warning in check.warnings:
        print(f"Leak test, worth a look: {warning}")
    if found["clean"]:
        print("Leak test passed: nothing learned from held-out rows.")
    else:
        print(f"Leak test failed: {found['why']}")
    return 0 if found["clean"] else 1


class Check:
    """One leak test of one train module."""

    def __init__(self, train):
        self.train = train
        self.target = getattr(train, "TARGET", None)
        ties = (self.target, getattr(train, "GROUP", None), getattr(train, "TIME", None))
        self.not_features = [name for name in ties if name is not None]
        self.has_classes = hasattr(train, "POSITIVE")
        self.checked, self.warnings = [], []

    def run(self):
        block, load = self.train.INPUT
        raw = load()
        raw.index = np.arange(FIRST_ROW, FIRST_ROW + len(raw))
        self.checked.append(block)
        tables = self.apply_steps(raw)
        numbered = self.finish_table(tables[-1][1])
        parts = self.train.split_rows(numbered)
        self.rows = {part: tables[-1][1].index[numbers] for part, numbers in parts.items()}
        self.held = np.concatenate([self.rows["validation"], self.rows["test"]])
        self.warnings = guess(numbered, parts, self)

        self.compare_steps(tables, self.apply_steps(raw), "gives another table each time it runs.")
        self.checked += [block for block, _ in tables[1:]]
        for kind in range(ROUNDS):
            garbled = self.apply_garbled(raw, kind)
            learned = "learns from held-out rows: garbled, they change the rows to train on."
            self.compare_steps(tables, garbled, learned)
        self.probe_labels(raw, tables)
        self.compare_models(tables[-1][1], garbled[-1][1])

    def apply_steps(self, raw):
        """(block, table) after the input and after each step; rows keep their numbers."""
        for name in [name for name in sys.modules if name.split(".")[0] == "scripts"]:
            del sys.modules[name]  # a script must not remember what it learned last time
        tables = [(self.train.INPUT[0], raw)]
        for block, apply in self.train.TABLE_STEPS.items():
            before = tables[-1][1]
            tables.append((block, self.follow(block, before, apply(before.copy()))))
        return tables

    def follow(self, block, before, after):
        """The table with the numbers its rows had before, even if the block numbered them anew."""
        if after.index.is_unique and after.index.isin(before.index).all():
            return after
        shared = [name for name in before if name in after]
        same = len(after) == len(before) and any(
            same_values(before[name].to_numpy(), after[name].to_numpy())
            for name in ([self.target] if self.target in shared else shared)
        )
        if not same:
            raise Leak(block, "numbers its rows anew, so they cannot be followed: keep the index.")
        return after.set_axis(before.index, axis=0)

    def apply_garbled(self, raw, kind):
        """The steps on a table whose held-out rows are garbled; mildly if a step cannot take it."""
        wild = garble(raw, self.held, self.target, self.has_classes, kind)
        try:
            return self.apply_steps(wild)
        except Leak:
            raise
        except (Exception, SystemExit):
            return self.apply_steps(garble_mildly(raw, self.held, kind))

    def compare_steps(self, tables, others, why):
        """Ends with the first block after which rows that are not held out differ."""
        for (block, table), (_, other) in zip(tables, others):
            free = [one[~one.index.isin(self.held)] for one in (table, other)]
            if not same_rows(*free):
                raise Leak(block, why)

    def probe_labels(self, raw, tables):
        """Ends with the first block that makes a row's columns from the target of that row."""
        if self.target is None:
            return
        probes = self.rows["test"][:: max(1, len(self.rows["test"]) // PROBES)]
        changed = raw.copy()
        labels = garble(raw, probes, self.target, self.has_classes, 0)[self.target]
        changed[self.target] = labels
        try:
            others = self.apply_steps(changed)
        except (Exception, SystemExit):  # it cannot take the changed target: nothing is shown
            return
        for (block, table), (_, other) in zip(tables, others):
            rows = table.index[table.index.isin(probes) & table.index.isin(other.index)]
            one, two = table.loc[rows], other.loc[rows]
            hidden = {"columns": self.target, "errors": "ignore"}
            if not same_rows(one.drop(**hidden), two.drop(**hidden)):
                raise Leak(block, "makes columns of a row from the target of that row.")

    def compare_models(self, table, garbled):
        """Ends with the first fitted step of a candidate that tells the two tables apart."""
        numbered = self.finish_table(table)
        held = self.features(numbered[table.index.isin(self.held)])
        for name, make in self.train.CANDIDATES.items():
            try:
                first = self.fit(make(), table)
            except Exception:  # a candidate that fails is told by the training itself
                continue
            second = self.fit(make(), garbled)
            X = self.features(self.finish_table(table.loc[self.rows["train"]]))
            self.compare_fitted(name, first, second, X, held)

    def fit(self, model, table):
        """A candidate fitted on the rows to train on, one thread: its sums have one order."""
        jobs = [name for name in model.get_params() if name.split("__")[-1] == "n_jobs"]
        model.set_params(**{name: 1 for name in jobs})
        rows = self.finish_table(table.loc[self.rows["train"]])
        labels = rows[self.target] if self.target else None
        return model.fit(self.features(rows), labels)

    def compare_fitted(self, name, first, second, X, held):
        why = "tells other things of rows it never saw when other held-out rows are garbled."
        before = after = X
        for (block, one), (_, other) in zip(first.steps[:-1], second.steps[:-1]):
            before, after = one.transform(before), other.transform(after)
            if not same_values(as_array(before), as_array(after)):
                raise Leak(block, why)
            self.note(block)
        for method in ("predict", "predict_proba", "decision_function"):
            if hasattr(first, method):
                one, other = getattr(first, method)(held), getattr(second, method)(held)
                if not same_values(as_array(one), as_array(other)):
                    raise Leak(name, why)
        self.note(name)

    def note(self, block):
        if block != "baseline" and block not in self.checked:
            self.checked.append(block)

    def finish_table(self, table):
        """The table as load_table leaves it."""
        table = table.reset_index(drop=True)
        if self.has_classes:
            table[self.target] = table[self.target].convert_dtypes().astype(str)
        return table

    def features(self, table):
        return table.drop(columns=self.not_features)


def garble(table, rows, target, has_classes, kind):
    """A copy in which these rows hold values that no other row has, tied to a wrong target."""
    random = np.random.RandomState(kind)
    table = table.copy()
    held = table.index.isin(rows)
    count = int(held.sum())
    codes = random.permutation(count) / max(1, count - 1)  # the wrong target, from 0 to 1
    if target is not None:
        if has_classes:
            codes = garble_classes(table, target, held)
        else:
            garble_column(table, target, held, codes, random)
    for number, name in enumerate(name for name in table if name != target):
        tie = codes if (number + kind) % 2 else random.random_sample(count)
        garble_column(table, name, held, tie, random)
    return table


def garble_classes(table, target, held):
    """Gives each row the next class; returns their numbers, from 0 to 1."""
    classes = sorted(table[target].dropna().unique(), key=str)
    following = dict(zip(classes, classes[1:] + classes[:1]))
    table.loc[held, target] = table.loc[held, target].map(following).to_numpy()
    numbers = {name: number for number, name in enumerate(classes)}
    return table.loc[held, target].map(numbers).to_numpy(float) / max(1, len(classes) - 1)


def garble_column(table, name, held, codes, random):
    values = table[name]
    kind = values.dtype.kind
    if kind in "iuf":
        high, low = values.max(), values.min()
        span = (high - low) or 1
        new = high + span * (1 + 4 * codes + 0.1 * random.random_sample(len(codes)))
        table.loc[held, name] = new if kind == "f" else np.round(new).astype(values.dtype)
    elif kind == "b":
        table.loc[held, name] = codes > 0.5
    else:
        known = values[~held].dropna().unique()
        if len(known):
            table.loc[held, name] = known[np.round(codes * (len(known) - 1)).astype(int)]


def garble_mildly(table, rows, kind):
    """A copy in which these rows are copies of the others, drawn at random."""
    random = np.random.RandomState(kind)
    table = table.copy()
    held = table.index.isin(rows)
    drawn = random.randint((~held).sum(), size=held.sum())
    table.loc[held] = table[~held].iloc[drawn].to_numpy()
    return table


def same_rows(table, other):
    """Whether two tables have the same columns and the same rows, in whatever order."""
    if list(table.columns) != list(other.columns) or set(table.index) != set(other.index):
        return False
    other = other.loc[table.index]
    return all(same_values(table[name].to_numpy(), other[name].to_numpy()) for name in table)


def same_values(one, other):
    """Equal to the last bit; what is missing equals what is missing."""
    if one.shape != other.shape:
        return False
    missing = pd.isna(one) & pd.isna(other)
    return bool(((one == other) | missing).all())


def as_array(values):
    if hasattr(values, "toarray"):
        values = values.toarray()
    return np.asarray(values)


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
