#include "core/base/files.h"
#include "core/hosts/follow_frames.h"

#include <QtTest>

using namespace outcrop;

namespace {

const QByteArray nonce("0123456789abcdef0123456789abcdef");

struct Heard
{
    QByteArray log, events;
    std::vector<qint64> offsets;
};

FollowFrames::Sink into(Heard &heard)
{
    return [&heard](const StreamPart &part) {
        (part.stream == Stream::Log ? heard.log : heard.events) += part.bytes;
        heard.offsets.push_back(part.offset);
    };
}

} // namespace

class TestFollowFrames : public QObject
{
    Q_OBJECT

private slots:
    // What follow.sh is tested to say.
    void theFixtureIsReadWhateverThePieces()
    {
        const auto bytes =
            readFile(QStringLiteral(OUTCROP_SOURCE_DIR "/tests/host/fixtures/follow/ended.txt"));
        QVERIFY(bytes);
        for (int piece = 1; piece <= bytes->size(); ++piece) {
            FollowFrames frames(nonce);
            Heard heard;
            for (int i = 0; i < bytes->size(); i += piece)
                QVERIFY(frames.add(bytes->mid(i, piece), into(heard)));
            QCOMPARE(heard.log, "one\n@" + nonce + " end VANISHED\ntwo" + QByteArray("\0\xff", 2));
            QCOMPARE(heard.events, QByteArray("{\"v\":1,\"kind\":\"x\"}\n"));
            QCOMPARE(frames.end(), std::optional(AttemptState::Exited));
            QCOMPARE(frames.exitCode(), std::optional(3));
        }
    }

    void aStreamCutAnywhereHasNoEnd()
    {
        const QByteArray bytes =
            '@' + nonce + " L 7 3\nabc@" + nonce + " .\n@" + nonce + " end EXITED 0\n";
        for (int length = 0; length < bytes.size(); ++length) {
            FollowFrames frames(nonce);
            Heard heard;
            QVERIFY(frames.add(bytes.left(length), into(heard)));
            QVERIFY(heard.log.isEmpty() || heard.log == "abc");
            QVERIFY(!frames.end());
        }
    }

    void whatComesBehindTheEndIsIgnored()
    {
        FollowFrames frames(nonce);
        Heard heard;
        QVERIFY(frames.add('@' + nonce + " end VANISHED \ngarbage\n", into(heard)));
        QVERIFY(frames.add("more garbage", into(heard)));
        QCOMPARE(frames.end(), std::optional(AttemptState::Vanished));
        QVERIFY(!frames.exitCode());
    }

    void oddHeadersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("line");
        const QByteArray mark = '@' + nonce;
        QTest::newRow("no mark") << QByteArray("hello\n");
        QTest::newRow("another nonce") << QByteArray("@ffff L 0 1\n");
        QTest::newRow("unknown stream") << mark + " X 0 1\n";
        QTest::newRow("negative count") << mark + " L 0 -1\n";
        QTest::newRow("negative offset") << mark + " L -5 1\n";
        QTest::newRow("huge count") << mark + " L 0 99999999999\n";
        QTest::newRow("no number") << mark + " L 0 many\n";
        QTest::newRow("too many words") << mark + " L 0 1 2\n";
        QTest::newRow("unknown state") << mark + " end WELL\n";
        QTest::newRow("no end of line") << QByteArray(1000, '@');
    }
    void oddHeadersAreRefused()
    {
        QFETCH(QByteArray, line);
        FollowFrames frames(nonce);
        Heard heard;
        const auto added = frames.add(line, into(heard));
        QVERIFY(!added);
        QCOMPARE(added.error().kind, ErrorKind::Corrupt);
        QVERIFY(heard.offsets.empty());
    }
};

QTEST_GUILESS_MAIN(TestFollowFrames)
#include "tst_follow_frames.moc"
