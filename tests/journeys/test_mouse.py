"""From an empty pipeline to a leaderboard by mouse."""

import unittest

from real_window import ENDS, EXAMPLES, LONG_PATIENCE, WindowTest, center

# Type, what one searches for, its row, and where it is dropped, in parts of the canvas.
BLOCKS = [
    ("input.csv", "csv", "CSV file", (0.15, 0.25)),
    ("table.split", "split", "Split", (0.5, 0.25)),
    ("sklearn.StandardScaler", "standard", "Standard scaler", (0.85, 0.25)),
    ("sklearn.RandomForestClassifier", "forest", "Random forest", (0.3, 0.7)),
    ("evaluation.evaluate", "evaluate", "Evaluate", (0.75, 0.7)),
]
CONNECTIONS = [
    ("input.csv", "table", "table.split", "table"),
    ("table.split", "table", "sklearn.StandardScaler", "table"),
    ("sklearn.StandardScaler", "table", "sklearn.RandomForestClassifier", "table"),
    ("sklearn.RandomForestClassifier", "model", "evaluation.evaluate", "models"),
]


class Mouse(WindowTest):
    def test_a_pipeline_is_drawn_run_and_ranked(self):
        self.window = self.open("--no-restore")
        self.window.click("Button", "New pipeline")
        self.window.wait("the canvas", lambda: "canvas" in self.window.shown)
        for block in BLOCKS:
            self.add(*block)
        for connection in CONNECTIONS:
            self.connect(*connection)
        self.fill("path", str(EXAMPLES / "iris.csv"))
        self.fill("target", "species")
        self.run_it()
        self.assertEqual(self.window.quit(), 0)

    def add(self, type_key, words, title, place):
        window = self.window
        window.click("EditableText", "Search blocks")
        window.key("ctrl+a")
        window.type(words)
        row = window.wait(f"the row {title}", lambda: window.find("TreeItem", title))
        x, y, width, height = window.shown["canvas"]["rect"]
        window.drag(center(row["rect"]), (x + int(width * place[0]), y + int(height * place[1])))
        window.wait(f"a block {type_key}", lambda: type_key in window.types())
        card = window.card(window.block(type_key))
        self.assertTrue(card["isSelected"])
        dropped = center(card["rect"])
        self.assertLess(abs(dropped[0] - x - width * place[0]), 12)
        self.assertLess(abs(dropped[1] - y - height * place[1]), 12)

    def connect(self, source, output, target, entry):
        window = self.window
        start, end = window.block(source), window.block(target)
        window.drag(window.card(start)["outputs"][output], window.card(end)["inputs"][entry])
        wanted = f"{start}.{output} -> {end}.{entry}"
        window.wait(wanted, lambda: wanted in window.pipeline()["connections"])

    def fill(self, attribute, text):
        window = self.window
        window.click_at(center(window.card(window.block("input.csv"))["rect"]))
        window.click("EditableText", attribute)
        window.key("ctrl+a")
        window.type(text)
        window.wait(
            f"{attribute} = {text}", lambda: window.attributes("input.csv").get(attribute) == text
        )

    def run_it(self):
        window = self.window
        window.wait("no error", window.can_run)
        window.key("F5")
        window.wait("the job", window.job_state)
        window.wait("its end", lambda: window.job_state() in ENDS, LONG_PATIENCE)
        self.assertEqual(window.job_state(), "SUCCEEDED")
        window.wait("every block done", lambda: len(window.shown["job"]["done"]) == len(BLOCKS))
        window.click("CheckBox", "Results")
        window.click("PageTab", "Leaderboard")
        window.wait("its winner", lambda: window.find("Cell", "Random forest"))


if __name__ == "__main__":
    unittest.main()
