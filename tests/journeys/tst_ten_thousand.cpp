// Ten thousand blocks in the whole window. What is counted is what is painted, for time would
// depend on the machine; ./dev bench canvas has the times.

#include "core/base/files.h"
#include "core/pipeline_file/pipeline_file.h"
#include "tests/pipeline/samples.h"
#include "tests/support/canvas_mouse.h"
#include "tests/support/window_difference.h"
#include "widgets/problems/problems_panel.h"

#include <QAbstractItemView>

using namespace outcrop;

class TestTenThousand : public QObject
{
    Q_OBJECT

private:
    static constexpr int many = 10000;

    QTemporaryDir m_home;
    std::unique_ptr<WindowFixture> m_fixture;
    QByteArray m_before;

    CanvasView &canvas() { return m_fixture->canvas(); }
    CanvasScene &scene() { return canvas().canvas(); }
    const Pipeline &pipeline() { return m_fixture->document()->pipeline(); }
    BlockId middle() { return pipeline().blockIds()[many / 2 + 50]; }

    void settle()
    {
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
        scene().takePainted();
    }

private slots:
    void initTestCase()
    {
        const QString path = m_home.filePath(QStringLiteral("many.outcrop"));
        m_before = formatPipeline(samples::large(many, 0));
        QVERIFY(saveAtomically(path, m_before));
        m_fixture = std::make_unique<WindowFixture>(m_home.path());
        m_fixture->window.openFile(path);
        QVERIFY(m_fixture->waitFor(
            [this] { return m_fixture->document() && m_fixture->document()->isChecked(); }));
        settle();
        QCOMPARE(pipeline().blockCount(), many);
    }
    void cleanupTestCase() { m_fixture.reset(); }

    void openingShowsAllOfIt() { QCOMPARE(windowDifference(*m_fixture), QString()); }

    void ofThousandsOfProblemsTheFirstAreListed()
    {
        const int count = m_fixture->document()->problems().size();
        QVERIFY(count > 1000);
        const auto *const list =
            m_fixture->window.findChild<ProblemsPanel *>()->findChild<QAbstractItemView *>();
        const int rows = list->model()->rowCount();
        QCOMPARE(rows, 501);
        QVERIFY(list->model()
                    ->index(rows - 1, 0)
                    .data()
                    .toString()
                    .startsWith(QString::number(count - 500)));
    }

    void zoomingPaintsWhatIsInSight()
    {
        m_fixture->trigger("fit_all");
        settle();
        QVERIFY(!canvas().grab().isNull());
        QCOMPARE(scene().takePainted(), 0); // An overview, without a card.
        canvas().reveal(middle());
        m_fixture->trigger("zoom_actual");
        settle();
        QVERIFY(!canvas().grab().isNull());
        const int painted = scene().takePainted();
        QVERIFY2(painted > 0 && painted < 60, qPrintable(QString::number(painted)));
    }

    void aBlockIsDraggedAndUndone()
    {
        m_fixture->trigger("zoom_actual");
        canvas().centerOn(scene().rectOf(middle()).center());
        settle();
        const QPointF before = pipeline().find(middle())->position;
        const QPoint at = canvas().mapFromScene(scene().rectOf(middle()).center());
        pull(canvas(), at, at + QPoint(30, 20));
        QCoreApplication::processEvents();
        const int painted = scene().takePainted();
        QVERIFY2(painted > 0 && painted < 60, qPrintable(QString::number(painted)));
        settle();
        QCOMPARE(pipeline().find(middle())->position, before + QPointF(30, 20));
        QCOMPARE(m_fixture->window.panels().selection(), QVector<BlockId>{middle()});
        QCOMPARE(windowDifference(*m_fixture), QString());
        m_fixture->trigger("undo");
        settle();
        QCOMPARE(windowDifference(*m_fixture), QString());
        QCOMPARE(formatPipeline(pipeline()), m_before);
    }

    void allAreDeletedAndComeBack()
    {
        m_fixture->trigger("select_all");
        settle();
        QCOMPARE(windowDifference(*m_fixture), QString());
        m_fixture->trigger("delete");
        settle();
        QCOMPARE(pipeline().blockCount(), 0);
        QCOMPARE(windowDifference(*m_fixture), QString());
        m_fixture->trigger("undo");
        settle();
        QCOMPARE(windowDifference(*m_fixture), QString());
        QCOMPARE(formatPipeline(pipeline()), m_before);
    }
};

QTEST_MAIN(TestTenThousand)
#include "tst_ten_thousand.moc"
