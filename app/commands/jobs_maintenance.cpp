#include "app/commands/command.h"
#include "app/commands/job_follower.h"
#include "app/commands/job_output.h"
#include "app/commands/opened_job.h"
#include "core/base/files.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>

#include <CLI/App.hpp>
#include <unistd.h>

#include <iostream>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobsMaintenance)
};

// Copies a folder of plain files; `to` appears whole or not at all.
Result<> copyFolder(const QString &from, const QString &to)
{
    if (QFileInfo::exists(to))
        return failure(ErrorKind::Busy, Tr::tr("%1 is there already; name a new folder.").arg(to));
    const QString part = to + QStringLiteral(".part");
    QDir(part).removeRecursively();
    const QDir source(from);
    for (QDirIterator it(from, QDir::Files | QDir::Hidden | QDir::NoSymLinks,
                         QDirIterator::Subdirectories);
         it.hasNext();) {
        const QString file = it.next();
        const QString target = part + QLatin1Char('/') + source.relativeFilePath(file);
        const Result<> made = makeFolder(QFileInfo(target).path());
        if (!made)
            return made;
        if (!QFile::copy(file, target)) {
            QDir(part).removeRecursively();
            return failure(ErrorKind::Io,
                           Tr::tr("Cannot copy to %1; is the disk full?").arg(target));
        }
    }
    if (!QDir().rename(part, to))
        return failure(ErrorKind::Io, Tr::tr("Cannot rename %1 to %2.").arg(part, to));
    return {};
}

Outcome fetch(Context &context, const std::string &name, const QString &folder)
{
    const auto opened = openJob(context, name);
    if (!opened)
        return failure(opened.error());
    const auto job = JobFollower(context, *opened->service, Show::Progress).untilEnded(opened->job);
    if (!job)
        return answerInterrupt(context, job.error());
    if (job->results.isEmpty())
        return failure(ErrorKind::NotFound, Tr::tr("%1 left no results.").arg(job->title));
    QString results = job->results;
    if (!folder.isEmpty()) {
        const Result<> copied = copyFolder(job->results, folder);
        if (!copied)
            return failure(copied.error());
        results = folder;
    }
    if (context.terminal.isJson()) {
        QJsonObject object = jobToJson(*job);
        object.insert(QStringLiteral("fetched"), results);
        context.terminal.object(object);
    } else {
        context.terminal.line(results);
    }
    return ExitCode::Ok;
}

struct RemoveOptions
{
    std::string job;
    bool yes = false;
    bool dryRun = false;
    bool keepOnHost = false;
};

// Deleting cannot be undone: the person types the job's title, or said --yes.
bool isMeant(const Terminal &terminal, const Job &job, const RemoveOptions &options)
{
    if (options.yes)
        return true;
    if (isatty(STDIN_FILENO) == 0)
        return false;
    terminal.message(
        Tr::tr("This deletes %1, its log and its results. Type its title or uuid to go on:")
            .arg(job.title));
    std::string typed;
    std::getline(std::cin, typed);
    const QString answer = text(typed).trimmed();
    return answer == job.title || answer == job.uuid;
}

Outcome remove(Context &context, const RemoveOptions &options)
{
    const auto opened = openJob(context, options.job);
    if (!opened)
        return failure(opened.error());
    JobService &service = *opened->service;
    const Job &job = opened->job;
    if (options.dryRun) {
        context.terminal.line(
            Tr::tr("Would delete %1 (%2): %3")
                .arg(job.title, job.uuid, service.store().folderOf(job.uuid).path));
        return ExitCode::Ok;
    }
    if (!isMeant(context.terminal, job, options))
        return failure(ErrorKind::Canceled,
                       Tr::tr("Nothing was deleted; --yes says that %1 is meant.").arg(job.title));
    const Result<> removed = service.remove(job.uuid, !options.keepOnHost);
    if (!removed)
        return failure(removed.error());
    if (context.terminal.isJson())
        context.terminal.object({{QStringLiteral("removed"), job.uuid}});
    else
        context.terminal.message(Tr::tr("%1 is gone.").arg(job.title));
    return ExitCode::Ok;
}

} // namespace

void addFetch(CLI::App &jobs, Command &chosen)
{
    CLI::App *command = jobs.add_subcommand(
        "fetch", text(Tr::tr("Wait for a job and print where its results are")));
    const auto job = std::make_shared<std::string>();
    const auto folder = std::make_shared<std::string>();
    addJobArgument(*command, *job);
    command->add_option("-o,--output", *folder, text(Tr::tr("Copy them to this new folder")))
        ->type_name("FOLDER");
    command->callback([&chosen, job, folder] {
        chosen = [job, folder](Context &context) { return fetch(context, *job, text(*folder)); };
    });
}

void addRemove(CLI::App &jobs, Command &chosen)
{
    CLI::App *command =
        jobs.add_subcommand("rm", text(Tr::tr("Delete an ended job with its log and results")));
    const auto options = std::make_shared<RemoveOptions>();
    addJobArgument(*command, options->job);
    command->add_flag("--yes", options->yes, text(Tr::tr("Do not ask")));
    command->add_flag("--dry-run", options->dryRun, text(Tr::tr("Only say what would be deleted")));
    command->add_flag("--keep-on-host", options->keepOnHost,
                      text(Tr::tr("Leave the job's folder on its host")));
    command->callback([&chosen, options] {
        chosen = [options](Context &context) { return remove(context, *options); };
    });
}

} // namespace outcrop
