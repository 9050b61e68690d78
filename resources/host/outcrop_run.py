"""What a generated train.py reports to: events while it runs, files of results when it has run.

It computes none of the numbers that train.py compares; train.py gives the same ones without it. The
kinds of events and the files are described in PROTOCOL.md, sections 4 and 6. Python 3.8 or newer.
"""

import hashlib
import json
import math
import os
import shutil
import stat
import sys
import time
import traceback
import warnings
from contextlib import contextmanager
from pathlib import Path

from outcrop_host import HostSampler, describe_environment, versions
from outcrop_loss import capture_loss

QUIET = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


def plain(value):
    """The value as JSON knows it: NaN and infinities as text, numpy's numbers as Python's."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if hasattr(value, "tolist"):  # numpy, without importing it
        return plain(value.tolist())
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def write_whole(path, text):
    """A file that is there is whole: written under another name, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)


def write_json(path, value):
    text = json.dumps(plain(value), indent=1, ensure_ascii=False, allow_nan=False)
    write_whole(path, text + "\n")


def one_line(error):
    """An error in one line for a person; SystemExit carries a sentence of its own."""
    text = " ".join(str(error).split())
    return text if isinstance(error, SystemExit) else f"{type(error).__name__}: {text}"


def place(error, program="train.py"):
    """The line of the program where an error came from; the last one of a person's script too."""
    line, script = None, None
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.name == program:
            line = frame.lineno
        if path.parent.name == "scripts":
            script = f"{path.parent.name}/{path.name}, line {frame.lineno}"
    return line, script


def log_size():
    """Bytes of the log so far, if it is a file: there a reader finds what a block printed."""
    try:
        log = os.fstat(1)
    except OSError:
        return None
    return log.st_size if stat.S_ISREG(log.st_mode) else None


class Events:
    """The events file: one object a line, one write each. Without a path it is silent."""

    def __init__(self, path):
        self.file = None
        try:
            if path:
                self.file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        except OSError as error:
            print(f"Events cannot be told: {error}", file=sys.stderr)

    def send(self, kind, **facts):
        if self.file is None:
            return
        event = {"v": 1, "t": round(time.time(), 6), "kind": kind}
        event.update((key, value) for key, value in facts.items() if value is not None)
        line = json.dumps(plain(event), ensure_ascii=False, allow_nan=False) + "\n"
        try:
            os.write(self.file, line.encode("utf-8", "replace"))
        except OSError:  # a full disk: training goes on
            pass


class Report:
    """Everything train.py tells; its methods are called in the order in which they stand here."""

    def __init__(self, text, output, task, metric, direction, split, folds, seed):
        self.text, self.output, self.task = text, Path(output), task
        self.here = self.output.parent
        self.metric, self.direction, self.seed = metric, direction, seed
        self.split = dict(split, seed=seed)
        self.fold_kind = dict(folds, seed=seed)
        self.started = time.perf_counter()
        self.events = Events(os.environ.get("OUTCROP_EVENTS"))
        self.candidates, self.frames, self.latencies = {}, [], []
        self.model, self.fold_number, self.fit_seconds = None, None, None
        self.winner = self.refitted = self.tested = None
        self.looks = 0
        self.warned, self.printed = {}, set()
        self.catcher = warnings.catch_warnings()
        self.catcher.__enter__()
        warnings.simplefilter("always")
        for category in QUIET:
            warnings.simplefilter("ignore", category)
        warnings.showwarning = self.note_warning
        self.host = HostSampler(self.events)
        if self.events.file is not None and os.path.exists("/proc/self/statm"):
            self.host.start()
        for stream in (sys.stdout, sys.stderr):  # a title must not end the training
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        write_json(self.output / "environment.json", describe_environment())

    # Warnings: counted by (model, fold, category, text), told when the fold or block ends.

    def note_warning(self, message, category, filename, lineno, file=None, line=None):
        text = " ".join(str(message).split())[:500]
        key = (self.model, self.fold_number, category.__name__, text)
        self.warned[key] = self.warned.get(key, 0) + 1
        line = f"{self.model or 'warning'}: {category.__name__}: {text}"
        if line not in self.printed:  # once in the log, however many folds tell it
            self.printed.add(line)
            print(line, file=sys.stderr)

    def tell_warnings(self, block=None):
        for (model, fold, category, text), count in self.warned.items():
            facts = {"category": category, "text": text, "count": count}
            where = {"block": model or block, "model": model, "fold": fold}
            self.events.send("warning", **where, **facts)
            marks = self.candidates.get(model, {}).get("warnings", [])
            same = [m for m in marks if (m["category"], m["text"]) == (category, text)]
            if same:
                same[0]["count"] += count
            else:
                marks.append(facts)
        self.warned = {}

    # Blocks.

    @contextmanager
    def block(self, block, **where):
        """A block while it works: started, then finished or failed; None is no block."""
        if block is None:
            yield
            return
        self.events.send("block_started", block=block, log=log_size(), **where)
        start = time.perf_counter()
        with self.blame(block, **where):
            yield
        self.events.send("block_finished", block=block, seconds=elapsed(start), **where)

    @contextmanager
    def blame(self, block, **where):
        """Tells what goes wrong, and warnings, of this block."""
        try:
            yield
        except (Exception, SystemExit) as error:
            line, script = place(error)
            text = one_line(error) + (f" ({script})" if script else "")
            if isinstance(error, SystemExit):
                line = None
            self.events.send("block_failed", block=block, error=text, line=line, **where)
            raise
        finally:
            self.tell_warnings(block)

    def data(self, y, parts, folds, classes=()):
        """The rows that are compared on; the folds are stored once and shared by all candidates."""
        self.parts = parts
        self.scored = list(classes)
        self.counts = {}
        if self.task == "classification":
            self.counts = {name: int((y == name).sum()) for name in sorted(y.unique())}
        numbers = {part: rows.tolist() for part, rows in parts.items()}
        held = [{"fit": fit.tolist(), "held": rows.tolist()} for fit, rows in folds]
        write_json(self.output / "folds.json", dict(numbers, folds=held))

    # Candidates.

    @contextmanager
    def candidate(self, name, total):
        """A candidate while it takes folds; an error is told and raised again."""
        self.model, self.total = name, total
        self.frames = []
        about = self.candidates.setdefault(name, self.newcomer(name))
        is_first = not about["folds"]
        try:
            with self.block(None if name == "baseline" else name, model=name):
                yield
        except Exception as error:
            about["error"] = one_line(error)
            traceback.print_exc()
            raise
        finally:
            self.tell_warnings()
            self.model = self.fold_number = None
            path = self.output / "predictions" / f"{name}.csv"
            self.write_predictions(path, self.frames, is_first)

    def newcomer(self, name):
        about = {"block": name, "title": self.title(name), "type": None, "steps": [name]}
        rest = {"score_source": None, "loss": "none recorded", "warnings": [], "error": None}
        return dict(about, baseline=name == "baseline", folds=[], **rest)

    @contextmanager
    def watch(self, name, fold, model, X, y):
        """One fit: its time, its loss. Yields the arguments that fit needs to tell its loss."""
        self.model, self.fold_number = name, fold
        about = self.candidates[name]
        about["steps"] = [step for step, _ in model.steps]
        about["type"] = type(model.steps[-1][1]).__name__
        self.columns = [{"name": column, "kind": kind_of(X[column])} for column in X]

        def tell(split, step, unit, values, **when):
            about["loss"] = f"{next(iter(values))} per {unit}"
            where = {"model": name, "fold": fold, "split": split}
            self.events.send("metric", step=step, unit=unit, m=values, **when, **where)

        with self.timed_steps(model, name, fold):
            with capture_loss(model, X, y, tell) as extra:
                start = time.perf_counter()
                yield extra
                self.fit_seconds = elapsed(start)

    @contextmanager
    def timed_steps(self, model, name, fold):
        """Tells when each transformer of a Pipeline is fitted, by a stand-in for its method."""
        transformers = [(step, t) for step, t in model.steps[:-1] if hasattr(t, "fit_transform")]

        def stand_in(step, method):
            def fit_transform(*args, **kwargs):
                with self.block(step, model=name, fold=fold):
                    return method(*args, **kwargs)

            return fit_transform

        for step, transformer in transformers:
            transformer.fit_transform = stand_in(step, transformer.fit_transform)
        try:
            yield
        finally:
            for _, transformer in transformers:
                transformer.__dict__.pop("fit_transform", None)

    def fold(self, name, fold, fitted, found, method, scores):
        """What a candidate found on the rows that a fold holds out."""
        about = self.candidates[name]
        about["score_source"] = method
        facts = {"fold": fold, "fit_rows": fitted, "held_rows": len(found)}
        about["folds"].append(dict(facts, fit_seconds=self.fit_seconds, scores=plain(scores)))
        self.frames.append((fold, found))
        self.send_scores(name, "validation", scores, fold)
        self.tell_warnings()
        if name != "baseline":
            self.events.send("progress", block=name, done=fold + 1, total=self.total, unit="folds")

    def fewer_folds(self, count, seconds, limit):
        """A fit was so long that all candidates end here: folds that nobody took are forgotten."""
        why = (
            f"A fit took {seconds:.0f} seconds, more than {limit:.0f}: the folds were not drawn "
            f"again, and all candidates are compared on the first {count}."
        )
        self.warned[(None, None, "FewerFolds", why)] = 1
        self.fold_kind.update(repeats=count // self.fold_kind["splits"], why=why)
        path = self.output / "folds.json"
        stored = json.loads(path.read_text(encoding="utf-8"))
        write_json(path, dict(stored, folds=stored["folds"][:count]))
        for name, about in self.candidates.items():
            if name != "baseline" and about["error"] is None:
                done = {"done": count, "total": count, "unit": "folds"}
                self.events.send("progress", block=name, **done)

    def send_scores(self, name, split, scores, fold=None):
        facts = {"m": scores, "fit_seconds": self.fit_seconds}
        self.events.send("scores", model=name, fold=fold, split=split, **facts)

    # The winner.

    def refit(self, name, model, path, rows):
        """The winner, refitted and saved: the file beside it says what is in it."""
        self.winner = name
        for other in path.parent.glob("*.joblib"):  # of an earlier run by hand
            if other != path:
                other.unlink()
                other.with_suffix(".json").unlink(missing_ok=True)
        parts = [part for part in ("train", "validation") if len(self.parts[part])]
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        relative = path.relative_to(self.output).as_posix()
        self.refitted = {"rows": len(rows), "parts": parts, "model": relative, "sha256": sha256}
        about = self.candidates[name]
        facts = {
            "schema": 1,
            "block": name,
            "title": about["title"],
            "type": about["type"],
            "steps": about["steps"],
            "task": self.task,
            "target": self.text["target"],
            "columns": self.columns,
            "classes": list(self.counts),
            "scored_classes": self.scored if about["score_source"] else [],
            "positive_class": self.positive(),
            "score_source": about["score_source"],
            "rows": {"fitted": len(rows), "parts": parts},
            "versions": versions(),
            "sha256": sha256,
        }
        write_json(path.with_suffix(".json"), facts)
        self.copy_predictor()

    def copy_predictor(self):
        """The results predict by themselves: predict.py and what it reads go with them."""
        for name in ("predict.py", "params.json"):
            if (self.here / name).is_file():
                shutil.copyfile(self.here / name, self.output / name)
        if (self.here / "scripts").is_dir():
            ignore = shutil.ignore_patterns("__pycache__")
            folder = self.output / "scripts"
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(self.here / "scripts", folder, ignore=ignore)

    def test(self, name, found, scores):
        """A look at the test part. They are counted: there should be one."""
        self.looks += 1
        path = self.output / "predictions" / "test.csv"
        self.write_predictions(path, [(None, found)])
        relative = path.relative_to(self.output).as_posix()
        self.tested = {"block": name, "looks": self.looks, "scores": plain(scores)}
        self.tested["predictions"] = relative
        self.send_scores(name, "test", scores)

    def latency(self, block, models, X, **how):
        """Measures how fast fitted models answer, when nothing else of the job runs.

        `X` are the rows to ask for: a table, or one for each model.
        """
        from outcrop_latency import measure

        self.model = self.fold_number = None
        self.host.stop()
        folder = self.output / "latency"
        try:
            with self.block(block):
                for name in [name for name in models if not hasattr(models[name], "predict")]:
                    warnings.warn(f"{name} tells nothing of new rows: it has no latency.")
                    models = {other: models[other] for other in models if other != name}
                tables = X if isinstance(X, dict) else {name: X for name in models}
                self.latencies += measure(block, models, tables, folder, self.events.send, **how)
        except Exception:  # what was compared is worth keeping
            traceback.print_exc()

    def finish(self, ranking):
        """Writes report.json, the last file, and says who won."""
        self.host.stop()
        self.tell_warnings()
        self.catcher.__exit__(None, None, None)
        write_json(self.output / "report.json", self.describe())
        for name, mean, sd in ranking:
            if name == self.winner:
                facts = {"metric": self.metric, "mean": mean, "sd": sd}
                self.events.send("finished", winner=name, **facts)
        if self.winner is not None and os.environ.get("OUTCROP_CHECK_LEAKAGE"):
            from outcrop_check import check_leakage

            check_leakage(sys.modules["__main__"])

    def describe(self):
        rows = {part: len(numbers) for part, numbers in self.parts.items()}
        splits, repeats = self.fold_kind["splits"], self.fold_kind["repeats"]
        classes = self.task == "classification"
        return {
            "schema": 1,
            "task": self.task,
            "name": self.text["name"],
            "metric": self.metric,
            "direction": self.direction,
            "positive_class": self.positive(),
            "classes": list(self.counts),
            "class_counts": self.counts,
            "averaging": "macro" if classes else None,
            "rows": dict(total=sum(rows.values()), **rows),
            "split": self.split,
            "folds": dict(self.fold_kind, count=splits * repeats),
            "candidates": list(self.candidates.values()),
            "winner": self.winner,
            "refit": self.refitted,
            "test": self.tested,
            "latency": self.latencies,
            "seconds": elapsed(self.started),
        }

    def positive(self):
        return self.scored[0] if len(self.scored) == 1 else None

    def title(self, name):
        return self.text["titles"].get(name, name)

    def write_predictions(self, path, frames, is_first=True):
        """CSV of what was found, floats written so that they read back equal; or more of it."""
        if not frames:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        if not is_first:
            shutil.copyfile(path, part)
        with part.open("w" if is_first else "a", encoding="utf-8", newline="") as file:
            for number, (fold, found) in enumerate(frames):
                found = found.rename_axis("row").reset_index()
                if fold is not None:
                    found.insert(0, "fold", fold)
                header = is_first and number == 0
                found.to_csv(file, index=False, header=header, lineterminator="\n")
        os.replace(part, path)


def elapsed(start):
    return time.perf_counter() - start


def kind_of(column):
    """What a column holds, for those who predict: numbers, or text."""
    return "number" if column.dtype.kind in "iufb" else "text"
