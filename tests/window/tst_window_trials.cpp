#include "app/window/run_buttons.h"
#include "core/base/files.h"
#include "core/host_list/host_list.h"
#include "core/pipeline/edits.h"
#include "tests/ssh/ssh_server.h"
#include "tests/support/window_fixture.h"
#include "widgets/prompts/message_bar.h"

#include <QMenu>
#include <QSignalSpy>

using namespace outcrop;
using samples::SshServer;

namespace {

const QString lab = QStringLiteral("lab");

// A person with a host that lets them in without a question, and with a table there that is larger
// than a sample and sorted by class.
struct Laboratory
{
    QTemporaryDir home;
    SshServer server;

    Laboratory()
    {
        qputenv("HOME", QFile::encodeName(home.path()));
        const bool isMade = QDir(home.path()).mkpath(QStringLiteral(".ssh"))
                            && QDir(home.path()).mkpath(QStringLiteral("tmp"));
        qputenv("TMPDIR", QFile::encodeName(path("tmp")));
        write(".ssh/config",
              "Host *\n  IdentityAgent none\n  UserKnownHostsFile " + path("known_hosts").toUtf8());
        write("known_hosts", formatKnownHostsLine(server.name().toUtf8(),
                                                  samples::publicKeyIn(server.path("host.pub")))
                                 + '\n');
        HostEntry entry;
        entry.profile = {lab, lab, path("on-host").toUtf8(), {QStringLiteral("/usr/bin/python3")}};
        entry.address = server.address;
        entry.user = SshServer::ownUser();
        entry.port = server.port;
        entry.identityFiles = QStringList{server.path("id")};
        const auto listed = editHostList(
            path("config"), [&](HostList) -> Result<HostList> { return HostList{entry}; });
        if (!isMade || !listed)
            qFatal("no laboratory");
        write("large.csv", largeTable());
    }

    static QByteArray largeTable()
    {
        const QString small = QStringLiteral(OUTCROP_SOURCE_DIR "/resources/examples/iris.csv");
        QList<QByteArray> lines = readFile(small).value_or(QByteArray()).trimmed().split('\n');
        QByteArray content = lines.takeFirst() + '\n';
        for (const QByteArray &line : lines)
            content += (line + '\n').repeated(300);
        return content;
    }

    QString path(const char *name) const { return home.filePath(QLatin1String(name)); }
    void write(const char *name, const QByteArray &text) const
    {
        if (!saveAtomically(path(name), text))
            qFatal("cannot write %s", name);
    }
    bool leftNothing() const { return QDir(path("tmp")).isEmpty(); }
};

// The example over the table of the laboratory, in a window that knows the host.
bool openThere(WindowFixture &fixture, const Laboratory &laboratory)
{
    const auto knowsIt = [&] {
        const auto actions = fixture.window.runButtons().findChild<QMenu *>()->actions();
        return std::any_of(actions.begin(), actions.end(),
                           [](const QAction *action) { return action->text() == lab; });
    };
    if (!WindowFixture::waitFor(knowsIt) || !fixture.openExample(QStringLiteral("iris-csv")))
        return false;
    PipelineDocument &document = fixture.document()->document();
    const BlockId block = document.pipeline().findById(QStringLiteral("iris"));
    document.apply(
        QStringLiteral("Edit"),
        setAttribute(document.pipeline(), block, QStringLiteral("path"),
                     AttributeValue(lab + QLatin1Char(':') + laboratory.path("large.csv")),
                     builtinCatalog()));
    return true;
}

void askForMoreNeighboursThanTheSampleHasRows(WindowFixture &fixture)
{
    PipelineDocument &document = fixture.document()->document();
    document.apply(QStringLiteral("Edit"),
                   setAttribute(document.pipeline(),
                                document.pipeline().findById(QStringLiteral("neighbours")),
                                QStringLiteral("n_neighbors"), AttributeValue(qint64(5000)),
                                builtinCatalog()));
}

} // namespace

// The window, and data on a real sshd on loopback.
class TestWindowTrials : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { qunsetenv("TMPDIR"); }

    void aPipelineOverDataOfAHostIsTriedOnASample()
    {
        const Laboratory laboratory;
        WindowFixture fixture(laboratory.home.path());
        QVERIFY(openThere(fixture, laboratory));
        fixture.trigger("try_out");
        const RunControl &runs = fixture.window.runs();
        QVERIFY(WindowFixture::waitFor([&] { return runs.isSubmitting(); }));
        QVERIFY(WindowFixture::waitFor([&] { return !runs.isSubmitting(); }));
        const QString said = fixture.window.messages().text();
        QVERIFY2(said.startsWith(QStringLiteral("It works on 3"))
                     && said.endsWith(QStringLiteral(" rows of a sample from lab.")),
                 qPrintable(said));
        QVERIFY(laboratory.leftNothing());
        QVERIFY(!QDir(laboratory.path("on-host")).exists());
    }

    void aTrialIsStoppedWhileItsHostStandsStill()
    {
        Laboratory laboratory;
        WindowFixture fixture(laboratory.home.path());
        QVERIFY(openThere(fixture, laboratory));
        const RunControl &runs = fixture.window.runs();
        QVERIFY(WindowFixture::waitFor([&] { return fixture.document()->isChecked(); }));
        laboratory.server.freeze();
        fixture.window.messages().dismissAll();
        QElapsedTimer sinceWish;
        sinceWish.start();
        fixture.trigger("try_out");
        QVERIFY(sinceWish.elapsed() < 1000); // Nobody waits for the host.
        QVERIFY(WindowFixture::waitFor(
            [&] { return runs.doing() == QStringLiteral("Trying it on a few rows here…"); }));
        fixture.trigger("stop");
        QVERIFY(WindowFixture::waitFor([&] { return !runs.isSubmitting(); }, 5000));
        laboratory.server.thaw();
        QVERIFY(laboratory.leftNothing());
    }

    void aHostThatIsGoneIsARemarkAndNoFailure()
    {
        Laboratory laboratory;
        WindowFixture fixture(laboratory.home.path());
        QVERIFY(openThere(fixture, laboratory));
        laboratory.server.stop();
        RunControl &runs = fixture.window.runs();
        const QSignalSpy remarks(&runs, &RunControl::remarked),
            failures(&runs, &RunControl::failed);
        fixture.trigger("try_out");
        QVERIFY(WindowFixture::waitFor([&] { return !remarks.isEmpty(); }));
        QVERIFY(remarks.first().first().toString().startsWith(QStringLiteral(
            "The package cannot be tried here, as no sample of its data came from lab. ")));
        QVERIFY(failures.isEmpty());
        QVERIFY(!runs.isSubmitting());
    }

    void aRunThatIsToBeTriedFirstGoesOnWhereNoSampleComes()
    {
        const Laboratory laboratory;
        // A table that pandas reads, and of which nobody knows where its rows end.
        laboratory.write("large.csv", Laboratory::largeTable().replace(
                                          "species\n", "species\n" + QByteArray(1 << 20, '\n')));
        WindowFixture fixture(laboratory.home.path());
        fixture.settings.setTriesFirst(true);
        QVERIFY(openThere(fixture, laboratory));
        RunControl &runs = fixture.window.runs();
        const QSignalSpy remarks(&runs, &RunControl::remarked);
        fixture.trigger("run");
        QVERIFY(WindowFixture::waitFor([&] { return runs.job(); }));
        QVERIFY(!remarks.isEmpty());
        QVERIFY(remarks.first().first().toString().contains(
            QStringLiteral("its first row does not end within")));
        fixture.trigger("stop");
        QVERIFY(WindowFixture::waitFor([&] { return !runs.isRunning(); }));
        QVERIFY(laboratory.leftNothing());
    }

    void aCandidateThatFailsInTheTrialIsARemarkOfTheRun()
    {
        const Laboratory laboratory;
        WindowFixture fixture(laboratory.home.path());
        fixture.settings.setTriesFirst(true);
        QVERIFY(openThere(fixture, laboratory));
        fixture.askForTooManyNeighbours();
        askForMoreNeighboursThanTheSampleHasRows(fixture);
        RunControl &runs = fixture.window.runs();
        const QSignalSpy remarks(&runs, &RunControl::remarked);
        fixture.trigger("run");
        QVERIFY(WindowFixture::waitFor([&] { return runs.job(); }));
        QVERIFY(std::any_of(remarks.begin(), remarks.end(), [](const QVariantList &remark) {
            return remark.first().toString().contains(QStringLiteral("Nearest neighbors"));
        }));
        fixture.trigger("stop");
        QVERIFY(WindowFixture::waitFor([&] { return !runs.isRunning(); }));
    }

    void aRunIsTriedOnASampleFirst()
    {
        const Laboratory laboratory;
        WindowFixture fixture(laboratory.home.path());
        fixture.settings.setTriesFirst(true);
        QVERIFY(openThere(fixture, laboratory));
        fixture.askForTooManyNeighbours();
        fixture.keepNoOtherCandidate();
        askForMoreNeighboursThanTheSampleHasRows(fixture);
        RunControl &runs = fixture.window.runs();
        const QSignalSpy failures(&runs, &RunControl::failed);
        fixture.trigger("run");
        QVERIFY(WindowFixture::waitFor([&] { return !failures.isEmpty(); }));
        QVERIFY2(failures.first().first().toString().contains(
                     QStringLiteral("The package fails on a few rows: ")),
                 qPrintable(failures.first().first().toString()));
        QVERIFY(!runs.job());
        QVERIFY(laboratory.leftNothing());
    }
};

QTEST_MAIN(TestWindowTrials)
#include "tst_window_trials.moc"
