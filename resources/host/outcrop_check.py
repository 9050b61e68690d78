"""The leak test of a generated train.py: does anything learn from rows that are held out?

The held-out rows, labels included, are garbled, and everything is done again on the same rows.
What then differs for the rows to train on, by a single bit, has learned from held-out rows: a
selector, a scaler, an encoder of a person's script that was fitted on all rows. Blocks are compared
in the order in which they work, so the first that differs is the one to name.

A script may read the data file again. So garbled steps work in a copy of the package whose file is
garbled, too. What a script fetches from elsewhere stays as it is, and what it learns from there is
not seen: a data set of the library, a file of its own, a data file that is used in place.

Beyond that come guesses: outcrop_hints.py.
"""

import importlib
import json
import os
import shutil
import sys
import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd

from outcrop_hints import guess

ROUNDS = 2  # garblings, each of another kind
PROBES = 10  # held-out rows whose labels alone are changed
FIRST_ROW = 10**6  # of the numbers that rows carry: a script that numbers them anew is noticed


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


class Tables:
    """What the steps made: `steps` in order, the last `shared` one, each candidate's `own`."""

    def __init__(self, steps):
        self.steps, self.own = steps, {}
        self.shared = steps[-1][1]


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
        block, _ = self.train.INPUT
        raw = self.load()
        self.checked.append(block)
        tables = self.apply_steps(raw)
        numbered = self.finish_table(tables.shared)
        parts = self.train.split_rows(numbered)
        self.rows = {part: tables.shared.index[numbers] for part, numbers in parts.items()}
        self.held = np.concatenate([self.rows["validation"], self.rows["test"]])
        self.warnings = guess(numbered, parts, self)
        has_scripts = any(name.startswith("scripts.") for name in sys.modules)
        if has_scripts and self.file is not None and not self.file.is_inside(self.train.HERE):
            text = "The data file is used in place: what a script that reads it again learns there"
            self.warnings.append(text + " is not seen.")

        self.compare_steps(tables, self.apply_steps(raw), "gives another table each time it runs.")
        for name, _ in tables.steps[1:]:
            self.note(name)
        for kind in range(ROUNDS):
            garbled = self.apply_garbled(raw, kind)
            learned = "learns from held-out rows: garbled, they change the rows to train on."
            self.compare_steps(tables, garbled, learned)
        self.probe_labels(raw, tables)
        self.compare_models(tables, garbled)

    def load(self):
        """The table as it is read; rows carry numbers of their own from here on."""
        self.file = None
        if hasattr(self.train, "read_table"):
            read = self.train.read_table

            def spy(path, **options):
                self.file = DataFile(Path(path), options)
                return read(path, **options)

            self.train.read_table = spy
        raw = self.train.INPUT[1]()
        raw.index = np.arange(FIRST_ROW, FIRST_ROW + len(raw))
        return raw

    def apply_steps(self, raw):
        """The tables after the input and after each step; rows keep their numbers."""
        for name in [name for name in sys.modules if name.split(".")[0] == "scripts"]:
            del sys.modules[name]  # a script must not remember what it learned last time
        tables = Tables([(self.train.INPUT[0], raw)])
        for block, apply in self.train.TABLE_STEPS.items():
            tables.shared = self.apply_step(tables, block, apply, tables.shared)
        for name in self.train.CANDIDATES:
            X = self.features(tables.shared)
            for block, apply in getattr(self.train, "CANDIDATE_STEPS", {}).get(name, {}).items():
                X = self.apply_step(tables, block, apply, X)
            tables.own[name] = X
        return tables

    def apply_step(self, tables, block, apply, before):
        after = self.follow(block, before, apply(before.copy()))
        tables.steps.append((block, after))
        return after

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
        try:
            return self.apply_to(garble(raw, self.held, self.target, self.has_classes, kind), raw)
        except Leak:
            raise
        except (Exception, SystemExit):
            return self.apply_to(garble_mildly(raw, self.held, kind), raw)

    def apply_to(self, changed, raw):
        """The steps on a changed table, where the data file says the same as that table."""
        if self.file is None or not self.file.is_inside(self.train.HERE):
            return self.apply_steps(changed)
        with package_copy(self.train.HERE, self.file.path) as path:
            self.file.write_changed(path, changed, raw)
            return self.apply_steps(changed)

    def compare_steps(self, tables, others, why):
        """Ends with the first block after which rows that are not held out differ."""
        for (block, table), (_, other) in zip(tables.steps, others.steps):
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
            others = self.apply_to(changed, raw)
        except (Exception, SystemExit):  # it cannot take the changed target: nothing is shown
            return
        for (block, table), (_, other) in zip(tables.steps, others.steps):
            rows = table.index[table.index.isin(probes) & table.index.isin(other.index)]
            one, two = table.loc[rows], other.loc[rows]
            hidden = {"columns": self.target, "errors": "ignore"}
            if not same_rows(one.drop(**hidden), two.drop(**hidden)):
                raise Leak(block, "makes columns of a row from the target of that row.")

    def compare_models(self, tables, garbled):
        """Ends with the first fitted step of a candidate that tells the two tables apart."""
        for name, make in self.train.CANDIDATES.items():
            try:
                first = self.fit(make(), name, tables)
            except Exception:  # a candidate that fails is told by the training itself
                continue
            second = self.fit(make(), name, garbled)
            own = tables.own[name]
            X = own.loc[self.rows["train"]].reset_index(drop=True)
            held = own[own.index.isin(self.held)].reset_index(drop=True)
            self.compare_fitted(name, first, second, X, held)

    def fit(self, model, name, tables):
        """A candidate fitted on the rows to train on, one thread: its sums have one order."""
        jobs = [name for name in model.get_params() if name.split("__")[-1] == "n_jobs"]
        model.set_params(**{name: 1 for name in jobs})
        train = self.rows["train"]
        labels = None
        if self.target:
            labels = self.finish_table(tables.shared.loc[train])[self.target]
        return model.fit(tables.own[name].loc[train].reset_index(drop=True), labels)

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


class DataFile:
    """The data file of a package, and how it is read."""

    def __init__(self, path, options):
        self.path, self.options = path, options

    def is_inside(self, folder):
        return folder in self.path.parents and self.path.is_file()

    def write_changed(self, path, changed, raw):
        """The same file, but for the values that differ in the changed table: texts stay texts."""
        plain = {key: value for key, value in self.options.items() if key != "decimal"}
        texts = pd.read_csv(self.path, dtype=str, keep_default_na=False, **plain)
        texts.columns = texts.columns.map(str)
        for name in changed:
            new, old = changed[name].to_numpy(), raw[name].to_numpy()
            rows = ~((new == old) | (pd.isna(new) & pd.isna(old)))
            texts.loc[rows, name] = [self.text_of(value) for value in new[rows]]
        form = {key: plain[key] for key in ("sep", "encoding") if key in plain}
        texts.to_csv(path, index=False, header=plain.get("header", 0) == 0, **form)

    def text_of(self, value):
        if pd.isna(value):
            return ""
        if isinstance(value, float):
            return str(value).replace(".", self.options.get("decimal", "."))
        return str(value)


def link_all_but(file, here, copy):
    """Links to what is in a folder but one file; programs, which ask where they are, are copied."""
    for entry in here.iterdir():
        if entry in file.parents or entry.name == "scripts":
            (copy / entry.name).mkdir()
            link_all_but(file, entry, copy / entry.name)
        elif entry.suffix == ".py":
            shutil.copyfile(entry, copy / entry.name)
        elif entry != file and entry.name != "__pycache__":
            (copy / entry.name).symlink_to(entry)


@contextmanager
def package_copy(here, file):
    """A copy of the package without its data file, as the place where steps work; the file's path.

    Scripts are imported from it, and it is the current folder: however a script names a file of its
    package, it means the copy.
    """
    was, path = os.getcwd(), list(sys.path)
    with tempfile.TemporaryDirectory(prefix="outcrop-check-") as folder:
        copy = Path(folder).resolve()
        link_all_but(file, here, copy)
        try:
            sys.path.insert(0, str(copy))
            importlib.invalidate_caches()
            os.chdir(copy)
            yield copy / file.relative_to(here)
        finally:
            os.chdir(was)
            sys.path[:] = path


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
