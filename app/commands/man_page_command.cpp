#include "app/commands/command.h"
#include "app/commands/command_table.h"

#include <QCoreApplication>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ManPageCommand)
};

// Text of mdoc(7): nothing in it is a macro or an escape.
QString escaped(QString text)
{
    text.replace(QLatin1Char('\\'), QLatin1String("\\e"));
    text.replace(QLatin1Char('-'), QLatin1String("\\-"));
    if (text.startsWith(QLatin1Char('.')) || text.startsWith(QLatin1Char('\'')))
        text.prepend(QLatin1String("\\&"));
    return text;
}

// Lines as mdoc(7) wants them: a new one for each sentence, none over 80 bytes.
QString sentences(const QString &text)
{
    constexpr int longestLine = 79;
    QString page;
    for (QString sentence : text.split(QStringLiteral(". "))) {
        if (!sentence.endsWith(QLatin1Char('.')) && !sentence.endsWith(QLatin1Char(':')))
            sentence += QLatin1Char('.');
        QString line;
        for (const QString &word : sentence.split(QLatin1Char(' '))) {
            if (!line.isEmpty() && escaped(line + QLatin1Char(' ') + word).size() > longestLine) {
                page += escaped(line) + QLatin1Char('\n');
                line.clear();
            }
            line += (line.isEmpty() ? QString() : QStringLiteral(" ")) + word;
        }
        page += escaped(line) + QLatin1Char('\n');
    }
    return page;
}

QString italic(const QString &text)
{
    return QStringLiteral("\\fI%1\\fR").arg(escaped(text));
}

QString bold(const QString &text)
{
    return QStringLiteral("\\fB%1\\fR").arg(escaped(text));
}

// "-o, --output FILE"
QString headOf(const TableOption &option)
{
    if (option.names.isEmpty())
        return italic(option.value);
    QStringList names;
    for (const QString &name : option.names)
        names << bold(name);
    const QString head = names.join(QStringLiteral(", "));
    return option.value.isEmpty() ? head : head + QLatin1Char(' ') + italic(option.value);
}

QString item(const QString &head, const QString &body)
{
    return QStringLiteral(".It %1\n").arg(head) + sentences(body);
}

QString list(const QVector<TableOption> &options)
{
    QString items;
    for (const TableOption &option : options)
        items += item(headOf(option), option.help);
    return items.isEmpty() ? items : QStringLiteral(".Bl -tag -width 4n\n%1.El\n").arg(items);
}

QString list(const QVector<QPair<QString, QString>> &entries)
{
    QString items;
    for (const auto &[name, meaning] : entries)
        items += item(bold(name), meaning);
    return QStringLiteral(".Bl -tag -width 4n\n%1.El\n").arg(items);
}

// A command with its arguments; one that only holds others is told by them.
QString section(const TableCommand &command)
{
    if (!command.commands.isEmpty())
        return {};
    QString head = bold(command.path.section(QLatin1Char(' '), 1));
    for (const TableOption &argument : command.arguments)
        head += QLatin1Char(' ') + italic(argument.value);
    QVector<TableOption> options;
    for (const TableOption &option : command.options) {
        if (!option.names.contains(QStringLiteral("--help")))
            options << option;
    }
    return QStringLiteral(".Ss %1\n").arg(head) + sentences(command.help)
           + list(command.arguments + options);
}

QVector<QPair<QString, QString>> exitCodes()
{
    return {
        {QStringLiteral("0"), Tr::tr("It is done")},
        {QStringLiteral("1"), Tr::tr("It failed for a reason that has no code of its own")},
        {QStringLiteral("2"), Tr::tr("The command line is wrong")},
        {QStringLiteral("3"),
         Tr::tr("The pipeline has problems, something leaks, or a package is bad")},
        {QStringLiteral("4"), Tr::tr("The job ended with a failure")},
        {QStringLiteral("5"), Tr::tr("The host did not answer")},
        {QStringLiteral("6"), Tr::tr("The host did not accept the login")},
        {QStringLiteral("7"), Tr::tr("The key of the host is not the known one")},
        {QStringLiteral("8"), Tr::tr("A digest or a recomputed score does not fit")},
        {QStringLiteral("9"), Tr::tr("Something is in use, or two facts contradict each other")},
        {QStringLiteral("10"), Tr::tr("A person cancelled it")},
        {QStringLiteral("11"), Tr::tr("The disk is full")},
        {QStringLiteral("130"), Tr::tr("Ctrl-C: the job goes on")},
        {QStringLiteral("141"), Tr::tr("The reader of a pipe is gone")}};
}

QVector<QPair<QString, QString>> environment()
{
    return {{QStringLiteral("NO_COLOR"), Tr::tr("If it is set, no colours are printed")},
            {QStringLiteral("TERM"), Tr::tr("If it is \"dumb\", no colours and no progress")},
            {QStringLiteral("XDG_DATA_HOME"),
             Tr::tr("Where jobs are kept, instead of ~/.local/share")}};
}

QVector<QPair<QString, QString>> files()
{
    return {
        {QStringLiteral("~/.local/share/outcrop/jobs.sqlite"),
         Tr::tr("The jobs, their attempts and their history")},
        {QStringLiteral("~/.local/share/outcrop/jobs/"),
         Tr::tr("What was submitted, and what was collected")},
        {QStringLiteral("~/.local/share/outcrop/catalog/"), Tr::tr("Kinds of blocks of one's own")},
        {QStringLiteral("~/.local/share/outcrop-host/"),
         Tr::tr("The jobs that run, or ran, on this computer")}};
}

QString manPage(const CLI::App &app)
{
    const QVector<TableCommand> table = commandsOf(app);
    QString page = QStringLiteral(".Dd November 21, 2026\n"
                                  ".Dt OUTCROP 1\n"
                                  ".Os\n"
                                  ".Sh NAME\n"
                                  ".Nm outcrop\n"
                                  ".Nd %1\n"
                                  ".Sh SYNOPSIS\n"
                                  ".Nm\n"
                                  ".Op Ar option ...\n"
                                  ".Ar command\n"
                                  ".Op Ar argument ...\n"
                                  ".Sh DESCRIPTION\n")
                       .arg(escaped(Tr::tr("draw, run and compare machine-learning pipelines")));
    page += sentences(table.front().help);
    page += sentences(Tr::tr("A job runs on its host with or without this program. It is started "
                             "once, however often it is asked for, and found again after a crash. "
                             "Standard output carries data, standard error everything else."));
    page += QStringLiteral(".Pp\n")
            + sentences(Tr::tr("These options are understood by every command:"))
            + list(table.front().options);
    page += QStringLiteral(".Sh COMMANDS\n");
    for (const TableCommand &command : table.mid(1))
        page += section(command);
    page += QStringLiteral(".Sh ENVIRONMENT\n") + list(environment());
    page += QStringLiteral(".Sh FILES\n") + list(files());
    page += QStringLiteral(".Sh EXIT STATUS\n") + list(exitCodes());
    page += QStringLiteral(".Sh EXAMPLES\n")
            + sentences(Tr::tr("Run a pipeline, look at its figures, predict new rows:"))
            + QStringLiteral(".Bd -literal -offset indent\n"
                             "outcrop run iris.outcrop \\-\\-charts charts\n"
                             "outcrop jobs list\n"
                             "outcrop predict calm\\-oak\\-11 new.csv > predicted.csv\n"
                             ".Ed\n");
    return page;
}

} // namespace

void addManPage(CLI::App &app, Command &chosen)
{
    CLI::App *command =
        app.add_subcommand("man-page", text(Tr::tr("Print the manual page, in mdoc(7)")));
    command->group(""); // For whoever packs the program.
    command->callback([&app, &chosen] {
        chosen = [&app](Context &context) -> Outcome {
            context.terminal.data(manPage(app).toUtf8());
            return ExitCode::Ok;
        };
    });
}

} // namespace outcrop
