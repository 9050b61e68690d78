#include "core/base/hash.h"
#include "core/package/package.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtEndian>
#include <QtTest>

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <ctime>

using namespace outcrop;

namespace {

quint16 u16(const QByteArray &bytes, int at)
{
    return qFromLittleEndian<quint16>(bytes.constData() + at);
}

quint32 u32(const QByteArray &bytes, int at)
{
    return qFromLittleEndian<quint32>(bytes.constData() + at);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

void setTimeZone(const char *zone)
{
    qputenv("TZ", zone);
    tzset();
}

} // namespace

class TestPackageWriter : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString path(const char *name) const { return m_folder.filePath(QString::fromUtf8(name)); }

    QString write(const char *name, const QByteArray &content) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write the fixture");
        return file.fileName();
    }

    Package sample() const
    {
        Package package;
        package.files.insert(QStringLiteral("train.py"), {"print(1)\n", {}});
        package.files.insert(QStringLiteral("data/stra\u00dfe.csv"), {"a,b\n1,2\n", {}});
        package.files.insert(QStringLiteral("empty"), {});
        package.files.insert(QStringLiteral("data/streamed"),
                             {{}, write("streamed", QByteArray(300000, 'x'))});
        return package;
    }

private slots:
    void whatIsWrittenIsReadBack()
    {
        const Package package = sample();
        const auto hash = writePackage(package, path("p.zip"));
        QVERIFY2(hash, hash ? "" : qPrintable(hash.error().message));
        QCOMPARE(*hash, *sha256OfFile(path("p.zip")));

        const auto reading = readPackage(path("p.zip"));

        QVERIFY2(reading, reading ? "" : qPrintable(reading.error().message));
        QCOMPARE(reading->files.keys(), package.files.keys());
        for (const QString &name : package.files.keys()) {
            const PackageFile &file = package.files[name];
            QCOMPARE(reading->files[name].content,
                     file.source.isEmpty() ? file.content : contentOf(file.source));
        }
        QVERIFY(reading->ignored.isEmpty() && reading->unkept.isEmpty());
    }

    void bytesAreEqualInEveryTimeZoneUmaskAndFolder()
    {
        QVERIFY(writePackage(sample(), path("a.zip")));
        const QByteArray first = contentOf(path("a.zip"));
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("elsewhere")));
        for (const char *zone : {"Asia/Kolkata", "America/New_York", "Pacific/Kiritimati",
                                 "Africa/Monrovia", "Europe/London", "Antarctica/Troll", "UTC"}) {
            setTimeZone(zone);
            const mode_t mask = ::umask(077);
            QVERIFY(writePackage(sample(), path("elsewhere/b.zip")));
            ::umask(mask);
            QVERIFY2(contentOf(path("elsewhere/b.zip")) == first, zone);
        }
        setTimeZone("");
    }

    void headersHoldFixedTimesAndModesAndSortedNames()
    {
        QVERIFY(writePackage(sample(), path("h.zip")));
        const QByteArray zip = contentOf(path("h.zip"));
        const int end = zip.lastIndexOf("PK\5\6");
        QCOMPARE(u16(zip, end + 10), quint16(5));
        QByteArrayList names;
        int at = int(u32(zip, end + 16));
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(zip.mid(at, 4), QByteArray("PK\1\2"));
            QCOMPARE(quint8(zip[at + 5]), quint8(3));         // Made on Unix…
            QCOMPARE(u16(zip, at + 10), quint16(8));          // …deflated…
            QCOMPARE(u16(zip, at + 12), quint16(0));          // …at 00:00…
            QCOMPARE(u16(zip, at + 14), quint16(1 << 5 | 1)); // …on 1980-01-01…
            QCOMPARE(u16(zip, at + 30), quint16(0));          // …without extra fields…
            QCOMPARE(u32(zip, at + 38), 0100644u << 16);      // …as a plain file.
            const int local = int(u32(zip, at + 42));
            QCOMPARE(u16(zip, local + 10), quint16(0));
            QCOMPARE(u16(zip, local + 12), quint16(1 << 5 | 1));
            QCOMPARE(u16(zip, local + 28), quint16(0));
            names.append(zip.mid(at + 46, u16(zip, at + 28)));
            at += 46 + u16(zip, at + 28);
        }
        QByteArrayList sorted = names;
        std::sort(sorted.begin(), sorted.end());
        QCOMPARE(names, sorted);
    }

    void pythonAndSha256sumAgreeWithTheManifest()
    {
        QVERIFY(writePackage(sample(), path("m.zip")));
        QProcess unpack;
        unpack.start(QStringLiteral("/usr/bin/python3"),
                     {QStringLiteral("-m"), QStringLiteral("zipfile"), QStringLiteral("-e"),
                      path("m.zip"), path("unpacked")});
        QVERIFY(unpack.waitForFinished());
        QCOMPARE(unpack.exitCode(), 0);
        QProcess check;
        check.setWorkingDirectory(path("unpacked"));
        check.start(QStringLiteral("sha256sum"), {QStringLiteral("-c"), QStringLiteral("--strict"),
                                                  QStringLiteral("manifest.sha256")});
        QVERIFY(check.waitForFinished());
        QCOMPARE(check.exitCode(), 0);
        QCOMPARE(check.readAllStandardOutput().count('\n'), 4);
    }

    void namesThatCannotBeReadBackAreNotWritten_data()
    {
        QTest::addColumn<QStringList>("names");
        for (const char *name : {"../evil", "/abs", "a\\b", "a//b", "a/./b", "C:x", "nul.txt",
                                 "dot.", "a\nb", "folder/", "manifest.sha256", ""})
            QTest::newRow(name) << QStringList(QString::fromUtf8(name));
        QTest::newRow("twice by case")
            << QStringList({QStringLiteral("Data.csv"), QStringLiteral("data.csv")});
        QTest::newRow("file and folder")
            << QStringList({QStringLiteral("a"), QStringLiteral("a/b")});
    }
    void namesThatCannotBeReadBackAreNotWritten()
    {
        QFETCH(QStringList, names);
        Package package;
        for (const QString &name : names)
            package.files.insert(name, {"x", {}});
        const auto hash = writePackage(package, path("bad.zip"));
        QVERIFY(!hash);
        QCOMPARE(hash.error().kind, ErrorKind::InvalidInput);
        QVERIFY(!QFile::exists(path("bad.zip")));
    }

    void aFailureLeavesTheOldPackageAndNothingElse()
    {
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("lone")));
        write("lone/p.zip", "old");
        Package package = sample();
        package.files.insert(QStringLiteral("gone"), {{}, path("no such file")});

        QVERIFY(!writePackage(package, path("lone/p.zip")));

        QCOMPARE(contentOf(path("lone/p.zip")), QByteArray("old"));
        QCOMPARE(QDir(path("lone")).entryList(QDir::Files | QDir::Hidden),
                 QStringList(QStringLiteral("p.zip")));
    }

    void aFullDiskIsSaidAndLeavesTheOldPackage()
    {
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("full")));
        write("full/p.zip", "old");
        QByteArray noise; // That no compression makes smaller.
        for (int i = 0; i < 20000; ++i)
            noise += QByteArray::fromHex(sha256(QByteArray::number(i)));
        Package package;
        package.files.insert(QStringLiteral("noise"), {noise, {}});
        rlimit old{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &old), 0);
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{200000, old.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto hash = writePackage(package, path("full/p.zip"));
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &old), 0);

        QVERIFY(!hash);
        QCOMPARE(contentOf(path("full/p.zip")), QByteArray("old"));
        QCOMPARE(QDir(path("full")).entryList(QDir::Files | QDir::Hidden),
                 QStringList(QStringLiteral("p.zip")));
    }

    void aLargeFileIsStreamed()
    {
        QFile file(path("large"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 0; i < 100; ++i)
            QCOMPARE(file.write(QByteArray(1 << 20, char('a' + i % 26))), qint64(1 << 20));
        file.close();
        Package package;
        package.files.insert(QStringLiteral("data/large"), {{}, file.fileName()});
        rusage before{}, after{};
        QVERIFY(writePackage(sample(), path("warm.zip")));
        getrusage(RUSAGE_SELF, &before);

        QVERIFY(writePackage(package, path("large.zip")));

        getrusage(RUSAGE_SELF, &after);
        QVERIFY2(after.ru_maxrss - before.ru_maxrss < 10000,
                 qPrintable(QString::number(after.ru_maxrss)));
        PackageLimits limits;
        limits.bytesInMemory = 1 << 20;
        limits.ratio = 2000;
        QCOMPARE(readPackage(path("large.zip"), limits)->unkept,
                 QStringList(QStringLiteral("data/large")));
    }
};

// Freed memory goes back at once: peaks are the writer's own.
extern "C" const char *__asan_default_options();
extern "C" const char *__asan_default_options()
{
    return "quarantine_size_mb=1";
}

QTEST_GUILESS_MAIN(TestPackageWriter)
#include "tst_package_writer.moc"
