#include "core/jobs/smoke_run.h"

#include "core/base/files.h"
#include "core/base/text.h"
#include "core/hosts/shell_text.h"
#include "core/jobs/failure_reason.h"
#include "core/jobs/start_file.h"
#include "core/package/submission.h"
#include "core/resources/resource.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::SmokeRun)
};

constexpr std::chrono::minutes leastSilence{30}; // A slow fit says nothing.
constexpr int noPython = 127;

// The folder of an attempt, as unpack.py expects it, with the programs beside it.
Result<> layOut(const QString &folder, const QString &package, const StartFile &start)
{
    const QString attempt = folder + QStringLiteral("/job/a/1");
    if (const Result<> made = makeFolder(attempt); !made)
        return made;
    if (!QFile::link(QFileInfo(package).absoluteFilePath(),
                     folder + QStringLiteral("/job/package.zip")))
        return failure(ErrorKind::Io, Tr::tr("Cannot write in %1.").arg(plainLine(folder)));
    const Result<QByteArray> line = formatStartFile(start);
    if (!line)
        return failure(line.error());
    if (const Result<> saved = saveAtomically(attempt + QStringLiteral("/start.json"), *line);
        !saved)
        return saved;
    for (const char *name : {"launch.py", "requirements.py", "unpack.py", "smoke.py"}) {
        const QString program = QLatin1String(name);
        if (const Result<> saved = saveAtomically(folder + QLatin1Char('/') + program,
                                                  resource(QStringLiteral("host/") + program));
            !saved)
            return saved;
    }
    return {};
}

// What job.sh does, in the foreground; all it says comes out as one text.
QByteArray smokeScript(const QString &folder, const HostProfile &computer, int rows)
{
    QByteArray script = "programs=" + shellWord(QFile::encodeName(folder))
                        + "\ncd -- \"$programs/job/a/1\" || exit\nexec 2>&1\nsaid=\nfor python in";
    for (const QString &python : computer.pythons)
        script += ' ' + shellWord(python.toUtf8());
    return script
           + "; do\n"
             "    command -v \"$python\" > /dev/null || continue\n"
             "    said=$(\"$python\" \"$programs/launch.py\" check start.json 2> /dev/null) && "
             "break\n"
             "    python=\n"
             "done\n"
             "[ -n \"$python\" ] && [ -z \"$said\" ] || { printf '%s\\n' \"$said\"; exit 127; }\n"
             "\"$python\" -I -X utf8 \"$programs/unpack.py\" \"$PWD\" || exit\n"
             "cd work && MPLBACKEND=Agg exec \"$python\" -X utf8 \"$programs/smoke.py\" "
           + QByteArray::number(rows) + '\n';
}

SmokeRun readRows(const QByteArray &log)
{
    static const QRegularExpression line(QStringLiteral("^Smoke run on (\\d+) of (\\d+) rows\\.$"),
                                         QRegularExpression::MultilineOption);
    const auto match = line.match(QString::fromUtf8(log));
    return {parseInt(match.captured(1)).value_or(0), parseInt(match.captured(2)).value_or(0)};
}

} // namespace

Result<SmokeRun> smokeRun(RemoteShell &shell, const HostProfile &computer, const QString &package,
                          int rows, const Patience &patience)
{
    const Result<Submission> submission = readSubmission(package);
    if (!submission)
        return failure(submission.error());
    if (!submission->isOurs)
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("%1 cannot be tried on few rows: Outcrop did not make it. Leave the "
                              "smoke run out.")
                           .arg(plainLine(package)));
    const Result<StartFile> start = startFileOf(package, computer);
    if (!start)
        return failure(start.error());
    const QTemporaryDir folder;
    if (const Result<> ready = layOut(folder.path(), package, *start); !ready)
        return failure(ready.error());

    Patience longer = patience;
    longer.silence = std::max<std::chrono::milliseconds>(patience.silence, leastSilence);
    const auto output = shell.run(smokeScript(folder.path(), computer, rows), longer);
    if (!output)
        return failure(output.error());
    if (output->exitCode == noPython)
        return failure(
            ErrorKind::InvalidInput,
            Tr::tr("The package cannot be tried here: this computer's Python lacks %1. Install it, "
                   "or leave the smoke run out.")
                .arg(plainLine(QString::fromUtf8(output->body).trimmed())));
    if (output->exitCode != 0)
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("The smoke run of the package failed, so it was not sent: %1")
                           .arg(failureReason(output->exitCode, output->body.right(64 << 10))));
    return readRows(output->body);
}

} // namespace outcrop
