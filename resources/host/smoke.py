"""Trains on a few rows, to see whether a package works: python3 smoke.py ROWS, in its folder.

Nothing of the package is changed: its train.py is told to load a sample. Python 3.8 or newer.
"""

import json
import sys

# The folder of the package, not that of this program.
sys.path[0] = "."

import train  # noqa: E402

FEWEST_OF_A_CLASS = 20  # So that every fold has each.
LATENCY = {"requests": 20, "repeats": 1, "warm_up": 2}


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


def main(rows):
    block, load = train.INPUT

    def load_few():
        table = load()
        few = sample(table, rows)
        print(f"Smoke run on {len(few)} of {len(table)} rows.", flush=True)
        return few

    train.INPUT = (block, load_few)
    latency = train.Report.latency

    def short_latency(report, *arguments, **options):
        return latency(report, *arguments, **{**options, **LATENCY})

    train.Report.latency = short_latency
    train.main()
    with open(train.OUTPUT / "report.json", encoding="utf-8") as file:
        for candidate in json.load(file)["candidates"]:
            if candidate["error"]:
                print(f"Smoke run without {candidate['title']}: {candidate['error']}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
