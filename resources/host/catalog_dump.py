#!/usr/bin/env python3
"""The facts that an installed scikit-learn states about its estimators, as a catalog of Outcrop.

    python3 catalog_dump.py [--json]

Prints YAML in the form of resources/catalog/README.md, or JSON. Needs Python 3.8 and scikit-learn
1.2, the first version that declares the types and ranges of its parameters. Names, types, ranges,
choices and defaults only: the library's prose stays in the library. What no editor can hold is
left out and listed with its reason.
"""

import ast
import inspect
import json
import math
import numbers
import os
import re
import sys
import warnings

FEWEST_VERSION = (1, 2)

# Parameters that take an estimator of a person, and whether they take a list of them.
MODEL_PARAMETERS = {
    "estimator": False,
    "base_estimator": False,
    "regressor": False,
    "final_estimator": False,
    "estimators": True,
    "steps": True,
    "transformers": True,
    "transformer_list": True,
}

# What a list of an "array-like" parameter holds, where a person can write it down: kinds of an
# item, then how many there are. Arrays with a value for every row or column stay out.
WHOLE_FROM_0 = {"int": {"min": 0}}
WHOLE_FROM_1 = {"int": {"min": 1}}
SHARE = {"float": {"min": 0, "max": 1}}
POSITIVE = {"float": {"above": 0}}
NOT_NEGATIVE = {"float": {"min": 0}}
LISTS = {
    "hidden_layer_sizes": {"items": [WHOLE_FROM_1], "min": 1},
    "ngram_range": {"items": [WHOLE_FROM_1], "min": 2, "max": 2},
    "feature_range": {"items": ["float"], "min": 2, "max": 2},
    "quantile_range": {"items": [{"float": {"min": 0, "max": 100}}], "min": 2, "max": 2},
    "patch_size": {"items": [WHOLE_FROM_1], "min": 2, "max": 2},
    "n_clusters": {"items": [WHOLE_FROM_1], "min": 2, "max": 2},
    "degree": {"items": [WHOLE_FROM_0], "min": 2, "max": 2},
    "alphas": {"items": [POSITIVE], "min": 1},
    "Cs": {"items": [POSITIVE], "min": 1},
    "l1_ratio": {"items": [SHARE], "min": 1},
    "l1_ratios": {"items": [SHARE], "min": 1},
    "priors": {"items": [SHARE], "min": 1},
    "class_prior": {"items": [SHARE], "min": 1},
    "weights": {"items": [NOT_NEGATIVE], "min": 1},
    "stop_words": {"items": ["text"]},
    "monotonic_cst": {"items": [{"int": {"min": -1, "max": 1}}], "min": 1},
    "interaction_cst": {"items": [{"list": {"items": [WHOLE_FROM_0], "min": 1}}], "min": 1},
    "categorical_features": {"items": [WHOLE_FROM_0, "column"]},
    "n_bins": {"items": [{"int": {"min": 2}}], "min": 1},
    "min_categories": {"items": [WHOLE_FROM_1], "min": 1},
    "order": {"items": [WHOLE_FROM_0], "min": 1},
    "categories": {"items": [{"list": {"items": ["int", "float", "text"], "min": 1}}], "min": 1},
}

# Parameters that the library does not check, but a person can set.
UNCHECKED = {("SimpleImputer", "fill_value"): ["int", "float", "text", "none"]}

# A default that stands for "the next release changes it": what it does today, unless a choice
# that works everywhere is better. Written into every call, so that nothing warns or changes.
UNDECIDED = {
    ("KMeans", "n_init"): 10,
    ("MiniBatchKMeans", "n_init"): 3,
    ("BernoulliNB", "force_alpha"): False,
    ("CategoricalNB", "force_alpha"): False,
    ("ComplementNB", "force_alpha"): False,
    ("MultinomialNB", "force_alpha"): False,
    ("FastICA", "whiten"): "unit-variance",
    ("KBinsDiscretizer", "subsample"): None,
    ("MDS", "normalized_stress"): False,
    ("MiniBatchDictionaryLearning", "batch_size"): 3,
    ("QuantileRegressor", "solver"): "highs",
    ("SequentialFeatureSelector", "n_features_to_select"): "auto",
    ("LinearSVC", "dual"): "auto",
    ("LinearSVR", "dual"): "auto",
}

# What every call gets because a table must come out, by parameter: the constant, and the choices
# that make a sparse matrix and are left out for it.
DENSE = {
    ("OneHotEncoder", "sparse_output"): (False, None),
    ("RandomTreesEmbedding", "sparse_output"): (False, None),
    ("KBinsDiscretizer", "encode"): ("onehot-dense", "onehot"),
}
# What must be given and no editor holds; it does nothing.
FILLED = {
    ("GridSearchCV", "param_grid"): "{}",
    ("RandomizedSearchCV", "param_distributions"): "{}",
}

# What the canvas does itself, and how.
ON_CANVAS = {
    "ColumnTransformer": "give each transformer its columns",
    "FeatureUnion": "give several transformers the same columns",
    "GridSearchCV": "give attributes a search space",
    "Pipeline": "connect blocks in a row",
    "RandomizedSearchCV": "give attributes a search space",
}
# Estimators that no table feeds: what they need instead.
NO_TABLE = {
    "DictVectorizer": "rows that are dictionaries",
    "FeatureHasher": "rows that are dictionaries",
    "KernelCenterer": "a kernel matrix",
    "LabelBinarizer": "a target alone",
    "LabelEncoder": "a target alone",
    "MultiLabelBinarizer": "sets of labels",
    "MultiOutputClassifier": "several targets",
    "MultiOutputRegressor": "several targets",
    "MultiTaskElasticNet": "several targets",
    "MultiTaskElasticNetCV": "several targets",
    "MultiTaskLasso": "several targets",
    "MultiTaskLassoCV": "several targets",
    "ClassifierChain": "several targets",
    "RegressorChain": "several targets",
    "CCA": "several targets",
    "PLSCanonical": "several targets",
    "PLSSVD": "several targets",
    "PatchExtractor": "images",
    "SparseCoder": "a dictionary that was learned before",
}

# Not what a search should try: how it is computed, not what.
NOT_TUNABLE = {
    "cache_size", "cv", "memory", "missing_values", "n_jobs", "random_state", "verbose",
    "verbose_interval", "warm_start", "error_score", "encoding", "decode_error", "input",
    "lowercase", "refit", "return_train_score", "pre_dispatch", "check_inverse",
    "compute_inverse_components", "compute_score", "store_cv_values", "store_covariance",
    "compute_distances", "copy", "copy_X", "copy_x", "copy_X_train", "copy_max",
}  # fmt: skip
ADVANCED = NOT_TUNABLE - {"random_state", "missing_values", "cv"} | {
    "tol", "fit_intercept_scaling", "intercept_scaling", "leaf_size", "iterated_power",
    "batch_size_predict", "validate", "accept_sparse", "max_no_improvement", "reassignment_ratio",
    "precompute", "break_ties", "decision_function_shape", "eps_abs", "rcond", "presort",
}  # fmt: skip


class LeftOut(list):
    """(estimator, parameter, what, reason) of everything that is not in the catalog."""

    def add(self, owner, what, reason):
        self.append({"type": owner[0], "parameter": owner[1], "what": what, "reason": reason})


def plain(number):
    """A number of Python's own kind: bounds come as NumPy scalars, too."""
    return int(number) if isinstance(number, numbers.Integral) else float(number)


def interval_kind(interval):
    """`{int: {min: 1}}` of an Interval."""
    whole = interval.type is numbers.Integral
    bounds = {}
    if interval.left is not None and not math.isinf(interval.left):
        bounds["min" if interval.closed in ("left", "both") else "above"] = plain(interval.left)
    if interval.right is not None and not math.isinf(interval.right):
        bounds["max" if interval.closed in ("right", "both") else "below"] = plain(interval.right)
    if getattr(interval.type, "__name__", interval.type) in ("RealNotInt", "real_not_int"):
        bounds["fraction_only"] = True
    form = "int" if whole else "float"
    return {form: bounds} if bounds else form


# Constraints of the library by their own words.
WORDS = {
    "boolean": ["bool"],
    "random_state": ["random_state"],
    "verbose": [WHOLE_FROM_0, "bool"],
    "cv_object": [{"int": {"min": 2}}, "none"],
    "missing_values": ["int", "float", "text", "none"],
}
REST_OF_WORDS = {
    "random_state": [("a RandomState", "an object that draws numbers")],
    "cv_object": [("a splitter", "an object of the library"), ("an iterable", "a program's data")],
}
TYPES = {"Integral": "int", "int": "int", "Real": "float", "float": "float", "str": "text"}
TYPES.update({"bool": "bool", "bool_": "bool"})
REASONS = {
    "dict": "a mapping",
    "Mapping": "a mapping",
    "list": "a list of objects or arrays",
    "tuple": "a tuple of objects",
    "ndarray": "an array",
    "type": "a Python type",
}


class ParameterReader:
    """Turns the constraints of one parameter into kinds, and notes what cannot be turned."""

    def __init__(self, owner, left_out):
        self.owner = owner
        self.left_out = left_out
        self.kinds = []

    def add(self, kind):
        if kind not in self.kinds:
            self.kinds.append(kind)

    def leave(self, what, reason):
        self.left_out.add(self.owner, what, reason)

    def array(self, what, reason):
        spec = LISTS.get(self.owner[1])
        if spec:
            self.add({"list": spec})
        else:
            self.leave(what, reason)

    def word(self, word):
        if word == "array-like":
            self.array("array-like", "an array")
        elif word in WORDS:
            for kind in WORDS[word]:
                self.add(kind)
            for what, reason in REST_OF_WORDS.get(word, []):
                self.leave(what, reason)
        elif word == "nan":
            self.leave("nan", "not a number that a file holds")
        else:
            self.leave(word, "a sparse matrix" if word == "sparse matrix" else "an object")

    def options(self, constraint):
        old = set(getattr(constraint, "deprecated", ()))
        texts = sorted(o for o in constraint.options if isinstance(o, str) and o not in old)
        sparse = DENSE.get(self.owner, (None, None))[1]
        if sparse in texts:
            texts.remove(sparse)
            self.leave(sparse, "makes a sparse matrix, no table")
        if texts:
            self.add({"choice": texts})
        for option in sorted(old):
            self.leave(option, "deprecated by the library")
        for option in sorted(constraint.options, key=str):
            if isinstance(option, float):
                self.leave(str(option), "not a number that a file holds")
            elif not isinstance(option, str):
                self.leave(getattr(option, "__name__", str(option)), "a Python type")

    def hidden(self, constraint):
        options = sorted(map(str, getattr(constraint, "options", [])))
        word = "None" if constraint is None else getattr(constraint, "__name__", constraint)
        for what in options or [str(word)]:
            self.leave(what, "deprecated by the library")

    def type_(self, constraint):
        name = constraint.__name__
        if name in TYPES:
            self.add(TYPES[name])
        elif name in ("list", "tuple", "ndarray"):
            self.array("a " + name, REASONS[name])
        else:
            self.leave("a " + name, REASONS.get(name, "an object of the library"))

    def read(self, constraint):
        name = type(constraint).__name__
        if constraint is None:
            self.add("none")
        elif isinstance(constraint, str):
            self.word(constraint)
        elif name == "Hidden":
            self.hidden(constraint.constraint)
        elif name == "Interval":
            self.add(interval_kind(constraint))
        elif name in ("StrOptions", "Options"):
            self.options(constraint)
        elif name == "MissingValues":
            self.word("missing_values")
            if getattr(constraint, "numeric_only", False):
                self.kinds.remove("text")
        elif name == "HasMethods":
            self.leave("an object", "an object with methods")
        elif constraint is callable:
            self.leave("a function", "a function")
        elif inspect.isclass(constraint):
            self.type_(constraint)
        else:
            self.leave(name, "an object of the library")


def has(kinds, form):
    return any(form == kind or (isinstance(kind, dict) and form in kind) for kind in kinds)


def read_constraints(owner, constraints, left_out):
    """The kinds that an editor can hold, in the order of the declaration."""
    reader = ParameterReader(owner, left_out)
    if owner in UNCHECKED:
        return list(UNCHECKED[owner])
    if isinstance(constraints, str):
        left_out.add(owner, constraints.replace("_", " "), "a Python type")
        return []
    for constraint in constraints:
        reader.read(constraint)
    kinds = reader.kinds
    if has(kinds, "random_state") and "none" in kinds:
        kinds.remove("none")
    return kinds


def read_default(owner, default, kinds, left_out):
    """The default as the catalog states it; infinity and nan become a choice of that name, which
    is never written, because it is the default."""
    if isinstance(default, float) and not math.isfinite(default):
        kinds.append({"choice": [str(default)]})
        return str(default)
    if isinstance(default, tuple):
        return list(default)
    return default


def read_parameter(owner, parameter, constraints, left_out, constants):
    """The attribute of one parameter; None where nothing of it can be edited."""
    if owner in FILLED:
        constants.append("%s=%s" % (owner[1], FILLED[owner]))
        left_out.add(owner, "anything", "a mapping")
        return None
    default = parameter.default
    if default == "deprecated":
        left_out.add(owner, "anything", "deprecated by the library")
        return None
    if owner in DENSE and DENSE[owner][1] is None:
        constants.append("%s=%r" % (owner[1], DENSE[owner][0]))
        left_out.add(owner, "True", "makes a sparse matrix, no table")
        return None
    noted = LeftOut()
    kinds = read_constraints(owner, constraints, noted)
    left_out.extend(noted)
    if default is inspect.Parameter.empty or callable(default) or kinds in ([], ["none"]):
        if kinds:
            left_out.add(owner, "none", "nothing else of it can be edited")
        return None
    if default == "warn" or (owner in DENSE):
        default = UNDECIDED[owner] if default == "warn" else DENSE[owner][0]
        constants.append("%s=%s" % (owner[1], json.dumps(default) if isinstance(default, str)
                                    else repr(default)))  # fmt: skip
    return {"default": read_default(owner, default, kinds, left_out), "kinds": kinds}


def mark(name, attribute):
    forms = ("int", "float", "bool", "choice", "list")
    tunable = name not in NOT_TUNABLE and any(has(attribute["kinds"], form) for form in forms)
    if name in ADVANCED:
        attribute["advanced"] = True
    if tunable:
        attribute["tunable"] = True


def constraints_of(cls):
    declared = dict(getattr(cls, "_parameter_constraints", {}))
    return {name: value for name, value in declared.items()}


def guessed(default):
    """Kinds of a parameter that the library declares nothing about."""
    if isinstance(default, bool):
        return ["boolean"]
    if isinstance(default, numbers.Integral):
        return [numbers.Integral]
    if isinstance(default, numbers.Real):
        return [numbers.Real]
    if isinstance(default, str):
        return [str]
    return None


# A few estimators declare nothing, not even in the newest version.
UNDECLARED = {
    "n_jobs": [None, numbers.Integral],
    "memory": [str, None, callable],
    "verbose": ["verbose"],
    "cv": ["cv_object"],
    "random_state": ["random_state"],
    "refit": ["boolean", str, callable],
    "error_score": ["nan", numbers.Real],
    "pre_dispatch": [numbers.Integral, str],
    "return_train_score": ["boolean"],
    "scoring": [str, list, tuple, dict, callable, None],
    "sparse_threshold": [numbers.Real],
    "transform_n_nonzero_coefs": [None, numbers.Integral],
    "transform_alpha": [None, numbers.Real],
    "transformer_weights": [dict, None],
    "n_iter": [numbers.Integral],
    "dictionary": ["array-like"],
}


def read_parameters(name, cls, left_out):
    """(attributes, constants, model ports) of an estimator."""
    attributes, constants, ports = {}, [], []
    declared = constraints_of(cls)
    for parameter in inspect.signature(cls.__init__).parameters.values():
        owner = (name, parameter.name)
        if parameter.name == "self" or parameter.kind in (
            inspect.Parameter.VAR_POSITIONAL,
            inspect.Parameter.VAR_KEYWORD,
        ):
            continue
        if parameter.name in MODEL_PARAMETERS and parameter.default != "deprecated":
            port = {"name": parameter.name, "type": "model"}
            if MODEL_PARAMETERS[parameter.name]:
                port["many"] = True
            if parameter.default is not inspect.Parameter.empty:
                port["required"] = False
            ports.append(port)
            continue
        constraints = declared.get(parameter.name)
        if constraints is None:
            constraints = UNDECLARED.get(parameter.name) or guessed(parameter.default) or []
            if not constraints:
                left_out.add(owner, "anything", "an object")
        attribute = read_parameter(owner, parameter, constraints, left_out, constants)
        if attribute:
            mark(parameter.name, attribute)
            attributes[parameter.name] = attribute
    return attributes, constants, ports


def parent_of(cls, name):
    return any(parent.__name__ == name for parent in cls.__mro__)


def role_of(name, cls):
    if name in NO_TABLE or name in ON_CANVAS:
        return "other"
    if parent_of(cls, "SelectorMixin"):
        return "transformer"
    if parent_of(cls, "ClassifierMixin") or getattr(cls, "_estimator_type", "") == "classifier":
        return "classifier"
    if parent_of(cls, "RegressorMixin"):
        return "regressor"
    if parent_of(cls, "OutlierMixin"):
        return "outlier_detector"
    if hasattr(cls, "fit_predict") and not hasattr(cls, "fit_transform"):
        return "clusterer"
    if hasattr(cls, "transform") and not hasattr(cls, "predict"):
        return "transformer"
    return "clusterer" if hasattr(cls, "fit_predict") else "other"


def sample_instance(cls, ports, constants):
    """An instance as a block makes it; with a classifier where it takes a model."""
    from sklearn.linear_model import LogisticRegression

    arguments = {}
    for port in ports:
        if port.get("required", True):
            model = LogisticRegression()
            arguments[port["name"]] = [("model", model)] if port.get("many") else model
    for constant in constants:
        key, _, value = constant.partition("=")
        arguments[key] = ast.literal_eval(value)
    return cls(**arguments)


def makes_data_frame(instance, text):
    """Whether its transform gives a data frame when it is asked to."""
    from sklearn.datasets import load_iris

    if not hasattr(instance, "set_output"):
        return False
    try:
        instance.set_output(transform="pandas")
        features, target = load_iris(return_X_y=True, as_frame=True)
        if text:
            features = ["a few words"] * len(target)
        return hasattr(instance.fit_transform(features, target), "columns")
    except Exception:
        return False


def takes_text(instance):
    try:
        tags = instance._get_tags()
        return tags.get("X_types") == ["string"]
    except Exception:
        tags = instance.__sklearn_tags__()
        return tags.input_tags.string and not tags.input_tags.two_d_array


def read_facts(name, cls, role, ports, constants):
    """What shows only in an instance."""
    if name in NO_TABLE or name in ON_CANVAS:
        return {}
    instance = sample_instance(cls, ports, constants)
    text = takes_text(instance)
    facts = {
        "pandas_output": role == "transformer" and makes_data_frame(instance, text),
        "text_input": text,
        "predicts_proba": hasattr(instance, "predict_proba"),
        "decision_function": hasattr(instance, "decision_function"),
    }
    return {key: True for key, value in facts.items() if value}


def public_module(cls):
    parts = cls.__module__.split(".")
    while any(part.startswith("_") for part in parts):
        parts.pop()
    return ".".join(parts)


def title_of(name):
    """`RandomForestRegressor` → "Random forest regression"; people rename it afterwards."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]+|[a-z0-9]+", name)
    if len(words) > 1 and words[-1] == "Classifier":
        words.pop()
    if len(words) > 1 and words[-1] == "Regressor":
        words[-1] = "Regression"
    rest = [word if word.isupper() and len(word) > 1 else word.lower() for word in words[1:]]
    return " ".join(words[:1] + rest)


CATEGORIES = {
    "classifier": "Algorithms/Classification",
    "regressor": "Algorithms/Regression",
    "clusterer": "Algorithms/Clustering",
    "outlier_detector": "Algorithms/Outliers",
    "other": "Algorithms/Other",
}
TRANSFORMER_CATEGORIES = {
    "sklearn.impute": "Preparation/Missing values",
    "sklearn.decomposition": "Preparation/Reduction",
    "sklearn.feature_selection": "Preparation/Feature selection",
    "sklearn.feature_extraction.text": "Preparation/Text",
    "sklearn.kernel_approximation": "Preparation/Projection",
    "sklearn.random_projection": "Preparation/Projection",
    "sklearn.manifold": "Preparation/Reduction",
    "sklearn.preprocessing": "Preparation/Scaling and encoding",
}

KINDS_OF_ROLE = {
    "classifier": "A classifier",
    "regressor": "A model for numbers",
    "clusterer": "A clustering",
    "outlier_detector": "A detector of outliers",
    "transformer": "A step that learns from the training part and changes the table",
    "other": "An estimator",
}


def category_of(role, module):
    if role != "transformer":
        return CATEGORIES[role]
    return TRANSFORMER_CATEGORIES.get(module, "Preparation/Other")


def ports_of(name, role, models):
    fed = name not in NO_TABLE and name not in ON_CANVAS
    table = [{"name": "table", "type": "table"}] if fed else []
    result = "table" if role == "transformer" else "model"
    return table + models, [{"name": result, "type": result}]


def columns_of(facts):
    if facts.get("text_input"):
        kinds = [{"list": {"items": ["column"], "min": 1, "max": 1}}]
        return {"kinds": kinds, "required": True, "parameter": False}
    return {"default": "all", "kinds": ["columns"], "parameter": False}


def read_type(name, cls, version, left_out):
    attributes, constants, models = read_parameters(name, cls, left_out)
    module, role = public_module(cls), role_of(name, cls)
    facts = read_facts(name, cls, role, models, constants)
    inputs, outputs = ports_of(name, role, models)
    if role == "transformer":
        attributes = dict([("columns", columns_of(facts))] + list(attributes.items()))
    page = "https://scikit-learn.org/%s/modules/generated/%s.%s.html"
    described = {
        "title": title_of(name),
        "category": category_of(role, module),
        "help": KINDS_OF_ROLE[role] + " of scikit-learn.",
        "documentation": page % (".".join(version.split(".")[:2]), module, name),
        "role": role,
        "platform": "scikit-learn",
        "module": module,
        "class": name,
        "inputs": inputs,
        "outputs": outputs,
        "requires": ["scikit-learn>=1.2"],
    }
    described.update(facts)
    if constants:
        described["constants"] = constants
    described["attributes"] = attributes
    return described


def read_library():
    """{"source", "types", "left_out"} of the installed scikit-learn."""
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(threads, "1")  # Threads that wait for a busy core cost minutes.
    import sklearn
    from sklearn.utils import all_estimators

    version = tuple(int(part) for part in re.findall(r"\d+", sklearn.__version__)[:2])
    if version < FEWEST_VERSION:
        sys.exit(
            "scikit-learn %s does not state the types of its parameters; 1.2 or newer does."
            % sklearn.__version__
        )
    left_out, types = LeftOut(), {}
    for name, cls in all_estimators():
        types["sklearn." + name] = read_type(name, cls, sklearn.__version__, left_out)
    for name, needs in sorted(NO_TABLE.items()):
        if "sklearn." + name in types:
            left_out.add((name, ""), "its ports", "needs " + needs)
    for name, instead in sorted(ON_CANVAS.items()):
        left_out.add((name, ""), "its ports", "the canvas does it: " + instead)
    source = "scikit-learn " + sklearn.__version__
    return {"source": source, "types": types, "left_out": list(left_out)}


PLAIN = re.compile(r"[A-Za-z_/][A-Za-z0-9_./+()<>=$%^;-]*(?: [A-Za-z0-9_./+()<>=$%^;-]+)*\Z")
RESERVED = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}


def yaml_text(text):
    if PLAIN.match(text) and text.lower() not in RESERVED:
        return text
    return json.dumps(text, ensure_ascii=True)


def yaml_value(value):
    """On one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, numbers.Real):
        written = repr(float(value))
        return written if "." in written else written.replace("e", ".0e")
    if isinstance(value, str):
        return yaml_text(value)
    if isinstance(value, dict):
        return "{%s}" % ", ".join(
            "%s: %s" % (yaml_text(key), yaml_value(item)) for key, item in value.items()
        )
    return "[%s]" % ", ".join(yaml_value(item) for item in value)


def catalog_yaml(types, source):
    return "\n".join(yaml_lines(types, source)) + "\n"


def yaml_lines(types, source):
    """The lines of a catalog file: a type is a block, an attribute a line."""
    yield "source: %s" % yaml_text(source)
    yield "types:"
    for key, described in types.items():
        yield "  %s:" % key
        for field, value in described.items():
            if field != "attributes":
                yield "    %s: %s" % (field, yaml_value(value))
        if described["attributes"]:
            yield "    attributes:"
        for name, attribute in described["attributes"].items():
            yield "      %s: %s" % (name, yaml_value(attribute))


def main():
    warnings.simplefilter("ignore")
    try:
        library = read_library()
    except ImportError as error:
        sys.exit("This Python has no scikit-learn (%s)." % error)
    if "--json" in sys.argv[1:]:
        json.dump(library, sys.stdout, indent=1)
        print()
    else:
        sys.stdout.write(catalog_yaml(library["types"], library["source"]))


if __name__ == "__main__":
    main()
