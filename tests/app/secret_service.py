"""A session bus of a test's own, on which nothing starts by itself, and a real GNOME Keyring."""

import os
import signal
import subprocess
import time
from pathlib import Path


class SecretService:
    """`address` is what DBUS_SESSION_BUS_ADDRESS must be; ended by close()."""

    def __init__(self, home, environment):
        self.home = Path(home)
        self.environment = dict(environment, XDG_DATA_HOME=str(self.home / "kept"))
        config = self.home / "bus.conf"
        config.write_text(
            f"<busconfig><type>session</type><listen>unix:dir={self.home}/run</listen>"
            '<policy context="default"><allow send_destination="*" eavesdrop="true"/>'
            '<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>\n'
        )
        self.bus = subprocess.Popen(
            ["dbus-daemon", "--nofork", "--config-file", config, "--print-address"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.address = self.bus.stdout.readline().strip()
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.address
        self.keyring = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.keyring.stdin.write(b"of the keyring\n")
        self.keyring.stdin.close()
        while not self._is_there():
            if self.keyring.poll() is not None:
                raise RuntimeError("gnome-keyring-daemon has ended")
            time.sleep(0.02)

    def _is_there(self):
        answer = subprocess.run(
            [
                *("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"),
                *("org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"),
            ],
            env=self.environment,
            capture_output=True,
            text=True,
        )
        return "boolean true" in answer.stdout

    def freeze(self):
        self.keyring.send_signal(signal.SIGSTOP)

    def close(self):
        for process in self.keyring, self.bus:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
            process.wait()
        self.bus.stdout.close()
        assert not os.path.exists(f"/proc/{self.bus.pid}")
