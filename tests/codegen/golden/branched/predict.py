"""Predicts the rows of a CSV file with the saved model. Written by Outcrop.

    python3 predict.py INPUT.csv [-o OUTPUT.csv] [--model MODEL.joblib]

It needs scikit-learn, pandas and joblib, and writes a line for each row of the input, in its order:
the prediction and, where the model has scores of classes, a column score:<class> each. Loading a
model can run code that is in it: load only what you trust.
"""

import argparse
import json
import sys
from pathlib import Path

import joblib
import numpy as np
import pandas as pd

HERE = Path(__file__).resolve().parent
TEXT = json.loads((HERE / "params.json").read_text(encoding="utf-8"))


def read_table(path):
    return pd.read_csv(path)


def apply_measured(table):
    columns = TEXT["blocks"]["measured"]["columns"]
    return table[[name for name in table if name in columns]]


def apply_products(table):
    from scripts import products

    inputs = TEXT["blocks"]["products"]["inputs"]
    outputs = TEXT["blocks"]["products"]["outputs"]
    return run_script(table, products.transform, inputs, outputs)


def apply_squares(table):
    from scripts import squares

    return run_script(table, squares.transform)


TABLE_STEPS = {}
CANDIDATE_STEPS = {
    "ridge": {"measured": apply_measured, "products": apply_products},
    "forest": {"measured": apply_measured, "products": apply_products, "squares": apply_squares},
}


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


def find_model(path):
    """The model that was named, or the only one that training left beside this program."""
    if path is not None:
        return path
    found = sorted(HERE.glob("models/*.joblib")) or sorted(HERE.glob("*/models/*.joblib"))
    if not found:
        sys.exit("There is no saved model here: run train.py first, or name a model with --model.")
    if len(found) > 1:
        sys.exit("There are several saved models here: name one with --model.")
    return found[0]


def read_facts(path, model):
    """What is known of a model: the file beside it says more than the model itself."""
    sidecar = Path(path).with_suffix(".json")
    if sidecar.is_file():
        return json.loads(sidecar.read_text(encoding="utf-8"))
    columns = [{"name": name, "kind": "any"} for name in model.feature_names_in_]
    classes = [str(name) for name in getattr(model, "classes_", [])]
    return {"block": Path(path).stem, "columns": columns, "scored_classes": classes}


def check_columns(table, columns):
    """Ends with a sentence where the input lacks a column or any row, or has text for numbers."""
    missing = [column["name"] for column in columns if column["name"] not in table]
    if missing:
        named = ", ".join(missing[:8]) + (", …" if len(missing) > 8 else "")
        sys.exit(f"The input lacks {len(missing)} of the model's columns: {named}.")
    if table.empty:
        sys.exit("The input has no rows to predict.")
    for column in columns:
        values = table[column["name"]]
        if column["kind"] == "number" and not pd.api.types.is_numeric_dtype(values):
            sys.exit(f"The column {column['name']!r} of the input must hold numbers only.")


def prepare(table, facts):
    """The table as the model takes it."""
    rows, columns = len(table), facts["columns"]
    steps = {**TABLE_STEPS, **CANDIDATE_STEPS.get(facts["block"], {})}
    for block, apply in steps.items():
        try:
            table = apply(table)
        except Exception as error:
            sys.exit(f"The block {block!r} fails on the input: {type(error).__name__}: {error}")
        if len(table) != rows:
            sys.exit(f"The block {block!r} drops rows of the input: they cannot all be predicted.")
    check_columns(table, columns)
    return table[[column["name"] for column in columns]]


def predict(model, table, classes):
    """The prediction of every row and the scores of these classes."""
    if not hasattr(model, "predict"):
        sys.exit("This model tells no cluster for new rows.")
    try:
        found = pd.DataFrame({"prediction": model.predict(table)})
    except ValueError as error:
        line = str(error).strip().split("\n")[0]
        sys.exit(f"The model cannot predict these rows: {line}")
    methods = ("predict_proba", "decision_function")
    method = next((method for method in methods if hasattr(model, method)), None)
    if classes and method is not None:
        values = getattr(model, method)(table)
        if values.ndim == 1:  # the decision function of two classes is one of the second
            values = np.column_stack([-values, values])
        values = pd.DataFrame(values, columns=[str(name) for name in model.classes_])
        found = found.join(values[classes].add_prefix("score:"))
    return found


def main():
    parser = argparse.ArgumentParser(description="Predict the rows of a CSV file.")
    parser.add_argument("input", metavar="INPUT.csv")
    parser.add_argument("-o", "--output", metavar="OUTPUT.csv", help="instead of standard output")
    parser.add_argument("--model", metavar="MODEL.joblib", help="instead of the one saved here")
    wanted = parser.parse_args()
    path = find_model(wanted.model)
    try:
        table = read_table(wanted.input)
        model = joblib.load(path)
    except (OSError, ValueError) as error:
        sys.exit(f"Cannot be read: {error}")
    facts = read_facts(path, model)
    found = predict(model, prepare(table, facts), facts["scored_classes"])
    found.to_csv(wanted.output or sys.stdout, index=False)


if __name__ == "__main__":
    main()
