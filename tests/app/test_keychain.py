"""Passphrases that are kept: a real sshd that takes a locked key, and a real keychain."""

import os
import resource
import secrets
import subprocess
import time
import unittest
from pathlib import Path

from lab import LabTest
from program import PROGRAM
from secret_service import SecretService

CANARY = "canary-" + secrets.token_hex(8)


class KeychainTest(LabTest):
    def setUp(self):
        super().setUp()
        self.lock_key("", CANARY)
        self.keychain = SecretService(self.home, self.environment)
        self.addCleanup(self.keychain.close)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.keychain.address
        self.add_lab()
        self.trust_lab()

    def lock_key(self, old, new):
        subprocess.run(
            ["ssh-keygen", "-q", "-p", "-P", old, "-N", new, "-f", self.sshd.key],
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def look(self, *options, passphrase=None, code=0):
        return self.log_in("hosts", "test", "lab", *options, passphrase=passphrase, code=code)

    def log_in(self, *arguments, passphrase=None, code=0):
        """Runs the program; a passphrase goes in by a pipe. What it said."""
        if passphrase is None:
            return self.run_program(*arguments, code=code)[1]
        read, write = os.pipe()
        os.write(write, passphrase.encode() + b"\n")
        os.close(write)
        process = self.start(*arguments, "--password-fd", read, pass_fds=(read,))
        os.close(read)
        while process.poll() is None:
            self.assert_no_process_tells()
            time.sleep(0.05)
        out, err = process.communicate(timeout=500)
        self.assertEqual(process.returncode, code, err)
        self.assertNotIn(CANARY, out + err)
        return err

    def assert_no_process_tells(self):
        """Looks at what others can read of all processes."""
        for pid in filter(str.isdigit, os.listdir("/proc")):
            for name in "cmdline", "environ":
                try:
                    text = Path("/proc", pid, name).read_bytes()
                except OSError:
                    continue  # It has ended.
                self.assertNotIn(CANARY.encode(), text)

    def leaks(self):
        """Files of the person, and of the host, in which the passphrase can be read."""
        return [
            path
            for root in (self.home, self.sshd.path)
            for path in root.rglob("*")
            if path.is_file() and CANARY.encode() in path.read_bytes()
        ]

    def test_what_was_kept_is_not_asked_for_again(self):
        self.assertIn("needs its passphrase", self.look(code=6))
        self.look(passphrase=CANARY)
        self.look(code=6)  # Nobody wanted it kept.
        self.look("--keep-password", passphrase=CANARY)
        self.look()
        self.look()
        self.assertEqual(self.leaks(), [])

    def test_jobs_log_in_with_what_is_given_and_with_what_is_kept(self):
        submit = ("submit", self.write_package("one.zip", "print(1)"), "--host", "lab", "--wait")
        self.log_in(*submit, passphrase=CANARY)
        self.log_in(*submit, "--keep-password", passphrase=CANARY)
        self.log_in(*submit)
        jobs = self.run_json("jobs", "list")["jobs"]
        self.assertEqual([job["state"] for job in jobs], ["SUCCEEDED"] * 3)
        self.assertEqual(self.leaks(), [])

    def test_what_was_wrong_is_not_kept_and_what_has_become_wrong_is_removed(self):
        self.look("--keep-password", passphrase="something else", code=6)
        self.assertEqual(self.forgotten(), 0)
        self.look("--keep-password", passphrase=CANARY)
        self.lock_key(CANARY, CANARY + "2")
        self.assertIn("needs its passphrase", self.look(code=6))
        self.assertEqual(self.forgotten(), 0)
        self.look("--keep-password", passphrase=CANARY + "2")
        self.look()
        self.assertEqual(self.leaks(), [])

    def forgotten(self, host="lab"):
        return self.run_json("hosts", "forget-password", host)["forgotten"]

    def test_a_host_that_stands_in_no_list_is_named_by_its_address(self):
        self.assertEqual(self.forgotten("ann@gate:2222"), 0)
        _, err = self.run_program("hosts", "forget-password", "gate", code=1)
        self.assertIn("There is no host gate.", err)

    def test_it_can_be_forgotten_and_goes_with_its_host(self):
        self.look("--keep-password", passphrase=CANARY)
        self.assertEqual(self.forgotten(), 1)
        self.look(code=6)
        self.look("--keep-password", passphrase=CANARY)
        self.run_program("hosts", "rm", "lab")
        self.add_lab()
        self.look(code=6)
        self.assertEqual(self.forgotten(), 0)

    def test_without_a_keychain_everything_works_and_it_is_said_that_nothing_is_kept(self):
        for address, why in (("", "no D-Bus"), (self.keychain.address, "does not answer")):
            self.environment["DBUS_SESSION_BUS_ADDRESS"] = address
            if address:
                self.keychain.freeze()
            err = self.look("--keep-password", passphrase=CANARY)
            self.assertIn("What was typed is not kept.", err)
            self.assertIn(why, err)
            self.look(passphrase=CANARY)
            self.look(code=6)
            _, err = self.run_program("hosts", "forget-password", "lab", code=1)
            self.assertIn(why, err)
        self.run_program("hosts", "rm", "lab")
        self.assertEqual(self.leaks(), [])

    def test_no_core_file_is_written(self):
        read, write = os.pipe()
        waits = subprocess.Popen(
            [PROGRAM, "hosts", "test", "lab", "--password-fd", str(read)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(read,),
        )
        self.wait_until(
            lambda: resource.prlimit(waits.pid, resource.RLIMIT_CORE)[0] == 0, "it guards itself"
        )
        os.close(read)
        os.close(write)
        waits.wait(timeout=300)


if __name__ == "__main__":
    unittest.main()
