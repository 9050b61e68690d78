#include "core/base/files.h"
#include "core/host_list/host_list.h"
#include "core/host_list/host_shell.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

namespace {

HostEntry lab()
{
    HostEntry entry;
    entry.profile = thisComputer();
    entry.profile.id = QStringLiteral("lab");
    entry.profile.title = QStringLiteral("Größe: no, 1.0");
    entry.profile.base = "/scratch/ann/out crop";
    entry.profile.pythons = QStringList{QStringLiteral("/opt/python/bin/python3")};
    entry.profile.activation = QStringLiteral("module load 'x' # y: no");
    entry.profile.wheels = "/srv/wheels";
    entry.address = QStringLiteral("cpu1.lab.example");
    entry.user = QStringLiteral("ann");
    entry.port = 2222;
    entry.profile.jobs = 2;
    entry.profile.groups = QStringList{QStringLiteral("cpu"), QStringLiteral("a.b-c")};
    entry.profile.pollFloor = 90;
    entry.profile.limits = {5400, qint64(3) << 29, 4};
    entry.identityFiles = QStringList{QStringLiteral("/home/ann/.ssh/lab")};
    entry.jumps = QStringList{QStringLiteral("gate"), QStringLiteral("inner")};
    entry.legacyAlgorithms = QStringList{QStringLiteral("ssh-rsa"), QStringLiteral("hmac-sha1")};
    return entry;
}

HostEntry named(const char *id)
{
    HostEntry entry;
    entry.profile = thisComputer();
    entry.profile.id = entry.profile.title = entry.address = QLatin1String(id);
    return entry;
}

} // namespace

class TestHostList : public QObject
{
    Q_OBJECT

private slots:
    void everyFieldComesBackFromTheFile()
    {
        const HostList hosts{lab(), named("plain")};
        const QByteArray file = formatHostList(hosts);
        const auto read = parseHostList(file, QStringLiteral("hosts.yaml"));
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
        QVERIFY(*read == hosts);
        QCOMPARE(formatHostList(*read), file);
        QVERIFY2(file.contains("  plain:\n    address: plain\n"), file.constData());
    }

    void ofThisComputerItsJobsAtOnceAreKeptAndNothingElse()
    {
        HostEntry here = thisComputerEntry();
        here.profile.jobs = 3;
        const HostList hosts{lab(), here};
        const QByteArray file = formatHostList(hosts);
        QVERIFY2(file.contains("  local:\n    jobs: 3\n"), file.constData());
        const auto read = parseHostList(file, QStringLiteral("hosts.yaml"));
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
        QVERIFY(*read == hosts);
        QCOMPARE(findHost(*read, here.profile.id)->profile.jobs, 3);
        QCOMPARE(findHost({lab()}, here.profile.id)->profile.jobs, 0);

        const std::vector<HostProfile> profiles = profilesOf(*read);
        QCOMPARE(profiles.size(), size_t(2));
        QVERIFY(profiles[0] == here.profile && profiles[1] == lab().profile);
        QVERIFY(!waysOf(*read).contains(here.profile.id));

        here.profile.jobs = 0; // As if nothing had ever been chosen.
        const HostList without{lab()};
        QCOMPARE(formatHostList(withHost(*read, here)), formatHostList(without));
        QVERIFY(parseHostList("hosts:\n  local: {jobs: 0}\n", {}));
        QVERIFY(parseHostList("hosts:\n  local: {}\n", {}));
    }

    void whatIsWrongIsSaidWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const char *file, const char *says) {
            QTest::newRow(name) << QByteArray(file) << QString::fromUtf8(says);
        };
        row("no address", "hosts:\n  lab:\n    user: ann\n", "hosts.yaml:3: ");
        row("unknown key", "hosts:\n  lab:\n    address: a\n    pasword: x\n", "hosts.yaml:4: ");
        row("a port that is none", "hosts:\n  lab:\n    address: a\n    port: 99999\n",
            "it must be 1 to 65535");
        row("a huge port", "hosts:\n  lab: {address: a, port: 99999999999}\n",
            "it must be 1 to 65535");
        row("this computer", "hosts:\n  local: {address: a}\n", "local is this computer");
        row("a folder of this computer", "hosts:\n  local:\n    jobs: 2\n    base: /x\n",
            "hosts.yaml:4: unknown key \"base\"");
        row("no number of jobs", "hosts:\n  local: {jobs: many}\n", "expected a whole number");
        row("half a job", "hosts:\n  local: {jobs: 1.5}\n", "expected a whole number");
        row("fewer jobs than none", "hosts:\n  local: {jobs: -1}\n", "cannot run -1 jobs");
        row("a huge number of jobs", "hosts:\n  local: {jobs: 99999999999}\n",
            "it must be 1 to 4096");
        row("too many jobs", "hosts:\n  lab: {address: a, jobs: 4097}\n", "it must be 1 to 4096");
        row("this computer as a text", "hosts:\n  local: 2\n", "hosts.yaml:2: ");
        row("a name for a shell", "hosts:\n  \"a;b\": {address: a}\n", "cannot be the name");
        row("a long name",
            "hosts:\n  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: "
            "{address: a}\n",
            "cannot be the name");
        row("a relative key", "hosts:\n  lab: {address: a, keys: [id]}\n", "no absolute path");
        row("no weak algorithm", "hosts:\n  lab: {address: a, legacy: [ssh-rsa, none]}\n",
            "none is no algorithm that lab can be allowed; there are: "
            "diffie-hellman-group14-sha1,");
        row("a relative base", "hosts:\n  lab: {address: a, base: x}\n", "no absolute path");
        row("a relative wheel folder", "hosts:\n  lab: {address: a, wheels: x}\n",
            "no absolute path");
        row("a group that is a sentence", "hosts:\n  lab: {address: a, groups: [\"a b\"]}\n",
            "cannot be the name of a group");
        row("a group that is no list", "hosts:\n  lab: {address: a, groups: cpu}\n",
            "hosts.yaml:2: ");
        row("a floor of no time", "hosts:\n  lab: {address: a, poll-floor: soon}\n",
            "hosts.yaml:2: ");
        row("a floor of days", "hosts:\n  lab: {address: a, poll-floor: 2d}\n",
            "it must be 1 to 3600");
        row("two lines of activation", "hosts:\n  lab: {address: a, activate: \"x\\ny\"}\n",
            "must be one line");
        row("twice", "hosts:\n  lab: {address: a}\n  lab: {address: b}\n", "there twice");
        row("a list", "- lab\n", "hosts.yaml:1: ");
        row("not YAML", "hosts: [", "hosts.yaml:1: ");
    }
    void whatIsWrongIsSaidWithItsLine()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, says);
        const auto read = parseHostList(file, QStringLiteral("hosts.yaml"));
        QVERIFY(!read);
        QVERIFY2(read.error().message.contains(says), qPrintable(read.error().message));
        QVERIFY2(read.error().message.startsWith(QLatin1String("hosts.yaml:")),
                 qPrintable(read.error().message));
    }

    void emptyFilesAreEmptyLists()
    {
        QVERIFY(parseHostList({}, {})->empty());
        QVERIFY(parseHostList("hosts: {}\n", {})->empty());
        QVERIFY(parseHostList(formatHostList({}), {})->empty());
    }

    void anEntryTakesThePlaceOfTheOneWithItsName()
    {
        HostEntry moved = named("b");
        moved.address = QStringLiteral("elsewhere");
        HostList hosts{named("a"), named("b"), named("c")};
        hosts = withHost(hosts, moved);
        QCOMPARE(hosts.size(), size_t(3));
        QCOMPARE(hosts[1].address, QStringLiteral("elsewhere"));
        hosts = withoutHost(hosts, QStringLiteral("a"));
        QCOMPARE(hosts.front().profile.id, QStringLiteral("b"));
        QVERIFY(!findHost(hosts, QStringLiteral("a")));
        QVERIFY(findHost(hosts, QStringLiteral("local"))->isThisComputer());
    }

    void aFailedEditLeavesTheFileAsItIs()
    {
        const QTemporaryDir home;
        const QString config = home.filePath(QStringLiteral("config"));
        QVERIFY(loadHostList(config)->empty());
        QVERIFY(editHostList(config, [](HostList hosts) -> Result<HostList> {
            return withHost(std::move(hosts), lab());
        }));
        const auto refused = editHostList(config, [](HostList) -> Result<HostList> {
            return failure(ErrorKind::Busy, QStringLiteral("no"));
        });
        QCOMPARE(refused.error().kind, ErrorKind::Busy);
        QVERIFY(*loadHostList(config) == HostList{lab()});
    }

    void aBrokenFileIsNotOverwritten()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(QStringLiteral("hosts.yaml"));
        QVERIFY(saveAtomically(path, "hosts: [\n"));
        const auto edited = editHostList(home.path(), [](HostList hosts) -> Result<HostList> {
            return withHost(std::move(hosts), lab());
        });
        QVERIFY(!edited);
        QVERIFY(edited.error().message.contains(path));
        QCOMPARE(*readFile(path), QByteArray("hosts: [\n"));
    }
};

QTEST_GUILESS_MAIN(TestHostList)
#include "tst_host_list.moc"
