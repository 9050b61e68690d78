#include "app/window/run_dialog.h"
#include "core/base/files.h"
#include "tests/support/accessible_names.h"
#include "tests/support/job_table.h"
#include "tests/support/window_fixture.h"
#include "widgets/hosts/hosts_place.h"
#include "widgets/jobs/job_details.h"
#include "widgets/jobs/job_row.h"
#include "widgets/jobs/results_place.h"

#include <QAction>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace outcrop;

namespace {

// The rows of the table: "job: state".
QStringList rowsOf(const ResultsPlace &place)
{
    QStringList rows;
    const QAbstractItemModel &model = *tableOf(place)->model();
    for (int row = 0; row < model.rowCount(); ++row) {
        rows << model.index(row, int(JobColumn::Job)).data().toString() + QStringLiteral(": ")
                    + model.index(row, int(JobColumn::State)).data().toString();
    }
    return rows;
}

template<class Button>
Button *named(const QWidget &widget, const char *text)
{
    for (Button *const candidate : widget.findChildren<Button *>()) {
        if (candidate->isVisible() && candidate->text().contains(QLatin1String(text)))
            return candidate;
    }
    return nullptr;
}

// The button that resumes it; none if the queue could not be paused.
QPushButton *pauseQueue(MainWindow &window)
{
    window.showPlace(MainWindow::Hosts);
    auto *const pause = named<QPushButton>(window.hostsPlace(), "Pause queue");
    if (!pause)
        return nullptr;
    pause->click();
    const bool isPaused =
        WindowFixture::waitFor([pause] { return pause->text() == QStringLiteral("Resume queue"); });
    return isPaused ? pause : nullptr;
}

// Whether a process was started with this in one of its words.
bool isInACommand(const QByteArray &text)
{
    const QStringList processes = QDir(QStringLiteral("/proc")).entryList({}, QDir::Dirs);
    return std::any_of(processes.begin(), processes.end(), [&](const QString &pid) {
        const auto command = readFile(QStringLiteral("/proc/%1/cmdline").arg(pid), 65536);
        return command && command->contains(text);
    });
}

} // namespace

// What the window does with jobs beyond one run: their queue, and running them again.
class TestWindowJobs : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsSubmittedHereWhereItCannotRunNorIsAJobRunAgain()
    {
        const QTemporaryDir home;
        {
            WindowFixture fixture(home.path());
            QStringList doings;
            const RunControl &runs = fixture.window.runs();
            connect(&runs, &RunControl::stateChanged, &fixture.window,
                    [&] { doings << runs.doing(); });
            QVERIFY(pauseQueue(fixture.window));
            QVERIFY(fixture.openExample(QStringLiteral("iris-csv")));
            fixture.trigger("run");
            QVERIFY(WindowFixture::waitFor([&] { return runs.job(); }));
            QVERIFY(doings.contains(QStringLiteral("Looking at This computer…")));
            fixture.window.close();
            QVERIFY(WindowFixture::waitFor([&] { return !fixture.window.isVisible(); }));
            QCOMPARE(fixture.notices.last(),
                     QStringLiteral("1 job waits\nIt is sent in its turn when Outcrop is opened "
                                    "again."));
        }
        WindowFixture fixture(home.path()); // What that look has found is not known any more.
        MainWindow &window = fixture.window;
        QVERIFY(fixture.openExample(QStringLiteral("iris-csv")));
        ResultsPlace &results = window.resultsPlace();
        QVERIFY(WindowFixture::waitFor([&] { return rowsOf(results).size() == 1; }));
        QVERIFY(WindowFixture::waitFor([&] {
            return window.messages().text().endsWith(
                QStringLiteral("waits to run on This computer."));
        }));
        window.messages().dismissAll();

        const QByteArray before = qgetenv("HOME");
        qputenv("HOME", "/dev/null"); // There is no room for jobs there.
        const auto refused = [&] {
            return WindowFixture::waitFor([&] {
                return window.messages().text().contains(
                    QStringLiteral("This computer cannot run this"));
            });
        };
        window.showPlace(MainWindow::Results);
        tableOf(results)->selectRow(0);
        actionOf(results, "Run again")->trigger();
        const bool refusedAgain = refused();
        const QString sentence = window.messages().text();
        window.messages().dismissAll();
        fixture.trigger("run");
        const bool refusedAtOnce = refused();
        const QString same = window.messages().text();
        qputenv("HOME", before);
        QVERIFY2(refusedAgain, qPrintable(sentence));
        QVERIFY2(refusedAtOnce, qPrintable(same));
        QCOMPARE(sentence, same);
        QCOMPARE(rowsOf(results).size(), 1);
    }

    void aPipelineIsTriedOnAFewRowsAndNothingIsSubmitted()
    {
        const QTemporaryDir home;
        WindowFixture fixture(home.path());
        RunControl &runs = fixture.window.runs();
        MessageBar &messages = fixture.window.messages();
        QVERIFY(!fixture.action("try_out")->isEnabled());
        QVERIFY(fixture.openExample(QStringLiteral("iris-csv")));
        const auto isTrying = [&] {
            return runs.doing() == QStringLiteral("Trying it on a few rows here…");
        };
        fixture.trigger("try_out");
        QVERIFY(isTrying());
        QVERIFY(!fixture.action("run")->isEnabled());
        QCOMPARE(runs.whyNot(), QStringLiteral("It is being tried on a few rows."));
        QVERIFY(WindowFixture::waitFor([&] { return !runs.isSubmitting(); }));
        QCOMPARE(messages.text(), QStringLiteral("It works on 150 of 150 rows."));
        messages.dismissAll();

        fixture.trigger("try_out");
        QVERIFY(isTrying());
        fixture.trigger("stop");
        QVERIFY(WindowFixture::waitFor([&] { return !runs.isSubmitting(); }));
        QCOMPARE(messages.text(), QString());

        fixture.askForTooManyNeighbours();
        fixture.trigger("try_out");
        QVERIFY(WindowFixture::waitFor([&] { return !messages.text().isEmpty(); }));
        QVERIFY2(messages.text().contains(
                     QStringLiteral("Nearest neighbors: ValueError: Expected n_neighbors")),
                 qPrintable(messages.text()));
        messages.dismissAll();

        fixture.keepNoOtherCandidate();
        fixture.trigger("try_out");
        QVERIFY(WindowFixture::waitFor([&] { return !messages.text().isEmpty(); }));
        QVERIFY2(messages.text().startsWith(QStringLiteral("The package fails on a few rows: ")),
                 qPrintable(messages.text()));
        QVERIFY(rowsOf(fixture.window.resultsPlace()).isEmpty());
    }

    void aRunHasTheLimitsThatAPersonChoseForIt()
    {
        const QTemporaryDir home;
        WindowFixture fixture(home.path());
        MainWindow &window = fixture.window;
        QVERIFY(pauseQueue(window));
        QVERIFY(!fixture.action("run_with")->isEnabled());
        QVERIFY(fixture.openExample(QStringLiteral("iris-csv")));
        fixture.trigger("run_with");
        auto *const dialog = window.findChild<RunDialog *>();
        QVERIFY(dialog);
        QCOMPARE(test::namelessChildren(*dialog), QStringList());
        const auto field = [dialog](const char *name) {
            for (QLineEdit *const edit : dialog->findChildren<QLineEdit *>()) {
                if (edit->accessibleName() == QLatin1String(name))
                    return edit;
            }
            return static_cast<QLineEdit *>(nullptr);
        };
        auto *const run = dialog->findChild<QDialogButtonBox *>()->buttons().front();
        field("Time of a job")->setText(QStringLiteral("soon"));
        QVERIFY(!run->isEnabled());
        field("Time of a job")->setText(QStringLiteral("2h"));
        field("Memory of a job")->setText(QStringLiteral("3G"));
        field("Keep its folder for")->setText(QStringLiteral("30m"));
        dialog->findChild<QCheckBox *>()->setChecked(true);
        run->click();
        const RunControl &runs = window.runs();
        QVERIFY(WindowFixture::waitFor([&] { return runs.job(); }));
        const JobLimits wished{7200, qint64(3) << 30, 0, 1800};
        QVERIFY(runs.job()->limits == wished);
        QVERIFY(runs.job()->restarts);
    }

    void aTryEndsWithTheTabOfItsPipeline()
    {
        const QTemporaryDir home, trials;
        qputenv("TMPDIR", QFile::encodeName(trials.path()));
        WindowFixture fixture(home.path());
        QVERIFY(fixture.openExample(QStringLiteral("iris-csv")));
        fixture.trigger("try_out");
        const auto isTrained = [&] { return isInACommand(QFile::encodeName(trials.path())); };
        const bool began = WindowFixture::waitFor(isTrained);
        fixture.trigger("close");
        const bool ended = WindowFixture::waitFor([&] { return !isTrained(); }, 10000);
        qunsetenv("TMPDIR");
        QVERIFY(began);
        QVERIFY(ended);
        QCOMPARE(fixture.window.messages().text(), QString());
    }

    void whatATryHasFoundGoesWhenItIsNotWhatWouldRun()
    {
        const QTemporaryDir home;
        WindowFixture fixture(home.path());
        MainWindow &window = fixture.window;
        QVERIFY(pauseQueue(window));
        QVERIFY(fixture.openExample(QStringLiteral("iris-csv")));
        OpenDocument *const iris = fixture.document();
        const auto found = [&](const char *sentence) {
            return WindowFixture::waitFor([&] { return !window.messages().text().isEmpty(); })
                   && window.messages().text().contains(QLatin1String(sentence));
        };
        const auto offersRun = [&] { return named<QPushButton>(window.messages(), "Run"); };
        const auto isGone = [&] { return window.messages().text().isEmpty(); };
        const auto isChecked = [&] {
            return WindowFixture::waitFor([&] { return iris->isChecked(); });
        };

        fixture.trigger("try_out");
        QVERIFY(found("It works on 150 of 150 rows.") && offersRun());
        PipelineDocument &pipeline = iris->document();
        const BlockId block = pipeline.pipeline().findById(QStringLiteral("tree"));
        pipeline.apply(QStringLiteral("Move"),
                       moveBlocks(pipeline.pipeline(), {block}, QPointF(40, 700)));
        QVERIFY(!isGone()); // That changes nothing of what runs.
        fixture.askForTooManyNeighbours();
        QVERIFY(isGone() && isChecked());

        fixture.trigger("try_out");
        QVERIFY(found("Nearest neighbors: ValueError") && offersRun());
        pipeline.undo();
        QVERIFY(!isGone()); // Who mends it reads it.
        QVERIFY(isChecked());
        fixture.trigger("run");
        QVERIFY(isGone());
        QVERIFY(WindowFixture::waitFor([&] { return !window.runs().isSubmitting(); }));
        window.messages().dismissAll(); // This computer may be found busy.

        fixture.trigger("try_out");
        fixture.askForTooManyNeighbours();
        QVERIFY(found("It has changed since.") && !offersRun());
        window.messages().dismissAll();
        pipeline.undo();
        QVERIFY(isChecked());
        fixture.trigger("try_out");
        QVERIFY(fixture.openExample(QStringLiteral("wine-clusters")));
        QVERIFY(found("iris-csv: It works on 150 of 150 rows.") && !offersRun());
        window.messages().dismissAll();

        fixture.workspace.close(fixture.document());
        QVERIFY(WindowFixture::waitFor([&] { return fixture.document() == iris; }));
        fixture.trigger("try_out");
        QVERIFY(found("It works on") && offersRun());
        fixture.workspace.close(iris);
        QVERIFY(isGone());
    }

    void jobsWaitInThePausedQueueInTheOrderThatIsWishedAndGoOnWhenItIsResumed()
    {
        const QTemporaryDir home;
        WindowFixture fixture(home.path());
        MainWindow &window = fixture.window;
        HostsPlace &hosts = window.hostsPlace();
        QPushButton *const pause = pauseQueue(window);
        QVERIFY(pause);

        QVERIFY(fixture.openExample(QStringLiteral("iris-csv")));
        fixture.trigger("run");
        QVERIFY(WindowFixture::waitFor([&] { return window.runs().job(); }));
        const QString first = window.runs().job()->title;
        QVERIFY(WindowFixture::waitFor(
            [&] { return named<QAbstractButton>(window, "is sent in its turn"); }));
        ResultsPlace &results = window.resultsPlace();
        window.showPlace(MainWindow::Results);
        const auto waits = [&](const QString &job, const char *place) {
            return WindowFixture::waitFor([&] {
                return rowsOf(results).contains(
                    QStringLiteral("%1: Waiting, %2 in the paused queue of This computer")
                        .arg(job, QLatin1String(place)));
            });
        };
        QVERIFY(waits(first, "1st"));
        actionOf(results, "Run again")->trigger();
        QVERIFY(WindowFixture::waitFor([&] { return rowsOf(results).size() == 2; }));
        const QString second = rowsOf(results).first().section(QLatin1Char(':'), 0, 0);
        QVERIFY(second != first);
        QVERIFY(waits(second, "2nd"));
        QVERIFY(!actionOf(results, "Run next")->isVisible()); // The first is.
        tableOf(results)->selectRow(0);
        actionOf(results, "Run next")->trigger();
        QVERIFY(waits(second, "1st") && waits(first, "2nd"));

        window.showPlace(MainWindow::Hosts);
        QVERIFY(WindowFixture::waitFor([&] { return named<QLabel>(hosts, "2 jobs wait."); }));
        pause->click();
        QVERIFY(WindowFixture::waitFor([&] { return named<QLabel>(hosts, "No job waits."); }));
        // Which is above depends on the second in which each was started.
        const auto sorted = [](QStringList rows) {
            rows.sort();
            return rows;
        };
        const QStringList ended =
            sorted({first + QStringLiteral(": Succeeded"), second + QStringLiteral(": Succeeded")});
        WindowFixture::waitFor([&] { return sorted(rowsOf(results)) == ended; }, 300000);
        QCOMPARE(sorted(rowsOf(results)), ended);
        tableOf(results)->selectRow(0);
        QVERIFY(WindowFixture::waitFor(
            [&] { return results.details()->tabs().contains(QStringLiteral("history")); }));

        // Now it is known how long that takes.
        window.showPlace(MainWindow::Results);
        actionOf(results, "Run again")->trigger();
        QVERIFY(WindowFixture::waitFor([&] { return rowsOf(results).size() == 3; }));
        tableOf(results)->selectRow(0);
        QVERIFY(WindowFixture::waitFor([&] { return named<QLabel>(results, "It takes about"); }));
        QVERIFY(named<QLabel>(results, "from 2 runs"));
    }

    void nothingIsSentWhileTheListOfHostsCannotBeRead()
    {
        const QTemporaryDir home;
        const QString config = WindowFixture::foldersIn(home.path()).config;
        QVERIFY(makeFolder(config));
        QVERIFY(saveAtomically(hostListFile(config), "hosts: [\n"));
        WindowFixture fixture(home.path());
        MainWindow &window = fixture.window;
        ResultsPlace &results = window.resultsPlace();
        QVERIFY(WindowFixture::waitFor([&] {
            return window.messages().text().contains(QStringLiteral("no job that waits is sent"));
        }));
        QVERIFY(fixture.openExample(QStringLiteral("iris-csv")));
        fixture.trigger("run");
        const auto says = [&](const char *state, int milliseconds = 120000) {
            return WindowFixture::waitFor(
                [&] { return rowsOf(results).value(0).contains(QLatin1String(state)); },
                milliseconds);
        };
        QVERIFY(says("1st in the queue of This computer, as the list of hosts cannot be read"));
        QTest::qWait(3000); // Longer than it takes to begin a job.
        QCOMPARE(window.runs().job()->attempt.state, JobState::Queued);

        QVERIFY(saveAtomically(hostListFile(config), "hosts:\n  local:\n    jobs: 1\n"));
        QVERIFY2(says(": Succeeded", 300000), qPrintable(rowsOf(results).join(u'\n')));
    }

    // What came before the place was there comes again, from its beginning.
    void resultsThatAreOpenedLateKnowEveryModelThatIsDone()
    {
        const QTemporaryDir home;
        WindowFixture fixture(home.path());
        MainWindow &window = fixture.window;
        QByteArray told;
        connect(&fixture.desk, &JobDesk::eventsReceived, &window,
                [&](const QString &, const QByteArray &bytes) { told += bytes; });
        QVERIFY(fixture.openExample(QStringLiteral("digits")));
        fixture.trigger("run");
        const auto isDone = [&](const QByteArray &block) {
            return told.contains("\"block_finished\", \"block\": \"" + block + '"');
        };
        QVERIFY(WindowFixture::waitFor([&] { return isDone("logistic") && isDone("neighbours"); }));

        ResultsPlace &results = window.resultsPlace();
        told.clear();
        QVERIFY(WindowFixture::waitFor([&] { return !told.isEmpty(); }));
        window.showPlace(MainWindow::Results);
        tableOf(results)->selectRow(0);
        QString state;
        WindowFixture::waitFor([&] {
            state = rowsOf(results).value(0).section(QStringLiteral(": "), 1);
            return state == QStringLiteral("Running 2 of 3") || isDone("mlp");
        });
        fixture.trigger("stop");
        QCOMPARE(state, QStringLiteral("Running 2 of 3"));
        QVERIFY(WindowFixture::waitFor(
            [&] { return rowsOf(results)[0].endsWith(QLatin1String("Cancelled")); }));
    }

    void pipelineOfAJobFindsItsDataAgain()
    {
        const QTemporaryDir home;
        {
            WindowFixture fixture(home.path());
            QVERIFY(pauseQueue(fixture.window));
            QVERIFY(fixture.openExample(QStringLiteral("iris-csv")));
            fixture.trigger("run");
            QVERIFY(WindowFixture::waitFor([&] { return fixture.window.runs().job(); }));
        }
        for (const char *action : {"Open pipeline", "Log"}) {
            WindowFixture fixture(home.path());
            ResultsPlace &results = fixture.window.resultsPlace();
            QVERIFY(WindowFixture::waitFor([&] { return rowsOf(results).size() == 1; }));
            tableOf(results)->selectRow(0);
            actionOf(results, action)->trigger();
            QVERIFY(WindowFixture::waitFor(
                [&] { return fixture.document() && fixture.document()->isChecked(); }));
            QVERIFY(fixture.document()->problems().isEmpty());
            const QString wanted = QLatin1String(action[0] == 'L' ? "Log" : "Canvas");
            QCOMPARE(fixture.window.focusWidget()->accessibleName(), wanted);
        }
    }
};

QTEST_MAIN(TestWindowJobs)
#include "tst_window_jobs.moc"
