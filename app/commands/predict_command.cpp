#include "app/commands/command.h"
#include "app/commands/job_output.h"
#include "app/commands/opened_job.h"
#include "app/commands/standard_input.h"
#include "core/base/files.h"
#include "core/hosts/local_shell.h"
#include "core/models/predict.h"
#include "core/results/report_reader.h"
#include "core/table/csv_tokenizer.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonObject>
#include <QTemporaryDir>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::PredictCommand)
};

// Null where it is none.
QJsonValue numberIn(const QString &field)
{
    bool isNumber = false;
    const double number = field.toDouble(&isNumber);
    return isNumber ? QJsonValue(number) : QJsonValue();
}

// A line a row: {"prediction": …, "scores": {CLASS: …}}. Classes are texts, whatever they look
// like.
void printJson(const Terminal &terminal, const QByteArray &csv, bool areClasses)
{
    const QString score = QStringLiteral("score:");
    QStringList header;
    CsvTokenizer rows(',', [&](const CsvRow &row) {
        QStringList fields;
        for (const std::string_view field : row.fields)
            fields << QString::fromUtf8(field.data(), int(field.size()));
        if (header.isEmpty()) {
            header = fields;
            return;
        }
        QJsonObject line, scores;
        for (int i = 0; i < std::min(header.size(), fields.size()); ++i) {
            if (header[i].startsWith(score))
                scores.insert(header[i].mid(score.size()), numberIn(fields[i]));
            else
                line.insert(header[i], areClasses ? QJsonValue(fields[i]) : numberIn(fields[i]));
        }
        if (!scores.isEmpty())
            line.insert(QStringLiteral("scores"), scores);
        terminal.object(line);
    });
    rows.feed(csv.constData(), csv.size());
    [[maybe_unused]] const bool isWhole = rows.finish(); // It is of our own program.
}

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
    QTemporaryDir folder;
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
    folder.remove(); // Before the answer: who reads no more of it ends the program at once.
    if (!rows)
        return failure(rows.error());
    if (options.output.empty() || options.output == "-") {
        if (!context.terminal.isJson()) {
            context.terminal.data(*rows);
            return ExitCode::Ok;
        }
        const auto report = readReport(resultFolder(opened->job));
        if (!report)
            return failure(report.error());
        printJson(context.terminal, *rows, report->task == Report::Task::Classification);
        return ExitCode::Ok;
    }
    const Result<> saved = saveAtomically(text(options.output), *rows);
    if (!saved)
        return failure(saved.error());
    const int count = rows->count('\n') - 1;
    if (context.terminal.isJson())
        context.terminal.object(
            {{QStringLiteral("rows"), count}, {QStringLiteral("output"), text(options.output)}});
    context.terminal.message(
        Tr::tr("%n rows predicted: %1", nullptr, count).arg(text(options.output)));
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
