"""Packages from an address: shown first, submitted once somebody says that they are meant."""

import hashlib
import os
import signal
import ssl
import subprocess
import threading
import unittest
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from program import ROOT, ProgramTest
from terminal import open_terminal

WRITES = """import pathlib
pathlib.Path("training_result").mkdir()
pathlib.Path("training_result/answer.txt").write_text("42")
"""
CERTIFICATE = ROOT / "tests" / "download" / "fixtures" / "localhost.pem"


class Server(ThreadingHTTPServer):
    """Serves `files` by name; /moved/NAME leads to NAME, /round to itself, /slow begins only."""

    daemon_threads = True

    def __init__(self, files, tls=False):
        super().__init__(("127.0.0.1", 0), Handler)
        self.files = files
        self.asked = []
        self.begun = threading.Event()
        self.closing = threading.Event()
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.scheme = "https" if tls else "http"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def at(self, path):
        return f"{self.scheme}://127.0.0.1:{self.server_address[1]}/{path}"

    def handle_error(self, request, client_address):
        pass

    def close(self):
        self.closing.set()
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        name = self.path.lstrip("/").partition("?")[0]
        if name.startswith("moved/"):
            self.answer(302, b"", Location="/" + name[len("moved/") :])
        elif name == "round":
            self.answer(302, b"", Location="/round")
        elif name == "page":
            self.answer(200, b"<html>Please log in", **{"Content-Type": "text/html"})
        elif name == "slow":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"PK\x03\x04")
            self.server.begun.set()
            self.server.closing.wait(60)
        elif name in self.server.files:
            self.answer(200, self.server.files[name])
        else:
            self.answer(404, b"no")

    def answer(self, code, body, **headers):
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        for header, value in headers.items():
            self.send_header(header, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class DownloadTest(ProgramTest):
    def setUp(self):
        super().setUp()
        for name in list(self.environment):
            if name.lower().endswith("_proxy"):
                del self.environment[name]
        self.content = self.write_package("packed.zip", WRITES).read_bytes()
        self.sha256 = hashlib.sha256(self.content).hexdigest()
        self.server = self.serve({"own.zip": self.content})

    def serve(self, files, tls=False):
        server = Server(files, tls)
        self.addCleanup(server.close)
        return server

    def nothing_was_submitted(self):
        self.assertEqual(self.run_json("jobs", "list")["jobs"], [])
        self.assertEqual(list(self.home.glob(".cache/outcrop/downloads/*")), [])

    def test_a_package_from_an_address_is_shown_before_it_is_submitted(self):
        address = self.server.at("moved/own.zip?v=1")
        _, err = self.run_program("submit", address, "--sha256", self.sha256.upper(), "--wait")
        lines = err.splitlines()
        self.assertTrue(lines[0].startswith("http:// is not protected"), err)
        self.assertEqual(lines[1], "Redirected to " + self.server.at("own.zip"))
        self.assertEqual(lines[2], "Package: own.zip")
        self.assertIn(f"SHA-256: {self.sha256}", lines)
        self.assertIn("Runs:    job.py", lines)
        (job,) = self.run_json("jobs", "list")["jobs"]
        self.assertEqual((job["name"], job["state"]), ("own", "SUCCEEDED"))
        shown = self.run_json("jobs", "show", job["uuid"])
        self.assertEqual(shown["package_sha256"], self.sha256)
        self.assertEqual(list(self.home.glob(".cache/outcrop/downloads/*")), [])
        self.assertEqual(self.server.asked, ["/moved/own.zip?v=1", "/own.zip"])

    def test_where_nobody_is_asked_it_says_what_to_type(self):
        address = self.server.at("own.zip")
        _, err = self.run_program("submit", address, code=10)
        self.nothing_was_submitted()
        line = err.splitlines()[-1]
        self.assertTrue(
            line.endswith(f"outcrop submit '{address}' --sha256 {self.sha256}"),
            err,
        )
        self.run_json("submit", address, "--sha256", self.sha256)
        self.run_json("submit", address, "--yes")
        answer = self.run_json("submit", address, code=10)
        self.assertEqual(answer["error"]["code"], "CANCELLED")
        self.assertEqual(len(self.run_json("jobs", "list")["jobs"]), 2)

    def test_another_package_than_the_one_that_is_meant_is_refused(self):
        other = "0" * 64
        for package in (self.server.at("own.zip"), (self.home / "packed.zip").as_uri()):
            _, err = self.run_program("submit", package, "--sha256", other, "--yes", code=8)
            self.assertIn(f"its SHA-256 is {self.sha256}, not {other}", err)
        _, err = self.run_program("submit", "packed.zip", "--sha256", other, code=8)
        self.assertIn(f"packed.zip is not the package that is meant: its SHA-256 is {self.sha256}", err)
        for wrong in ("", "abc", self.sha256 + "0", "g" * 64):
            self.run_program("submit", self.server.at("own.zip"), f"--sha256={wrong}", code=2)
        self.nothing_was_submitted()
        self.run_json("submit", "packed.zip", "--sha256", self.sha256)

    def test_a_file_address_is_shown_too(self):
        address = (self.home / "packed.zip").as_uri()
        _, err = self.run_program("submit", address, code=10)
        self.assertIn(f"SHA-256: {self.sha256}", err)
        job = self.run_json("submit", address, "--yes")
        self.assertEqual(job["name"], "packed")
        self.run_program("submit", "file:///nowhere.zip", "--yes", code=1)
        for wrong in ("file:///dev/zero", self.home.as_uri(), "ftp://a.b/c.zip", "file://other/c.zip", "http://"):
            self.run_program("submit", wrong, "--yes", code=3)

    def ask_on_a_terminal(self, typed):
        """What a person sees and types; returns the exit code and stderr."""
        master, slave = open_terminal()
        program = self.start("submit", self.server.at("own.zip"), stdin=slave, start_new_session=True)
        os.close(slave)
        self.addCleanup(os.close, master)
        seen = ""
        while "Type yes" not in seen:
            line = program.stderr.readline()
            self.assertNotEqual(line, "", seen)
            seen += line
        if typed is None:
            program.send_signal(signal.SIGINT)
        else:
            os.write(master, typed)
        _, err = program.communicate(timeout=300)
        return program.returncode, seen + err

    def test_a_person_is_asked(self):
        for typed in (b"no\n", b"\n", b"\x04", None):
            code, err = self.ask_on_a_terminal(typed)
            self.assertEqual(code, 10, err)
            self.assertIn("Nothing was submitted", err)
        self.nothing_was_submitted()
        code, err = self.ask_on_a_terminal(b"yes\n")
        self.assertEqual(code, 0, err)
        self.assertEqual(len(self.run_json("jobs", "list")["jobs"]), 1)

    def test_ctrl_c_leaves_nothing(self):
        program = self.start("submit", self.server.at("slow"), "--yes")
        self.assertTrue(self.server.begun.wait(60))
        self.wait_until(lambda: list(self.home.glob(".cache/outcrop/downloads/*/*")), "it is there")
        program.send_signal(signal.SIGINT)
        _, err = program.communicate(timeout=60)
        self.assertEqual(program.returncode, 130, err)
        self.assertIn("nothing of it is left", err)
        self.nothing_was_submitted()

    def test_what_is_no_package_is_refused(self):
        hostile = {
            "text.zip": (b"no zip at all", "it is not a ZIP file"),
            "cut.zip": (self.content[:-40], "it is not a ZIP file"),
            "climbs.zip": (self.packed({"../evil.py": b""}), "leaves the package"),
            "bomb.zip": (self.packed({"big.bin": bytes(300 << 20)}), "unpacks to more than 100 times"),
            "plain.zip": (self.packed({}), "its entry point job.py is not in it"),
        }
        self.server.files = {name: content for name, (content, _) in hostile.items()}
        for name, (_, reason) in hostile.items():
            with self.subTest(name):
                _, err = self.run_program("submit", self.server.at(name), "--yes", code=3)
                self.assertIn(reason, err)
                self.assertIn(self.server.at(name), err)
                self.assertNotIn(".cache", err)
        for path, code in {"page": 3, "missing.zip": 1, "round": 5}.items():
            self.run_program("submit", self.server.at(path), "--yes", code=code)
        self.nothing_was_submitted()

    def packed(self, entries):
        path = self.home / "hostile.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("metadata.yaml", "entry_point: job.py\n")
            for name, content in entries.items():
                package.writestr(name, content)
        return path.read_bytes()

    def test_a_certificate_that_nobody_vouches_for_is_refused(self):
        server = self.serve({"own.zip": self.content}, tls=True)
        _, err = self.run_program("submit", server.at("own.zip"), "--yes", code=7)
        self.assertIn("its certificate is not one that this computer trusts", err)
        self.assertEqual(server.asked, [])
        self.nothing_was_submitted()

    def test_a_password_in_an_address_is_not_told(self):
        address = self.server.at("own.zip").replace("//", "//me:canary@")
        _, err = self.run_program("submit", address, code=10)
        self.assertNotIn("canary", err)
        self.run_program("submit", address, "--yes", "--wait")
        for folder in (".local", ".cache"):
            hits = subprocess.run(
                ["grep", "-ral", "canary", self.home / folder], capture_output=True, text=True, check=False
            )
            self.assertEqual(hits.stdout, "")


if __name__ == "__main__":
    unittest.main()
