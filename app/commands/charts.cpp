#include "app/commands/charts.h"

#include "core/base/files.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLibrary>
#include <QProcess>

#include <cstdio>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Charts)
};

using Draw = int (*)(int, char **);

} // namespace

Result<QStringList> drawCharts(const QString &results, const QString &folder, const QString &loss)
{
    const Result<> made = makeFolder(folder);
    if (!made)
        return failure(made.error());
    QProcess child;
    child.setProcessChannelMode(QProcess::SeparateChannels);
    child.start(
        QCoreApplication::applicationFilePath(),
        {QStringLiteral("--draw-charts"), results, QFileInfo(folder).absoluteFilePath(), loss});
    if (!child.waitForFinished(120'000) || child.exitStatus() != QProcess::NormalExit
        || child.exitCode() != 0) {
        const QString why = QString::fromUtf8(child.readAllStandardError()).trimmed();
        return failure(ErrorKind::Io,
                       Tr::tr("The charts could not be drawn: %1")
                           .arg(why.isEmpty() ? child.errorString() : plainLine(why)));
    }
    return QString::fromUtf8(child.readAllStandardOutput())
        .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

int drawChartsInThisProcess(int argc, char **argv)
{
    const QString program = QFile::symLinkTarget(QStringLiteral("/proc/self/exe"));
    const QString folder = QFileInfo(program).path();
    for (const char *place : {"/liboutcrop_charts.so", "/../lib/outcrop/liboutcrop_charts.so"}) {
        const QString path = folder + QLatin1String(place);
        if (!QFile::exists(path))
            continue;
        QLibrary library(path);
        if (const auto draw = reinterpret_cast<Draw>(library.resolve("outcropDrawCharts")))
            return draw(argc, argv);
        std::fprintf(stderr, "%s\n", qUtf8Printable(library.errorString()));
        return 1;
    }
    std::fprintf(
        stderr, "%s\n",
        qUtf8Printable(Tr::tr("this outcrop was built without charts (liboutcrop_charts.so is "
                              "not there). The results are kept: one that has it draws them "
                              "with 'outcrop results export JOB --charts DIR'.")));
    return 1;
}

} // namespace outcrop
