#include "app/commands/command.h"
#include "app/commands/job_output.h"
#include "app/commands/opened_job.h"
#include "app/commands/standard_input.h"
#include "core/base/files.h"
#include "core/hosts/local_shell.h"
#include "core/models/predict.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::PredictCommand)
};

struct PredictOptions
{
    std::string job;
    std::string csv;
    std::string output;
};

Outcome predict(Context &context, const PredictOptions &options)
{
    const auto opened = openResults(context, options.job);
    if (!opened)
        return failure(opened.error());
    const QTemporaryDir folder;
    const auto named = fileOrStandardInput(text(options.csv), folder.path());
    if (!named)
        return failure(named.error());
    const QFileInfo csv(*named);
    if (!csv.isFile())
        return failure(ErrorKind::NotFound, Tr::tr("There is no file %1.").arg(csv.filePath()));
    LocalShell shell;
    Patience patience;
    patience.silence = std::chrono::minutes(10);
    const auto rows =
        predictRows(shell, thisComputer(), QFile::encodeName(resultFolder(opened->job)),
                    QFile::encodeName(csv.absoluteFilePath()), patience);
    if (!rows)
        return failure(rows.error());
    if (options.output.empty() || options.output == "-") {
        context.terminal.data(*rows);
        return ExitCode::Ok;
    }
    const Result<> saved = saveAtomically(text(options.output), *rows);
    if (!saved)
        return failure(saved.error());
    context.terminal.message(Tr::tr("%n row(s) predicted: %1", nullptr, rows->count('\n') - 1)
                                 .arg(text(options.output)));
    return ExitCode::Ok;
}

} // namespace

void addPredict(CLI::App &app, Command &chosen)
{
    CLI::App *command = app.add_subcommand(
        "predict", text(Tr::tr("Predict the rows of a CSV with the model a job kept")));
    const auto options = std::make_shared<PredictOptions>();
    addJobArgument(*command, options->job);
    command
        ->add_option("CSV", options->csv,
                     text(Tr::tr("A CSV file with the model's columns; - is standard input")))
        ->required();
    command
        ->add_option("-o,--output", options->output,
                     text(Tr::tr("Write here instead of to standard output")))
        ->type_name("FILE");
    command->callback([&chosen, options] {
        chosen = [options](Context &context) { return predict(context, *options); };
    });
}

} // namespace outcrop
