"""Hosts: added, trusted, tested, and a job on one; with a real sshd."""

import json
import os
import re
import select
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

from lab import LabTest
from program import EXAMPLES, ROOT
from terminal import open_terminal

sys.path.insert(0, str(ROOT / "tests" / "support"))
import tiny_wheel  # noqa: E402

IRIS = EXAMPLES / "iris-csv.outcrop"


class HostsTest(LabTest):
    def test_a_host_is_listed_shown_and_taken_out(self):
        self.add_lab()
        hosts = self.run_json("hosts", "list")["hosts"]
        self.assertEqual([host["id"] for host in hosts][:2], ["local", "lab"])
        shown = self.run_json("hosts", "show", "lab")
        self.assertEqual(
            shown["reached_as"], f"{self.sshd.user}@127.0.0.1:{self.sshd.port}"
        )
        out, _ = self.run_program("hosts", "show", "lab", "--plain")
        self.assertIn(f"Keys\t{self.sshd.key}\n", out)
        _, err = self.run_program("hosts", "add", "lab", "elsewhere", code=9)
        self.assertIn("already", err)
        _, err = self.run_program("hosts", "add", "b", "c", "--key", "nowhere", code=1)
        self.assertIn(f"There is no key {self.home}/nowhere", err)
        self.run_program("hosts", "rm", "lab")
        _, err = self.run_program("hosts", "show", "lba", code=1)
        self.assertIn("There is no host lba", err)
        self.assertNotIn("lab", [host["id"] for host in self.run_json("hosts", "list")["hosts"]])

    def test_what_was_chosen_for_a_host_can_be_changed_and_taken_back(self):
        self.add_lab()
        more = (
            *("--group", "cpu", "--group", "big", "--poll-floor", "30s", "--jobs", 2),
            *("--limit-time", "2h", "--limit-memory", "4G", "--limit-cpus", 3),
            *("--activate", "module load x", "--wheels", "/srv/wheels"),
        )
        before = self.run_json("hosts", "show", "lab")
        self.run_program("hosts", "set", "lab", *more)
        shown = self.run_json("hosts", "show", "lab")
        self.assertEqual((shown["port"], shown["keys"]), (before["port"], before["keys"]))
        self.assertEqual((shown["groups"], shown["poll_floor"]), (["cpu", "big"], 30))
        self.assertEqual(
            [shown["limit_" + of] for of in ("seconds", "memory", "cpus")], [7200, 4 << 30, 3]
        )
        self.assertEqual(
            [shown[of] for of in ("activate", "wheels", "jobs")],
            ["module load x", "/srv/wheels", 2],
        )
        back = [word for word in more if str(word).startswith("--")]
        self.run_program(
            *("hosts", "set", "lab"),
            *(word for of in back for word in (of, 0 if of in ("--jobs", "--limit-cpus") else "")),
        )
        self.assertEqual(self.run_json("hosts", "show", "lab"), before)
        for wrong in (
            ["--group", "a b"],
            ["--poll-floor", "2d"],
            ["--poll-floor", "soon"],
            ["--limit-cpus", 99999],
            ["--limit-time", "never"],
            ["--jump", "lab"],
        ):
            with self.subTest(wrong=wrong):
                self.run_program("hosts", "set", "lab", *wrong, code=3)
        self.assertEqual(self.run_json("hosts", "show", "lab"), before)

    def test_nothing_is_sent_before_the_key_is_right(self):
        self.add_lab()
        _, err = self.run_program("hosts", "test", "lab", code=7)
        self.assertIn(self.sshd.fingerprint(), err)
        self.assertIn("--accept-new-host-key", err)
        _, err = self.run_program(
            *("hosts", "trust", "lab", "--accept-new-host-key", "SHA256:" + "A" * 43), code=7
        )
        self.assertIn("It is not SHA256:" + "A" * 43, err)
        self.assertNotIn("forget-key", err)
        self.run_program("submit", IRIS, "--host", "nowhere", code=1)
        self.assertNotIn("userauth-request", self.sshd.log())
        self.trust_lab()
        self.assertIn("userauth-request", self.sshd.log())
        answer = self.run_json("hosts", "test", "lab")
        self.assertTrue(answer["ok"], answer)

    def test_a_person_gets_into_the_folder_of_a_job_there(self):
        self.add_lab()
        self.trust_lab()
        package = self.write_package("own.zip", "print(1)")
        job = self.run_json("submit", package, "--host", "lab", "--wait")["uuid"]
        line = self.run_json("jobs", "login", job)["line"]
        self.assertTrue(line.startswith("ssh -t -oStrictHostKeyChecking=yes -l "), line)
        own_ssh = line.replace("ssh ", f"ssh -F {self.home}/.ssh/config ", 1)
        inside = subprocess.run(
            ["sh", "-c", own_ssh], input="pwd -P", capture_output=True, text=True, timeout=300, check=False
        )
        work = (self.home / "on-host/jobs" / job / "a/1/work").resolve()
        self.assertEqual(inside.stdout, f"{work}\n", inside.stderr)
        self.assertIn("Here the job runs or ran, with /usr/bin/python3.", inside.stderr)

    def test_on_a_terminal_login_becomes_the_shell_there(self):
        self.add_lab()
        self.trust_lab()
        package = self.write_package("own.zip", "print(1)")
        job = self.run_json("submit", package, "--host", "lab", "--keep-environment", "5m", "--wait")["uuid"]
        # A person's own ssh knows the host; for that one here their files would have to be touched.
        own_ssh = self.write("bin/ssh", f'#!/bin/sh\nexec {shutil.which("ssh")} -F {self.home}/.ssh/config "$@"\n')
        own_ssh.chmod(0o700)
        self.environment["PATH"] = f"{own_ssh.parent}:{self.environment['PATH']}"
        terminal, theirs = open_terminal()
        self.addCleanup(os.close, terminal)
        self.sshd.stop()
        self.sshd.start()  # Where there were no terminals, it has some from here on.
        program = self.start(
            *("jobs", "login", job), stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        self.read_until(terminal, r"It stays [45] min more, and as long as you are here\.")
        self.assertEqual(Path(f"/proc/{program.pid}/comm").read_text(), "ssh\n")
        os.write(terminal, b"tty; pwd -P; echo $((6*7))\n")
        work = (self.home / "on-host/jobs" / job / "a/1/work").resolve()
        self.read_until(terminal, rf"/dev/pts/\d+\r\n{work}\r\n42\r\n")
        os.write(terminal, b"exit 3\n")
        self.assertEqual(program.wait(timeout=60), 3)

    def read_until(self, terminal, pattern):
        """Waits for what a person would see."""
        seen = ""
        while not re.search(pattern, seen):
            self.assertTrue(select.select([terminal], [], [], 60)[0], f"{pattern} is not in {seen}")
            try:
                seen += os.read(terminal, 4096).decode()
            except OSError:  # Nobody is at the other end any more.
                self.fail(f"{pattern} is not in {seen}")

    def test_a_changed_key_stops_everything(self):
        self.add_lab()
        self.trust_lab()
        self.sshd.stop()
        for name in "host", "host.pub":
            (self.sshd.path / name).unlink()
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.sshd.path / "host"],
            check=True,
        )
        (self.sshd.path / "log").unlink()
        self.sshd.start()
        for arguments in (
            ("hosts", "test", "lab"),
            ("hosts", "trust", "lab", "--accept-new-host-key", self.sshd.fingerprint()),
        ):
            _, err = self.run_program(*arguments, code=7)
            self.assertIn("has changed", err)
            self.assertIn("outcrop hosts forget-key lab", err)
        self.assertNotIn("userauth-request", self.sshd.log())

        self.assertEqual(self.run_json("hosts", "forget-key", "lab")["lines"], 1)
        _, err = self.run_program("hosts", "forget-key", "lab", code=1)
        self.assertIn("No line speaks of [127.0.0.1]", err)
        _, err = self.run_program("hosts", "test", "lab", code=7)
        self.assertIn("is not known yet", err)
        self.trust_lab()
        self.assertTrue(self.run_json("hosts", "test", "lab")["ok"])

    def test_a_job_runs_on_the_host_and_its_results_come_back(self):
        self.add_lab()
        self.trust_lab()
        here = self.run_json("run", IRIS)
        there = self.run_json("run", IRIS, "--host", "lab")
        self.assertEqual(there["host"], "lab")
        self.assertEqual(there["best"], here["best"])
        self.assertEqual(len(list((self.home / "on-host" / "jobs").iterdir())), 1)
        log, _ = self.run_program("jobs", "logs", there["uuid"])
        self.assertTrue(log)

    def test_a_job_for_a_host_whose_key_nobody_knows_waits_for_it(self):
        self.add_lab()
        _, err = self.run_program("submit", IRIS, "--host", "lab", code=7)
        self.assertIn(self.sshd.fingerprint(), err)
        self.assertNotIn("userauth-request", self.sshd.log())
        (job,) = self.run_json("jobs", "list")["jobs"]
        self.assertNotEqual(job["state"], "ATTENTION")
        self.trust_lab()
        self.run_program("jobs", "wait", job["uuid"])

    def test_a_package_that_cannot_run_there_is_not_sent(self):
        self.add_lab()
        self.trust_lab()
        package = self.write_package(
            "odd.zip", "print(1)", requirements="pandas>=1.5\nno-such-thing==1\n-r $(touch x)\n"
        )
        answer = self.run_json("hosts", "test", "lab", package, code=1)
        self.assertFalse(answer["ok"])
        lines = {line["what"]: line for line in answer["lines"]}
        self.assertTrue(any(what.startswith("pandas>=1.5: ") for what in lines), lines)
        stopping = " ".join(what for what, line in lines.items() if line["stops"])
        self.assertIn("no-such-thing==1 cannot be installed", stopping)
        self.assertIn("“-r $(touch x)”", stopping)
        _, err = self.run_program("submit", package, "--host", "lab", code=3)
        self.assertIn("nothing was sent there", err)
        self.assertIn("no-such-thing==1", err)
        self.assertEqual(self.run_json("jobs", "list")["jobs"], [])
        self.assertFalse((self.home / "on-host" / "jobs").exists())
        fit = self.run_json("hosts", "test", "lab", IRIS)
        self.assertTrue(fit["ok"], fit)
        self.assertIn("knows every block and parameter", fit["lines"][-1]["what"])
        self.assertEqual(len(list(self.home.glob(".cache/outcrop/catalogs/*.yaml"))), 1)

    def test_no_way_leads_round_slurm(self):
        sbatch = self.write("slurm/sbatch", "#!/bin/sh\n")
        sbatch.chmod(0o700)
        self.sshd.stop()
        self.sshd.options = f"SetEnv PATH={sbatch.parent}:/usr/bin:/bin\n"
        self.sshd.start()
        self.add_lab()
        # Nobody could look before the submit.
        self.run_program("submit", IRIS, "--host", "lab", code=7)
        self.trust_lab()
        (waiting,) = self.run_json("jobs", "list")["jobs"]
        self.run_program("jobs", "wait", waiting["uuid"], code=9)
        shown = self.run_json("jobs", "show", waiting["uuid"])
        self.assertEqual(shown["state"], "ATTENTION")
        self.assertIn("Slurm starts the jobs of this host", shown["reason"])
        package = self.write_package("own.zip", "raise SystemExit(1)")
        failed = self.run_json("submit", package, "--wait", code=4)["uuid"]
        for command in "rerun", "retry":
            _, err = self.run_program("jobs", command, failed, "--host", "lab", code=3)
            self.assertIn("nothing was sent there", err)
            self.assertIn("Slurm starts the jobs of this host", err)
        self.assertEqual(len(self.run_json("jobs", "list")["jobs"]), 2)
        self.assertEqual(list((self.home / "on-host" / "jobs").iterdir()), [])

    def test_what_the_host_lacks_is_installed_once_and_can_be_removed(self):
        wheels, gate = self.home / "wheels", self.home / "gate"
        tiny_wheel.make(wheels, "tinywheel", "1.0", "ANSWER = 42\n")
        self.add_lab("--wheels", wheels, "--activate", "export GREETING=\"it's\"")
        self.trust_lab()
        package = self.write_package(
            "tiny.zip",
            "import os, pathlib, time, tinywheel\n"
            "print(os.environ['GREETING'], tinywheel.ANSWER, flush=True)\n"
            f"while not pathlib.Path({str(gate)!r}).exists():\n"
            "    time.sleep(0.05)\n",
            requirements="tinywheel>=1\n",
        )
        answer = self.run_json("hosts", "test", "lab", package)
        self.assertTrue(answer["ok"], answer)
        self.assertIn(
            f"tinywheel>=1: will be installed from {wheels}",
            [line["what"] for line in answer["lines"]],
        )
        listed = self.run_json("environments", "list", "--host", "lab")
        self.assertEqual(listed["environments"], [])
        job = self.run_json("submit", package, "--host", "lab")["uuid"]
        follower = self.start("jobs", "logs", job, "--follow")
        lines = iter(follower.stdout.readline, "")
        self.assertIn("it's 42\n", lines)
        (one,) = self.run_json("environments", "list", "--host", "lab")["environments"]
        self.assertEqual(one["state"], "ready")
        self.assertEqual(one["running_jobs"], 1)
        self.assertEqual(one["packages"]["tinywheel"], "1.0")
        short = one["key"][:6]
        _, err = self.run_program("environments", "rm", short, "--host", "lab", code=9)
        self.assertIn("A job on lab uses this environment", err)
        gate.touch()
        _, err = follower.communicate(timeout=300)
        self.assertEqual(follower.returncode, 0, err)
        gone = self.run_json("environments", "rm", short, "--host", "lab")["removed"]
        self.assertEqual(gone, one["key"])
        _, err = self.run_program("environments", "rm", short, "--host", "lab", code=1)
        self.assertIn("There is no environment", err)

    def test_data_that_is_not_on_the_host_stops_the_submit(self):
        self.add_lab()
        self.trust_lab()
        data = self.home / "large.csv"
        iris = (EXAMPLES / "iris.csv").read_text().splitlines(keepends=True)
        filler = "".join(iris[1:])
        data.write_text(iris[0] + filler * (10_500_000 // len(filler)))
        pipeline = self.write("large.outcrop", IRIS.read_text().replace("iris.csv", "large.csv"))
        self.run_program("build", pipeline, "-o", self.home / "large.zip")
        data.unlink()
        _, err = self.run_program("submit", self.home / "large.zip", "--host", "lab", code=3)
        self.assertIn(f"The data file {data} is not there", err)

    def test_a_job_outlives_its_connection(self):
        self.add_lab()
        self.trust_lab()
        gate = self.home / "gate"
        package = self.write_package(
            "waits.zip",
            "import pathlib, time\n"
            "print('started', flush=True)\n"
            f"while not pathlib.Path({str(gate)!r}).exists():\n"
            "    time.sleep(0.05)\n"
            "pathlib.Path('training_result').mkdir(exist_ok=True)\n"
            "pathlib.Path('training_result/answer.txt').write_text('42')\n",
        )
        job = self.run_json("submit", package, "--host", "lab")["uuid"]
        follower = self.start("jobs", "logs", job, "--follow")
        self.assertEqual(follower.stdout.readline(), "started\n")
        self.sshd.stop()
        gate.touch()
        self.sshd.start()
        out, err = follower.communicate(timeout=300)
        self.assertEqual(follower.returncode, 0, err)
        folder = self.run_json("jobs", "fetch", job)["fetched"]
        answers = [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names]
        self.assertTrue(any(path.endswith("answer.txt") for path in answers), answers)
        state = json.loads(self.run_program("jobs", "show", job, "--json")[0])
        self.assertEqual(state["state"], "SUCCEEDED")


if __name__ == "__main__":
    unittest.main()
