import json
import subprocess
import sys
import unittest

import numpy as np
import pandas as pd

from package import Package, leaderboard

REPORT_KEYS = """schema task name metric direction positive_class classes class_counts averaging
rows split folds candidates winner refit test latency seconds""".split()
CANDIDATE_KEYS = """block title type baseline steps folds score_source loss warnings
error""".split()


class ClassificationTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.package = Package("classification")
        cls.addClassCleanup(cls.package.remove)
        cls.done = cls.package.train()
        cls.report = cls.package.result("report.json")
        cls.folds = cls.package.result("folds.json")

    def test_the_report_has_the_shape_that_the_protocol_says(self):
        self.assertEqual(set(self.report), set(REPORT_KEYS))
        for candidate in self.report["candidates"]:
            self.assertEqual(set(candidate), set(CANDIDATE_KEYS))
            self.assertEqual([fold["fold"] for fold in candidate["folds"]], list(range(6)))
            for fold in candidate["folds"]:
                self.assertEqual(fold["fit_rows"] + fold["held_rows"], 455)
                self.assertGreater(fold["fit_seconds"], 0)
        rows = {"total": 569, "train": 455, "validation": 0, "test": 114}
        self.assertEqual(self.report["rows"], rows)
        self.assertEqual(self.report["class_counts"], {"benign": 357, "malignant": 212})
        self.assertEqual(self.report["folds"]["count"], 6)

    def test_good_models_are_near_one_and_the_baseline_is_a_coin(self):
        means = {
            candidate["block"]: np.mean([fold["scores"]["roc_auc"] for fold in candidate["folds"]])
            for candidate in self.report["candidates"]
        }
        self.assertEqual(means.pop("baseline"), 0.5)
        self.assertGreater(max(means.values()), 0.98)
        self.assertGreater(min(means.values()), 0.95)
        self.assertEqual(self.report["winner"], max(means, key=means.get))

    def test_all_candidates_are_scored_on_the_same_stored_folds(self):
        for candidate in self.report["candidates"]:
            found = self.package.table(f"predictions/{candidate['block']}.csv")
            for number, fold in enumerate(self.folds["folds"]):
                rows = found[found["fold"] == number]["row"].tolist()
                self.assertEqual(rows, fold["held"])

    def test_the_folds_part_the_training_rows_and_know_no_test_row(self):
        train, test = set(self.folds["train"]), set(self.folds["test"])
        self.assertEqual(train | test, set(range(569)))
        self.assertFalse(train & test)
        for fold in self.folds["folds"]:
            self.assertEqual(set(fold["fit"]) | set(fold["held"]), train)
            self.assertFalse(set(fold["fit"]) & set(fold["held"]))

    def test_the_scores_follow_from_the_stored_predictions(self):
        from sklearn.metrics import log_loss, roc_auc_score

        found = self.package.table("predictions/logistic.csv")
        for number, fold in enumerate(self.report["candidates"][0]["folds"]):
            rows = found[found["fold"] == number]
            truth, score = rows["truth"] == "malignant", rows["score:malignant"]
            scores = fold["scores"]
            self.assertAlmostEqual(scores["roc_auc"], roc_auc_score(truth, score), delta=1e-12)
            self.assertAlmostEqual(scores["log_loss"], log_loss(truth, score), delta=1e-12)

    def test_the_positive_class_is_the_one_that_was_named(self):
        self.assertEqual(self.report["positive_class"], "malignant")
        for name in ("logistic", "svc"):
            found = self.package.table(f"predictions/{name}.csv")
            sick = found["truth"] == "malignant"
            column = found["score:malignant"]
            self.assertGreater(column[sick].mean(), column[~sick].mean())
        sources = {c["block"]: c["score_source"] for c in self.report["candidates"]}
        self.assertEqual(sources["svc"], "decision_function")
        self.assertEqual(sources["forest"], "predict_proba")

    def test_the_test_part_is_looked_at_once_by_the_winner_alone(self):
        self.assertEqual(self.report["test"]["looks"], 1)
        events = [event for event in self.package.events("scores") if event["split"] == "test"]
        self.assertEqual([event["model"] for event in events], [self.report["winner"]])
        self.assertEqual(events[0]["m"], self.report["test"]["scores"])
        found = self.package.table("predictions/test.csv")
        self.assertEqual(found["row"].tolist(), self.folds["test"])

    def test_without_the_runtime_the_leaderboard_is_the_same(self):
        alone = Package("classification", reporting=False)
        self.addCleanup(alone.remove)
        alone.change(  # a fault of the protocol would be in train.py: count where it looks
            "train.py",
            "    found = pd.DataFrame({",
            "    LOOKS.append([model.steps[-1][0], X.index.tolist()])\n    found = pd.DataFrame({",
        )
        alone.change("train.py", "TABLE_STEPS = {}", "TABLE_STEPS = {}\nLOOKS = []")
        alone.change("train.py", "    main()\n", "    main()\n    print(json.dumps(LOOKS))\n")
        *lines, looks = alone.train().stdout.splitlines()
        self.assertEqual(leaderboard("\n".join(lines)), leaderboard(self.done.stdout))
        self.assertEqual(len(leaderboard(self.done.stdout)), 8)
        made = sorted(path.name for path in (alone.folder / "training_result").iterdir())
        self.assertEqual(made, ["models"])
        self.assertFalse((alone.folder / "events.jsonl").exists())

        test = set(self.folds["test"])
        looks = json.loads(looks)
        self.assertEqual(len(looks), 6 * 6 + 1)
        touched = [(name, rows) for name, rows in looks if test & set(rows)]
        self.assertEqual(touched, [(self.report["winner"], self.folds["test"])])

    def test_the_winner_is_refitted_on_the_training_rows_and_loads_with_scikit_learn_alone(self):
        refit = self.report["refit"]
        self.assertEqual((refit["rows"], refit["parts"]), (455, ["train"]))
        program = """
import sys, joblib, pandas as pd
from sklearn.datasets import load_breast_cancer
model = joblib.load(sys.argv[1])
found = pd.read_csv(sys.argv[2], float_precision="round_trip")
X = load_breast_cancer(as_frame=True).data.iloc[found["row"]]
assert list(model.predict(X)) == list(found["prediction"])
method = "predict_proba" if hasattr(model, "predict_proba") else "decision_function"
scores = getattr(model, method)(X)
scores = scores if scores.ndim == 1 else scores[:, list(model.classes_).index("malignant")]
assert abs(scores - found["score:malignant"].to_numpy()).max() == 0
assert not [name for name in sys.modules if "outcrop" in name or name == "train"]
print(type(model.steps[-1][1]).__module__)
"""
        folder = self.package.folder / "training_result"
        paths = [str(folder / refit["model"]), str(folder / "predictions" / "test.csv")]
        command = [sys.executable, "-I", "-c", program, *paths]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(done.stdout.startswith("sklearn."))

    def test_the_file_beside_the_model_says_what_is_in_it(self):
        import hashlib

        refit = self.report["refit"]
        facts = self.package.result(refit["model"].replace(".joblib", ".json"))
        model = (self.package.folder / "training_result" / refit["model"]).read_bytes()
        self.assertEqual(hashlib.sha256(model).hexdigest(), refit["sha256"])
        self.assertEqual(facts["sha256"], refit["sha256"])
        self.assertEqual(facts["classes"], ["benign", "malignant"])
        self.assertEqual(len(facts["columns"]), 30)
        self.assertIn("scikit-learn", facts["versions"])

    def test_warnings_are_counted_where_they_arose(self):
        marks = {c["block"]: c["warnings"] for c in self.report["candidates"]}
        self.assertEqual([mark["category"] for mark in marks["mlp"]], ["ConvergenceWarning"])
        self.assertEqual(self.done.stderr.count("ConvergenceWarning"), 1)
        self.assertEqual(marks["forest"], [])
        events = [e for e in self.package.events("warning") if e["model"] == "mlp"]
        self.assertEqual(sum(event["count"] for event in events), marks["mlp"][0]["count"])
        self.assertEqual({event["block"] for event in events}, {"mlp"})
        self.assertIn("ConvergenceWarning", self.done.stderr)

    def test_every_block_of_the_pipeline_starts_and_finishes(self):
        blocks = {"cancer", "split", "scale", "logistic", "forest", "boosting", "svc", "mlp"}
        blocks |= {"evaluate", "best", "latency"}
        for kind in ("block_started", "block_finished"):
            self.assertEqual({event["block"] for event in self.package.events(kind)}, blocks)
        self.assertEqual(self.package.events("block_failed"), [])
        self.assertNotIn("baseline", {e["block"] for e in self.package.events("progress")})

    def test_losses_arrive_before_the_fold_is_scored(self):
        told = [e for e in self.package.events() if e.get("model") in ("mlp", "boosting")]
        seen = set()
        for event in told:
            if event["kind"] == "metric":
                seen.add((event["model"], event.get("fold")))
            if event["kind"] == "scores" and event["split"] == "validation":
                self.assertIn((event["model"], event["fold"]), seen)
        loss = {c["block"]: c["loss"] for c in self.report["candidates"]}
        self.assertEqual(loss["mlp"], "loss per epoch")
        self.assertEqual(loss["boosting"], "deviance per tree")
        self.assertEqual(loss["logistic"], "none recorded")

    def test_the_last_event_says_who_won(self):
        last = self.package.events()[-1]
        self.assertEqual((last["kind"], last["winner"]), ("finished", self.report["winner"]))

    def test_every_request_of_the_latency_test_is_recorded(self):
        entry = self.report["latency"][0]
        self.assertEqual((entry["repeats"], entry["requests"], entry["threads"]), (2, 20, 1))
        found = self.package.table(entry["file"])
        self.assertEqual(found.groupby("repeat").size().tolist(), [20, 20])
        self.assertGreater(found["ms"].min(), 0)
        told = self.package.events("latency")
        self.assertEqual([event["repeat"] for event in told], [0, 1])
        p50 = np.percentile(found[found["repeat"] == 1]["ms"], 50)
        self.assertAlmostEqual(told[1]["ms"]["p50"], p50, delta=1e-12)
        self.assertNotIn("p99.9", told[0]["ms"])

    def test_the_environment_is_written_down(self):
        found = self.package.result("environment.json")
        wanted = {"python", "packages", "cpu", "cores", "blas", "load", "clock"}
        self.assertLessEqual(wanted, set(found))

    def test_results_predict_by_themselves(self):
        from sklearn.datasets import load_breast_cancer

        found = self.package.table("predictions/test.csv")
        data = load_breast_cancer(as_frame=True).data.iloc[found["row"]]
        rows = self.package.folder / "rows.csv"
        data[data.columns[::-1]].to_csv(rows, index=False)
        done = self.package.run(rows, program="training_result/predict.py")
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = done.stdout.splitlines()
        self.assertEqual(len(lines), 115)
        self.assertEqual([line.split(",")[0] for line in lines[1:]], found["prediction"].tolist())

        data.drop(columns="mean area").to_csv(rows, index=False)
        done = self.package.run(rows, program="training_result/predict.py")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr.count("\n"), 1)
        self.assertIn("mean area", done.stderr)

        data.assign(**{"mean area": "large"}).to_csv(rows, index=False)
        done = self.package.run(rows, program="training_result/predict.py")
        self.assertIn("'mean area' of the input must hold numbers only", done.stderr)


class OtherTasksTest(unittest.TestCase):
    def run_golden(self, golden):
        package = Package(golden)
        self.addCleanup(package.remove)
        done = package.run_forked()
        self.assertEqual(done.returncode, 0, done.stderr)
        return package, package.result("report.json")

    def test_regression_equals_a_script_written_by_hand(self):
        from sklearn.datasets import load_diabetes
        from sklearn.decomposition import PCA
        from sklearn.linear_model import LinearRegression, Ridge
        from sklearn.metrics import mean_squared_error
        from sklearn.model_selection import RepeatedKFold, cross_val_score, train_test_split
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler

        _, report = self.run_golden("regression")
        X, y = load_diabetes(return_X_y=True, as_frame=True)
        train, test = train_test_split(np.arange(len(X)), test_size=0.2, random_state=0)
        train, test = np.sort(train), np.sort(test)
        folds = RepeatedKFold(n_splits=3, n_repeats=2, random_state=0)
        by_hand = {
            "pcr": make_pipeline(StandardScaler(), PCA(5), LinearRegression()),
            "linear": LinearRegression(),
            "ridge": Ridge(alpha=0.1),
        }
        found = {c["block"]: c["folds"] for c in report["candidates"]}
        for name, model in by_hand.items():
            metric = "neg_root_mean_squared_error"
            scores = -cross_val_score(model, X.iloc[train], y.iloc[train], cv=folds, scoring=metric)
            reported = [fold["scores"]["rmse"] for fold in found[name]]
            np.testing.assert_allclose(reported, scores, rtol=0, atol=1e-9)
        winner = by_hand[report["winner"]].fit(X.iloc[train], y.iloc[train])
        rmse = np.sqrt(mean_squared_error(y.iloc[test], winner.predict(X.iloc[test])))
        self.assertAlmostEqual(report["test"]["scores"]["rmse"], rmse, delta=1e-9)
        self.assertEqual(report["direction"], "min")
        baseline = [fold["scores"]["r2"] for fold in found["baseline"]]
        self.assertLess(max(baseline), 1e-9)

    def test_several_classes_are_macro_means_of_one_against_the_rest(self):
        from sklearn.metrics import log_loss, roc_auc_score

        package = Package("classification")
        self.addCleanup(package.remove)
        package.change("train.py", "datasets.load_breast_cancer", "datasets.load_wine")
        package.change_text(positive_class=None)
        package.train()
        report = package.result("report.json")
        self.assertIsNone(report["positive_class"])
        self.assertEqual(report["classes"], ["class_0", "class_1", "class_2"])
        found = package.table("predictions/forest.csv")
        found = found[found["fold"] == 0]
        values = found[[f"score:{name}" for name in report["classes"]]].to_numpy()
        scores = report["candidates"][1]["folds"][0]["scores"]
        auc = roc_auc_score(found["truth"], values, multi_class="ovr", average="macro")
        self.assertAlmostEqual(scores["roc_auc"], auc, delta=1e-12)
        self.assertAlmostEqual(scores["log_loss"], log_loss(found["truth"], values), delta=1e-12)
        self.assertIn("roc_auc", report["candidates"][3]["folds"][0]["scores"])  # decision function

    def test_clusters_are_scored_in_one_space_against_random_labels(self):
        from sklearn.datasets import load_wine
        from sklearn.metrics import silhouette_score
        from sklearn.preprocessing import StandardScaler

        package = Package("clustering")
        self.addCleanup(package.remove)
        package.train()
        report = package.result("report.json")
        folds = package.result("folds.json")
        X = load_wine(as_frame=True).data
        space = StandardScaler().fit(X.iloc[folds["train"]])
        for candidate in report["candidates"]:
            found = package.table(f"predictions/{candidate['block']}.csv")
            found = found[found["fold"] == 1]
            self.assertEqual(found["row"].tolist(), folds["folds"][1]["fit"])
            rows = space.transform(X.iloc[found["row"]])
            score = silhouette_score(rows, found["prediction"])
            reported = candidate["folds"][1]["scores"]["silhouette"]
            self.assertAlmostEqual(reported, score, delta=1e-12)
        self.assertEqual(report["winner"], "kmeans")
        self.assertLess(report["candidates"][-1]["folds"][0]["scores"]["silhouette"], 0)
        self.assertEqual(report["test"]["looks"], 1)

    def test_a_winner_without_clusters_for_new_rows_has_no_test_score(self):
        package = Package("clustering")
        self.addCleanup(package.remove)
        package.change("train.py", '    "kmeans": make_kmeans,\n', "")
        package.change(
            "train.py",
            "    report.finish(ranking)\n\n\n",
            '    report.latency("latency", {winner: model}, table, batches=[1], threads=[1],\n'
            "                   requests=5, repeats=1, warm_up=1)\n"
            "    report.finish(ranking)\n\n\n",
        )
        package.train()
        report = package.result("report.json")
        self.assertEqual(report["winner"], "ward")
        self.assertIsNone(report["test"])
        self.assertEqual(report["latency"], [])
        told = [e["text"] for e in package.events("warning") if e["block"] == "latency"]
        self.assertEqual(told, ["ward tells nothing of new rows: it has no latency."])

    def test_groups_stay_together_and_are_no_feature(self):
        package, report = self.run_golden("grouped")
        folds = package.result("folds.json")
        table = pd.read_csv(package.folder / "data/visits.csv", sep=";", decimal=",")
        table = table[(table["age"] >= 18) & (table["ward"] != "elective")].reset_index(drop=True)
        patients = table["patient"]
        self.assertEqual(report["rows"]["total"], len(table))
        parts = [(folds["train"], folds["test"])]
        parts += [(fold["fit"], fold["held"]) for fold in folds["folds"]]
        for one, other in parts:
            self.assertFalse(set(patients.iloc[one]) & set(patients.iloc[other]))
        columns = package.result(report["refit"]["model"].replace(".joblib", ".json"))["columns"]
        names = {column["name"] for column in columns}
        self.assertEqual(names, {"age", "pressure, mm", "lab", "ward", "pressure per year"})
        files = {(entry["block"], entry["batch"], entry["threads"]) for entry in report["latency"]}
        self.assertEqual(len(files), 8)
        self.assertEqual({name for name, _, _ in files}, {"logistic", "forest"})

    def test_order_in_time_puts_what_is_last_aside(self):
        package, report = self.run_golden("ordered")
        folds = package.result("folds.json")
        table = pd.read_csv(package.folder / "data/sales.csv")
        days = table[table["visitors"].notna()]["day"].reset_index(drop=True)
        train, validation = days.iloc[folds["train"]], days.iloc[folds["validation"]]
        self.assertLess(train.max(), validation.min())
        self.assertLess(validation.max(), days.iloc[folds["test"]].min())
        self.assertEqual(report["refit"]["parts"], ["train", "validation"])
        self.assertEqual(report["refit"]["rows"], len(train) + len(validation))
        self.assertEqual(report["folds"]["kind"], "validation_part")

    def test_columns_of_one_candidate_are_no_others(self):
        from sklearn.datasets import load_diabetes
        from sklearn.linear_model import LinearRegression, Ridge
        from sklearn.model_selection import KFold, cross_val_score
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler

        package, report = self.run_golden("branched")
        folds = package.result("folds.json")
        X, y = load_diabetes(return_X_y=True, as_frame=True)
        own = X[["age", "bmi", "bp", "s5", "s6"]].assign(product=X["bmi"] * X["bp"])
        drawn = [(np.array(fold["fit"]), np.array(fold["held"])) for fold in folds["folds"]]
        by_hand = {
            "linear": (LinearRegression(), X),
            "ridge": (make_pipeline(StandardScaler(), Ridge()), own),
        }
        found = {c["block"]: c["folds"] for c in report["candidates"]}
        for name, (model, table) in by_hand.items():
            metric = "neg_root_mean_squared_error"
            scores = -cross_val_score(model, table, y, cv=drawn, scoring=metric)
            reported = [fold["scores"]["rmse"] for fold in found[name]]
            np.testing.assert_allclose(reported, scores, rtol=0, atol=1e-9)
        entries = {entry["block"] for entry in report["latency"]}
        self.assertEqual(entries, {"ridge", report["winner"]})

    def test_a_winner_with_columns_of_its_own_predicts_from_the_others(self):
        from sklearn.datasets import load_diabetes

        package = Package("branched")
        self.addCleanup(package.remove)
        package.change("train.py", '    "linear": make_linear,\n', "")
        package.change("train.py", '    "forest": make_forest,\n', "")
        package.train()
        sidecar = package.result("models/ridge.json")
        names = ["age", "bmi", "bp", "s5", "s6", "bmi x bp"]
        self.assertEqual({column["name"] for column in sidecar["columns"]}, set(names))
        found = package.table("predictions/test.csv")
        rows = package.folder / "rows.csv"
        load_diabetes(as_frame=True).data.iloc[found["row"]].to_csv(rows, index=False)
        for forgotten in (False, True):  # a model alone says less than the file beside it
            if forgotten:
                (package.folder / "training_result/models/ridge.json").unlink()
            done = package.run(rows, program="training_result/predict.py")
            self.assertEqual(done.returncode, 0, done.stderr)
            predicted = [float(line) for line in done.stdout.splitlines()[1:]]
            np.testing.assert_allclose(predicted, found["prediction"], rtol=1e-9)

    def test_a_slow_fit_ends_the_comparison_after_the_first_folds_for_all(self):
        package = Package("regression")
        self.addCleanup(package.remove)
        self.assertEqual(package.read("train.py").count("SLOW_FIT = 60.0"), 1)
        package.change("train.py", "SLOW_FIT = 60.0", "SLOW_FIT = 0.0")
        done = package.train()
        self.assertIn("candidates are compared on 3 folds", done.stdout)
        report, folds = package.result("report.json"), package.result("folds.json")
        self.assertEqual((report["folds"]["repeats"], report["folds"]["count"]), (1, 3))
        self.assertIn("the folds were not drawn again", report["folds"]["why"])
        self.assertEqual(len(folds["folds"]), 3)
        for candidate in report["candidates"]:
            self.assertEqual([fold["fold"] for fold in candidate["folds"]], [0, 1, 2])
            found = package.table(f"predictions/{candidate['block']}.csv")
            self.assertEqual(sorted(set(found["fold"])), [0, 1, 2])
        told = [event for event in package.events("warning") if event["category"] == "FewerFolds"]
        self.assertEqual([event["block"] for event in told], ["evaluate"])
        self.assertEqual(told[0]["text"], report["folds"]["why"])
        last = {event["block"]: event for event in package.events("progress")}
        self.assertEqual((last["ridge"]["done"], last["ridge"]["total"]), (3, 3))

    def test_all_candidates_take_the_first_folds_before_the_next(self):
        package, report = self.run_golden("regression")
        self.assertEqual((report["folds"]["repeats"], report["folds"]["count"]), (2, 6))
        self.assertNotIn("why", report["folds"])
        scored = [event["fold"] for event in package.events("scores") if "fold" in event]
        half = len(scored) // 2
        self.assertEqual((set(scored[:half]), set(scored[half:])), ({0, 1, 2}, {3, 4, 5}))

    def test_two_runs_give_the_same_numbers(self):
        _, one = self.run_golden("ordered")
        package = Package("ordered")
        self.addCleanup(package.remove)
        package.train(PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="C")
        other = package.result("report.json")
        for a, b in zip(one["candidates"], other["candidates"]):
            self.assertEqual(a["folds"][0]["scores"], b["folds"][0]["scores"])
        self.assertEqual(one["test"]["scores"], other["test"]["scores"])


if __name__ == "__main__":
    unittest.main()
