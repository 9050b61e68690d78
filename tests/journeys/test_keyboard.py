"""From an empty pipeline to two compared jobs by keyboard alone: the pointer rests where it is."""

import itertools
import unittest

from real_window import ENDS, EXAMPLES, LONG_PATIENCE, WindowTest

FOREST = "sklearn.RandomForestClassifier"
# Type, what one searches for, its row, and the row that connects it with a block before it.
BLOCKS = [
    ("input.csv", "csv", "CSV file", None),
    ("table.split", "split", "Split", "table ← CSV file · table"),
    ("sklearn.StandardScaler", "standard", "Standard scaler", "table ← Split · table"),
    (FOREST, "forest", "Random forest", "table ← Standard scaler · table"),
    ("evaluation.evaluate", "evaluate", "Evaluate", "models ← Random forest · model"),
]
MOST_STEPS = 30  # By Tab or an arrow: nobody presses it more often.


class Keyboard(WindowTest):
    def test_a_pipeline_is_built_run_stopped_and_compared(self):
        self.window = self.open("--no-restore")
        self.window.key("ctrl+n")
        self.window.wait("the canvas", lambda: self.window.has_focus("Canvas"))
        for key, (type_key, words, title, row) in zip(itertools.cycle(["space", "ctrl+k"]), BLOCKS):
            self.add(key, type_key, words, title)
            if row:
                self.connect(row)
        self.nothing_lies_on_another()
        self.edit("input.csv", "path", str(EXAMPLES / "iris.csv"))
        self.edit("input.csv", "target", "species")
        self.edit(FOREST, "n_estimators", "20000")
        stopped = self.run_it(stop=True)
        jobs = []
        for trees in ("10", "20"):
            self.edit(FOREST, "n_estimators", trees)
            jobs.append(self.run_it())
        self.assertEqual(len({stopped, *jobs}), 3)
        self.compare_the_two_newest()
        self.assertEqual(self.window.quit(), 0)

    def add(self, key, type_key, words, title):
        """By the quick choice on the canvas, or from the palette."""
        window = self.window
        window.key(key)
        window.wait("the search", lambda: window.has_focus("Search blocks"))
        window.type(words)
        window.wait(f"the row {title}", lambda: window.find("TreeItem", title))
        self.press("Down", title, lambda: self.is_selected(title))
        window.key("Return")
        window.wait(type_key, lambda: window.has_focus("Canvas") and type_key in window.types())
        self.assertEqual(window.selected(), [window.block(type_key)])

    def is_selected(self, name):
        controls = self.window.shown["controls"]
        return any(c["name"] == name and c["selected"] for c in controls)

    def connect(self, row):
        window = self.window
        count = len(window.pipeline()["connections"])
        window.key("c")
        window.wait("the list of ports", lambda: window.has_focus("Filter blocks"))
        self.press("Down", row, lambda: self.is_selected(row))
        window.key("Return")
        window.wait(row, lambda: len(window.pipeline()["connections"]) == count + 1)
        window.wait("the canvas again", lambda: window.has_focus("Canvas"))

    def press(self, key, what, condition):
        """Until it is so."""
        window = self.window
        for _ in range(MOST_STEPS):
            window.look()
            if condition():
                return
            before = window.shown
            window.key(key)
            window.wait(f"an effect of {key}", lambda: window.shown != before)
        self.fail(f"{key} does not lead to {what}")

    def nothing_lies_on_another(self):
        cards = [b["rect"] for b in self.window.shown["canvas"]["blocks"]]
        for (x1, y1, width, height), (x2, y2, _, _) in itertools.combinations(cards, 2):
            self.assertFalse(abs(x1 - x2) < width and abs(y1 - y2) < height, cards)

    def edit(self, type_key, attribute, text):
        window = self.window
        self.press("F6", "the canvas", lambda: window.has_focus("Canvas"))
        window.key("Escape")
        block = window.block(type_key)
        self.press("Tab", block, lambda: window.selected() == [block])
        window.key("Return")
        window.wait("its attributes", lambda: not window.has_focus("Canvas"))
        self.press("Tab", attribute, lambda: window.has_focus(attribute))
        window.key("ctrl+a")
        window.type(text)
        wanted = int(text) if text.isdigit() else text
        window.wait(
            f"{attribute} = {text}",
            lambda: window.attributes(type_key).get(attribute) == wanted,
        )

    def run_it(self, stop=False):
        """Gives the uuid of the job."""
        window = self.window
        window.wait("no error", window.can_run)
        before = window.job_uuid()
        window.key("F5")
        window.wait("the job", lambda: window.job_uuid() not in (None, before))
        if stop:
            window.wait("it running", lambda: window.job_state() == "RUNNING", LONG_PATIENCE)
            window.key("shift+F5")
        window.wait("its end", lambda: window.job_state() in ENDS, LONG_PATIENCE)
        self.assertEqual(window.job_state(), "CANCELLED" if stop else "SUCCEEDED")
        return window.shown["job"]["uuid"]

    def compare_the_two_newest(self):
        window = self.window
        window.key("ctrl+2")
        window.wait("the jobs", lambda: window.has_focus("Jobs"))
        window.key("Home", "shift+Down")
        window.wait("the charts of two", lambda: window.find("PageTab", "Leaderboard"))
        self.press("Tab", "the charts", lambda: window.has_focus("Charts"))
        self.press("Right", "the leaderboard", self.forests_on_the_leaderboard)
        self.assertEqual(self.forests_on_the_leaderboard(), 2)

    def forests_on_the_leaderboard(self):
        cells = [c for c in self.window.shown["controls"] if c["role"] == "Cell"]
        return sum(c["name"] == "Random forest" for c in cells)


if __name__ == "__main__":
    unittest.main()
