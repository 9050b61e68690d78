#include "tests/hosts/sample_job.h"
#include "tests/support/soak_progress.h"

#include <QDirIterator>
#include <QRandomGenerator>

#include <algorithm>

using namespace outcrop;
using samples::SampleHost;

namespace {

enum class Fault { None, Cut, ShortEnd, FlippedBit };

// This computer behind a way that breaks, ends early or changes a bit somewhere in a file.
class FaultyShell : public LocalShell
{
public:
    Fault fault = Fault::None;
    qint64 at = 0; // Bytes of files until it comes; then there is none any more.
    int met = 0;

    Result<> fetchFile(const QByteArray &remote, qint64 offset, const ByteSink &sink,
                       const Patience &patience) override
    {
        bool endsEarly = false;
        const auto spoiled = [&](QByteArray bytes) -> Result<> {
            if (endsEarly || fault == Fault::None || at >= bytes.size()) {
                at -= bytes.size();
                return endsEarly ? Result<>() : sink(bytes);
            }
            ++met;
            const Fault now = std::exchange(fault, Fault::None);
            if (now == Fault::FlippedBit) {
                bytes[int(at)] = char(bytes[int(at)] ^ (1 << (at % 8)));
                return sink(bytes);
            }
            endsEarly = now == Fault::ShortEnd;
            if (const Result<> taken = sink(bytes.left(int(at))); !taken || endsEarly)
                return taken;
            return failure(ErrorKind::Network, QStringLiteral("The connection was cut."));
        };
        return LocalShell::fetchFile(remote, offset, spoiled, patience);
    }
};

// Every file below a folder, by its path there.
QMap<QString, QByteArray> filesIn(const QString &folder)
{
    QMap<QString, QByteArray> files;
    QDirIterator each(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QString path = each.next();
        files[path.mid(folder.size() + 1)] = readFile(path).value_or(QByteArray());
    }
    return files;
}

// Ways of saying "outside": each is a path in a manifest.
std::vector<QByteArray> hostilePaths()
{
    const std::vector<QByteArray> outside{"..",   "%2e%2e", "%2E%2E",
                                          ".%2e", "%2e.",   "\\u002e\\u002e"};
    const std::vector<QByteArray> before{"",   "/",    "//",  "a/",           "training_result/",
                                         "./", "a/./", "%2F", "process.log/", "\\\\",
                                         "a//"};
    const std::vector<QByteArray> behind{"/escaped",        "/../escaped", "%2fescaped",
                                         "/%2e%2e/escaped", "\\\\escaped", "/"};
    std::vector<QByteArray> paths{"../escaped",
                                  "a/../../escaped",
                                  "%2e%2e/escaped",
                                  "/tmp/escaped",
                                  "//tmp/escaped",
                                  "~/escaped/..",
                                  ".",
                                  "",
                                  "/",
                                  "a\\u0000b/..",
                                  "C:\\\\escaped\\\\.."};
    for (const QByteArray &way : outside) {
        for (const QByteArray &first : before) {
            for (const QByteArray &last : behind)
                paths.push_back(first + way + last);
        }
    }
    return paths;
}

bool isSoak()
{
    return qEnvironmentVariableIsSet("OUTCROP_SOAK");
}

} // namespace

// Results that come over a bad way, or from a host that lies: the long share is for the soak.
class TestResultFaults : public QObject
{
    Q_OBJECT

private slots:
    // Promises 17 and 18.
    void whateverTheWayDoesTheFilesAreEqualAndAppearTogether()
    {
        SampleHost host;
        AttemptId id;
        QVERIFY_RESULT(host.run("import os, random\n"
                                "os.makedirs('training_result/mod els')\n"
                                "random.seed(7)\n"
                                "for name, size in {'empty': 0, 'one': 1, 'mod els/ü': 70000,\n"
                                "                   'mod els/$(id)': 300000}.items():\n"
                                "    with open('training_result/' + name, 'wb') as file:\n"
                                "        file.write(random.randbytes(size))\n",
                                &id));
        QVERIFY_RESULT(host.awaitEnd(id));
        const auto sent = filesIn(host.attemptFile(id, QStringLiteral("training_result")));
        QCOMPARE(sent.size(), 4);

        FaultyShell shell;
        HostSession session(shell, host.session.profile());
        QRandomGenerator random(20);
        const int journeys = isSoak() ? 500 : 25;
        int faults = 0, tries = 0;
        for (int journey = 0; journey < journeys; ++journey) {
            const QString destination =
                host.folder.filePath(QStringLiteral("results%1").arg(journey));
            shell.met = 0;
            for (bool fetched = false; !fetched; ++tries) {
                // A journey meets three at most.
                shell.fault = shell.met < 3 ? Fault(1 + random.bounded(3)) : Fault::None;
                shell.at = random.bounded(371000);
                const auto entries = session.fetchResults(id, destination);
                fetched = entries.has_value();
                QVERIFY2(fetched || isLinkProblem(entries.error().kind)
                             || entries.error().kind == ErrorKind::Corrupt,
                         qPrintable(fetched ? QString() : entries.error().message));
                QCOMPARE(QFile::exists(destination), fetched);
            }
            faults += shell.met;
            QCOMPARE(filesIn(destination + QStringLiteral("/training_result")), sent);
            QVERIFY(!QFile::exists(destination + QStringLiteral(".part")));
            QVERIFY(QDir(destination).removeRecursively());
            tellProgress(journey + 1, journeys);
        }
        QVERIFY(faults >= journeys);
        qInfo("promise 17: N=%d faults in %d downloads, every file equal, each folder whole",
              faults, tries);
    }

    // Promise 19.
    void whateverAManifestSaysNothingIsWrittenOutside()
    {
        SampleHost host;
        AttemptId id;
        QVERIFY_RESULT(host.run("print('log')\n", &id));
        QVERIFY_RESULT(host.awaitEnd(id));
        const QString destination = host.folder.filePath(QStringLiteral("a/b/results"));
        QVERIFY(makeFolder(host.folder.filePath(QStringLiteral("a"))));
        const std::vector<QByteArray> paths = hostilePaths();
        constexpr size_t always = 4;
        const size_t stride = isSoak() ? 1 : 8;
        int tried = 0;
        for (size_t i = 0; i < paths.size(); i += i < always ? 1 : stride, ++tried) {
            host.replaceManifest(id, paths[i], 4, sha256("log\n"));
            const auto before = filesIn(host.folder.path()).keys();
            const auto fetched = host.session.fetchResults(id, destination);
            QVERIFY2(!fetched, paths[i].constData());
            QVERIFY2(fetched.error().kind == ErrorKind::Corrupt,
                     qPrintable(QString::fromUtf8(paths[i]) + QLatin1String(": ")
                                + fetched.error().message));
            QVERIFY(!fetched.error().message.isEmpty());
            QCOMPARE(filesIn(host.folder.path()).keys(), before);
            QVERIFY(!QFile::exists(destination));
            tellProgress(int(i + 1), int(paths.size()));
        }
        qInfo("promise 19: N=%d hostile manifests, nothing written for any", tried);
    }
};

QTEST_GUILESS_MAIN(TestResultFaults)
#include "tst_result_faults.moc"
