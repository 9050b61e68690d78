"""Trains on a few rows, to see whether a package works: python3 smoke.py ROWS [SAMPLE whole|part],
in its folder. SAMPLE is read instead of its data file, which is on another computer, and removed;
"part": that file has more rows. Exit code 75: it fails, perhaps for lack of them.

Nothing of the package is changed: its train.py is told to load a sample. Python 3.8 or newer.
"""

import io
import json
import os
import sys

# The folder of the package, not that of this program.
sys.path[0] = "."

import train  # noqa: E402

FEWEST_OF_A_CLASS = 20  # So that every fold has each.
FEWEST_ROWS = 50  # Of which folds can be made.
LATENCY = {"requests": 20, "repeats": 1, "warm_up": 2}
IN_DOUBT = 75


def whole_groups(table, name, rows):
    """All rows of as many groups, in their order, as make about that many rows."""
    sizes = table.groupby(name, sort=False).size()
    few = sizes.index[: max(20, int((sizes.cumsum() <= rows).sum()))]
    return table[table[name].isin(few)]


def sample(table, rows):
    if len(table) <= rows:
        return table
    group = getattr(train, "GROUP", None)
    if group in table:
        return whole_groups(table, group, rows)
    chosen = set(table.sample(rows, random_state=0).index)
    target = getattr(train, "TARGET", None)
    if target in table and table[target].nunique() <= rows // 10:
        for _, part in table.groupby(target):
            chosen.update(part.index[:FEWEST_OF_A_CLASS])
    return table[table.index.isin(chosen)].reset_index(drop=True)


def read_instead(path):
    """Has train.py read that file, which is needed no more: this memory goes with the process."""
    with open(path, "rb") as file:
        content = file.read()
    os.remove(path)
    read = train.read_table
    train.read_table = lambda _, **options: read(io.BytesIO(content), **options)


def has_classes(table):
    return hasattr(train, "POSITIVE") and train.TARGET in table


def without_rare_classes(table):
    """Those that are rare in a part may be frequent in the whole, where every fold has them."""
    if not has_classes(table):
        return table
    counts = table[train.TARGET].value_counts()
    rare = counts.index[counts < FEWEST_OF_A_CLASS]
    if len(counts) - len(rare) < 2:
        return table
    return table[~table[train.TARGET].isin(rare)].reset_index(drop=True)


def may_lack_rows(table):
    """Whether training may fail on a part of a table though it works on the whole."""
    if len(table) < FEWEST_ROWS:
        return True
    if not has_classes(table):
        return False
    counts = table[train.TARGET].convert_dtypes().astype(str).value_counts()
    positive = train.POSITIVE is not None and train.POSITIVE not in counts
    return len(counts) < 2 or counts.min() < FEWEST_OF_A_CLASS or positive


class Watch:
    """What became of the table: a filter may leave little of a part."""

    def __init__(self):
        self.table = None

    def on(self, step):
        def watched(*arguments):
            self.table = step(*arguments)
            return self.table

        return watched


def run():
    """Trains; returns the candidates that failed."""
    train.main()
    with open(train.OUTPUT / "report.json", encoding="utf-8") as file:
        candidates = json.load(file)["candidates"]
    return [f"{each['title']}: {each['error']}" for each in candidates if each["error"]]


def run_in_doubt(watch):
    """The same on a part of the table: what may fail only there says nothing of the package."""
    try:
        failed = run()
    except (Exception, SystemExit) as error:
        if watch.table is None or not may_lack_rows(watch.table):
            raise
        name = "" if isinstance(error, SystemExit) else f"{type(error).__name__}: "
        failed = [f"{name}{error}"]
    if failed and may_lack_rows(watch.table):
        print("Smoke run in doubt:", " ".join("; ".join(failed).split()))
        sys.exit(IN_DOUBT)
    return failed


def main(rows, path=None, extent="whole"):
    block, load = train.INPUT
    if path:
        read_instead(path)
    watch = Watch()

    def load_few():
        table = load()
        few = sample(table if extent == "whole" else without_rare_classes(table), rows)
        print(f"Smoke run on {len(few)} of {len(table)} rows.", flush=True)
        return few

    train.INPUT = (block, watch.on(load_few))
    steps = getattr(train, "TABLE_STEPS", {})
    steps.update({name: watch.on(apply) for name, apply in steps.items()})
    latency = train.Report.latency

    def short_latency(report, *arguments, **options):
        return latency(report, *arguments, **{**options, **LATENCY})

    train.Report.latency = short_latency
    for failed in run() if extent == "whole" else run_in_doubt(watch):
        print(f"Smoke run without {failed}")


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
