"""A test with a host "lab" beside this computer: a real sshd."""

from program import ProgramTest
from sshd import Sshd


class LabTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.sshd = Sshd()
        self.addCleanup(self.sshd.close)
        # ssh takes the home of a person from the system, not from $HOME: theirs must not be touched.
        self.write(".ssh/config", f"Host *\n  UserKnownHostsFile {self.home}/known_hosts\n")

    def add_lab(self, *more):
        self.run_program(
            *("hosts", "add", "lab", "127.0.0.1", "--user", self.sshd.user),
            *("--port", self.sshd.port, "--key", self.sshd.key),
            *("--python", "/usr/bin/python3", "--base", self.home / "on-host", *more),
        )

    def trust_lab(self):
        self.run_program(
            "hosts", "trust", "lab", "--accept-new-host-key", self.sshd.fingerprint()
        )
