#include "app/commands/command.h"
#include "app/commands/opened_hosts.h"
#include "core/base/text.h"
#include "core/host_list/host_shell.h"
#include "core/hosts/host_session.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::EnvironmentsCommand)
};

struct EnvironmentOptions
{
    std::string host = "local";
    std::string key;
};

// What is counted there takes a while.
Patience longPatience()
{
    Patience patience;
    patience.silence = std::chrono::minutes(2);
    return patience;
}

template<class Call>
auto onHost(const Context &context, const EnvironmentOptions &options, Call call)
    -> decltype(call(std::declval<HostSession &>()))
{
    const Result<OpenedHost> opened = openHost(context, options.host);
    if (!opened)
        return failure(opened.error());
    const auto shell = openShell(opened->entry, opened->hosts, context.access);
    HostSession session(*shell, opened->entry.profile);
    return call(session);
}

QJsonValue toJson(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toString(Qt::ISODate)) : QJsonValue();
}

QJsonObject toJson(const Environment &environment)
{
    QJsonObject packages;
    for (auto it = environment.packages.begin(); it != environment.packages.end(); ++it)
        packages.insert(it.key(), it.value());
    return {{QStringLiteral("key"), QString::fromLatin1(environment.key)},
            {QStringLiteral("state"), environmentStateName(environment.state)},
            {QStringLiteral("python"), environment.python},
            {QStringLiteral("requirements"), QJsonArray::fromStringList(environment.requirements)},
            {QStringLiteral("packages"), packages},
            {QStringLiteral("bytes"),
             environment.bytes ? QJsonValue(*environment.bytes) : QJsonValue()},
            {QStringLiteral("made"), toJson(environment.made)},
            {QStringLiteral("used"), toJson(environment.used)},
            {QStringLiteral("running_jobs"), environment.users},
            {QStringLiteral("problem"),
             environment.problem.isEmpty() ? QJsonValue() : QJsonValue(environment.problem)}};
}

QStringList toRow(const Environment &environment)
{
    const QString what = environment.requirements.isEmpty()
                             ? environment.problem
                             : environment.requirements.join(QStringLiteral(", "));
    return {QString::fromLatin1(environment.key.left(8)),
            environmentStateTitle(environment.state),
            plainLine(environment.python, 20),
            environment.bytes ? formatSize(*environment.bytes) : QString(),
            QString::number(environment.users),
            environment.used.isValid() ? environment.used.toString(Qt::ISODate) : QString(),
            plainLine(what, 200)};
}

Outcome list(Context &context, const EnvironmentOptions &options)
{
    const auto found = onHost(context, options, [](HostSession &session) {
        return session.environments(longPatience());
    });
    if (!found)
        return failure(found.error());
    QJsonArray array;
    QVector<QStringList> rows;
    for (const Environment &environment : *found) {
        array << toJson(environment);
        rows << toRow(environment);
    }
    if (context.terminal.isJson())
        context.terminal.object({{QStringLiteral("host"), text(options.host)},
                                 {QStringLiteral("environments"), array}});
    else if (rows.isEmpty())
        context.terminal.message(
            Tr::tr("%1 has no environments: its Python had all that jobs required.")
                .arg(plainLine(text(options.host))));
    else
        context.terminal.table({Tr::tr("key"), Tr::tr("state"), Tr::tr("Python"), Tr::tr("size"),
                                Tr::tr("running jobs"), Tr::tr("used"), Tr::tr("requirements")},
                               rows);
    return ExitCode::Ok;
}

// The key that begins so; there must be one such.
Result<QByteArray> wholeKey(const std::vector<Environment> &environments, const QByteArray &begin)
{
    std::vector<QByteArray> keys;
    for (const Environment &environment : environments) {
        if (environment.key.startsWith(begin))
            keys.push_back(environment.key);
    }
    const QString shown = plainLine(QString::fromUtf8(begin), 80);
    if (keys.empty() || begin.isEmpty())
        return failure(ErrorKind::NotFound, Tr::tr("There is no environment %1.").arg(shown));
    if (keys.size() > 1)
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("%n environments begin with %1; give more of its key.", nullptr,
                              int(keys.size()))
                           .arg(shown));
    return keys.front();
}

Outcome remove(Context &context, const EnvironmentOptions &options)
{
    const auto removed = onHost(context, options, [&](HostSession &session) -> Result<QByteArray> {
        const auto environments = session.environments(longPatience());
        if (!environments)
            return failure(environments.error());
        const auto key = wholeKey(*environments, QByteArray::fromStdString(options.key));
        if (!key)
            return key;
        if (const Result<> gone = session.removeEnvironment(*key, longPatience()); !gone)
            return failure(gone.error());
        return key;
    });
    if (!removed)
        return failure(removed.error());
    if (context.terminal.isJson())
        context.terminal.object({{QStringLiteral("removed"), QString::fromLatin1(*removed)}});
    else
        context.terminal.message(
            Tr::tr("Environment %1 is gone; the next job that needs it builds it anew.")
                .arg(QString::fromLatin1(removed->left(8))));
    return ExitCode::Ok;
}

void addOne(CLI::App &environments, Command &chosen, const char *name, const QString &help,
            bool takesKey, Outcome (*run)(Context &, const EnvironmentOptions &))
{
    CLI::App *command = environments.add_subcommand(name, text(help));
    const auto options = std::make_shared<EnvironmentOptions>();
    if (takesKey)
        command
            ->add_option("KEY", options->key,
                         text(Tr::tr("The environment: its key, or the beginning of it")))
            ->required();
    command->add_option("--host", options->host, text(Tr::tr("Where: local is this computer")))
        ->type_name("HOST");
    command->callback([&chosen, options, run] {
        chosen = [options, run](Context &context) { return run(context, *options); };
    });
}

} // namespace

void addEnvironments(CLI::App &app, Command &chosen)
{
    CLI::App *command = app.add_subcommand(
        "environments",
        text(Tr::tr("What jobs had installed on a host, beside what its Python has")));
    command->require_subcommand(1);
    addOne(*command, chosen, "list", Tr::tr("List them, with versions and running jobs"), false,
           list);
    addOne(*command, chosen, "rm", Tr::tr("Delete one that no running job uses"), true, remove);
}

} // namespace outcrop
