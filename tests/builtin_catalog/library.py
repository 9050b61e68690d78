"""What the tests of the catalog share: the printed catalog and the library's estimators."""

import json
import pathlib
import re
import subprocess
import sys
import warnings

warnings.simplefilter("ignore")

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def printed(what):
    """The lines of print_catalog, whose path is this program's argument."""
    done = subprocess.run([sys.argv[1], what], check=True, stdout=subprocess.PIPE)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def facts():
    return {fact["class"]: fact for fact in printed("facts")}


def estimators():
    from sklearn.utils import all_estimators

    return dict(all_estimators())


def left_out():
    """{"Type.parameter" or "Type": {what, …}} of the table in the README."""
    text = (ROOT / "resources/catalog/README.md").read_text(encoding="utf-8")
    listed = {}
    for row in re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", text, re.M):
        if row[0] not in ("reason", "field", "role", "facts", "port"):
            for place in row[2].split(", "):
                listed.setdefault(place, set()).add(row[1])
    return listed


def end(findings, count):
    """Ends the program: 1 with the findings, 0 with how much was looked at."""
    for finding in findings:
        print(finding)
    print("%d looked at, %d findings" % (count, len(findings)))
    sys.exit(1 if findings or not count else 0)
