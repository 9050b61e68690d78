#include "tests/results/real_results.h"

#include <QLibrary>
#include <QTemporaryDir>
#include <QtTest>

#include <array>

class TestChartsLibrary : public QObject
{
    Q_OBJECT

private slots:
    void entryPointDrawsWithoutADisplay();
};

void TestChartsLibrary::entryPointDrawsWithoutADisplay()
{
    // Given results, and a library that nobody linked
    const QTemporaryDir folder;
    real_results::write(folder.filePath(QStringLiteral("job/training_result/folds.json")), "{}");
    real_results::write(
        folder.filePath(QStringLiteral("job/training_result/report.json")),
        R"({"schema": 1, "task": "clustering", "metric": "silhouette", "direction": "max",
                            "candidates": [{"block": "ward", "folds": [{"fold": 0, "scores": {"silhouette": 0.3}}]}],
                            "winner": "ward"})");
    QLibrary library(QStringLiteral(OUTCROP_CHARTS_LIBRARY));
    using EntryPoint = int (*)(int, char **);
    const auto draw = reinterpret_cast<EntryPoint>(library.resolve("outcropDrawCharts"));
    QVERIFY2(draw, qPrintable(library.errorString()));

    // When it is called as a command line calls it
    QByteArray name("outcrop");
    QByteArray results = folder.filePath(QStringLiteral("job")).toUtf8();
    QByteArray output = folder.filePath(QStringLiteral("png")).toUtf8();
    std::array<char *, 4> arguments{name.data(), results.data(), output.data(), nullptr};

    // Then pictures are there
    QCOMPARE(draw(3, arguments.data()), 0);
    QVERIFY(QFileInfo(folder.filePath(QStringLiteral("png/scores.png"))).size() > 10'000);
    QCOMPARE(draw(2, arguments.data()), 1);
}

QTEST_APPLESS_MAIN(TestChartsLibrary)
#include "tst_charts_library.moc"
