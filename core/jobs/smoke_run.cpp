#include "core/jobs/smoke_run.h"

#include "core/base/files.h"
#include "core/base/text.h"
#include "core/hosts/shell_text.h"
#include "core/jobs/failure_reason.h"
#include "core/jobs/start_file.h"
#include "core/package/submission.h"
#include "core/remote_data/table_sample.h"
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
constexpr int rows = 300;
constexpr int noPython = 127;
constexpr int inDoubt = 75; // Of smoke.py.

// What the host has of the package's data. Its own reasons are those why it cannot be tried here.
Result<TableSample> takeSample(const QString &package, const QString &path, const DataHost &host,
                               const Patience &patience)
{
    const QString title = plainLine(host.title, 60);
    if (!host.shell)
        return failure(ErrorKind::NotFound,
                       Tr::tr("The package cannot be tried here: %1, which it reads, is on %2, "
                              "which cannot be reached now.")
                           .arg(plainLine(path), title));
    const auto options = readDataOptions(package, path);
    auto sample = options ? sampleTable(*host.shell, path, host.title + QLatin1Char(':') + path,
                                        *options, patience)
                          : Result<TableSample>(failure(options.error()));
    if (sample || sample.error().kind == ErrorKind::Canceled)
        return sample;
    return failure(ErrorKind::NotFound,
                   Tr::tr("The package cannot be tried here, as no sample of its data came from "
                          "%1. %2")
                       .arg(title, sample.error().message));
}

// Nobody but this account may read it, wherever the folder is.
Result<> keepSample(const QString &folder, const TableSample &sample)
{
    const QString path = folder + QStringLiteral("/sample");
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly)
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return failure(ErrorKind::Io, Tr::tr("Cannot write in %1.").arg(plainLine(folder)));
    file.close();
    return saveAtomically(path, sample.bytes); // With the mode that is there.
}

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
QByteArray smokeScript(const QString &folder, const HostProfile &computer,
                       const std::optional<TableSample> &sample)
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
           + QByteArray::number(rows)
           + (!sample           ? "\n"
              : sample->isWhole ? " \"$programs/sample\" whole\n"
                                : " \"$programs/sample\" part\n");
}

// The sentence of smoke.py on why it cannot tell.
QString doubtIn(const QByteArray &log)
{
    static const QRegularExpression line(QStringLiteral("^Smoke run in doubt: (.+)$"),
                                         QRegularExpression::MultilineOption);
    return plainLine(line.match(QString::fromUtf8(log)).captured(1));
}

SmokeRun readLog(const QByteArray &log)
{
    static const QRegularExpression line(QStringLiteral("^Smoke run on (\\d+) of (\\d+) rows\\.$"),
                                         QRegularExpression::MultilineOption);
    static const QRegularExpression failed(QStringLiteral("^Smoke run without (.+)$"),
                                           QRegularExpression::MultilineOption);
    const QString text = QString::fromUtf8(log);
    const auto match = line.match(text);
    SmokeRun run{
        parseInt(match.captured(1)).value_or(0), parseInt(match.captured(2)).value_or(0), {}};
    for (auto each = failed.globalMatch(text); each.hasNext();)
        run.failed << plainLine(each.next().captured(1));
    return run;
}

} // namespace

QString sentenceOf(const SmokeRun &run)
{
    const QString works = run.sampledFrom.isEmpty()
                              ? Tr::tr("It works on %1 of %2 rows").arg(run.rows).arg(run.of)
                              : Tr::tr("It works on %1 rows of a sample from %2", "number, host")
                                    .arg(run.rows)
                                    .arg(plainLine(run.sampledFrom, 60));
    return run.failed.isEmpty()
               ? Tr::tr("%1.").arg(works)
               : Tr::tr("%1, but %n candidates fail: %2", nullptr, run.failed.size())
                     .arg(works, run.failed.join(QStringLiteral("; ")));
}

Result<SmokeRun> smokeRun(RemoteShell &shell, const HostProfile &computer, const QString &package,
                          const Patience &patience, const std::optional<DataHost> &dataHost)
{
    const Result<Submission> submission = readSubmission(package);
    if (!submission)
        return failure(submission.error());
    if (!submission->isOurs)
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("%1 cannot be tried on few rows: Outcrop did not make it. Leave the "
                              "smoke run out.")
                           .arg(plainLine(package)));
    const bool isDataHere = !dataHost || submission->dataPath.isEmpty();
    if (isDataHere && !submission->dataPath.isEmpty() && !QFileInfo::exists(submission->dataPath))
        return failure(ErrorKind::NotFound,
                       Tr::tr("The package cannot be tried here: %1, which it reads, is not on "
                              "this computer.")
                           .arg(plainLine(submission->dataPath)));
    const Result<StartFile> start = startFileOf(package, computer);
    if (!start)
        return failure(start.error());
    std::optional<TableSample> sample;
    if (!isDataHere) {
        const auto taken = takeSample(package, submission->dataPath, *dataHost, patience);
        if (!taken)
            return failure(taken.error());
        sample = *taken;
    }
    const QTemporaryDir folder;
    if (const Result<> ready = layOut(folder.path(), package, *start); !ready)
        return failure(ready.error());
    if (const Result<> kept = sample ? keepSample(folder.path(), *sample) : Result<>(); !kept)
        return failure(kept.error());

    Patience longer = patience;
    longer.silence = std::max<std::chrono::milliseconds>(patience.silence, leastSilence);
    const auto output = shell.run(smokeScript(folder.path(), computer, sample), longer);
    if (!output)
        return failure(output.error());
    if (output->exitCode == noPython)
        return failure(
            ErrorKind::NotFound,
            Tr::tr("The package cannot be tried here: this computer's Python lacks %1. Install it, "
                   "or leave the smoke run out.")
                .arg(plainLine(QString::fromUtf8(output->body).trimmed())));
    if (output->exitCode == inDoubt)
        return failure(
            ErrorKind::NotFound,
            Tr::tr("The package cannot be judged here: only a part of its data came "
                   "from %1, which may lack what training needs. On it: %2")
                .arg(plainLine(dataHost ? dataHost->title : QString(), 60), doubtIn(output->body)));
    if (output->exitCode != 0)
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("The package fails on a few rows: %1")
                           .arg(failureReason(output->exitCode, output->body.right(64 << 10))));
    SmokeRun run = readLog(output->body);
    if (sample && !sample->isWhole)
        run.sampledFrom = dataHost->title;
    return run;
}

} // namespace outcrop
