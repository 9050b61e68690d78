"""unpack.py against archives that no honest program writes."""

import hashlib
import io
import json
import os
import stat
import struct
import subprocess
import tempfile
import unittest
import warnings
import zipfile
import zlib
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[2] / "resources" / "host" / "unpack.py"


class Archive:
    """A ZIP in memory; what zipfile refuses to write is put into its bytes afterwards."""

    def __init__(self):
        self.bytes = io.BytesIO()
        self.zip = zipfile.ZipFile(self.bytes, "w")
        self.add("train.py", b"print('trained')\n")

    def add(self, name, content=b"x", mode=None, method=zipfile.ZIP_STORED):
        entry = zipfile.ZipInfo("x" * len(name.encode()))
        entry.compress_type = method
        if mode is not None:
            entry.external_attr = mode << 16
        entry.filename = entry.orig_filename = name
        self.zip.writestr(entry, content)
        return self

    def close(self):
        self.zip.close()
        return self.bytes.getvalue()


class UnpackTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.outside = Path(temporary.name)
        self.job = self.outside / "jobs" / "one"
        self.attempt = self.job / "a" / "1"
        self.attempt.mkdir(parents=True)
        self.limits = {"entries": 100, "bytes": 50 << 20}

    def unpack(self, content):
        (self.job / "package.zip").write_bytes(content)
        start = {"entry_point": "train.py", "limits": self.limits}
        (self.attempt / "start.json").write_text(json.dumps(start))
        return subprocess.run(
            ["/usr/bin/python3", "-I", PROGRAM, self.attempt],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=300,
            encoding="utf-8",
        )

    def assertRefused(self, content, sentence):
        before = sorted(self.outside.rglob("*"))
        done = self.unpack(content)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(done.stderr, "")
        self.assertIn(sentence, done.stdout)
        self.assertEqual(done.stdout.count("\n"), 1)
        after = set(self.outside.rglob("*")) - {self.job / "package.zip"}
        before = [path for path in before if path.name not in ("package.zip", "start.json")]
        self.assertEqual(sorted(after - {self.attempt / "start.json"}), before)

    def test_an_honest_package_is_unpacked_with_its_modes(self):
        archive = Archive()
        archive.add("data/", mode=stat.S_IFDIR | 0o755)
        archive.add("data/deep/Ünï code.csv", b"a,b\n", method=zipfile.ZIP_DEFLATED)
        archive.add("tool.sh", b"#!/bin/sh\n", mode=stat.S_IFREG | 0o755)
        done = self.unpack(archive.close())
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        work = self.attempt / "work"
        self.assertEqual((work / "data/deep/Ünï code.csv").read_bytes(), b"a,b\n")
        self.assertEqual(stat.S_IMODE((work / "tool.sh").stat().st_mode), 0o700)
        self.assertEqual(stat.S_IMODE((work / "train.py").stat().st_mode), 0o600)
        self.assertFalse((self.attempt / "work.part").exists())

    def test_names_that_leave_the_folder_are_refused(self):
        for name in "../evil a/../../evil .. ./x a/./b a//b /evil a/.. a//".split():
            with self.subTest(name):
                self.assertRefused(Archive().add(name).close(), "name")

    def test_names_of_other_systems_are_refused(self):
        reasons = {
            "a\\..\\b": "backslash",
            "C:/evil": "absolute",
            "c:evil": "absolute",
            "a\nb": "control",
            "a\x1bb": "control",
            "a\0b": "control",
            "é" * 128: "too long",
            "d/" + "x" * 256: "too long",
        }
        for name, why in reasons.items():
            with self.subTest(name):
                self.assertRefused(Archive().add(name).close(), why)

    def test_a_component_of_255_bytes_is_allowed(self):
        done = self.unpack(Archive().add("d/" + "x" * 255).close())
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_links_and_devices_are_refused(self):
        for kind in ("IFLNK", "IFCHR", "IFBLK", "IFIFO", "IFSOCK", "IFDIR"):
            with self.subTest(kind):
                mode = getattr(stat, "S_" + kind) | 0o777
                content = Archive().add("link", b"/etc/passwd", mode=mode).close()
                self.assertRefused(content, "link or a device")

    def test_names_twice_are_refused(self):
        warnings.simplefilter("ignore", UserWarning)  # zipfile's own
        for pair in ("a a", "a A", "Straße STRASSE", "a/b A", "a a/b", "a a/"):
            with self.subTest(pair):
                first, second = pair.split()
                self.assertRefused(Archive().add(first).add(second).close(), "The package has a")

    def test_an_encrypted_package_is_refused(self):
        content = bytearray(Archive().add("secret").close())
        at = content.rindex(b"PK\x01\x02")
        struct.pack_into("<H", content, at + 8, 1)
        self.assertRefused(bytes(content), "encrypted")

    def test_other_compressions_are_refused(self):
        content = Archive().add("x", method=zipfile.ZIP_LZMA).close()
        self.assertRefused(content, "deflate")

    def test_too_many_entries_are_refused(self):
        archive = Archive()
        for number in range(self.limits["entries"]):
            archive.add(f"{number}")
        self.assertRefused(archive.close(), "101 entries; 100 are allowed")

    def test_a_bomb_is_refused_by_its_ratio(self):
        content = Archive().add("bomb", bytes(30 << 20), method=zipfile.ZIP_DEFLATED).close()
        self.assertRefused(content, "100:1")

    def test_ten_megabytes_of_zeros_are_no_bomb(self):
        content = Archive().add("zeros", bytes(10 << 20), method=zipfile.ZIP_DEFLATED).close()
        self.assertEqual(self.unpack(content).returncode, 0)

    def test_all_files_together_are_limited(self):
        self.limits["bytes"] = 3000
        archive = Archive()
        for number in range(3):
            archive.add(f"{number}", bytes(1000))
        self.assertRefused(archive.close(), "larger than allowed")

    def test_a_header_that_lies_about_the_size_is_refused(self):
        archive = Archive().add("lie", bytes(1 << 20), method=zipfile.ZIP_DEFLATED)
        content = bytearray(archive.close())
        at = content.rindex(b"PK\x01\x02")
        struct.pack_into("<I", content, at + 24, 10)
        self.assertRefused(bytes(content), "broken")

    def test_a_flipped_bit_is_refused(self):
        content = bytearray(Archive().add("data", b"precious" * 100).close())
        content[content.index(b"precious")] ^= 1
        self.assertRefused(bytes(content), "broken")

    def test_an_archive_cut_anywhere_is_refused(self):
        content = Archive().add("data", b"precious", method=zipfile.ZIP_DEFLATED).close()
        for length in range(0, len(content), 37):
            with self.subTest(length):
                self.assertRefused(content[:length], "broken")

    def test_names_that_differ_between_the_two_headers_are_refused(self):
        content = bytearray(Archive().add("inner").close())
        at = content.index(b"inner")
        content[at:at + 5] = b"other"
        self.assertRefused(bytes(content), "broken")

    def test_a_package_without_its_entry_point_is_refused(self):
        bytes_ = io.BytesIO()
        with zipfile.ZipFile(bytes_, "w") as archive:
            archive.writestr("Train.py", "")
        self.assertRefused(bytes_.getvalue(), "no file 'train.py'")

    def manifest(self, lines):
        return "".join(f"{digest}  {name}\n" for name, digest in lines.items()).encode()

    def test_the_manifest_of_a_package_is_checked(self):
        train = hashlib.sha256(b"print('trained')\n").hexdigest()
        right = {"train.py": train, "a b": hashlib.sha256(b"x").hexdigest()}
        archive = Archive().add("a b").add("manifest.sha256", self.manifest(right))
        done = self.unpack(archive.close())
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_a_package_that_differs_from_its_manifest_is_refused(self):
        train = hashlib.sha256(b"print('trained')\n").hexdigest()
        manifests = {
            "differs": self.manifest({"train.py": "0" * 64}),
            "does not name": b"",
            "lacks": self.manifest({"train.py": train, "more": train}),
            "Line 1": b"no digest\n",
        }
        for why, manifest in manifests.items():
            with self.subTest(why):
                self.assertRefused(Archive().add("manifest.sha256", manifest).close(), why)

    def test_what_is_in_the_way_is_not_written_through(self):
        (self.attempt / "work.part").symlink_to(self.outside)
        done = self.unpack(Archive().close())
        self.assertNotEqual(done.returncode, 0)
        self.assertFalse((self.outside / "train.py").exists())

    def test_random_damage_never_ends_in_a_trace(self):
        content = Archive().add("data", b"precious" * 50, method=zipfile.ZIP_DEFLATED).close()
        for seed in range(40):
            damaged = bytearray(content)
            for step in range(4):
                at = zlib.crc32(b"%d %d" % (seed, step)) % len(damaged)
                damaged[at] ^= 1 << (seed % 8)
            with self.subTest(seed):
                done = self.unpack(bytes(damaged))
                self.assertEqual(done.stderr, "")
                self.assertIn(done.returncode, (0, 1))
                subprocess.run(["rm", "-rf", self.attempt / "work"], check=True)


if __name__ == "__main__":
    os.environ.pop("PYTHONPATH", None)
    unittest.main()
