#include "app/commands/command.h"
#include "app/commands/run_job.h"
#include "app/commands/standard_input.h"
#include "core/base/files.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::BuildCommand)
};

Outcome writeToStandardOutput(Context &context, const OpenedPipeline &opened)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("package.zip"));
    if (const auto built = buildPackage(context, opened, Purpose::Train, path); !built)
        return failure(built.error());
    const auto bytes = readFile(path);
    if (!bytes)
        return failure(bytes.error());
    context.terminal.data(*bytes);
    return ExitCode::Ok;
}

Outcome build(Context &context, const QString &file, const QString &output)
{
    const auto opened = openPipeline(file, context.folders);
    if (!opened)
        return failure(opened.error());
    if (isStandardInput(output))
        return writeToStandardOutput(context, *opened);
    const auto built = buildPackage(context, *opened, Purpose::Train, output);
    if (!built)
        return failure(built.error());
    const QString hash = QString::fromLatin1(built->sha256);
    const qint64 size = QFileInfo(output).size();
    if (context.terminal.isJson()) {
        context.terminal.object({{QStringLiteral("package"), output},
                                 {QStringLiteral("sha256"), hash},
                                 {QStringLiteral("size"), size}});
    } else {
        context.terminal.line(QStringLiteral("%1  %2").arg(hash, output));
        context.terminal.message(Tr::tr("%1, %2").arg(output, formatSize(size)));
    }
    return ExitCode::Ok;
}

} // namespace

void addBuild(CLI::App &app, Command &chosen)
{
    CLI::App *command = app.add_subcommand(
        "build", text(Tr::tr("Write the package of a pipeline: the ZIP that runs")));
    const auto file = std::make_shared<std::string>();
    const auto output = std::make_shared<std::string>();
    command
        ->add_option("FILE", *file, text(Tr::tr("A pipeline file (.outcrop); - is standard input")))
        ->required();
    command
        ->add_option("-o,--output", *output, text(Tr::tr("The ZIP to write; - is standard output")))
        ->required();
    command->callback([&chosen, file, output] {
        chosen = [file, output](Context &context) {
            return build(context, text(*file), text(*output));
        };
    });
}

} // namespace outcrop
