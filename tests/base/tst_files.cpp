#include "core/base/files.h"
#include "core/base/hash.h"

#include <QtTest>

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>

using namespace outcrop;

class TestFiles : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

private slots:
    void savedFileReadsBackAndKeepsItsMode()
    {
        QVERIFY(saveAtomically(path("a"), "one").has_value());
        QVERIFY(QFile::setPermissions(path("a"), QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(saveAtomically(path("a"), "two").has_value());
        QCOMPARE(readFile(path("a")).value(), QByteArray("two"));
        struct stat status
        {
        };
        QCOMPARE(stat(QFile::encodeName(path("a")).constData(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0600));
    }

    // A file-size limit makes the n-th byte fail, as a full disk does.
    void failedWriteLeavesTheOldFileAndNothingElse()
    {
        QVERIFY(saveAtomically(path("kept"), "good").has_value());
        const QStringList before = QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden);
        signal(SIGXFSZ, SIG_IGN);
        rlimit old{};
        getrlimit(RLIMIT_FSIZE, &old);
        for (const rlim_t limit : {1000, 65536, 1'999'999}) {
            const rlimit small{limit, old.rlim_max};
            setrlimit(RLIMIT_FSIZE, &small);
            const Result<> saved = saveAtomically(path("kept"), QByteArray(2'000'000, 'x'));
            setrlimit(RLIMIT_FSIZE, &old);
            QVERIFY(!saved);
            QVERIFY(saved.error().message.contains(path("kept")));
        }
        QCOMPARE(readFile(path("kept")).value(), QByteArray("good"));
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden), before);
    }

    void savingWhereNothingMayBeWrittenSaysWhy()
    {
        const Result<> saved = saveAtomically(QStringLiteral("/proc/nowhere/x"), "x");
        QVERIFY(!saved);
        QVERIFY(saved.error().message.startsWith(QStringLiteral("Cannot save /proc/nowhere/x: ")));
    }

    void pipesFoldersAndGiantsAreNotRead()
    {
        QCOMPARE(mkfifo(QFile::encodeName(path("pipe")).constData(), 0600), 0);
        QVERIFY(!readFile(path("pipe")));
        QVERIFY(!readFile(m_folder.path()));
        QCOMPARE(readFile(path("missing")).error().kind, ErrorKind::NotFound);
        QVERIFY(saveAtomically(path("big"), QByteArray(2000, 'x')).has_value());
        QVERIFY(readFile(path("big"), 2000).has_value());
        QVERIFY(readFile(path("big"), 1999)
                    .error()
                    .message.contains(QStringLiteral("larger than 2.0 kB")));
    }

    void newFoldersAreForTheirOwnerOnly()
    {
        QVERIFY(makeFolder(path("a1/b/c")).has_value());
        QVERIFY(makeFolder(path("a1/b/c")).has_value());
        struct stat status
        {
        };
        QCOMPARE(stat(QFile::encodeName(path("a1/b")).constData(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0700));
        QVERIFY(saveAtomically(path("file"), "x").has_value());
        QVERIFY(!makeFolder(path("file/below")));
        QVERIFY(!makeFolder(path("file")));
    }

    void fileHashEqualsTheHashOfItsBytes()
    {
        const QByteArray bytes(200'001, 'q');
        QVERIFY(saveAtomically(path("hashed"), bytes).has_value());
        QCOMPARE(sha256OfFile(path("hashed")).value(), sha256(bytes));
        QVERIFY(!sha256OfFile(path("missing")));
    }
};

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
