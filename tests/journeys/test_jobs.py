"""Edits and jobs of a file in the real program: nothing is lost, whatever becomes of the window."""

import shutil
import unittest

from real_window import ENDS, EXAMPLES, LONG_PATIENCE, WindowTest


class Jobs(WindowTest):
    def open_copy(self, name):
        """An example as a file of the person's own, in the window."""
        for file in EXAMPLES.glob("*.*"):
            shutil.copy(file, self.home)
        self.path = str(self.home / f"{name}.outcrop")
        window = self.open(self.path)
        window.wait("the pipeline", lambda: self.is_open(window))
        return window

    def is_open(self, window):
        document = window.shown.get("document", {})
        return document.get("path") == self.path and document["isChecked"]

    def run_it(self, window):
        """Gives the uuid of the new job."""
        before = window.job_uuid()
        window.key("F5")
        window.wait("the job", lambda: window.job_uuid() not in (None, before))
        return window.shown["job"]["uuid"]

    def wait_for_end(self, window):
        window.wait("the end", lambda: window.job_state() in ENDS, LONG_PATIENCE)
        return window.job_state()

    def test_everything_is_undone_and_redone(self):
        window = self.open_copy("iris-csv")

        def text():
            return window.shown["document"]["text"]

        states = [text()]
        edits = (["ctrl+a", "ctrl+d"], ["Right"], ["ctrl+shift+a"], ["ctrl+a", "Delete"])
        for keys in edits:
            window.key(*keys)
            window.wait(f"an edit by {keys}", lambda: text() != states[-1])
            states.append(text())
        self.assertEqual(window.types(), [])
        for _ in range(10):  # More often than there are steps: the first state is the end.
            window.key("ctrl+z")
        window.wait("the file", lambda: text() == states[0])
        self.assertFalse(window.shown["document"]["isDirty"])
        for _ in range(10):
            window.key("ctrl+shift+z")
        window.wait("the last edit", lambda: text() == states[-1])
        self.assertTrue(window.shown["document"]["isDirty"])
        self.assertEqual(window.quit(), 0)

    def test_a_job_of_a_killed_window_is_there_in_the_next(self):
        window = self.open_copy("digits")
        job = self.run_it(window)
        window.wait("a block that is done", lambda: window.shown["job"]["done"], LONG_PATIENCE)
        self.assertEqual(window.job_state(), "RUNNING")
        window.kill()

        window = self.open()
        window.wait("the pipeline", lambda: self.is_open(window))
        window.wait("its job", window.job_state)
        self.assertEqual((window.shown["job"]["uuid"], window.job_state()), (job, "RUNNING"))
        window.wait("what was done already", lambda: window.shown["job"]["done"])
        window.click("Button", "Stop")
        self.assertEqual(self.wait_for_end(window), "CANCELLED")
        self.assertEqual(window.quit(), 0)

    def test_a_job_is_stopped_run_again_and_compared_with_another(self):
        window = self.open_copy("iris-csv")
        stopped = self.run_it(window)
        window.click("Button", "Stop")
        self.assertEqual(self.wait_for_end(window), "CANCELLED")
        jobs = []
        for _ in range(2):
            jobs.append(self.run_it(window))
            self.assertEqual(self.wait_for_end(window), "SUCCEEDED")
        self.assertEqual(len({stopped, *jobs}), 3)

        window.click("CheckBox", "Results")
        rows = window.wait("three jobs", lambda: self.rows(window, 3))
        window.click_at(rows[0])
        window.click("PageTab", "Leaderboard")
        alone = window.wait("its candidates", lambda: self.ranks(window))
        window.click_at(rows[1], held="ctrl")
        window.wait("the candidates of both", lambda: self.ranks(window) == 2 * alone)
        self.assertEqual(window.quit(), 0)

    def rows(self, window, count):
        """Where the states of the jobs stand, from above; None: there are others."""
        words = ("Succeeded", "Cancelled")
        cells = [c for c in window.shown["controls"] if c["name"] in words and c["role"] == "Cell"]
        places = [(c["rect"][0] + 20, c["rect"][1] + 8) for c in cells]
        return places if len(places) == count else None

    def ranks(self, window):
        names = [c["name"] for c in window.shown["controls"] if c["role"] == "Cell"]
        return names.count("Decision tree")


if __name__ == "__main__":
    unittest.main()
