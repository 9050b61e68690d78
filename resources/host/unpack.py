"""Unpacks the package of a job by rules of its own: python3 -I unpack.py ATTEMPT

Reads ../../package.zip and start.json of the attempt's folder, writes work/, which appears whole or not at all. What a
package may not have is refused with one sentence on standard output and exit code 1. Sizes are counted while they are
written: what an archive says of itself is not believed.
"""
import hashlib
import json
import os
import re
import shutil
import stat
import sys
import zipfile
import zlib

RATIO = 100  # unpacked to packed, once a file has more than
RATIO_FROM = 10 << 20
COMPONENT = 255  # bytes
BLOCK = 1 << 18
ENCRYPTED = 0x2041  # bits 0, 6 and 13 of an entry's flags
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MANIFEST = "manifest.sha256"


class Refused(Exception):
    """One sentence for a person."""


def shown(name):
    """A foreign name on one line, without control characters."""
    return repr(name if len(name) <= 200 else name[:200] + "…")


def check_name(entry):
    name = entry.orig_filename
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        raise Refused(f"The package names an absolute path: {shown(name)}.")
    if "\\" in name or re.search(r"[\x00-\x1f\x7f]", name):
        raise Refused(f"The package has a name with a backslash or control character: {shown(name)}.")
    for part in name[: -1 if name.endswith("/") else None].split("/"):
        if part in ("", ".", ".."):
            raise Refused(f"The package has a name that leaves its folder: {shown(name)}.")
        if len(part.encode("utf-8", "surrogatepass")) > COMPONENT:
            raise Refused(f"The package has a name that is too long: {shown(name)}.")


def check_entry(entry):
    check_name(entry)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if entry.is_dir() else stat.S_IFREG):
        raise Refused(f"The package holds a link or a device: {shown(entry.filename)}.")
    if entry.flag_bits & ENCRYPTED:
        raise Refused(f"The package is encrypted: {shown(entry.filename)}.")
    if entry.compress_type not in METHODS:
        raise Refused(f"The package uses a compression other than deflate: {shown(entry.filename)}.")


def check_duplicates(entries):
    """Names that a file system may take for one, and files that are also folders."""
    files, folders = set(), set()
    for entry in entries:
        path = entry.filename.rstrip("/").casefold()
        parents = [path[:at] for at, letter in enumerate(path) if letter == "/"]
        if path in files or (path in folders and not entry.is_dir()):
            raise Refused(f"The package has a name twice: {shown(entry.filename)}.")
        if any(parent in files for parent in parents):
            raise Refused(f"The package has a file that is also a folder: {shown(entry.filename)}.")
        folders.update(parents)
        (folders if entry.is_dir() else files).add(path)


def write_entry(archive, entry, path, room):
    """Writes one file, at most `room` bytes. Returns its size and SHA-256."""
    mode = 0o700 if (entry.external_attr >> 16) & 0o111 else 0o600
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    digest, size = hashlib.sha256(), 0
    with archive.open(entry) as source, open(os.open(path, flags, mode), "wb") as target:
        while True:
            block = source.read(BLOCK)
            if not block:
                return size, digest.hexdigest()
            size += len(block)
            if size > room:
                raise Refused("The package is larger than allowed once it is unpacked.")
            if size > RATIO_FROM and size > RATIO * max(entry.compress_size, 1):
                raise Refused(f"The package holds a file packed over {RATIO}:1: {shown(entry.filename)}.")
            digest.update(block)
            target.write(block)


def read_manifest(path):
    listed = {}
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            match = re.fullmatch(r"([0-9a-f]{64})[ ][ *](.+)", line.rstrip("\n"))
            if not match:
                raise Refused(f"Line {number} of the package's {MANIFEST} cannot be read.")
            listed[match[2]] = match[1]
    return listed


def check_manifest(path, digests):
    listed = read_manifest(path)
    for name in sorted(set(listed) | set(digests) - {MANIFEST}):
        if name not in digests:
            raise Refused(f"The package lacks a file that its {MANIFEST} names: {shown(name)}.")
        if name not in listed:
            raise Refused(f"The package holds a file that its {MANIFEST} does not name: {shown(name)}.")
        if listed[name] != digests[name]:
            raise Refused(f"A file of the package differs from its {MANIFEST}: {shown(name)}.")


def unpack(archive, folder, limits):
    entries = archive.infolist()
    if len(entries) > limits["entries"]:
        raise Refused(f"The package has {len(entries)} entries; {limits['entries']} are allowed.")
    for entry in entries:
        check_entry(entry)
    check_duplicates(entries)
    room, digests = limits["bytes"], {}
    for entry in entries:
        path = os.path.join(folder, entry.filename)
        if entry.is_dir():
            os.makedirs(path, 0o700, exist_ok=True)
            continue
        os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
        size, digests[entry.filename] = write_entry(archive, entry, path, room)
        room -= size
    if MANIFEST in digests:
        check_manifest(os.path.join(folder, MANIFEST), digests)
    return digests


def main(attempt):
    os.umask(0o077)
    os.chdir(attempt)
    if os.path.isdir("work"):
        return  # a scheduler starts this attempt anew
    with open("start.json", encoding="utf-8") as file:
        start = json.load(file)
    shutil.rmtree("work.part", ignore_errors=True)
    os.mkdir("work.part", 0o700)
    try:
        with zipfile.ZipFile(os.path.join("..", "..", "package.zip")) as archive:
            digests = unpack(archive, "work.part", start["limits"])
        if start["entry_point"] not in digests:
            raise Refused(f"The package has no file {shown(start['entry_point'])}, its entry point.")
        os.rename("work.part", "work")
    except BaseException:
        shutil.rmtree("work.part", ignore_errors=True)
        raise


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")
    try:
        main(sys.argv[1])
    except Refused as refused:
        sys.exit(print(refused) or 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as broken:
        sys.exit(print(f"The package is broken: {broken}.") or 1)
    except OSError as failed:
        sys.exit(print(f"The package could not be unpacked: {failed}.") or 1)
