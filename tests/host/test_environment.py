"""environment.py: which versions fit, and what counts as a requirement."""

import importlib.util
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
PROGRAM = HERE.parents[1] / "resources" / "host" / "environment.py"
spec = importlib.util.spec_from_file_location("environment", PROGRAM)
environment = importlib.util.module_from_spec(spec)
spec.loader.exec_module(environment)

# version, clauses that take it, clauses that do not; as PEP 440 has it.
FITS = [
    ("1.2.1", ">=1.2 ==1.2.* ==1.2.1 !=1.2 <2 ~=1.2 ~=1.2.0 ===1.2.1", ">1.2.1 ==1.2 <1.2 ~=1.3"),
    ("1.10", ">1.9 >=1.10.0 ==1.10.0 ~=1.9", "<1.9 ==1.1 ~=1.9.0"),
    ("1.13.0a0", "==1.13.0a0 >=1.13.0a0 >=1.12 !=1.13", ">=1.13 ==1.13 <1.13 >1.13.0a0"),
    ("1.0rc2", ">1.0b9 <1.0rc10 >1.0.dev3", ">=1.0 <1.0"),
    ("1.0.post1", ">=1.0 ==1.0-1 >1.0.post0 ==1.0.*", ">1.0 ==1.0 <1.0"),
    ("1.0.dev3", "<1.0a1 ==1.0.dev3", ">=1.0 >1.0.dev3"),
    ("1.0+deb1", "==1.0 >=1.0 ==1.0+deb1", ">1.0 ==1.0+deb2"),
    ("2!0.1", ">9 ==2!0.1", "<9 ==0.1"),
    ("v1.0", "==1.0", "!=1.0"),
]


class VersionsTest(unittest.TestCase):
    def test_clauses_take_what_they_ask_for(self):
        for version, takes, refuses in FITS:
            for clauses, expected in ((takes, True), (refuses, False)):
                for clause in clauses.split():
                    operator, wanted = environment.re.match(environment.CLAUSE, clause).groups()
                    with self.subTest(version=version, clause=clause):
                        self.assertIs(environment.fits(version, operator, wanted), expected)

    def test_what_is_installed_is_found_by_any_spelling(self):
        self.assertIsNotNone(environment.installed("scikit-learn>=1.2"))
        self.assertIsNone(environment.installed("scikit-learn>=99"))
        self.assertIsNone(environment.installed("no-such-thing"))

    def test_what_is_no_requirement_is_never_there(self):
        for line in ("-r x", "pandas\n--pre", "pandas;x", "pandas @ file:///x", "pandas==x==y", ""):
            with self.subTest(line=line):
                self.assertIsNone(environment.installed(line))


if __name__ == "__main__":
    unittest.main()
