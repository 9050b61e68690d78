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

    def test_a_wrong_command_line_is_json_too(self):
        for arguments in (["vaildate", "x"], ["jobs"], ["run"], ["run", "x", "--nonsense"]):
            answer = self.run_json(*arguments, code=2)
            self.assertEqual(answer["error"]["code"], "USAGE", arguments)

    def test_options_may_stand_before_the_command(self):
        _, err = self.run_program("--plain", "jobs", "lst", code=2)
        self.assertIn("Did you mean 'list'?", err)
        self.assertEqual(self.run_program("--json", "jobs", "list")[0], '{"jobs":[],"schema":1}\n')

    def test_help_is_a_word_too(self):
        self.assertEqual(
            self.run_program("help", "jobs", "list"), self.run_program("jobs", "list", "--help")
        )

    def test_the_manual_page_has_every_command_and_option(self):
        page, err = self.run_program("man-page")
        self.assertEqual(err, "")
        plain = page.replace("\\-", "-").replace("\\fB", "").replace("\\fI", "").replace("\\fR", "")
        for words in ("jobs list", "jobs rm JOB", "check-leakage FILE", "--dry-run", "--no-color"):
            self.assertIn(words, plain)
        macros = {"Dd", "Dt", "Os", "Sh", "Ss", "Nm", "Nd", "Op", "Ar", "Pp", "Bl", "It", "El", "Bd", "Ed"}
        for line in page.splitlines():
            self.assertTrue(line, "an empty line is an error in mdoc")
            self.assertLess(len(line.encode()), 81, line)
            if line.startswith("."):
                self.assertIn(line[1:3], macros)
        self.assertEqual(page.count("\n.Bl"), page.count("\n.El"))
        help_text, _ = self.run_program("--help")
        self.assertNotIn("man-page", help_text)

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
        self.assertEqual(words.stdout.split(), ["list", "logs", "login"])
        for shell in ("zsh", "fish"):
            out, _ = self.run_program("completion", shell)
            self.assertIn("check-leakage", out)

    def test_a_closed_pipe_ends_quietly(self):
        reader, writer = os.pipe()
        os.close(reader)
        process = self.start("catalog", "list", stdout=writer)
        os.close(writer)
        _, err = process.communicate(timeout=300)
        self.assertEqual(process.returncode, -signal.SIGPIPE)
        self.assertEqual(err, "")

    def test_a_run_whose_answer_nobody_reads_leaves_no_file_behind(self):
        folder = self.home / "scratch"
        folder.mkdir()
        self.environment["TMPDIR"] = str(folder)
        reader, writer = os.pipe()
        os.close(reader)
        process = self.start("run", EXAMPLES / "iris-csv.outcrop", stdout=writer)
        os.close(writer)
        process.communicate(timeout=300)
        self.assertEqual(process.returncode, -signal.SIGPIPE)
        self.assertEqual(list(folder.iterdir()), [])

    def test_a_closed_pipe_that_sends_no_signal_ends_it_too(self):
        reader, writer = os.pipe()
        os.close(reader)
        process = self.start(
            "catalog", "list", stdout=writer,
            preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_IGN), restore_signals=False,
        )
        os.close(writer)
        _, err = process.communicate(timeout=300)
        self.assertEqual((process.returncode, err), (141, ""))

    def test_a_full_disk_behind_standard_output_is_told(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            process = self.start("catalog", "list", stdout=full)
            _, err = process.communicate(timeout=300)
        self.assertEqual(process.returncode, 11)
        self.assertIn("Cannot write to standard output", err)

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
        self.assertEqual(
            self.run_json("catalog", "show", "sklearn.ensemble.RandomForestClassifier"), shown
        )
        _, err = self.run_program("catalog", "show", "RandomForrestClassifier", code=1)
        self.assertIn("Did you mean 'RandomForestClassifier'?", err)
        out, _ = self.run_program("catalog", "list", "ridge", "--plain")
        for line in out.splitlines():
            self.assertEqual(line.count("\t"), 2)

    def test_code_that_a_block_begins_with_keeps_its_lines(self):
        out, _ = self.run_program("catalog", "show", "python.script")
        self.assertIn("\ncode:\n    def transform(table):\n        return table\n", out)
        self.assertNotIn("\n\n\n", out)

    def test_catalog_of_an_installation_is_dumped(self):
        answer, _ = self.run_program("catalog", "dump", "--python", "/usr/bin/python3", "--json")
        self.assertIn("RandomForestClassifier", answer)
        _, err = self.run_program("catalog", "dump", "--python", "/bin/false", code=1)
        self.assertIn("/bin/false has no scikit-learn", err)
        _, err = self.run_program("catalog", "dump", "--python", "/no/python", code=1)
        self.assertIn("There is no Python called /no/python", err)

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
