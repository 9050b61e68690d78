#include "app/commands/command.h"
#include "app/commands/opened_pipeline.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ValidateCommand)
};

QString severityWord(Problem::Severity severity)
{
    return severity == Problem::Severity::Error ? QStringLiteral("error")
                                                : QStringLiteral("notice");
}

QJsonObject toJson(const OpenedPipeline &opened, const Problem &problem)
{
    QJsonArray fixes;
    for (const Fix &fix : problem.fixes)
        fixes << fix.title;
    const Block *block = opened.pipeline.find(problem.block);
    return {{QStringLiteral("severity"), severityWord(problem.severity)},
            {QStringLiteral("code"), problem.code},
            {QStringLiteral("block"), block ? QJsonValue(block->id) : QJsonValue()},
            {QStringLiteral("attribute"),
             problem.attribute.isEmpty() ? QJsonValue() : QJsonValue(problem.attribute)},
            {QStringLiteral("message"), problem.message},
            {QStringLiteral("fixes"), fixes}};
}

void printJson(const Terminal &terminal, const OpenedPipeline &opened)
{
    QJsonArray problems;
    for (const Problem &problem : opened.problems)
        problems << toJson(opened, problem);
    terminal.object({{QStringLiteral("file"), opened.path},
                     {QStringLiteral("valid"), !hasErrors(opened.problems)},
                     {QStringLiteral("problems"), problems}});
}

void printPlain(const Terminal &terminal, const OpenedPipeline &opened)
{
    QVector<QStringList> rows;
    for (const Problem &problem : opened.problems) {
        const Block *block = opened.pipeline.find(problem.block);
        rows << QStringList{severityWord(problem.severity), problem.code,
                            block ? block->id : QString(), problem.attribute, problem.message};
    }
    terminal.table({}, rows);
}

void printText(const Terminal &terminal, const OpenedPipeline &opened)
{
    for (const Problem &problem : opened.problems) {
        terminal.line(
            Tr::tr("%1: %2").arg(severityWord(problem.severity), problemLine(opened, problem)));
        for (const Fix &fix : problem.fixes)
            terminal.line(Tr::tr("    to mend it: %1").arg(fix.title));
    }
    if (!hasErrors(opened.problems))
        terminal.line(Tr::tr("%1 can run: %n blocks.", nullptr, opened.pipeline.blockCount())
                          .arg(opened.path));
}

Outcome validate(Context &context, const QString &path)
{
    const auto opened = openPipeline(path, context.folders);
    if (!opened)
        return failure(opened.error());
    if (context.terminal.isJson())
        printJson(context.terminal, *opened);
    else if (context.terminal.options().plain)
        printPlain(context.terminal, *opened);
    else
        printText(context.terminal, *opened);
    return hasErrors(opened->problems) ? ExitCode::Invalid : ExitCode::Ok;
}

} // namespace

void addValidate(CLI::App &app, Command &chosen)
{
    CLI::App *command =
        app.add_subcommand("validate", text(Tr::tr("Check a pipeline file and list its problems")));
    const auto file = std::make_shared<std::string>();
    command
        ->add_option("FILE", *file, text(Tr::tr("A pipeline file (.outcrop); - is standard input")))
        ->required();
    command->callback([&chosen, file] {
        chosen = [file](Context &context) { return validate(context, text(*file)); };
    });
}

} // namespace outcrop
