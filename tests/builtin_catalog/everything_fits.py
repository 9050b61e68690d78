"""Every classifier, regressor, transformer, clustering and outlier detector of the catalog fits a
bundled data set with the catalog's values; what no table feeds does not, and says so."""

import ast
import os

os.environ["OMP_NUM_THREADS"] = "1"  # Threads that spin for a core make small fits slow.

import library  # noqa: E402
from sklearn import datasets  # noqa: E402
from sklearn.linear_model import LinearRegression, LogisticRegression  # noqa: E402

# What needs another value than its default, or other data, to fit a bundled data set.
OTHER_VALUES = {
    "RadiusNeighborsClassifier": {"radius": 10.0},
    "RadiusNeighborsRegressor": {"radius": 10.0},
    "GaussianRandomProjection": {"n_components": 2},
    "SparseRandomProjection": {"n_components": 2},
    "SelectKBest": {"k": 2},
}
# They stand for what connecting blocks does, and would fit.
ON_CANVAS = {"ColumnTransformer", "FeatureUnion", "GridSearchCV", "Pipeline", "RandomizedSearchCV"}
ONE_COLUMN = {"IsotonicRegression"}
# Quick is enough here.
QUICK = {
    "TSNE": {"n_iter": 250},
    "HistGradientBoostingClassifier": {"max_iter": 10},
    "HistGradientBoostingRegressor": {"max_iter": 10},
    "MLPClassifier": {"max_iter": 20},
    "MLPRegressor": {"max_iter": 20},
    "BernoulliRBM": {"n_iter": 2},
    "DictionaryLearning": {"max_iter": 5},
    "MiniBatchDictionaryLearning": {"max_iter": 5},
    "SparsePCA": {"max_iter": 5},
    "MiniBatchSparsePCA": {"max_iter": 5},
    "GaussianProcessClassifier": {"max_iter_predict": 10},
    "TheilSenRegressor": {"max_subpopulation": 200},
    "LogisticRegressionCV": {"Cs": 2},
}


def tables():
    """Small cuts of the bundled data: every third flower, a hundred patients, words."""
    iris = datasets.load_iris(as_frame=True)
    diabetes = datasets.load_diabetes(as_frame=True)
    flowers = (iris.data[::3], iris.target[::3])
    words = [str(name) for name in datasets.load_breast_cancer().feature_names]
    return {
        "classifier": flowers,
        "regressor": (diabetes.data[:100], diabetes.target[:100]),
        "text": (words, None),
        "transformer": flowers,
        "clusterer": flowers,
        "outlier_detector": flowers,
        "other": flowers,
    }


def models(fact):
    model = LinearRegression() if fact["role"] == "regressor" else LogisticRegression(max_iter=500)
    for port in fact["inputs"]:
        if port in ("estimators", "steps", "transformers", "transformer_list"):
            yield port, [("first", model)]
        elif port in ("estimator", "base_estimator"):
            yield port, model


def make(cls, name, fact):
    arguments = {}
    for constant in fact["constants"]:
        key, _, value = constant.partition("=")
        arguments[key] = ast.literal_eval(value)
    for key, attribute in fact["attributes"].items():
        default = attribute["default"]
        if attribute["parameter"] and not isinstance(default, list):
            if default not in ("inf", "-inf", "nan"):
                arguments.setdefault(key, default)
    arguments.update(models(fact))
    arguments.update(OTHER_VALUES.get(name, {}))
    arguments.update(QUICK.get(name, {}))
    return cls(**arguments)


def fit(cls, name, fact, data):
    table, target = data["text" if fact["text"] else fact["role"]]
    if name in ONE_COLUMN:
        table = table.iloc[:, 0]
    estimator = make(cls, name, fact).fit(table, target)
    if hasattr(estimator, "transform"):
        estimator.transform(table)


def check(cls, name, fact, data, noted):
    """What is wrong: it does not fit, or it does though the README says that it cannot."""
    try:
        fit(cls, name, fact, data)
    except Exception as error:
        if not noted:
            return "%s does not fit: %s" % (name, str(error).splitlines()[0])
        return None
    return "%s fits, but the README says it cannot" % name if noted else None


def main():
    data, listed = tables(), library.left_out()
    found, findings, count = library.estimators(), [], 0
    for name, fact in library.facts().items():
        if name in ON_CANVAS:
            continue
        finding = check(found[name], name, fact, data, name in listed)
        findings += [finding] if finding else []
        count += 1
    library.end(findings, count)


if __name__ == "__main__":
    main()
