"""A real sshd on loopback, with keys, configuration and port of its own."""

import getpass
import os
import socket
import subprocess
import tempfile
import time
from pathlib import Path


class Sshd:
    """Lets the user of this test in with `self.key`; ended by close(). Jobs it started run on."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="outcrop-sshd-")
        self.path = Path(self.folder.name)
        self.user = getpass.getuser()
        self.key = self.path / "id"
        for name in "host", "id":
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.path / name], check=True
            )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = None
        self.options = ""  # More lines of its configuration, from the next start on.
        self.start()

    def start(self):
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        config = self.path / "sshd_config"
        config.write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nPidFile none\nUsePAM no\n"
            "StrictModes no\nLogLevel DEBUG1\nPermitRootLogin yes\nPasswordAuthentication no\n"
            "KbdInteractiveAuthentication no\nMaxStartups 100\nMaxSessions 50\n"
            f"HostKey {self.path}/host\nAuthorizedKeysFile {self.path}/id.pub\n{self.options}"
        )
        self.process = subprocess.Popen(
            ["/usr/sbin/sshd", "-D", "-f", config, "-E", self.path / "log"], start_new_session=True
        )
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except ConnectionRefusedError:
                if self.process.poll() is not None:
                    raise RuntimeError(self.log()) from None
                time.sleep(0.02)

    def stop(self):
        """Ends the server and every session, as a computer that loses its network does."""
        sessions = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True
        ).stdout.split()
        self.process.kill()
        self.process.wait()
        for pid in sessions:
            try:
                os.kill(int(pid), 9)
            except ProcessLookupError:
                pass

    def close(self):
        if self.process.poll() is None:
            self.stop()
        self.folder.cleanup()

    def log(self):
        return (self.path / "log").read_text()

    def fingerprint(self):
        shown = subprocess.run(
            ["ssh-keygen", "-lf", self.path / "host.pub"], capture_output=True, text=True
        )
        return shown.stdout.split()[1]
