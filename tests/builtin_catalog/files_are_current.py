"""The checked-in files are what the generator writes now, from the installed library."""

import filecmp
import pathlib
import shutil
import subprocess
import sys
import tempfile

import library

CATALOG = library.ROOT / "resources/catalog"


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        shutil.copy(CATALOG / "README.md", folder)
        subprocess.run([sys.executable, CATALOG / "generate_sklearn.py", folder], check=True)
        here = sorted(path.name for path in (CATALOG / "sklearn").iterdir())
        there = sorted(path.name for path in (folder / "sklearn").iterdir())
        findings = [] if here == there else ["the files differ: %s" % sorted(set(here) ^ set(there))]
        for part in ["README.md"] + ["sklearn/" + name for name in here]:
            if not filecmp.cmp(CATALOG / part, folder / part, shallow=False):
                findings.append("%s differs; run resources/catalog/generate_sklearn.py" % part)
    library.end(findings, len(here))


if __name__ == "__main__":
    main()
