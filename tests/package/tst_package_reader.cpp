#include "core/base/hash.h"
#include "core/package/package.h"
#include "tests/package/raw_zip.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

using namespace outcrop;

namespace {

QByteArray one(const QByteArray &name)
{
    return rawZip({{name, "x"}});
}

RawEntry encrypted()
{
    RawEntry entry{"secret", QByteArray(20, 'e')};
    entry.flags = 1;
    return entry;
}

RawEntry withMode(quint32 mode)
{
    RawEntry entry{"link", "/etc/passwd"};
    entry.attributes = mode << 16;
    return entry;
}

RawEntry declaring(RawEntry entry, quint32 size)
{
    entry.declaredSize = size;
    return entry;
}

// A zip64 extra field that says the entry is 2^62 bytes.
RawEntry giant()
{
    RawEntry entry{"giant", "x"};
    entry.declaredSize = 0xFFFFFFFFu;
    put<quint16>(entry.extra, 1);
    put<quint16>(entry.extra, 8);
    put<quint64>(entry.extra, quint64(1) << 62);
    return entry;
}

// Says in a zip64 end record that there are 2^40 entries.
QByteArray zip64Lie()
{
    QByteArray zip = one("a");
    const int end = zip.lastIndexOf("PK\5\6");
    QByteArray record("PK\6\6");
    put<quint64>(record, 44);
    put<quint16>(record, 45);
    put<quint16>(record, 45);
    put<quint64>(record, 0);
    put<quint64>(record, quint64(1) << 40);
    put<quint64>(record, quint64(1) << 40);
    put<quint64>(record, quint64(1) << 46);
    put<quint64>(record, 0);
    record += "PK\6\7";
    put<quint32>(record, 0);
    put<quint64>(record, quint64(end));
    put<quint32>(record, 1);
    QByteArray tail = zip.mid(end);
    for (int at = 8; at < 20; ++at)
        tail[at] = '\xff';
    return zip.left(end) + record + tail;
}

QByteArray manyEntries(int count)
{
    QVector<RawEntry> entries;
    for (int i = 0; i < count; ++i)
        entries.append(RawEntry{QByteArray::number(i), ""});
    return rawZip(entries);
}

// Two names for the bytes of one local entry: what small bombs are made of.
QByteArray overlapping()
{
    RawEntry first = packedEntry("a", QByteArray(100000, 'x').append(QByteArray::number(qHash(1))));
    RawEntry second = first;
    second.name = "b";
    second.localName = "a";
    second.offset = 0;
    return rawZip({first, second});
}

QByteArray manifestLine(const QByteArray &content, const QByteArray &name)
{
    return sha256(content) + "  " + name + '\n';
}

} // namespace

class TestPackageReader : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    Result<PackageReading> read(const QByteArray &zip, const PackageLimits &limits = {})
    {
        QFile file(m_folder.filePath(QStringLiteral("read.zip")));
        if (!file.open(QIODevice::WriteOnly) || file.write(zip) != zip.size())
            qFatal("cannot write the fixture");
        file.close();
        return readPackage(file.fileName(), limits);
    }

private slots:
    void hostileArchivesAreRefusedWithASentence_data()
    {
        QTest::addColumn<QByteArray>("zip");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *name, const QByteArray &zip, const char *part) {
            QTest::newRow(name) << zip << QString::fromUtf8(part);
        };
        row("climbs", one("../../evil"), "leaves the package");
        row("climbs inside", one("a/../../evil"), "leaves the package");
        row("absolute", one("/etc/cron.d/evil"), "absolute");
        row("drive", one("C:/evil"), "absolute");
        row("backslash", one("a\\..\\b"), "backslash");
        row("empty part", one("a//b"), "empty part");
        row("reserved", one("data/NUL.csv"), "reserve");
        row("trailing dot", one("a./b"), "dot or a space");
        row("long part", one(QByteArray(256, 'a')), "255 bytes");
        row("long name", one(QByteArray("abcdefgh/").repeated(120) + "a"), "1,024 bytes");
        row("control character", one("a\x1b[31m"), "control character");
        row("not UTF-8", one("caf\xe9"), "not UTF-8");
        row("no name", one(""), "empty");
        row("twice", rawZip({{"a", "1"}, {"a", "2"}}), "Cannot read");
        row("twice by case", rawZip({{"Train.py", "1"}, {"train.py", "2"}}), "twice");
        row("twice by composition", rawZip({{"\xc3\xa9", "1"}, {"e\xcc\x81", "2"}}), "twice");
        row("below a file", rawZip({{"a", "1"}, {"a/b", "2"}}), "below a file");
        row("file over a folder", rawZip({{"a/b", "1"}, {"a", "2"}}), "twice");
        row("symbolic link", rawZip({withMode(0120777)}), "link or a device");
        row("device", rawZip({withMode(0060660)}), "link or a device");
        row("pipe", rawZip({withMode(0010644)}), "link or a device");
        row("encrypted", rawZip({encrypted()}), "encrypted");
        row("larger than declared",
            rawZip({declaring(packedEntry("a", QByteArray(100000000, 'x')), 10)}),
            "larger than it declares");
        row("smaller than declared", rawZip({declaring(packedEntry("a", "xyz"), 1000)}),
            "smaller than it declares");
        RawEntry wrong{"a", "hello"};
        wrong.crc = 1;
        row("wrong check sum", rawZip({wrong}), "damaged");
        RawEntry renamed{"train.py", "1"};
        renamed.localName = "trainXpy";
        row("two names for one entry", rawZip({renamed}), "damaged");
        row("overlapping", overlapping(), "Cannot read");
        row("one more entry than there is", rawZip({{"a", "1"}}, 2), "Cannot read");
        row("one entry less than there is", rawZip({{"a", "1"}, {"b", "2"}}, 1), "Cannot read");
        row("too many entries", manyEntries(10001), "more than 10000 entries");
        row("more entries than libzip should hold", rawZip({{"a", "1"}}, 65535),
            "more than 10000 entries");
        row("bomb", rawZip({packedEntry("a", QByteArray(60 << 20, '0'))}), "100 times its size");
        row("zip64 size", rawZip({giant()}), "Cannot read");
        row("zip64 count", zip64Lie(), "Cannot read");
        row("unknown method", rawZip({{"a", "1", 99}}), "damaged");
        row("empty file", "", "not a ZIP file");
        row("no ZIP", QByteArray(100000, 'P'), "not a ZIP file");
        row("only an end", "PK\5\6", "Cannot read");
    }
    void hostileArchivesAreRefusedWithASentence()
    {
        QFETCH(QByteArray, zip);
        QFETCH(QString, part);

        const auto reading = read(zip);

        QVERIFY(!reading);
        const QString message = reading.error().message;
        QVERIFY2(message.contains(part), qPrintable(message));
        QVERIFY2(message.startsWith(QLatin1String("Cannot read"))
                     && message.endsWith(QLatin1Char('.')),
                 qPrintable(message));
        for (const QChar c : message)
            QVERIFY(c.unicode() >= 0x20);
    }

    void everyTruncationIsRefused()
    {
        const QByteArray zip = rawZip({packedEntry("a", "some text"), {"b", "other text"}});
        QVERIFY(read(zip));
        for (int size = 0; size < zip.size(); ++size)
            QVERIFY2(!read(zip.left(size)), qPrintable(QString::number(size)));
    }

    void everyFlippedByteIsReadOrRefusedButNeverWrong()
    {
        const QByteArray content("some text that is packed");
        const QByteArray zip = rawZip({packedEntry("a", content)});
        for (int at = 0; at < zip.size(); ++at) {
            QByteArray bad = zip;
            bad[at] = char(bad[at] ^ 0x41);
            if (const auto reading = read(bad)) {
                for (const PackageFile &file : reading->files)
                    QCOMPARE(file.content, content);
            }
        }
    }

    void allEntriesTogetherCountAgainstTheLimit()
    {
        PackageLimits limits;
        limits.bytes = 1000;
        QVERIFY(read(rawZip({{"a", QByteArray(500, 'x')}, {"b", QByteArray(500, 'y')}}), limits));
        const auto reading =
            read(rawZip({{"a", QByteArray(500, 'x')}, {"b", QByteArray(501, 'y')}}), limits);
        QVERIFY(reading.error().message.contains(QLatin1String("more than 1.0 kB")));
    }

    void tenThousandEntriesAreRead() { QCOMPARE(read(manyEntries(10000))->files.size(), 10000); }

    void foreignArchivesWithFoldersAreRead()
    {
        RawEntry folder{"job/", ""};
        folder.attributes = 040755u << 16;
        const auto reading = read(rawZip({folder, {"job/train.py", "print()"}}));
        QCOMPARE(reading->files.keys(), QStringList(QStringLiteral("job/train.py")));
        QCOMPARE(reading->files.first().content, QByteArray("print()"));
    }

    void whatTheManifestDoesNotNameIsIgnoredAndListed()
    {
        const auto reading =
            read(rawZip({{"a", "1"}, {"b", "2"}, {"manifest.sha256", manifestLine("1", "a")}}));
        QCOMPARE(reading->files.keys(), QStringList(QStringLiteral("a")));
        QCOMPARE(reading->ignored, QStringList(QStringLiteral("b")));
    }

    void whatIsNotAsTheManifestSaysIsCorrupt_data()
    {
        QTest::addColumn<QByteArray>("manifest");
        QTest::addColumn<QString>("part");
        QTest::newRow("other bytes") << manifestLine("2", "a") << "not what its manifest says";
        QTest::newRow("missing") << manifestLine("1", "a") + manifestLine("1", "b") << "is missing";
        QTest::newRow("twice") << manifestLine("1", "a").repeated(2) << "names a twice";
        QTest::newRow("no hash") << QByteArray("a\n") << "line 1 of its manifest";
        QTest::newRow("not text") << QByteArray("\xff\xfe") << "UTF-8";
    }
    void whatIsNotAsTheManifestSaysIsCorrupt()
    {
        QFETCH(QByteArray, manifest);
        QFETCH(QString, part);
        const auto reading = read(rawZip({{"a", "1"}, {"manifest.sha256", manifest}}));
        QVERIFY(!reading);
        QCOMPARE(reading.error().kind, ErrorKind::Corrupt);
        QVERIFY2(reading.error().message.contains(part), qPrintable(reading.error().message));
    }

    void filesBeyondTheMemoryLimitAreCheckedAndListed()
    {
        PackageLimits limits;
        limits.bytesInMemory = 5;
        const auto reading = read(rawZip({{"a", "123"}, {"b", "4567"}, {"c", "89"}}), limits);
        QCOMPARE(reading->files.keys(), QStringList({QStringLiteral("a"), QStringLiteral("c")}));
        QCOMPARE(reading->unkept, QStringList(QStringLiteral("b")));
        limits.keep = QStringList(QStringLiteral("c"));
        QCOMPARE(read(rawZip({{"a", "123"}, {"b", ""}, {"c", "89"}}), limits)->files.keys(),
                 limits.keep);
    }

    void pipesFoldersAndAbsentFilesAreRefusedAtOnce()
    {
        const QString pipe = m_folder.filePath(QStringLiteral("pipe"));
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QCOMPARE(readPackage(pipe).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(readPackage(m_folder.path()).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(readPackage(m_folder.filePath(QStringLiteral("absent"))).error().kind,
                 ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestPackageReader)
#include "tst_package_reader.moc"
