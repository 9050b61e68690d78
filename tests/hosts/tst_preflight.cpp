#include "core/hosts/preflight.h"
#include "tests/hosts/sample_job.h"

#include <algorithm>

using namespace outcrop;

namespace {

const QByteArray goodHost = "node=box\ncpus=4\nmemory_kib=2048\navailable_kib=1024\nload=0.25\n"
                            "base=/home/me/outcrop-host\nfree_kib=1048576\nfree_inodes=5000\n"
                            "tool=setsid\ntool=awk\n"
                            "python=python3\nversion=3.7.9\nexecutable=/opt/bin/python3\n"
                            "python=/usr/bin/python3\nversion=3.11.2\n"
                            "executable=/usr/bin/python3.11\nmodule=sklearn 1.2.1\n"
                            "module=pandas 1.5.3\nmodule=joblib 1.2.0\n";

std::vector<PreflightLine> judged(const QByteArray &output)
{
    return judge(parseHostFacts(output), thisComputer());
}

// The good host with one line in place of another.
std::vector<PreflightLine> judgedWith(const QByteArray &line, const QByteArray &instead)
{
    return judged(QByteArray(goodHost).replace(line, instead));
}

bool isFit(const std::vector<PreflightLine> &lines)
{
    return std::all_of(lines.begin(), lines.end(), [](const auto &line) { return line.ok; });
}

// What is wrong and how to mend it, of all lines.
QString complaints(const std::vector<PreflightLine> &lines)
{
    QString all;
    for (const PreflightLine &line : lines) {
        if (!line.ok)
            all += line.what + QStringLiteral(" → ") + line.fix + QLatin1Char('\n');
    }
    return all;
}

} // namespace

class TestPreflight : public QObject
{
    Q_OBJECT

private slots:
    void whatTheHostSaysIsTakenApart()
    {
        const HostFacts facts = parseHostFacts(goodHost);
        QCOMPARE(facts.node, QStringLiteral("box"));
        QCOMPARE(facts.cpus, std::optional(4));
        QCOMPARE(facts.memoryBytes, std::optional<qint64>(2048 * 1024));
        QCOMPARE(facts.availableBytes, std::optional<qint64>(1024 * 1024));
        QCOMPARE(facts.load, std::optional(0.25));
        QCOMPARE(facts.freeBytes, std::optional<qint64>(qint64(1) << 30));
        QCOMPARE(facts.freeInodes, std::optional<qint64>(5000));
        QCOMPARE(facts.tools, QStringList({QStringLiteral("setsid"), QStringLiteral("awk")}));
        QCOMPARE(facts.pythons.size(), size_t(2));
        QVERIFY(!facts.pythons[0].isNewEnough());
        QVERIFY(facts.pythons[1].isNewEnough());
        QCOMPARE(facts.pythons[1].modules.value(QStringLiteral("pandas")), QStringLiteral("1.5.3"));
    }

    void oddNumbersAreAbsent_data()
    {
        QTest::addColumn<QByteArray>("value");
        for (const char *value : {"", "-1", "1e3", "0x10", "nan", " 4", "99999999999999999999",
                                  "4\r", "4;rm -rf /", "\xd9\xa4"})
            QTest::newRow(value) << QByteArray(value);
    }
    void oddNumbersAreAbsent()
    {
        QFETCH(QByteArray, value);
        const HostFacts facts = parseHostFacts("memory_kib=" + value + "\navailable_kib=" + value
                                               + "\nfree_kib=" + value + "\n");
        QVERIFY(!facts.memoryBytes && !facts.availableBytes && !facts.freeBytes);
    }

    void numbersThatNoHostHasAreAbsent()
    {
        for (const char *cpus : {"0", "-4", "99999999999", "four", "2147483648"})
            QVERIFY2(!parseHostFacts(QByteArray("cpus=") + cpus).cpus, cpus);
        // In kibibytes, so more than 64 bits of bytes.
        QVERIFY(!parseHostFacts("memory_kib=9223372036854775807").memoryBytes);
        for (const char *load : {"nan", "inf", "1e999", "-", "0,5"})
            QVERIFY2(!parseHostFacts(QByteArray("load=") + load).load, load);
    }

    void noiseIsLeftOut()
    {
        QByteArray noise = "Welcome to box!\n=\n=value\nnode\n\xff\xfe=1\nunknown=1\n";
        noise += QByteArray(1 << 20, 'x') + "\n" + QByteArray("\0cpus=9\n", 8);
        // Of no Python.
        noise += "version=3.12.0\nexecutable=/bin/evil\nmodule=sklearn 9\n";
        const HostFacts facts = parseHostFacts(noise + goodHost + "free_kib"); // Cut off.
        QCOMPARE(facts.cpus, std::optional(4));
        QCOMPARE(facts.pythons.size(), size_t(2));
        QVERIFY(facts.pythons[0].modules.isEmpty());
        QVERIFY(isFit(judge(facts, thisComputer())));
    }

    void fitHostHasNothingToMend()
    {
        const auto lines = judged(goodHost);
        QVERIFY2(isFit(lines), qPrintable(complaints(lines)));
        QVERIFY(lines[0].what.contains(QLatin1String("/usr/bin/python3.11")));
        QVERIFY(lines.back().what.contains(QLatin1String("4 CPUs")));
    }

    void hostThatSaysNothingIsUnfit()
    {
        const auto lines = judged({});
        QVERIFY(!isFit(lines));
        const QString all = complaints(lines);
        QVERIFY2(all.contains(QLatin1String("No Python among python3, /usr/bin/python3")),
                 qPrintable(all));
        QVERIFY(all.contains(QLatin1String("cannot be written")));
        QVERIFY(all.contains(QLatin1String("awk is missing")));
        for (const PreflightLine &line : lines)
            QVERIFY(line.ok || !line.fix.isEmpty());
    }

    void eachLackIsNamed_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("instead");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const char *line, const char *instead,
                            const char *sentence) {
            QTest::newRow(name) << QByteArray(line) << QByteArray(instead)
                                << QString::fromLatin1(sentence);
        };
        row("module", "module=pandas 1.5.3\n", "", "lacks pandas");
        row("old Python", "version=3.11.2", "version=3.7.2", "3.8 or newer");
        row("no version", "version=3.11.2", "version=", "3.8 or newer");
        row("odd version", "version=3.11.2", "version=three", "3.8 or newer");
        row("full disk", "free_kib=1048576", "free_kib=100", "Free some space");
        row("inodes", "free_inodes=5000", "free_inodes=7", "inodes");
        row("folder", "base=/home/me/outcrop-host\n", "", "cannot be written");
        row("tool", "tool=awk\n", "tool=awk2\n", "awk is missing");
    }
    void eachLackIsNamed()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, instead);
        QFETCH(QString, sentence);
        const QString all = complaints(judgedWith(line, instead));
        QVERIFY2(all.contains(sentence), qPrintable(all));
    }

    void requirementsAreThereCanBeInstalledOrStopTheJob()
    {
        PackageNeeds needs;
        needs.modules = QStringList();
        needs.requirements =
            QStringList{QStringLiteral("a>=1"), QStringLiteral("b"), QStringLiteral("c")};
        const QByteArray host =
            QByteArray(goodHost)
            + "requirement=0 present 1.5\n"
              "requirement=2 impossible none \x1b[2J of it\n"
              "requirement=3 impossible\nrequirement=-1 present 1\nrequirement=x\n"
              "again=/usr/bin/python3\nrequirement=1 installable\n";
        auto lines = judge(parseHostFacts(host, needs), thisComputer(), needs);
        const QString all = complaints(lines);
        QVERIFY2(all.contains(QLatin1String("lacks c")), qPrintable(all));
        QVERIFY2(all.contains(QLatin1String("c cannot be installed: none")), qPrintable(all));
        QVERIFY(!all.contains(QChar(0x1b)));
        QVERIFY(!requireFit(lines, QStringLiteral("box")));
        QVERIFY(requireFit(lines, QStringLiteral("box"))
                    .error()
                    .message.contains(QLatin1String("c cannot be installed")));

        needs.requirements.removeLast();
        lines = judge(parseHostFacts(host, needs), thisComputer(), needs);
        QVERIFY2(isFit(lines), qPrintable(complaints(lines)));
        QVERIFY(lines[0].what.contains(QLatin1String("an environment")));
        QCOMPARE(lines[1].what, QStringLiteral("a>=1: 1.5 is there"));
        QCOMPARE(lines[2].what, QStringLiteral("b: will be installed"));
    }

    void whatStopsAJobIsToldApartFromWhatIsOdd_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<bool>("stops");
        QTest::newRow("busy") << QByteArray("load=40") << QStringLiteral("It is busy") << false;
        QTest::newRow("memory") << QByteArray("memory_kib=4000000\navailable_kib=1000")
                                << QStringLiteral("of memory are free") << false;
        QTest::newRow("clock ahead")
            << QByteArray("now=1000130") << QStringLiteral("ahead") << false;
        QTest::newRow("clock behind")
            << QByteArray("now=999800") << QStringLiteral("3 min 20 s behind") << false;
        QTest::newRow("logout") << QByteArray("logout=kills") << QStringLiteral("KillUserProcesses")
                                << true;
        QTest::newRow("Slurm") << QByteArray("tool=sbatch") << QStringLiteral("Slurm") << true;
        QTest::newRow("activation") << QByteArray("activation=failed module: not found")
                                    << QStringLiteral("module: not found") << true;
        QTest::newRow("no data") << QByteArray("data=0 missing")
                                 << QStringLiteral("/data/x.csv is not there") << true;
        QTest::newRow("data of others")
            << QByteArray("data=0 unreadable") << QStringLiteral("cannot be read") << true;
    }
    void whatStopsAJobIsToldApartFromWhatIsOdd()
    {
        QFETCH(QByteArray, more);
        QFETCH(QString, sentence);
        QFETCH(bool, stops);
        PackageNeeds needs;
        needs.data << QStringLiteral("/data/x.csv");
        HostProfile lab = thisComputer();
        lab.id = QStringLiteral("lab");
        const auto whole = parseHostFacts(goodHost + "now=1000001\ndata=0 there\nlogout=keeps\n",
                                          needs, 1000000, 1000003);
        QVERIFY2(isFit(judge(whole, lab, needs)), qPrintable(complaints(judge(whole, lab, needs))));
        const auto lines =
            judge(parseHostFacts(goodHost + more + '\n', needs, 1000000, 1000010), lab, needs);
        QVERIFY2(complaints(lines).contains(sentence), qPrintable(complaints(lines)));
        QCOMPARE(bool(requireFit(lines, lab.title)), !stops);
    }

    void packageThatIsLargeWantsRoom()
    {
        PackageNeeds needs;
        needs.bytes = qint64(1) << 30; // As much as is free.
        QVERIFY(complaints(judge(parseHostFacts(goodHost, needs), thisComputer(), needs))
                    .contains(QLatin1String("Free some space")));
    }

    void slurmOnThisComputerIsNoObstacle() { QVERIFY(isFit(judged(goodHost + "tool=sbatch\n"))); }

    void whatIsNotKnownIsNoFault()
    {
        QVERIFY(isFit(judgedWith("free_kib=1048576\n", "")));
        QVERIFY(isFit(judgedWith("load=0.25\n", "")));
        // Some file systems count none.
        QVERIFY(isFit(judgedWith("free_inodes=5000", "free_inodes=0")));
    }

    void noWordOfTheHostDrawsOnTheTerminalOrFillsAPlace()
    {
        const QByteArray evil = "%1%2%3\x1b[2J\xe2\x80\xae";
        QByteArray output = "node=" + evil + "\ncpus=4\nmemory_kib=2048\nbase=/" + evil
                            + "\nfree_kib=1048576\ntool=awk\n";
        for (int i = 0; i < 2000; ++i)
            output += "python=" + evil + "\nversion=3.9.1" + evil + "\nexecutable=" + evil + '\n';
        const QByteArray modules =
            "module=sklearn " + evil + "\nmodule=pandas " + evil + "\nmodule=joblib " + evil + '\n';
        for (const QByteArray &all : {output, output + modules}) {
            for (const PreflightLine &line : judged(all)) {
                QVERIFY2(!line.what.contains(QChar(0x1b)), qPrintable(line.what));
                QVERIFY(!line.what.contains(QChar(0x202e)));
                QVERIFY(line.what.size() < 2000);
            }
        }
        QVERIFY(judged(output).back().what.startsWith(QLatin1String("%1%2%3")));
        QVERIFY(judged(output).back().what.contains(QLatin1String("4 CPUs")));
    }

    void realHostIsFitAndItsFolderIsMade()
    {
        const QTemporaryDir folder;
        LocalShell shell;
        HostProfile host{QStringLiteral("test"),
                         QStringLiteral("Test"),
                         QFile::encodeName(folder.filePath(QStringLiteral("it's $HOME"))),
                         {QStringLiteral("no such python"), QStringLiteral("/usr/bin/python3")}};
        const auto facts = lookAtHost(shell, host);
        QVERIFY_RESULT(facts);
        QVERIFY(QDir(QFile::decodeName(host.base)).exists());
        QCOMPARE(facts->base, QFile::decodeName(host.base));
        QVERIFY(facts->cpus && facts->memoryBytes && facts->freeBytes);
        QVERIFY(facts->clockAhead && qAbs(*facts->clockAhead) < 3600);
        const auto lines = judge(*facts, host);
        QVERIFY_RESULT(requireFit(lines, host.title)); // It may be busy.
    }

    void realHostTellsWhatItHasOfAPackagesNeeds()
    {
        const QTemporaryDir folder;
        LocalShell shell;
        HostProfile host = thisComputer();
        host.base = QFile::encodeName(folder.filePath(QStringLiteral("base")));
        host.pythons = QStringList{QStringLiteral("/usr/bin/python3")};
        host.activation = QStringLiteral("echo noise; : > '%1/it'\\''s $HOME'").arg(folder.path());
        host.wheels = QFile::encodeName(folder.filePath(QStringLiteral("no $(wheels)")));
        PackageNeeds needs;
        needs.requirements << QStringLiteral("no-such-thing==1.0") << QStringLiteral("pandas>=99");
        needs.data << QStringLiteral("/etc/passwd") << folder.filePath(QStringLiteral("$(id)\n'"))
                   << folder.path();
        const auto facts = lookAtHost(shell, host, needs);
        QVERIFY_RESULT(facts);
        QVERIFY(QFile::exists(folder.filePath(QStringLiteral("it's $HOME"))));
        QCOMPARE(facts->data.value(needs.data[0]), HostFacts::Data::There);
        QCOMPARE(facts->data.value(needs.data[1]), HostFacts::Data::Missing);
        QCOMPARE(facts->data.value(needs.data[2]), HostFacts::Data::Unreadable);
        using State = RequirementLook::State;
        const auto &found = facts->pythons.at(0).requirements;
        QCOMPARE(found[QStringLiteral("pandas>=1.5")].state, State::Present);
        QCOMPARE(found[QStringLiteral("pandas>=99")].state, State::Impossible);
        QCOMPARE(found[QStringLiteral("no-such-thing==1.0")].state, State::Impossible);
        QVERIFY(found[QStringLiteral("no-such-thing==1.0")].text.contains(
            QLatin1String("no-such-thing")));
    }

    void whatALogoutEndsIsFoundOut()
    {
        // Ends what it has started when it goes, as some hosts do.
        struct EndingShell : LocalShell
        {
            Result<ScriptOutput> run(const QByteArray &script, const Patience &patience) override
            {
                auto output = LocalShell::run(script, patience);
                if (output)
                    left = output->body.trimmed();
                return output;
            }
            ~EndingShell() override
            {
                if (!left.isEmpty())
                    (void)LocalShell::run("kill " + left + "\nwhile [ -e /proc/" + left
                                              + "/fd/0 ]; do :; done\n",
                                          {});
            }
            QByteArray left;
        };
        const auto stays = survivesLogout([] { return std::make_unique<LocalShell>(); });
        QVERIFY_RESULT(stays);
        QVERIFY(*stays);
        const auto goes = survivesLogout([] { return std::make_unique<EndingShell>(); });
        QVERIFY_RESULT(goes);
        QVERIFY(!*goes);
    }

    void activationThatFailsIsTold()
    {
        const QTemporaryDir folder;
        LocalShell shell;
        HostProfile host = thisComputer();
        host.base = QFile::encodeName(folder.filePath(QStringLiteral("base")));
        host.activation = QStringLiteral("echo no such module >&2; exit 3");
        const auto facts = lookAtHost(shell, host);
        QVERIFY_RESULT(facts);
        QCOMPARE(facts->activationFailed, std::optional(QStringLiteral("no such module")));
        QVERIFY(!facts->pythons.empty());
    }
};

QTEST_GUILESS_MAIN(TestPreflight)
#include "tst_preflight.moc"
