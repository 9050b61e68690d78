#include "core/pipeline/edits.h"
#include "core/pipeline_file/pipeline_file.h"
#include "tests/support/window_fixture.h"

#include <QProcess>
#include <QSignalSpy>

#include <cstdio>

using namespace outcrop;

namespace {

bool save(WindowFixture &fixture, const QString &path)
{
    fixture.questions->saveNames.push(path);
    fixture.trigger("save");
    return fixture.waitFor([&] { return !fixture.document()->path().isEmpty(); });
}

bool hasState(WindowFixture &fixture, JobState state)
{
    return fixture.waitFor(
        [&] {
            const Job *const job = fixture.window.runs().job();
            return job && job->attempt.state == state;
        },
        300000);
}

// A program that runs a job, says so, and waits for its end.
int beKilled(const QString &home)
{
    WindowFixture fixture(home);
    if (!fixture.openExample(QStringLiteral("breast-cancer"))
        || !save(fixture, home + QStringLiteral("/kept.outcrop")))
        return 1;
    fixture.trigger("run");
    if (!hasState(fixture, JobState::Running))
        return 1;
    std::puts("running");
    std::fflush(stdout);
    return QApplication::exec();
}

} // namespace

class TestJourneys : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<WindowFixture> m_fixture;

    PipelineDocument &pipelines() { return m_fixture->document()->document(); }
    QByteArray bytes() { return formatPipeline(pipelines().pipeline()); }

private slots:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_fixture = std::make_unique<WindowFixture>(m_home->path());
    }
    void cleanup() { m_fixture.reset(); }

    void everythingIsUndoneAndRedone()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("iris-csv")));
        const QByteArray before = bytes();
        m_fixture->canvas().addBlockAtCenter(QStringLiteral("sklearn.SVC"));
        m_fixture->trigger("duplicate");
        m_fixture->trigger("select_all");
        m_fixture->trigger("arrange");
        m_fixture->trigger("delete");
        QCOMPARE(pipelines().pipeline().blockCount(), 0);
        const QByteArray after = bytes();
        while (m_fixture->action("undo")->isEnabled())
            m_fixture->trigger("undo");
        QCOMPARE(bytes(), before);
        QVERIFY(!m_fixture->window.isWindowModified());
        while (m_fixture->action("redo")->isEnabled())
            m_fixture->trigger("redo");
        QCOMPARE(bytes(), after);
    }

    void aJobIsWatchedStoppedAndRunAgain()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("breast-cancer")));
        RunView seen;
        connect(&m_fixture->window.runs(), &RunControl::viewChanged, this,
                [&seen](OpenDocument *, const RunView &view) { seen = view; });
        m_fixture->trigger("run");
        QVERIFY(hasState(*m_fixture, JobState::Running));
        QVERIFY(m_fixture->waitFor([&seen] {
            return std::any_of(seen.blocks.begin(), seen.blocks.end(), [](const BlockRun &run) {
                return run.state == BlockRunState::Done;
            });
        }));
        const QString first = m_fixture->window.runs().job()->uuid;
        m_fixture->window.runs().stop();
        QVERIFY(hasState(*m_fixture, JobState::Cancelled));
        QVERIFY(!m_fixture->action("stop")->isEnabled());

        m_fixture->trigger("run");
        QVERIFY(m_fixture->waitFor([&] {
            const Job *const job = m_fixture->window.runs().job();
            return job && job->uuid != first;
        }));
        QVERIFY(hasState(*m_fixture, JobState::Running));
        m_fixture->window.runs().stop();
        QVERIFY(hasState(*m_fixture, JobState::Cancelled));
    }

    void aRunSaysWhatChangedSince()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("iris-csv")));
        m_fixture->trigger("run");
        QVERIFY(m_fixture->waitFor([&] { return m_fixture->window.runs().job() != nullptr; }));
        QCOMPARE(m_fixture->window.runs().changesSince().size(), 0);
        const Pipeline pipeline = pipelines().pipeline();
        pipelines().apply(QStringLiteral("Edit"),
                          setAttribute(pipeline, pipeline.findById(QStringLiteral("tree")),
                                       QStringLiteral("max_depth"), AttributeValue(qint64(4)),
                                       m_fixture->workspace.catalog()));
        QCOMPARE(m_fixture->window.runs().changesSince(), QSet<QString>{QStringLiteral("tree")});
        QVERIFY(hasState(*m_fixture, JobState::Succeeded));
    }

    void aJobOfAKilledWindowIsThereInTheNext()
    {
        m_fixture.reset();
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
                    {QStringLiteral("--child"), m_home->path()});
        QVERIFY(child.waitForReadyRead(300000));
        QVERIFY(child.readAllStandardOutput().contains("running"));
        child.kill();
        child.waitForFinished();

        m_fixture = std::make_unique<WindowFixture>(m_home->path());
        m_fixture->window.restoreFiles();
        QVERIFY(m_fixture->waitFor([this] { return m_fixture->window.runs().job() != nullptr; }));
        QCOMPARE(m_fixture->document()->name(), QStringLiteral("kept"));
        QVERIFY(m_fixture->window.runs().isRunning());
        m_fixture->window.runs().stop();
        QVERIFY(hasState(*m_fixture, JobState::Cancelled));
    }
};

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--child") == 0)
        return beKilled(QString::fromLocal8Bit(argv[2]));
    TestJourneys test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_journeys.moc"
