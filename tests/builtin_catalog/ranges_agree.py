"""The catalog takes a value exactly where the library's own validation takes it, and `1` and `1.0`
mean to a fitted model what they mean in the file."""

import library
from sklearn.utils._param_validation import validate_parameter_constraints

# Python counts true and false among the whole numbers; a person does not.
# Lists are compared by their length and items later than validation: not here.


def takes(cls, name, value):
    constraints = {name: cls._parameter_constraints[name]}
    try:
        validate_parameter_constraints(constraints, {name: value}, cls.__name__)
    except ValueError:
        return False
    return True


def symbolic(value, declared):
    """`inf` and `nan` as a choice stand for the default that no file holds."""
    return isinstance(value, str) and value in ("inf", "-inf", "nan")


def check_cases(found):
    count, findings = 0, []
    for case in library.printed("cases"):
        cls = found[case["type"]]
        declared = getattr(cls, "_parameter_constraints", {}).get(case["attribute"])
        if not isinstance(declared, list) or symbolic(case["value"], declared):
            continue
        count += 1
        if takes(cls, case["attribute"], case["value"]) != case["takes"]:
            findings.append(
                "%(type)s.%(attribute)s = %(value)r: the catalog says %(takes)s" % case
            )
    return count, findings


def check_whole_and_share():
    """max_features: 1 is one column, 1.0 is all of them."""
    from sklearn.datasets import load_iris
    from sklearn.ensemble import RandomForestClassifier

    features, target = load_iris(return_X_y=True)
    cases = [
        case["value"]
        for case in library.printed("cases")
        if case["type"] == "RandomForestClassifier"
        and case["attribute"] == "max_features"
        and case["value"] == 1
    ]
    used = set()
    for value in cases:
        forest = RandomForestClassifier(n_estimators=1, max_features=value, random_state=0)
        used.add((type(value).__name__, forest.fit(features, target)[0].max_features_))
    return [] if used == {("int", 1), ("float", 4)} else ["1 and 1.0 mean %s" % used]


def main():
    count, findings = check_cases(library.estimators())
    findings += check_whole_and_share()
    library.end(findings, count)


if __name__ == "__main__":
    main()
