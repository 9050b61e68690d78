"""Every parameter of every estimator, with every form that an editor can hold, is in the catalog;
the rest is in the README's table. Written against the library, not against the generator."""

import inspect
import math
import numbers

import library

PLAIN = {"Integral": "int", "int": "int", "Real": "float", "float": "float", "str": "text"}
PLAIN.update({"bool": "bool", "bool_": "bool"})
WORDS = {
    "boolean": {"bool"},
    "random_state": {"random_state"},
    "verbose": {"int", "bool"},
    "cv_object": {"int", "none"},
    "missing_values": {"int", "float", "text", "none"},
}


def forms(attribute):
    return {kind["form"] for kind in attribute["kinds"]}


def finite(bound):
    return None if bound is None or math.isinf(bound) else float(bound)


def holds_interval(attribute, interval):
    form = "int" if interval.type is numbers.Integral else "float"
    low, high = finite(interval.left), finite(interval.right)
    wanted = {
        "form": form,
        "min": low,
        "max": high,
        "above": low is not None and interval.closed in ("right", "neither"),
        "below": high is not None and interval.closed in ("left", "neither"),
        "choices": [],
    }
    return wanted in attribute["kinds"]


def missing_options(attribute, constraint):
    choices = {
        choice
        for kind in attribute["kinds"]
        for choice in kind["choices"]
        if isinstance(choice, str)
    }
    return {str(getattr(o, "__name__", o)) for o in constraint.options} - choices


def is_held(attribute, constraint, noted):
    """Whether the catalog has this form of the parameter, or the README names it."""
    name = type(constraint).__name__
    if constraint is None:
        return bool(forms(attribute) & {"none", "random_state"})
    if name == "Interval":
        return holds_interval(attribute, constraint)
    if name in ("StrOptions", "Options"):
        return missing_options(attribute, constraint) <= noted
    if isinstance(constraint, str) and constraint in WORDS:
        return WORDS[constraint] <= forms(attribute)
    if inspect.isclass(constraint) and constraint.__name__ in PLAIN:
        return PLAIN[constraint.__name__] in forms(attribute)
    return bool(noted) or "list" in forms(attribute)


def has_default(fact, name, attribute, default):
    """Defaults are the library's; one that says "warn" is decided and among the constants."""
    if default == "warn" or any(c.startswith(name + "=") for c in fact["constants"]):
        return any(constant.startswith(name + "=") for constant in fact["constants"])
    if isinstance(default, tuple):
        default = list(default)
    if isinstance(default, float) and not math.isfinite(default):
        default = str(default)
    same_type = isinstance(default, type(attribute["default"])) or default is None
    return same_type and attribute["default"] == default


def check(name, cls, fact, listed):
    constraints = getattr(cls, "_parameter_constraints", {})
    variadic = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    parameters = list(inspect.signature(cls.__init__).parameters.values())[1:]
    parameters = [parameter for parameter in parameters if parameter.kind not in variadic]
    for parameter in parameters:
        place = "%s.%s" % (name, parameter.name)
        noted = listed.get(place, set())
        if parameter.name in fact["inputs"]:
            continue
        attribute = fact["attributes"].get(parameter.name)
        if attribute is None:
            if not noted:
                yield place + " is lost"
            continue
        if not has_default(fact, parameter.name, attribute, parameter.default):
            yield "%s has the default %r, not %r" % (
                place, attribute["default"], parameter.default)  # fmt: skip
        declared = constraints.get(parameter.name, [])
        for constraint in declared if isinstance(declared, list) else []:
            if not is_held(attribute, constraint, noted):
                yield "%s: %s is lost" % (place, constraint)
    known = {parameter.name for parameter in parameters} | {"columns"}
    for unknown in set(fact["attributes"]) - known:
        yield "%s.%s is no parameter" % (name, unknown)


def partly_lost(name, cls, fact, listed):
    """A parameter is left out whole only if nothing of it, but none, could be edited."""
    whole = {"anything", "True", "no validation"}
    for parameter, declared in getattr(cls, "_parameter_constraints", {}).items():
        place = "%s.%s" % (name, parameter)
        if parameter in fact["attributes"] or parameter in fact["inputs"]:
            continue
        if listed.get(place, set()) & whole or not isinstance(declared, list):
            continue
        for constraint in declared:
            kind = type(constraint).__name__
            word = isinstance(constraint, str) and constraint in WORDS
            plain = inspect.isclass(constraint) and constraint.__name__ in PLAIN
            if kind in ("Interval", "StrOptions") or word or plain:
                yield "%s: %s could be edited" % (place, constraint)


def main():
    catalog, listed, found = library.facts(), library.left_out(), library.estimators()
    findings = ["%s is lost" % name for name in set(found) - set(catalog)]
    findings += ["%s is no estimator" % name for name in set(catalog) - set(found)]
    for name in sorted(set(found) & set(catalog)):
        findings += check(name, found[name], catalog[name], listed)
        findings += partly_lost(name, found[name], catalog[name], listed)
    for place in listed:
        if place.split(".")[0] not in found:
            findings.append("%s is left out, but there is no such thing" % place)
    library.end(findings, len(catalog))


if __name__ == "__main__":
    main()
