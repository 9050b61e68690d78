#include "widgets/charts/export_charts.h"

#include <QApplication>
#include <QTextStream>

// outcropDrawCharts RESULTS OUTPUT [LOSS] [--dark]: draws the charts of a job without a display.
// The path of each picture goes to stdout, a line each; sentences go to stderr. Returns 0, or 1 if
// something could not be read or written. LOSS: see lossViewOf().
extern "C" Q_DECL_EXPORT int outcropDrawCharts(int argc, char **argv)
{
    using namespace outcrop;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QTextStream out(stdout);
    QTextStream err(stderr);
    out.setCodec("UTF-8");
    err.setCodec("UTF-8");
    QStringList arguments = QApplication::arguments().mid(1);
    const bool dark = arguments.removeAll(QStringLiteral("--dark")) > 0;
    if (arguments.size() != 2 && arguments.size() != 3) {
        err << QCoreApplication::translate(
            "outcrop::ChartsLibrary",
            "Charts need a folder of results and a folder for the pictures.")
            << '\n';
        return 1;
    }
    const Result<ExportedCharts> charts = exportCharts(
        arguments[0], arguments[1], dark ? ChartStyle::Theme::Dark : ChartStyle::Theme::Light,
        lossViewOf(arguments.value(2)));
    if (!charts) {
        err << charts.error().message << '\n';
        return 1;
    }
    for (const QString &file : charts->files)
        out << file << '\n';
    for (const QString &note : charts->notes)
        err << note << '\n';
    return 0;
}
