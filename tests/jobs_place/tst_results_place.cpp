#include "tests/results/real_results.h"
#include "widgets/charts/chart_view.h"
#include "widgets/charts/loss_controls.h"
#include "widgets/jobs/job_commands.h"
#include "widgets/jobs/job_details.h"
#include "widgets/jobs/job_row.h"
#include "widgets/jobs/job_table_model.h"
#include "widgets/jobs/results_place.h"
#include "widgets/style/style.h"

#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace outcrop;

namespace {

constexpr qint64 noon = 1'800'000'000;

QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

} // namespace

class TestResultsPlace : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_place.reset(); }

    void placeWithoutJobsSaysWhatBelongsThereAndLeadsOn();
    void resultsAreReadAndTheNewestJobIsShown();
    void leaderboardNamesRanksAndHowItCameAbout();
    void tabChosenByKeyboardStaysForTheNextJob();
    void jobsOfOneSecondStandInTheOrderOfTheirSubmission();
    void severalJobsAreComparedAndNamed();
    void runningJobDrawsItsLossFromEvents();
    void failedJobSaysWhy();
    void brokenResultsSaySo();
    void searchHidesWhatDoesNotMatchAndSaysSo();
    void selectionOutlivesASearchThatHidesItForAWhile();
    void columnsAreChosenMovedAndRemembered();
    void narrowTableKeepsTheColumnsThatMatterAndDoesNotScroll();
    void columnsThatAPersonChoseStayHoweverNarrowTheTable();
    void addressAndKeptModelAreColumnsOneMayAdd();
    void lossesAreSeenAsAPersonWishes();
    void sortingFollowsNumbersNotLetters();
    void wishesNameTheJob();
    void deletingAsksFirst();
    void ageOfTheNewsGrowsAndIsShown();
    void newAttemptForgetsTheOldOne();
    void historyOfTheOneSelectedJobIsBesideItsCharts();
    void everythingIsReachableByKeyboardAndNamed();

private:
    Job job(const char *uuid, JobState state, const char *task = nullptr, int age = 600) const;
    void setJobs(const QVector<Job> &jobs);
    QTableView *table() const;
    QString cell(const char *uuid, const char *column) const;
    QAction *command(const char *name) const;

    QTemporaryDir m_folder;
    std::unique_ptr<Style> m_style;
    std::unique_ptr<ResultsPlace> m_place;
    qint64 m_now = noon;
};

void TestResultsPlace::initTestCase()
{
    real_results::make(m_folder.path(), {text("breast-cancer"), text("diabetes")});
    m_style = std::make_unique<Style>(*qApp, ThemeChoice::Light);
}

void TestResultsPlace::init()
{
    m_now = noon;
    m_place = std::make_unique<ResultsPlace>(
        *m_style, nullptr, [this] { return QDateTime::fromSecsSinceEpoch(m_now, Qt::UTC); });
    m_place->resize(1300, 800);
    m_place->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_place.get()));
}

Job TestResultsPlace::job(const char *uuid, JobState state, const char *task, int age) const
{
    Job job;
    job.uuid = text(uuid);
    job.title = job.uuid + text("-title");
    job.name = task ? text(task) : text("untitled");
    job.pipeline = text("pipeline.outcrop");
    job.createdAt = QDateTime::fromSecsSinceEpoch(noon - age, Qt::UTC);
    job.attempt.state = state;
    job.attempt.host = text("local");
    job.attempt.startedAt = noon - age;
    if (isTerminal(state))
        job.attempt.endedAt = noon - age + 75;
    if (task && state == JobState::Succeeded)
        job.results = m_folder.filePath(text(task));
    return job;
}

void TestResultsPlace::setJobs(const QVector<Job> &jobs)
{
    m_place->setJobs(jobs);
}

QTableView *TestResultsPlace::table() const
{
    for (QTableView *view : m_place->findChildren<QTableView *>()) {
        if (view->accessibleName() == text("Jobs"))
            return view;
    }
    return nullptr;
}

// What the table shows of a job in a column, by the column's title.
QString TestResultsPlace::cell(const char *uuid, const char *column) const
{
    const QAbstractItemModel *model = table()->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (!model->index(row, 0).data().toString().startsWith(text(uuid)))
            continue;
        for (int i = 0; i < model->columnCount(); ++i) {
            if (model->headerData(i, Qt::Horizontal).toString() == text(column))
                return model->index(row, i).data().toString();
        }
    }
    return text("(none)");
}

QAction *TestResultsPlace::command(const char *name) const
{
    for (QAction *action : m_place->findChildren<QAction *>()) {
        if (action->text() == text(name))
            return action;
    }
    return nullptr;
}

void TestResultsPlace::placeWithoutJobsSaysWhatBelongsThereAndLeadsOn()
{
    QSignalSpy spy(m_place.get(), &ResultsPlace::buildWished);
    for (QPushButton *button : m_place->findChildren<QPushButton *>()) {
        if (button->isVisible())
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(spy.count(), 1);
    setJobs({job("a", JobState::Queued)});
    QVERIFY(table()->isVisible());
}

void TestResultsPlace::resultsAreReadAndTheNewestJobIsShown()
{
    setJobs({job("old", JobState::Succeeded, "diabetes", 5000),
             job("new", JobState::Succeeded, "breast-cancer", 600)});
    QCOMPARE(m_place->selectedJobs(), QStringList{text("new")});
    QTRY_VERIFY(m_place->details()->tabs().contains(text("roc")));
    QTRY_VERIFY(cell("old", "Score").startsWith(text("RMSE")));
    QVERIFY(cell("new", "Score").contains(QStringLiteral(" ± ")));
    QVERIFY(!cell("new", "Best model").isEmpty());
    QVERIFY(cell("new", "Test, once").startsWith(text("0.9")));
    QCOMPARE(cell("new", "Duration"), text("1 min 15 s"));
    QCOMPARE(cell("new", "State"), text("Succeeded"));
    for (const char *tab : {"loss", "precision-recall", "confusion", "scores", "latency"})
        QVERIFY(m_place->details()->tabs().contains(text(tab)));
    m_place->selectJobs({text("old")});
    QTRY_VERIFY(m_place->details()->tabs().contains(text("predicted")));
    QVERIFY(!m_place->details()->tabs().contains(text("roc")));
}

void TestResultsPlace::leaderboardNamesRanksAndHowItCameAbout()
{
    setJobs({job("a", JobState::Succeeded, "breast-cancer")});
    QTRY_VERIFY(m_place->details()->tabs().contains(text("leaderboard")));
    m_place->details()->setCurrentTab(text("leaderboard"));
    QTableView *ranks = nullptr;
    for (QTableView *view : m_place->findChildren<QTableView *>()) {
        if (view->accessibleName() == text("Leaderboard"))
            ranks = view;
    }
    QVERIFY(ranks->isVisible());
    QCOMPARE(ranks->model()->rowCount(), 6);
    QCOMPARE(ranks->model()->index(0, 0).data().toString(), text("1"));
    QVERIFY(ranks->model()->index(0, 3).data().toString().startsWith(text("best")));
    QVERIFY(!ranks->model()->index(0, 4).data().toString().isEmpty()); // Test, once.
    QVERIFY(ranks->model()->index(1, 4).data().toString().isEmpty());
    QCOMPARE(ranks->model()->index(5, 3).data().toString(), text("baseline"));
    bool isTold = false;
    for (const QLabel *label : m_place->findChildren<QLabel *>())
        isTold = isTold || (label->isVisible() && label->text().contains(text("10 folds (5")));
    QVERIFY(isTold);
}

void TestResultsPlace::tabChosenByKeyboardStaysForTheNextJob()
{
    setJobs({job("a", JobState::Succeeded, "breast-cancer"),
             job("b", JobState::Succeeded, "breast-cancer", 900)});
    m_place->selectJobs({text("a")});
    QTRY_VERIFY(m_place->details()->tabs().contains(text("leaderboard")));
    QTest::keyClick(m_place->details()->findChild<QTabBar *>(), Qt::Key_Right);
    QCOMPARE(m_place->details()->currentTab(), text("leaderboard"));
    m_place->selectJobs({text("b")});
    QTRY_VERIFY(m_place->details()->tabs().contains(text("leaderboard")));
    QCOMPARE(m_place->details()->currentTab(), text("leaderboard"));
}

void TestResultsPlace::jobsOfOneSecondStandInTheOrderOfTheirSubmission()
{
    Job stopped = job("stopped", JobState::Cancelled, "breast-cancer");
    Job next = job("next", JobState::Running, "breast-cancer");
    stopped.createdAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'400, Qt::UTC);
    stopped.attempt.startedAt.reset();
    next.createdAt = stopped.createdAt.addMSecs(300);
    next.attempt.startedAt = 1'700'000'000; // A host's clock tells no parts of a second.
    setJobs({stopped, next});
    m_place->selectJobs({text("stopped"), text("next")});
    const QStringList newestFirst{text("next"), text("stopped")};
    QCOMPARE(m_place->selectedJobs(), newestFirst);

    // The other may be the first to start, and both start in one second of the host.
    stopped.attempt.startedAt = 1'700'000'009;
    m_place->updateJob(stopped);
    QCOMPARE(m_place->selectedJobs(), (QStringList{text("stopped"), text("next")}));
    next.attempt.startedAt = stopped.attempt.startedAt;
    m_place->updateJob(next);
    QCOMPARE(m_place->selectedJobs(), newestFirst);
}

void TestResultsPlace::severalJobsAreComparedAndNamed()
{
    setJobs({job("a", JobState::Succeeded, "breast-cancer"),
             job("b", JobState::Succeeded, "breast-cancer", 900)});
    m_place->selectJobs({text("a"), text("b")});
    m_place->details()->setCurrentTab(text("roc"));
    const auto labels = [this] {
        QStringList all;
        for (const ChartView *view : m_place->findChildren<ChartView *>()) {
            if (view->isVisible() && view->chart().key == text("roc"))
                all += view->series();
        }
        return all;
    };
    QTRY_COMPARE_WITH_TIMEOUT(labels().size(), 2, 60000);
    QVERIFY(labels()[0].startsWith(text("a-title: ")));
    QVERIFY(labels()[1].startsWith(text("b-title: ")));
    QVERIFY(labels()[0].contains(text("(AUC = ")));
}

void TestResultsPlace::runningJobDrawsItsLossFromEvents()
{
    setJobs({job("a", JobState::Running)});
    m_place->setBlocks(text("a"), {{text("mlp"), text("My network")}}, 1);
    QVERIFY(m_place->details()->sentence().contains(text("Charts come")));
    QByteArray events;
    for (int step = 1; step <= 30; ++step)
        events += R"({"v":1,"t":1,"kind":"metric","model":"mlp","fold":0,"split":"train","step":)"
                  + QByteArray::number(step) + R"(,"unit":"epoch","m":{"log_loss":)"
                  + QByteArray::number(1.0 / step) + "}}\n";
    m_place->appendEvents(text("a"), events);
    const auto points = [this] {
        for (const Chart &chart : m_place->details()->charts()) {
            if (chart.key == text("loss"))
                return int(chart.table.rows.size());
        }
        return 0;
    };
    QTRY_COMPARE(points(), 30);
    QVERIFY(m_place->details()->charts().front().summary.contains(text("My network")));
    m_place->appendEvents(text("a"),
                          R"({"v":1,"t":2,"kind":"metric","model":"mlp","fold":0,"split":"train",)"
                          R"("step":31,"unit":"epoch","m":{"log_loss":0.01}})"
                          "\n"
                          R"({"v":1,"t":3,"kind":"block_finished","block":"mlp","model":"mlp",)"
                          R"("seconds":4})"
                          "\n");
    QTRY_COMPARE(points(), 31);
    QTRY_VERIFY(cell("a", "State").contains(text("1 of 1")));
}

void TestResultsPlace::failedJobSaysWhy()
{
    Job failed = job("a", JobState::Failed);
    failed.attempt.reason = text("ValueError: Input X contains NaN.");
    setJobs({failed});
    QTRY_VERIFY(m_place->details()->sentence().contains(failed.attempt.reason));
    QVERIFY(m_place->details()->sentence().startsWith(text("Failed")));
}

void TestResultsPlace::brokenResultsSaySo()
{
    Job broken = job("a", JobState::Succeeded, "breast-cancer");
    broken.results = m_folder.filePath(text("nowhere"));
    setJobs({broken});
    QTRY_VERIFY(m_place->details()->sentence().contains(text("report.json")));
}

void TestResultsPlace::searchHidesWhatDoesNotMatchAndSaysSo()
{
    setJobs({job("a", JobState::Succeeded, "breast-cancer"), job("b", JobState::Failed)});
    QTest::keyClick(table(), Qt::Key_F, Qt::ControlModifier);
    auto *search = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(search);
    QTest::keyClicks(search, text("data = breast-cancer"));
    QCOMPARE(table()->model()->rowCount(), 1);
    search->clear();
    QTest::keyClicks(search, text("state = nothing"));
    QVERIFY(!table()->isVisible());
    bool isSaid = false;
    for (const QLabel *label : m_place->findChildren<QLabel *>())
        isSaid = isSaid || (label->isVisible() && label->text().contains(text("No job matches")));
    QVERIFY(isSaid);
}

void TestResultsPlace::selectionOutlivesASearchThatHidesItForAWhile()
{
    setJobs({job("a", JobState::Succeeded, "breast-cancer"), job("b", JobState::Failed)});
    m_place->selectJobs({text("a")});
    QTest::keyClick(table(), Qt::Key_F, Qt::ControlModifier);
    auto *search = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QTest::keyClicks(search, text("data = breast")); // Half of it finds nothing.
    QCOMPARE(m_place->selectedJobs(), QStringList{text("a")});
    QTest::keyClick(search, Qt::Key_Escape);
    QCOMPARE(search->text(), QString());
    QCOMPARE(m_place->selectedJobs(), QStringList{text("a")});
    QTest::keyClicks(search, text("state = failed")); // The other one.
    QCOMPARE(m_place->selectedJobs(), QStringList{text("b")});
    search->clear();
    QCOMPARE(m_place->selectedJobs(), QStringList{text("a")});
}

void TestResultsPlace::columnsAreChosenMovedAndRemembered()
{
    setJobs({job("a", JobState::Queued)});
    QVERIFY(!m_place->columns().contains(text("folder")));
    m_place->setColumns({text("job"), text("score"), text("folder"), text("nonsense")});
    QCOMPARE(m_place->columns(), (QStringList{text("job"), text("score"), text("folder")}));
    QSignalSpy spy(m_place.get(), &ResultsPlace::columnsChanged);
    table()->horizontalHeader()->moveSection(2, 1);
    QCOMPARE(spy.last().first().toStringList(),
             (QStringList{text("job"), text("folder"), text("score")}));
    m_place->setColumns({text("nonsense")});
    QVERIFY(m_place->columns().size() > 8);
}

void TestResultsPlace::narrowTableKeepsTheColumnsThatMatterAndDoesNotScroll()
{
    setJobs({job("a", JobState::Succeeded, "breast-cancer"),
             job("b", JobState::Succeeded, "diabetes", 900)});
    QTRY_VERIFY(!cell("a", "Best model").isEmpty() && !cell("b", "Best model").isEmpty());
    const auto isShown = [this](JobColumn column) {
        return !table()->horizontalHeader()->isSectionHidden(int(column));
    };
    for (const int width : {960, 700, 1600}) {
        m_place->resize(width, 600);
        QTRY_VERIFY(table()->horizontalHeader()->length() <= table()->viewport()->width());
        QTRY_COMPARE(isShown(JobColumn::Test), width == 1600);
        for (const JobColumn column :
             {JobColumn::Job, JobColumn::State, JobColumn::Started, JobColumn::Score})
            QVERIFY(isShown(column));
        QVERIFY(m_place->columns().contains(text("test"))); // It is wanted all the same.
    }
}

void TestResultsPlace::addressAndKeptModelAreColumnsOneMayAdd()
{
    Job far = job("far", JobState::Running);
    far.attempt.host = text("cpu1");
    setJobs({job("near", JobState::Succeeded, "breast-cancer"), far});
    m_place->setHosts({{text("cpu1"), text("Big one")}}, {{text("cpu1"), text("ann@cpu1:2222")}});
    QVERIFY(!m_place->columns().contains(text("address")));
    m_place->setColumns({text("job"), text("host"), text("address"), text("kept")});
    QCOMPARE(cell("far", "Host"), text("Big one"));
    QCOMPARE(cell("far", "Address"), text("ann@cpu1:2222"));
    QCOMPARE(cell("near", "Address"), QString());
    QTRY_VERIFY(cell("near", "Kept model").endsWith(text(".joblib")));
    QCOMPARE(cell("far", "Kept model"), QString());
}

void TestResultsPlace::lossesAreSeenAsAPersonWishes()
{
    setJobs({job("a", JobState::Succeeded, "breast-cancer")});
    JobDetails *const details = m_place->details();
    QTRY_VERIFY(details->tabs().contains(text("loss")));
    auto *const controls = details->findChild<LossControls *>();
    details->setCurrentTab(text("roc"));
    QVERIFY(!controls->isVisible());
    details->setCurrentTab(text("loss"));
    QVERIFY(controls->isVisible());
    QSignalSpy spy(details, &JobDetails::lossViewChanged);
    controls->findChild<QSlider *>()->setValue(60);
    QCOMPARE(spy.count(), 1);
    const auto shown = [details] {
        for (ChartView *view : details->findChildren<ChartView *>()) {
            if (view->isVisible())
                return view->chart();
        }
        return Chart();
    };
    QVERIFY2(shown().title.contains(text("smoothed by 0.60")), qPrintable(shown().title));
    controls->findChild<QComboBox *>()->setCurrentIndex(1);
    QVERIFY2(shown().table.columns.contains(text("seconds of training")),
             qPrintable(shown().table.columns.join(QLatin1Char('|'))));
}

void TestResultsPlace::columnsThatAPersonChoseStayHoweverNarrowTheTable()
{
    setJobs({job("a", JobState::Succeeded, "breast-cancer")});
    QTRY_VERIFY(!cell("a", "Best model").isEmpty());
    const QStringList keys{text("job"),   text("pipeline"), text("host"),
                           text("state"), text("best"),     text("score"),
                           text("test"),  text("p95"),      text("folder")};
    m_place->setColumns(keys);
    m_place->resize(600, 600);
    QCoreApplication::processEvents();
    QVERIFY(!table()->horizontalHeader()->isSectionHidden(int(JobColumn::Test)));
    QCOMPARE(m_place->columns(), keys);
}

void TestResultsPlace::sortingFollowsNumbersNotLetters()
{
    Job slow = job("slow", JobState::Failed);
    slow.attempt.endedAt = *slow.attempt.startedAt + 3600;
    Job quick = job("quick", JobState::Failed);
    quick.attempt.endedAt = *quick.attempt.startedAt + 59;
    Job middle = job("middle", JobState::Failed);
    setJobs({slow, quick, middle});
    table()->sortByColumn(int(JobColumn::Duration), Qt::AscendingOrder);
    QStringList order;
    for (int row = 0; row < 3; ++row)
        order << table()->model()->index(row, 0).data().toString().section(QLatin1Char('-'), 0, 0);
    QCOMPARE(order.join(QLatin1Char(' ')), text("quick middle slow"));
}

void TestResultsPlace::wishesNameTheJob()
{
    QSignalSpy selected(m_place.get(), &ResultsPlace::selected);
    setJobs({job("run", JobState::Running), job("end", JobState::Failed, nullptr, 900)});
    QCOMPARE(selected.last().first().toStringList(), QStringList{text("run")});
    QSignalSpy stop(m_place->commands(), &JobCommands::stopWished);
    QSignalSpy again(m_place->commands(), &JobCommands::tryAgainWished);
    QSignalSpy open(m_place->commands(), &JobCommands::openPipelineWished);
    QSignalSpy log(m_place->commands(), &JobCommands::logWished);
    QVERIFY(!command("Try again")->isEnabled());
    QVERIFY(!command("Delete")->isEnabled());
    command("Stop")->trigger();
    QCOMPARE(stop.value(0).value(0).toString(), text("run"));
    table()->setFocus();
    table()->setCurrentIndex(table()->model()->index(1, 0));
    QCOMPARE(selected.last().first().toStringList(), QStringList{text("end")});
    QVERIFY(!command("Stop")->isEnabled());
    command("Try again")->trigger();
    QCOMPARE(again.value(0).value(0).toString(), text("end"));
    QTest::keyClick(table(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(open.value(0).value(0).toString(), text("end"));
    QTest::keyClick(table(), Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(log.value(0).value(0).toString(), text("end"));
}

void TestResultsPlace::deletingAsksFirst()
{
    setJobs({job("end", JobState::Failed)});
    QSignalSpy spy(m_place->commands(), &JobCommands::deleteWished);
    const auto answer = [this](const char *button) {
        m_place->activateWindow();
        table()->setFocus();
        QTRY_VERIFY(table()->hasFocus());
        QTest::keyClick(table(), Qt::Key_Delete);
        auto *question = m_place->findChild<QMessageBox *>();
        QVERIFY(question);
        QVERIFY(question->text().contains(text("end-title")));
        for (QAbstractButton *choice : question->buttons()) {
            if (choice->text().remove(QLatin1Char('&')) == text(button))
                QTest::mouseClick(choice, Qt::LeftButton);
        }
        QTRY_VERIFY(!m_place->findChild<QMessageBox *>());
    };
    answer("Cancel");
    QCOMPARE(spy.count(), 0);
    answer("Delete");
    QCOMPARE(spy.value(0).value(0).toString(), text("end"));
    m_place->removeJob(text("end"));
    QCOMPARE(table()->model()->rowCount(), 0);
}

void TestResultsPlace::ageOfTheNewsGrowsAndIsShown()
{
    setJobs({job("a", JobState::Running)});
    QCOMPARE(cell("a", "Host seen"), text("just now"));
    m_place->setLink(text("local"), LinkState::Unreachable, text("No answer."));
    m_now = noon + 35 * 60;
    QTRY_COMPARE(cell("a", "Host seen"), text("35 min ago"));
    QCOMPARE(cell("a", "State"), QStringLiteral("Running, as of 35 min ago · host unreachable"));
    const auto state = [this](int role) {
        return table()->model()->index(0, int(JobColumn::State)).data(role);
    };
    QCOMPARE(state(InkRole).toInt(), int(Ink::Muted));
    QCOMPARE(state(Qt::ToolTipRole).toString(), text("No answer."));
    m_place->setSeen(text("local")); // An answer is one, whatever came of it.
    QCOMPARE(cell("a", "State"), text("Running"));
    QCOMPARE(state(InkRole).toInt(), int(Ink::Text));
    m_place->setLink(text("local"), LinkState::Ok, QString());
    QCOMPARE(cell("a", "Host seen"), text("just now"));

    // What was told of a host before its job is known holds for the job, too.
    m_place->setLink(text("local"), LinkState::Unreachable, text("No answer."));
    Job late = job("b", JobState::Running);
    late.changedAt = QDateTime::fromSecsSinceEpoch(m_now - 40 * 60, Qt::UTC);
    m_place->updateJob(late);
    QCOMPARE(cell("b", "State"), QStringLiteral("Running, as of 40 min ago · host unreachable"));
}

void TestResultsPlace::historyOfTheOneSelectedJobIsBesideItsCharts()
{
    setJobs({job("a", JobState::Running), job("b", JobState::Running)});
    JobDetails *const details = m_place->details();
    const QDateTime first(QDate(2026, 5, 20), QTime(12, 0), Qt::LocalTime);
    const std::vector<HistoryRow> history{
        {first, first, 1, 1, text("Uploading"), {}},
        {first.addSecs(5), first.addDays(1), 3, 1, text("Running"), text("It was\nseen running.")}};
    m_place->selectJobs({text("a")});
    QVERIFY(!details->tabs().contains(text("history")));
    details->showHistory(text("b"), history); // Asked for before another was selected.
    QVERIFY(!details->tabs().contains(text("history")));
    details->showHistory(text("a"), history);
    QCOMPARE(details->tabs(), QStringList({text("overview"), text("history")}));
    QVERIFY(details->sentence().contains(text("Running")));

    details->setCurrentTab(text("history"));
    QTableView *table = nullptr;
    for (QTableView *const each : details->findChildren<QTableView *>()) {
        if (each->isVisible())
            table = each;
    }
    QVERIFY(table);
    QCOMPARE(table->accessibleName(), text("History"));
    const auto row = [table](int line) {
        QStringList cells;
        for (int column = 0; column < table->model()->columnCount(); ++column) {
            if (!table->isColumnHidden(column))
                cells << table->model()->index(line, column).data().toString();
        }
        return cells.join(QLatin1Char('|'));
    };
    QCOMPARE(row(0),
             text("2026-05-20 12:00:05|2026-05-21 12:00:00|3|Running|It was seen running."));
    QCOMPARE(row(1), text("2026-05-20 12:00:00|||Uploading|"));

    m_place->selectJobs({text("a"), text("b")});
    QVERIFY(!details->tabs().contains(text("history")));
}

void TestResultsPlace::newAttemptForgetsTheOldOne()
{
    Job done = job("a", JobState::Succeeded, "breast-cancer");
    setJobs({done});
    QTRY_VERIFY(!cell("a", "Best model").isEmpty());
    QTRY_VERIFY(m_place->details()->tabs().contains(text("roc")));
    done.attempt.number = 2;
    done.attempt.state = JobState::Running;
    done.results.clear();
    m_place->updateJob(done);
    QCOMPARE(cell("a", "Best model"), QString());
    QTRY_VERIFY(!m_place->details()->tabs().contains(text("roc")));
}

void TestResultsPlace::everythingIsReachableByKeyboardAndNamed()
{
    setJobs({job("a", JobState::Succeeded, "breast-cancer")});
    QTRY_VERIFY(m_place->details()->tabs().contains(text("roc")));
    QStringList nameless;
    int reachable = 0;
    for (const QWidget *widget : m_place->findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
            continue;
        ++reachable;
        const auto *accessible = QAccessible::queryAccessibleInterface(
            const_cast<QWidget *>(widget)); // Asking changes nothing.
        if (!accessible || accessible->text(QAccessible::Name).isEmpty())
            nameless << text(widget->metaObject()->className());
    }
    QVERIFY(reachable > 8);
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char(' '))));
}

QTEST_MAIN(TestResultsPlace)
#include "tst_results_place.moc"
