"""The built program in a real window, worked with by xdotool as a person would.

Everything waits for what the window says of itself (outcrop --describe, app/window/description.h),
never for a time.
"""

import json
import os
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import yaml

PROGRAM = os.environ["OUTCROP_PROGRAM"]
EXAMPLES = Path(__file__).resolve().parents[2] / "resources" / "examples"
PATIENCE = 60  # Seconds: the computer may be busy with other things.
LONG_PATIENCE = 240  # For a job.
ENDS = ("SUCCEEDED", "FAILED", "CANCELLED", "LOST")
FRAME = 0.05  # Between two moves of a drag: more than a mouse takes.


def center(rect):
    x, y, width, height = rect
    return x + width // 2, y + height // 2


class Ended(AssertionError):
    """The program is gone."""


class Screen:
    """A virtual screen of its own."""

    def __init__(self):
        self.server = subprocess.Popen(
            "Xvfb -displayfd 1 -screen 0 1500x950x24 -dpi 96 -nolisten tcp -r".split(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.name = ":" + self.server.stdout.readline().strip()

    def close(self):
        self.server.terminate()
        self.server.wait()
        self.server.stdout.close()


class Window:
    """The program on a screen. `shown` is what it said of itself last."""

    def __init__(self, screen, home, *arguments):
        run = home / "run"
        run.mkdir(mode=0o700, exist_ok=True)
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith("XDG_")
        }
        self.environment.update(
            HOME=str(home),
            XDG_RUNTIME_DIR=str(run),
            DISPLAY=screen.name,
            QT_QPA_PLATFORM="xcb",
        )
        self.process = subprocess.Popen(
            [PROGRAM, "--describe", *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self.environment,
            cwd=home,
            text=True,
        )
        self.shown = {}
        self.wait("its menus", lambda: self.find("MenuItem", "File"))
        # Nobody gives the focus where there is no window manager.
        found = self.xdotool("search", "--sync", "--onlyvisible", "--name", "Outcrop").split()
        self.xdotool("windowfocus", "--sync", found[-1])

    def xdotool(self, *words):
        return subprocess.run(
            ["xdotool", *map(str, words)],
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=PATIENCE,
        ).stdout

    # What is to be seen.

    def look(self):
        self.process.stdin.write("?\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise Ended(f"exit code {self.process.wait(PATIENCE)}")
        self.shown = json.loads(line)

    def wait(self, what, condition, patience=PATIENCE):
        """Looks until `condition` gives something true, and gives that."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            self.look()
            found = condition()
            if found:
                return found
            time.sleep(0.02)
        seen = [f"{c['role']} {c['name']} {c['value']}" for c in self.shown.pop("controls")]
        raise AssertionError(f"waited in vain for {what}; seen: {seen}; {self.shown}")

    def find(self, role, name):
        """The control of that name, or the first that begins so."""
        controls = [c for c in self.shown["controls"] if c["role"] == role]
        same = [c for c in controls if c["name"] == name]
        alike = [c for c in controls if c["name"].startswith(name)]
        return (same + alike + [None])[0]

    def has_focus(self, name):
        return self.shown["focus"] == name

    def pipeline(self):
        return yaml.safe_load(self.shown["document"]["text"]) if "document" in self.shown else {}

    def types(self):
        return [block["type"] for block in self.pipeline().get("blocks") or []]

    def block(self, type_key):
        """The id of the block of that type, as the document has it."""
        return next((b["id"] for b in self.pipeline()["blocks"] if b["type"] == type_key), None)

    def attributes(self, type_key):
        blocks = self.pipeline()["blocks"]
        return next(b.get("attributes", {}) for b in blocks if b["type"] == type_key)

    def card(self, block):
        """The block of that id, as the canvas has it."""
        return next(b for b in self.shown["canvas"]["blocks"] if b["id"] == block)

    def selected(self):
        return [b["id"] for b in self.shown["canvas"]["blocks"] if b["isSelected"]]

    def job_uuid(self):
        return self.shown.get("job", {}).get("uuid")

    def job_state(self):
        return self.shown.get("job", {}).get("state")

    def can_run(self):
        document = self.shown["document"]
        return document["isChecked"] and document["errors"] == 0

    # What a person does.

    def click(self, role, name):
        """Where it stays: a problem that is found or mended moves what is below it."""
        places = []

        def is_still():
            control = self.find(role, name)
            places.append(control and control["rect"])
            checked = self.shown.get("document", {}).get("isChecked", True)
            return control and checked and places[-2:-1] == places[-1:]

        self.wait(f"{role} {name}", is_still)
        self.click_at(center(places[-1]))

    def click_at(self, place, held=None):
        words = ["mousemove", *place, "click", 1]
        self.xdotool(*(["keydown", held, *words, "keyup", held] if held else words))

    def drag(self, start, end):
        """Slowly enough for the window to see each move."""
        (x1, y1), (x2, y2) = start, end
        steps = [(x1 + d, y1 + d // 2) for d in (4, 8, 16, 30)]
        steps += [(x1 + (x2 - x1) * i // 8, y1 + (y2 - y1) * i // 8) for i in range(1, 9)]
        words = ["mousemove", x1, y1, "mousedown", 1]
        for step in steps:
            words += ["sleep", FRAME, "mousemove", *step]
        self.xdotool(*words, "sleep", 4 * FRAME, "mouseup", 1)

    def key(self, *keys):
        self.xdotool("key", "--clearmodifiers", *keys)

    def type(self, text):
        self.xdotool("type", "--delay", 8, text)

    def quit(self):
        """As a person who wants nothing saved; gives the exit code."""
        self.key("ctrl+q")
        try:
            self.click("Button", "Discard")
            while True:
                self.look()
        except Ended:
            return self.process.returncode

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


class WindowTest(unittest.TestCase):
    """A test with a screen and a home of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="outcrop-window-")
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)
        self.screen = Screen()
        self.addCleanup(self.screen.close)

        self.addCleanup(self.end_jobs)

    def end_jobs(self):
        """Jobs go on when the window is gone."""
        listed = self.run_jobs("list", "--json")
        for job in json.loads(listed or "{}").get("jobs", []):
            if job["state"] not in ENDS:
                self.run_jobs("cancel", job["uuid"])

    def run_jobs(self, *words):
        environment = {"HOME": str(self.home), "XDG_RUNTIME_DIR": str(self.home / "run")}
        return subprocess.run(
            [PROGRAM, "jobs", *words],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            text=True,
        ).stdout

    def open(self, *arguments):
        window = Window(self.screen, self.home, *arguments)
        self.addCleanup(window.kill)
        return window
