"""A wheel with one module, made by hand: python3 tiny_wheel.py FOLDER NAME VERSION CODE"""

import base64
import hashlib
import sys
import zipfile
from pathlib import Path


def make(folder, name, version, code):
    about = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": code,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: Outcrop\nRoot-Is-Purelib: true\n"
        "Tag: py3-none-any\n",
    }
    record = ""
    for path, content in files.items():
        digest = hashlib.sha256(content.encode()).digest()
        digest = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(content.encode())}\n"
    files[f"{about}/RECORD"] = f"{record}{about}/RECORD,,\n"
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for path, content in files.items():
            wheel.writestr(path, content)


if __name__ == "__main__":
    make(*sys.argv[1:5])
