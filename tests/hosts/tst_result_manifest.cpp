#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/hosts/result_manifest.h"

#include <QtTest>

using namespace outcrop;

namespace {

QByteArray line(const QByteArray &path, const QByteArray &size = "1")
{
    return "{\"path\":\"" + path + "\",\"size\":" + size + ",\"sha256\":\"" + QByteArray(64, 'a')
           + "\"}\n";
}

} // namespace

class TestResultManifest : public QObject
{
    Q_OBJECT

private slots:
    // What collect.py is tested to write.
    void namesOfTheFixtureStandForTheBytesOnTheHost()
    {
        const auto bytes = readFile(
            QStringLiteral(OUTCROP_SOURCE_DIR "/tests/host/fixtures/manifest/odd_names.jsonl"));
        QVERIFY(bytes);
        const auto entries = parseManifest(*bytes);
        QVERIFY2(entries, entries ? "" : qPrintable(entries.error().message));
        QCOMPARE(entries->size(), size_t(10));
        for (const ManifestEntry &entry : *entries) {
            if (!entry.path.startsWith("training_result/"))
                continue;
            // Each file of the fixture holds its own name.
            const QByteArray name = entry.path.mid(int(qstrlen("training_result/")));
            QCOMPARE(entry.size, name.size());
            QCOMPARE(entry.sha256, sha256(name));
        }
    }

    void anEmptyManifestIsNone() { QVERIFY(parseManifest({})->empty()); }

    void hostileLinesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const char *path :
             {"",          "/",         "/etc/passwd", "..",       "../x",  "a/../../x", "a/..",
              ".",         "./a",       "a/./b",       "a//b",     "a/",    "a\\\\b",    "a\\nb",
              "a\\u0000b", "a\\u007fb", "%2e%2e/x",    "%2E%2E/x", "a%2Fb", "a%00b",     "%",
              "a%4",       "a%zz",      "%2e",         "a/%2e%2e"})
            QTest::newRow(path) << line(path);
        QTest::newRow("long part") << line("d/" + QByteArray(256, 'x'));
        QTest::newRow("long once written") << line(QByteArray("%ff").repeated(86));
        QTest::newRow("invalid UTF-8") << line("a\xff");
        QTest::newRow("twice") << line("a") + line("a");
        QTest::newRow("twice but for case") << line("a") + line("A");
        QTest::newRow("twice but for case, not ASCII")
            << line("stra\u00dfe") + line("STRASSE") + line("STRA\u00dfE");
        QTest::newRow("a file that is a folder") << line("a") + line("a/b");
        QTest::newRow("a folder that is a file") << line("a/b") + line("A");
        QTest::newRow("cut off") << line("a").chopped(1);
        QTest::newRow("no object") << QByteArray("[]\n");
        QTest::newRow("empty line") << QByteArray("\n");
        QTest::newRow("negative size") << line("a", "-1");
        QTest::newRow("broken size") << line("a", "1.5");
        QTest::newRow("size as text") << line("a", "\"1\"");
        QTest::newRow("infinite size") << line("a", "1e300");
        QTest::newRow("short digest")
            << QByteArray("{\"path\":\"a\",\"size\":1,\"sha256\":\"ab\"}\n");
        QTest::newRow("path is no text") << QByteArray("{\"path\":[\"a\"],\"size\":1,\"sha256\":\""
                                                       + QByteArray(64, 'a') + "\"}\n");
    }
    void hostileLinesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        const auto entries = parseManifest(line("before/it") + bytes);
        QVERIFY(!entries);
        QCOMPARE(entries.error().kind, ErrorKind::Corrupt);
    }

    void moreThanAllowedIsDenied()
    {
        const QByteArray three = line("a", "10") + line("b", "10") + line("c", "10");
        QVERIFY(parseManifest(three, {3, 30}));
        for (const ManifestLimits &limits : {ManifestLimits{2, 30}, ManifestLimits{3, 29}}) {
            const auto entries = parseManifest(three, limits);
            QVERIFY(!entries);
            QCOMPARE(entries.error().kind, ErrorKind::Denied);
        }
        QVERIFY(!parseManifest(line("a", "9000000000000000") + line("b", "9000000000000000")));
    }
};

QTEST_GUILESS_MAIN(TestResultManifest)
#include "tst_result_manifest.moc"
