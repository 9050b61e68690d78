"""The table of commands: help, mistakes, completion, streams."""

import os
import signal
import subprocess
import unittest

from program import EXAMPLES, PROGRAM, ProgramTest


class TableTest(ProgramTest):
    def without_screen(self):
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
            self.environment.pop(name, None)

    def test_no_arguments_and_no_screen_show_help_with_two_examples(self):
        self.without_screen()
        out, err = self.run_program()
        self.assertIn("outcrop run resources/examples/breast-cancer.outcrop", out)
        self.assertIn("outcrop jobs list --json", out)
        self.assertEqual(err, "")

    def test_a_file_without_a_screen_is_a_sentence(self):
        self.without_screen()
        _, err = self.run_program(EXAMPLES / "breast-cancer.outcrop", code=1)
        self.assertIn("outcrop run FILE", err)

    def test_help_is_there_anywhere(self):
        for arguments in (["-h"], ["run", "--help"], ["jobs", "logs", "-h"], ["catalog", "--help"]):
            out, _ = self.run_program(*arguments)
            self.assertIn("Usage:", out)

    def test_unknown_command_names_the_nearest(self):
        out, err = self.run_program("vaildate", "x", code=2)
        self.assertEqual(out, "")
        self.assertIn("Did you mean 'validate'?", err)
        _, err = self.run_program("jobs", "lst", code=2)
        self.assertIn("Did you mean 'list'?", err)
        _, err = self.run_program("jobs", "quux", code=2)
        self.assertIn("There are: list, show", err)

    def test_wrong_usage_is_exit_code_2_and_a_sentence(self):
        for arguments in (["run"], ["build", "x"], ["run", "x", "--nonsense"], ["completion", "csh"]):
            out, err = self.run_program(*arguments, code=2)
            self.assertEqual(out, "")
            self.assertTrue(err.startswith("outcrop: "), err)

    def test_errors_are_json_too(self):
        answer = self.run_json("validate", "missing.outcrop", code=1)
        self.assertEqual(answer["error"]["code"], "NOT_FOUND")
        self.assertIn("missing.outcrop", answer["error"]["message"])

    def test_completion_scripts_offer_what_the_table_has(self):
        out, _ = self.run_program("completion", "bash")
        words = subprocess.run(
            ["bash", "-c", out + '\nCOMP_WORDS=(outcrop jobs l) COMP_CWORD=2; _outcrop; echo "${COMPREPLY[*]}"'],
            capture_output=True, text=True, check=True,
        )
        self.assertEqual(words.stdout.split(), ["list", "logs"])
        for shell in ("zsh", "fish"):
            out, _ = self.run_program("completion", shell)
            self.assertIn("check-leakage", out)

    def test_a_closed_pipe_ends_quietly(self):
        reader, writer = os.pipe()
        os.close(reader)
        process = self.start("catalog", "list", stdout=writer)
        os.close(writer)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, -signal.SIGPIPE)
        self.assertEqual(err, "")

    def test_no_window_library_is_mapped(self):
        linked = subprocess.run(["ldd", PROGRAM], capture_output=True, text=True, check=True).stdout
        self.assertIn("libQt5Core", linked)
        for library in ("libQt5Gui", "libQt5Widgets", "libqcustomplot"):
            self.assertNotIn(library, linked)

    def test_catalog_is_searched_and_shown(self):
        answer = self.run_json("catalog", "list", "random", "forest")
        self.assertIn("sklearn.RandomForestClassifier", [each["key"] for each in answer["types"]])
        shown = self.run_json("catalog", "show", "RandomForestClassifier")
        names = {each["name"]: each for each in shown["attributes"]}
        self.assertEqual(names["n_estimators"]["default"], "100")
        _, err = self.run_program("catalog", "show", "RandomForrestClassifier", code=1)
        self.assertIn("Did you mean 'RandomForestClassifier'?", err)
        out, _ = self.run_program("catalog", "list", "ridge", "--plain")
        for line in out.splitlines():
            self.assertEqual(line.count("\t"), 2)

    def test_catalog_of_an_installation_is_dumped(self):
        answer, _ = self.run_program("catalog", "dump", "--python", "/usr/bin/python3", "--json")
        self.assertIn("RandomForestClassifier", answer)
        _, err = self.run_program("catalog", "dump", "--python", "/bin/false", code=1)
        self.assertIn("has no scikit-learn", err)

    def test_doctor_says_what_this_computer_has(self):
        answer = self.run_json("doctor")
        self.assertTrue(answer["ok"])
        self.assertTrue(any("scikit-learn" in line["what"] for line in answer["lines"]))


class NoColorTest(ProgramTest):
    def test_pipes_get_no_escape_sequences(self):
        out, err = self.run_program("validate", EXAMPLES / "breast-cancer.outcrop")
        self.assertNotIn("\x1b", out + err)


if __name__ == "__main__":
    unittest.main()
