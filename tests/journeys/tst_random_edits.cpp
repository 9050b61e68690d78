#include "core/pipeline_file/pipeline_file.h"
#include "tests/journeys/random_hands.h"

using namespace outcrop;

// Whatever is done in the window, in whatever order: all that shows the document shows the same.
class TestRandomEdits : public QObject
{
    Q_OBJECT

private slots:
    void canvasOutlinePropertiesAndDocumentAgreeAfterEachStep_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 4; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void canvasOutlinePropertiesAndDocumentAgreeAfterEachStep()
    {
        QFETCH(unsigned, seed);
        const QTemporaryDir home;
        WindowFixture fixture(home.path());
        fixture.trigger("new");
        const QByteArray before = formatPipeline(fixture.document()->pipeline());
        RandomHands hands(fixture, seed);
        QStringList done;
        int mostConnections = 0;
        for (int step = 0; step < 120; ++step) {
            done << hands.act();
            QCoreApplication::processEvents();
            const QString differs = windowDifference(fixture, hands.typed());
            QVERIFY2(differs.isEmpty(),
                     qPrintable(QStringLiteral("%1, after\n%2")
                                    .arg(differs, done.mid(step - 8).join(QLatin1Char('\n')))));
            mostConnections =
                std::max(mostConnections, fixture.document()->pipeline().connectionCount());
        }
        QVERIFY(mostConnections > 0);
        while (fixture.action("undo")->isEnabled())
            fixture.trigger("undo");
        QCOMPARE(windowDifference(fixture), QString());
        QCOMPARE(formatPipeline(fixture.document()->pipeline()), before);
    }
};

QTEST_MAIN(TestRandomEdits)
#include "tst_random_edits.moc"
