"""Jobs on this computer: started once, followed, left alone, found again, cancelled."""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import unittest
import zipfile
from pathlib import Path

from program import EXAMPLES, HAS_CHARTS, PROGRAM, ProgramTest

IRIS = EXAMPLES / "iris-csv.outcrop"

WAITS = """import pathlib, sys, time
gate = pathlib.Path({gate!r})
print("started", flush=True)
while not gate.exists():
    time.sleep(0.05)
pathlib.Path("training_result").mkdir(exist_ok=True)
pathlib.Path("training_result/answer.txt").write_text("42")
print("done", flush=True)
"""


class JobsTest(ProgramTest):
    def submit_waiting(self, *arguments):
        """A job that runs until the file `gate` appears; returns its uuid."""
        self.gate = self.home / "gate"
        package = self.write_package("own.zip", WAITS.format(gate=str(self.gate)))
        return self.run_json("submit", package, *arguments)["uuid"]

    def state(self, job):
        return self.run_json("jobs", "show", job)["state"]

    def test_submit_leaves_the_job_to_its_host(self):
        job = self.submit_waiting()
        listed = self.run_json("jobs", "list")["jobs"]
        self.assertEqual([each["uuid"] for each in listed], [job])
        self.assertEqual(listed[0]["state"], "RUNNING")
        self.gate.touch()
        answer = self.run_json("jobs", "wait", job)
        self.assertEqual(answer["state"], "SUCCEEDED")
        out, _ = self.run_program("jobs", "logs", job)
        self.assertEqual(out.splitlines(), ["started", "done"])
        folder = self.run_json("jobs", "fetch", job, "-o", self.home / "copy")["fetched"]
        self.assertEqual(folder, str(self.home / "copy"))
        self.assertEqual((self.home / "copy/training_result/answer.txt").read_text(), "42")

    def test_the_same_key_is_the_same_job(self):
        job = self.submit_waiting("--key", "monday")
        again = self.run_json("submit", self.home / "own.zip", "--key", "monday")
        self.assertEqual(again["uuid"], job)
        self.assertTrue(again["already_submitted"])
        self.gate.touch()
        self.run_program("jobs", "wait", job)
        self.assertEqual(len(self.run_json("jobs", "list")["jobs"]), 1)

    def test_a_killed_program_loses_nothing(self):
        self.gate = self.home / "gate"
        package = self.write_package("own.zip", WAITS.format(gate=str(self.gate)))
        program = self.start("submit", package, "--wait")
        job = program.stdout.readline().strip()
        self.wait_until(lambda: self.state(job) == "RUNNING", "it runs")
        program.send_signal(signal.SIGKILL)
        program.communicate()
        self.gate.touch()
        self.assertEqual(self.run_json("jobs", "wait", job)["state"], "SUCCEEDED")
        out, _ = self.run_program("jobs", "logs", job)
        self.assertEqual(out.splitlines(), ["started", "done"])

    def test_what_runs_after_its_end_is_told_and_can_be_ended(self):
        job = self.submit_waiting()
        # As after a look that found the wrong host, or a folder that came back.
        with contextlib.closing(sqlite3.connect(self.home / ".local/share/outcrop/jobs.sqlite")) as store:
            store.execute("UPDATE attempts SET state='CANCELLED' WHERE job=?", [job])
            store.commit()
        self.assertFalse(self.run_json("jobs", "show", job)["still_running"])
        self.run_program("jobs", "cancel", job, code=9)
        other = self.write_package("other.zip", "import time\ntime.sleep(3)")
        self.run_program("submit", other, "--wait")
        shown = self.run_json("jobs", "show", job)
        self.assertTrue(shown["still_running"])
        self.assertEqual(shown["state"], "CANCELLED")
        self.assertEqual([event["kind"] for event in shown["history"]].count("still running"), 1)
        out, _ = self.run_program("jobs", "show", job)
        self.assertIn(f"outcrop jobs cancel {shown['job']} ends it", out)
        _, err = self.run_program("jobs", "cancel", job)
        self.assertIn("is gone", err)
        shown = self.run_json("jobs", "show", job)
        self.assertFalse(shown["still_running"])
        self.assertEqual(shown["state"], "CANCELLED")

    def test_a_smoke_run_that_fails_sends_nothing(self):
        _, err = self.run_program("submit", IRIS, "--smoke", "--wait")
        self.assertIn("Smoke run: It works on 150 of 150 rows", err)
        (job,) = self.run_json("jobs", "list")["jobs"]
        self.run_program("jobs", "rm", job["uuid"], "--yes")
        built, broken = self.home / "iris.zip", self.home / "broken.zip"
        self.run_program("build", IRIS, "-o", built)
        with zipfile.ZipFile(built) as whole, zipfile.ZipFile(broken, "w") as copy:
            for name in whole.namelist():
                content = whole.read(name)
                if name == "train.py":
                    content += b"\ndef main():\n    raise ValueError('rows of clay')\n"
                if name != "manifest.sha256":
                    copy.writestr(name, content)
        _, err = self.run_program("submit", broken, "--smoke", code=3)
        self.assertIn("ValueError: rows of clay", err)
        own = self.write_package("own.zip", "print(1)")
        _, err = self.run_program("submit", own, "--smoke", code=3)
        self.assertIn("Outcrop did not make it", err)
        self.assertEqual(self.run_json("jobs", "list")["jobs"], [])

    def test_ctrl_c_lets_go_of_the_job(self):
        self.gate = self.home / "gate"
        package = self.write_package("own.zip", WAITS.format(gate=str(self.gate)))
        program = self.start("submit", package, "--wait")
        job = program.stdout.readline().strip()
        self.wait_until(lambda: self.state(job) == "RUNNING", "it runs")
        program.send_signal(signal.SIGINT)
        _, err = program.communicate(timeout=300)
        self.assertEqual(program.returncode, 130)
        self.assertIn("runs on without Outcrop", err)
        self.gate.touch()
        self.assertEqual(self.run_json("jobs", "wait", job)["state"], "SUCCEEDED")

    def test_cancel_ends_a_job_whose_folder_was_deleted(self):
        job = self.submit_waiting()
        self.wait_until(lambda: self.state(job) == "RUNNING", "it runs")
        folder = self.home / ".local/share/outcrop-host/jobs" / job
        pid = int((folder / "a/1/claim/job").read_text().split()[0])
        shutil.rmtree(folder)
        self.assertTrue(Path(f"/proc/{pid}").exists())
        answer = self.run_json("jobs", "cancel", job)
        self.assertEqual(answer["state"], "CANCELLED")
        self.assertIn("folder on the host is gone", answer["reason"])
        self.wait_until(lambda: not Path(f"/proc/{pid}").exists(), "its process is gone")

    def test_cancel_ends_the_whole_tree(self):
        script = (
            "import os, subprocess, sys, time\n"
            "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'],"
            " start_new_session=True)\n"
            "print(child.pid, flush=True)\n"
            "time.sleep(600)\n"
        )
        job = self.run_json("submit", self.write_package("tree.zip", script))["uuid"]
        self.wait_until(lambda: self.run_program("jobs", "logs", job)[0].strip(), "the child is named")
        child = int(self.run_program("jobs", "logs", job)[0])
        answer = self.run_json("jobs", "cancel", job)
        self.assertEqual(answer["state"], "CANCELLED")
        self.wait_until(lambda: not is_running(child), "the grandchild is gone")
        self.run_program("jobs", "cancel", job, code=9)
        _, err = self.run_program("jobs", "wait", job, code=10)
        self.assertNotIn("no reason", err)  # It was wished.
        _, err = self.run_program("results", "show", job, code=1)
        self.assertIn("No models were compared", err)

    def test_a_job_whose_runner_died_says_that_its_end_will_not_be_recorded(self):
        job = self.submit_waiting()
        attempt = self.home / ".local/share/outcrop-host/jobs" / job / "a/1"
        os.kill(int((attempt / "claim/pid").read_text().split()[0]), signal.SIGKILL)
        for _ in range(100):
            listed = self.run_json("jobs", "list")["jobs"][0]
            if listed["flags"]:
                break
        self.assertEqual((listed["state"], listed["flags"]), ("RUNNING", ["orphaned"]))
        self.assertEqual(self.run_json("jobs", "show", job)["flags"], ["orphaned"])
        self.assertIn("Training still runs but its end will not be recorded",
                      self.run_program("jobs", "show", job)[0])
        self.assertIn("its end will not be recorded", self.run_program("jobs", "list")[0])
        self.gate.touch()

    def test_a_failing_job_says_why(self):
        package = self.write_package("bad.zip", "raise ValueError('no such luck')\n")
        _, err = self.run_program("submit", package, "--wait", code=4)
        self.assertIn("no such luck", err)
        job = self.run_json("jobs", "list")["jobs"][0]
        self.assertEqual((job["state"], job["exit_code"]), ("FAILED", 1))

    def test_what_cannot_be_a_package_is_refused_before_it_is_sent(self):
        bad = self.write("bad.zip", "no zip at all")
        _, err = self.run_program("submit", bad, code=3)
        self.assertEqual(err, f"outcrop: Cannot read {bad}: it is not a ZIP file.\n")
        _, err = self.run_program("submit", "missing.zip", code=1)
        self.assertEqual(err, "outcrop: Cannot read missing.zip: it does not exist.\n")
        self.assertEqual(self.run_json("jobs", "list")["jobs"], [])

    def test_hostile_packages_are_refused_by_the_name_they_were_given_and_leave_nothing(self):
        metadata = ("metadata.yaml", b"entry_point: job.py\n")
        hostile = {
            "it has ../evil.py, which leaves the package": [metadata, ("../evil.py", b"")],
            "it has /abs.py, which is absolute": [metadata, ("/abs.py", b"")],
            "big.bin unpacks to more than 100 times": [metadata, ("big.bin", bytes(300 << 20))],
            "it has more than 10000 entries": [metadata, *((f"{i}", b"") for i in range(10001))],
            "it has no metadata.yaml": [("job.py", b"")],
            "anchors and aliases": [("metadata.yaml", b"a: &a [*a]\n")],
            "nested more than 64 deep": [("metadata.yaml", b"a: " + b"[" * 5000 + b"]" * 5000)],
            'the key "a" is there twice': [("metadata.yaml", b"a: 1\na: 2\n")],
            "a control character": [("metadata.yaml", bytes(range(256)))],
        }
        for reason, entries in hostile.items():
            with self.subTest(reason):
                with zipfile.ZipFile(self.home / "bad.zip", "w", zipfile.ZIP_DEFLATED) as package:
                    for name, content in entries:
                        package.writestr(name, content)
                _, err = self.run_program("submit", "bad.zip", code=3)
                self.assertRegex(err, r"^outcrop: Cannot (read|submit) bad\.zip: ")
                self.assertIn(reason, err)
                self.assertEqual(err.count("\n"), 1, err)
        self.assertEqual(list(self.home.glob(".local/share/outcrop/jobs/*")), [])

    def test_a_paused_host_lets_jobs_wait_in_an_order_that_can_be_changed(self):
        self.run_program("jobs", "pause", "local")
        self.gate = self.home / "gate"
        self.gate.touch()
        package = self.write_package("own.zip", WAITS.format(gate=str(self.gate)))
        out, err = self.run_program("submit", package)
        first = out.strip()
        self.assertIn("place 1 in the queue, which is paused", err)
        second = self.run_json("submit", package)["uuid"]
        shown = self.run_json("jobs", "show", second)
        self.assertEqual((shown["state"], shown["queue_place"]), ("QUEUED", 2))
        self.assertTrue(shown["queue_paused"])
        out, _ = self.run_program("jobs", "list")
        self.assertIn("Queued (place 2 in the queue, which is paused)", out)
        queue = self.run_json("jobs", "move", second, "--first")
        self.assertEqual(queue["waiting"], [second, first])
        queue = self.run_json("jobs", "move", first, "--before", second)
        self.assertEqual((queue["waiting"], queue["paused"]), ([first, second], True))
        self.run_program("jobs", "move", first, code=2)
        self.run_program("jobs", "pause", "$(id)", code=1)
        self.assertEqual(self.run_json("jobs", "cancel", first)["state"], "CANCELLED")
        queue = self.run_json("jobs", "resume", "local")
        self.assertEqual((queue["waiting"], queue["paused"]), ([second], False))
        self.assertEqual(self.run_json("jobs", "wait", second)["state"], "SUCCEEDED")
        self.run_program("jobs", "move", second, "--first", code=9)

    def test_this_computer_runs_no_more_jobs_at_once_than_somebody_chose(self):
        _, err = self.run_program("hosts", "set", "local", "--jobs", 2)
        self.assertIn("This computer runs at most 2 jobs at once", err)
        first, second = self.submit_waiting(), self.submit_waiting()
        out, err = self.run_program("submit", self.home / "own.zip")
        third = out.strip()
        self.assertIn("waits on This computer: place 1 in the queue", err)
        for job in first, second:
            self.wait_until(lambda: self.state(job) != "QUEUED", "two run")
        self.assertEqual(self.state(third), "QUEUED")
        self.assertEqual(self.run_json("hosts", "show", "local")["jobs"], 2)

        self.assertEqual(self.run_json("hosts", "set", "local", "--jobs", 3)["jobs"], 3)
        self.run_program("submit", self.home / "own.zip")  # Whoever asks sends the one before, too.
        self.wait_until(lambda: self.state(third) not in ("QUEUED", "STAGING"), "the third runs")
        self.gate.touch()
        for job in first, second, third:
            self.assertEqual(self.run_json("jobs", "wait", job)["state"], "SUCCEEDED")

    def test_jobs_at_once_are_kept_in_the_list_of_hosts(self):
        self.write(".ssh/config", "Host gate\n  HostName 127.0.0.2\n")
        for more, code in (
            (["local", "--jobs", -1], 3),
            (["local", "--jobs", 4097], 3),
            (["local", "--jobs", "many"], 2),
            (["local", "--jobs", 99999999999], 2),
            (["local"], 2),
            (["$(id)", "--jobs", 1], 1),
        ):
            with self.subTest(more=more):
                self.run_program("hosts", "set", *more, code=code)
        hosts = self.home / ".config/outcrop/hosts.yaml"
        self.assertFalse(hosts.exists())
        self.run_program("hosts", "set", "local", "--jobs", 2)
        self.run_program("hosts", "set", "gate", "--jobs", 1)
        self.assertIn("  local:\n    jobs: 2\n", hosts.read_text())
        listed = self.run_json("hosts", "list")["hosts"]
        self.assertEqual(
            [(host["id"], host["source"], host["jobs"]) for host in listed],
            [("local", "local", 2), ("gate", "list", 1)],
        )
        for more, says in (
            (["--title", "x"], "only --jobs"),
            (["--jobs", 1, "--group", "x"], "only --jobs"),
        ):
            _, err = self.run_program("hosts", "set", "local", *more, code=3)
            self.assertIn(says, err)
        self.run_program("hosts", "rm", "local", code=1)
        self.run_program("hosts", "add", "local", "127.0.0.2", code=3)
        _, err = self.run_program("hosts", "set", "local", "--jobs", 0)
        self.assertIn("any number", err)
        self.assertNotIn("local", hosts.read_text())
        hosts.write_text("hosts:\n  local: {jobs: -3}\n")
        _, err = self.run_program("hosts", "set", "local", "--jobs", 1, code=3)
        self.assertIn("hosts.yaml:2: local cannot run -1 jobs at once", err)
        self.assertIn("-3", hosts.read_text())

    def test_rerun_needs_nothing_but_the_job(self):
        pipeline = self.home / "own.outcrop"
        shutil.copy(IRIS, pipeline)
        shutil.copy(IRIS.with_name("iris.csv"), self.home)
        self.run_program("submit", pipeline, "--wait")
        job = self.run_json("jobs", "list")["jobs"][0]
        pipeline.unlink()
        again = self.run_json("jobs", "rerun", job["uuid"], "--key", "again")
        self.assertNotEqual(again["uuid"], job["uuid"])
        self.assertEqual(again["name"], job["name"])
        self.assertEqual(self.run_json("jobs", "wait", again["uuid"])["state"], "SUCCEEDED")
        self.run_program("results", "show", again["uuid"])
        shown = self.run_json("jobs", "show", again["uuid"])
        self.assertEqual(shown["forecast"]["runs"], 1)
        self.assertTrue(self.run_json("jobs", "rerun", job["uuid"], "--key", "again")["already_submitted"])

    def test_a_job_meets_its_limits_and_says_so(self):
        package = self.write_package("own.zip", WAITS.format(gate=str(self.home / "never")))
        _, err = self.run_program("submit", package, "--limit-time", "1s", "--wait", code=4)
        self.assertIn("It was ended after 1 s, its limit.", err)
        job = self.run_json("jobs", "list")["jobs"][0]["uuid"]
        shown = self.run_json("jobs", "show", job)
        self.assertEqual(shown["limits"], {"seconds": 1, "memory": None, "cpus": None, "keep": None})
        out, _ = self.run_program("jobs", "show", job)
        self.assertIn("1 s by the runner", out)
        for wrong in ("0", "-1h", "2 weeks", "9e9h", "$(id)"):
            _, err = self.run_program("submit", package, f"--limit-time={wrong}", code=3)
            self.assertIn("cannot be a time limit", err)
        self.run_program("submit", package, "--limit-memory=1K", code=3)
        self.run_program("submit", package, "--limit-cpus=0", code=2)

    def test_the_folder_of_a_job_can_be_entered_as_long_as_it_is_wanted(self):
        self.environment["SHELL"] = "/bin/sh"
        self.run_program("jobs", "pause", "local")
        job = self.submit_waiting("--keep-environment", "1h")
        _, err = self.run_program("jobs", "login", job, code=1)
        self.assertIn("it has not started", err)
        self.run_program("jobs", "resume", "local")
        self.gate.touch()
        self.run_program("jobs", "wait", job)
        self.assertEqual(self.run_json("jobs", "show", job)["limits"]["keep"], 3600)
        title = self.run_json("jobs", "show", job)["job"]
        self.assertIn(f"outcrop jobs login {title}", self.run_program("jobs", "show", job)[0])
        line = self.run_json("jobs", "login", job)["line"]
        self.assertEqual(self.run_program("jobs", "login", job, "--print")[0], line + "\n")
        host = self.home / ".local/share/outcrop-host"
        work = host / "jobs" / job / "a/1/work"
        inside = self.type_in(line, "pwd -P; ls; exit 7")
        self.assertEqual((inside.returncode, inside.stdout), (7, f"{work.resolve()}\njob.py\nmetadata.yaml\n"))
        self.assertRegex(inside.stderr, "It stays (59|60) min more")
        (host / f"kept/{job}.1").write_text("1\n")
        self.gate.unlink()  # a job that ends at once may need no look at the host
        other = self.submit_waiting()
        self.gate.touch()
        self.run_program("jobs", "wait", other)
        self.assertFalse(work.exists())
        self.assertEqual(self.type_in(line, "pwd").returncode, 20)
        self.assertEqual(self.state(job), "SUCCEEDED")
        self.run_program("submit", self.home / "own.zip", "--keep-environment=soon", code=3)

    def type_in(self, line, typed):
        return subprocess.run(
            ["sh", "-c", line],
            input=typed,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def test_rm_asks_or_is_told(self):
        job = self.submit_waiting()
        self.run_program("jobs", "rm", job, "--yes", code=9)
        self.gate.touch()
        self.run_program("jobs", "wait", job)
        self.run_program("jobs", "rm", job, code=10)
        self.run_program("jobs", "rm", job, "--dry-run")
        self.assertEqual(len(self.run_json("jobs", "list")["jobs"]), 1)
        self.run_program("jobs", "rm", job, "--yes")
        self.assertEqual(self.run_json("jobs", "list")["jobs"], [])
        host = self.home / ".local/share/outcrop-host/jobs"
        self.assertEqual(list(host.iterdir()), [])
        self.run_program("jobs", "show", job, code=1)

    def test_jobs_of_a_lost_list_are_imported(self):
        job = self.submit_waiting()
        self.gate.touch()
        self.run_program("jobs", "wait", job)
        shutil.rmtree(self.home / ".local/share/outcrop")
        self.assertEqual(self.run_json("jobs", "list")["jobs"], [])
        found = self.run_json("jobs", "import", "--dry-run")["found"]
        self.assertEqual([each["uuid"] for each in found], [job])
        self.assertEqual(self.run_json("jobs", "import")["imported"], found)
        self.assertEqual(self.run_json("jobs", "wait", job)["state"], "SUCCEEDED")
        out, _ = self.run_program("jobs", "logs", job)
        self.assertEqual(out.splitlines(), ["started", "done"])
        self.assertEqual(self.run_json("jobs", "import")["imported"], [])

    def test_a_job_that_cannot_be_imported_keeps_no_other_out(self):
        self.gate = self.home / "gate"
        self.gate.touch()
        jobs = []
        for name in ("one", "two"):
            package = self.write_package(f"{name}.zip", WAITS.format(gate=str(self.gate)) + f"# {name}")
            jobs.append(self.run_json("submit", package, "--wait")["uuid"])
        shutil.rmtree(self.home / ".local/share/outcrop")
        broken = self.home / ".local/share/outcrop-host/jobs" / jobs[0] / "package.zip"
        broken.write_bytes(b"something else")
        answer = self.run_json("jobs", "import", code=8)
        self.assertEqual([each["uuid"] for each in answer["imported"]], [jobs[1]])
        self.assertEqual(answer["error"]["code"], "CORRUPT")
        self.assertEqual([each["uuid"] for each in self.run_json("jobs", "list")["jobs"]], [jobs[1]])

    def test_no_window_library_is_mapped_while_a_job_runs(self):
        job = self.submit_waiting()
        follower = self.start("jobs", "logs", job, "--follow")
        self.assertEqual(follower.stdout.readline(), "started\n")
        with open(f"/proc/{follower.pid}/maps", encoding="utf-8") as file:
            maps = file.read()
        self.assertIn("libQt5Core", maps)
        self.assertNotIn("libQt5Gui", maps)
        self.gate.touch()
        out, _ = follower.communicate(timeout=300)
        self.assertEqual(out, "done\n")
        self.assertEqual(follower.returncode, 0)

    def test_two_followers_see_the_same(self):
        job = self.submit_waiting()
        followers = [self.start("jobs", "logs", job, "--follow") for _ in range(2)]
        self.assertEqual([each.stdout.readline() for each in followers], ["started\n"] * 2)
        self.gate.touch()
        for follower in followers:
            self.assertEqual(follower.communicate(timeout=300)[0], "done\n")

    def test_logs_are_json_lines_on_request(self):
        job = self.submit_waiting()
        self.gate.touch()
        self.run_program("jobs", "wait", job)
        out, _ = self.run_program("jobs", "logs", job, "--json")
        self.assertEqual([json.loads(line)["line"] for line in out.splitlines()], ["started", "done"])


class RunTest(ProgramTest):
    def test_run_predict_and_export(self):
        wishes = ["--charts", self.home / "charts"] if HAS_CHARTS else []
        answer = self.run_json("run", IRIS, *wishes)
        self.assertEqual(answer["state"], "SUCCEEDED")
        rows = answer["leaderboard"]
        self.assertEqual(sum(row["baseline"] for row in rows), 1)
        ranked = [row for row in rows if row["rank"]]
        self.assertEqual([row["rank"] for row in ranked], list(range(1, len(ranked) + 1)))
        self.assertEqual(answer["best"]["block"], ranked[0]["block"])
        self.assertEqual(answer["test"]["looks"], 1)
        self.assertEqual("charts" in answer, HAS_CHARTS)
        for chart in answer.get("charts", []):
            with open(chart, "rb") as file:
                self.assertEqual(file.read(8), b"\x89PNG\r\n\x1a\n", chart)
        job = answer["job"]

        shown = self.run_json("results", "show", job)
        self.assertEqual(shown["leaderboard"], rows)
        self.assertEqual(shown["problems"], [])
        out, _ = self.run_program("results", "export", job)
        self.assertEqual(len(out.splitlines()), 1 + 10 * len(rows))

        new = self.write("new.csv", (EXAMPLES / "iris.csv").read_text(encoding="utf-8"))
        out, _ = self.run_program("predict", job, new)
        self.assertEqual(len(out.splitlines()), 151)
        self.assertTrue(out.startswith("prediction"))
        lines, _ = self.run_program("predict", job, new, "--json")
        rows = [json.loads(line) for line in lines.splitlines()]
        self.assertEqual(len(rows), 150)
        self.assertEqual(rows[0]["prediction"], "setosa")
        self.assertAlmostEqual(sum(rows[0]["scores"].values()), 1.0)
        to_file = self.run_json("predict", job, new, "--output", self.home / "rows.csv")
        self.assertEqual(to_file["rows"], 150)
        self.assertEqual((self.home / "rows.csv").read_text(encoding="utf-8"), out)
        _, err = self.run_program("predict", job, self.write("wrong.csv", "a,b\n1,2\n"), code=3)
        self.assertIn("lacks", err)
        header = new.read_text(encoding="utf-8").splitlines()[0]
        _, err = self.run_program("predict", job, self.write("none.csv", header + "\n"), code=3)
        self.assertIn("The input has no rows to predict.", err)

    def test_a_build_without_charts_says_so_and_keeps_the_results(self):
        self.program = self.home / "alone" / "outcrop"  # Nothing lies beside it in any build.
        self.program.parent.mkdir()
        shutil.copy(PROGRAM, self.program)
        out, err = self.run_program("run", IRIS, "--charts", self.home / "charts", code=1)
        self.assertIn("baseline", out)
        self.assertIn("The charts could not be drawn: this outcrop was built without charts", err)
        self.assertIn("'outcrop results export JOB --charts DIR'", err)
        (job,) = self.run_json("jobs", "list")["jobs"]
        self.program = PROGRAM
        wishes = ["--charts", self.home / "charts"] if HAS_CHARTS else []
        out, _ = self.run_program("results", "export", job["uuid"], *wishes)
        self.assertTrue(out)

    def test_charts_that_cannot_be_drawn_do_not_take_the_leaderboard_away(self):
        nowhere = self.write("file", "") / "charts"
        out, err = self.run_program("run", IRIS, "--charts", nowhere, code=1)
        self.assertIn("baseline", out)
        self.assertIn("outcrop: ", err)
        self.assertIn(str(nowhere), err)
        answer = self.run_json("run", IRIS, "--charts", nowhere, code=1)
        self.assertTrue(answer["best"]["block"])
        self.assertIn(str(nowhere), answer["error"]["message"])
        self.assertNotIn("charts", answer)
        self.assertIsNone(answer["folds"]["why"])
        self.show_says_why_there_are_fewer_folds(answer)

    def show_says_why_there_are_fewer_folds(self, answer):
        path = Path(answer["results"]) / "report.json"
        report = json.loads(path.read_text(encoding="utf-8"))
        report["folds"]["why"] = "A fit took long.\x1b[2J"
        path.write_text(json.dumps(report), encoding="utf-8")
        out, _ = self.run_program("results", "show", answer["job"])
        self.assertIn("\nA fit took long.\\x1b[2J\n", out)
        shown = self.run_json("results", "show", answer["job"])["folds"]
        self.assertEqual(shown, dict(answer["folds"], why=report["folds"]["why"]))

    def test_an_unfinished_pipeline_starts_no_job(self):
        path = self.write("half.outcrop", "outcrop: 1\nblocks:\n  - {id: a, type: sklearn.Ridge}\n")
        _, err = self.run_program("run", path, code=3)
        self.assertIn("cannot run yet", err)
        self.assertEqual(self.run_json("jobs", "list")["jobs"], [])


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


if __name__ == "__main__":
    unittest.main()
