"""Lists what a client may fetch of an ended attempt: python3 -I collect.py ATTEMPT

Moves work/<output folder> to training_result/ and writes manifest.jsonl and manifest.sha256 (PROTOCOL.md 5). Links and
devices are left out, and so is what cannot be read; standard error says so.
"""
import hashlib
import json
import os
import re
import stat
import sys

RESULTS = "training_result"
LOGS = ("events.jsonl", "process.log")


def written(path):
    """A path as the manifest writes it; the surrogates are the bytes that are not UTF-8."""

    def escaped(match):
        raw = match[0].encode("utf-8", "surrogateescape")
        return "".join(f"%{byte:02X}" for byte in raw)

    return re.sub(r"[%\\\x00-\x1f\x7f-\x9f\udc80-\udcff]", escaped, path)


def is_folder(path):
    return os.path.lexists(path) and stat.S_ISDIR(os.lstat(path).st_mode)


def move_results(output_folder):
    """Takes nothing that a link could have put in the place of a folder of this attempt."""
    parts = output_folder.strip("/").split("/")
    if os.path.lexists(RESULTS) or any(part in ("", ".", "..") for part in parts):
        return
    path = "work"
    if not is_folder(path):
        return
    for part in parts:
        path = os.path.join(path, part)
        if not is_folder(path):
            return
    os.rename(path, RESULTS)


def files_below(folder):
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from files_below(entry.path)
            elif entry.is_file(follow_symlinks=False):
                yield entry.path
            else:
                print(f"left out: {written(entry.path)}", file=sys.stderr)


def described(path):
    """Size and digest of the same bytes: what was counted is what was hashed."""
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(descriptor, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
            size += len(block)
    return {"path": written(path), "size": size, "sha256": digest.hexdigest()}


def save(name, content):
    with open(name + ".tmp", "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.rename(name + ".tmp", name)


def main(attempt):
    os.umask(0o077)
    os.chdir(attempt)
    with open("start.json", encoding="utf-8") as file:
        output_folder = json.load(file).get("output_folder", RESULTS)
    try:
        move_results(output_folder)
    except OSError as failed:
        print(f"no results: {failed}", file=sys.stderr)
    paths = [name for name in LOGS if os.path.lexists(name)]
    if is_folder(RESULTS):
        paths.extend(files_below(RESULTS))
    lines = []
    for path in sorted(paths, key=lambda path: written(path).encode()):
        try:
            line = json.dumps(described(path), ensure_ascii=False, separators=(",", ":"))
            lines.append(line + "\n")
        except OSError as failed:
            print(f"left out: {failed}", file=sys.stderr)
    content = "".join(lines).encode()
    save("manifest.sha256", hashlib.sha256(content).hexdigest().encode() + b"\n")
    save("manifest.jsonl", content)


if __name__ == "__main__":
    main(sys.argv[1])
