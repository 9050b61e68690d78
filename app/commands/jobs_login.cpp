#include "app/commands/command.h"
#include "app/commands/opened_hosts.h"
#include "app/commands/opened_job.h"
#include "core/host_list/terminal_line.h"
#include "core/hosts/host_session.h"

#include <QCoreApplication>

#include <CLI/App.hpp>
#include <unistd.h>

#include <cerrno>
#include <vector>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobsLogin)
};

// What opens a shell in the working folder of a job's newest attempt.
Result<QStringList> wordsFor(const Context &context, const Job &job)
{
    if (job.attempt.startTicks.isEmpty())
        return failure(ErrorKind::NotFound,
                       Tr::tr("%1 has no working folder: it has not started.").arg(job.title));
    const Result<OpenedHost> host = openHost(context, text(job.attempt.host));
    if (!host)
        return failure(host.error());
    const auto shell = openShell(host->entry, host->hosts, context.access);
    HostSession session(*shell, host->entry.profile);
    const Result<QByteArray> command =
        session.loginCommand({QUuid::fromString(job.uuid), job.attempt.number});
    if (!command)
        return failure(command.error());
    return terminalWords(host->entry, host->hosts, *command);
}

Error becomeProgram(const QStringList &words)
{
    std::vector<QByteArray> bytes;
    bytes.reserve(std::size_t(words.size()));
    for (const QString &word : words)
        bytes.push_back(word.toLocal8Bit());
    std::vector<char *> pointers;
    pointers.reserve(bytes.size() + 1);
    for (QByteArray &word : bytes)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    ::execvp(pointers.front(), pointers.data());
    return {ErrorKind::NotFound,
            Tr::tr("Cannot start %1: %2.").arg(words.front(), qt_error_string(errno))};
}

Outcome login(Context &context, const std::string &name, bool prints)
{
    Result<QStringList> words;
    {
        const auto opened = openJob(context, name);
        if (!opened)
            return failure(opened.error());
        words = wordsFor(context, opened->job);
    }
    if (!words)
        return failure(words.error());
    const Terminal &terminal = context.terminal;
    if (terminal.isJson())
        terminal.object({{QStringLiteral("line"), typedLine(*words)}});
    else if (prints || isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0)
        terminal.line(typedLine(*words));
    else
        return failure(becomeProgram(*words));
    return ExitCode::Ok;
}

} // namespace

void addLogin(CLI::App &jobs, Command &chosen)
{
    CLI::App *command = jobs.add_subcommand(
        "login", text(Tr::tr("Open a shell where a job runs or ran, with its Python; where there "
                             "is no terminal, print the line that does")));
    const auto job = std::make_shared<std::string>();
    const auto prints = std::make_shared<bool>(false);
    addJobArgument(*command, *job);
    command->add_flag("--print", *prints, text(Tr::tr("Only print the line to type")));
    command->callback([&chosen, job, prints] {
        chosen = [job, prints](Context &context) { return login(context, *job, *prints); };
    });
}

} // namespace outcrop
