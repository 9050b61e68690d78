#include "app/commands/charts.h"
#include "app/commands/command.h"
#include "app/commands/job_output.h"
#include "app/commands/leaderboard_output.h"
#include "app/commands/opened_job.h"
#include "core/base/files.h"
#include "core/base/text.h"
#include "core/results/csv_text.h"
#include "core/results/report_check.h"
#include "core/results/report_reader.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ResultsCommand)
};

struct Found
{
    Job job;
    Report report;
};

Result<Found> findReport(const Context &context, const std::string &name)
{
    const auto opened = openResults(context, name);
    if (!opened)
        return failure(opened.error());
    auto report = readReport(resultFolder(opened->job));
    if (!report)
        return failure(report.error());
    return Found{opened->job, std::move(*report)};
}

Outcome show(Context &context, const std::string &name)
{
    const auto found = findReport(context, name);
    if (!found)
        return failure(found.error());
    const Leaderboard leaderboard = makeLeaderboard(found->report);
    const auto problems = checkReport(found->report);
    if (context.terminal.isJson()) {
        QJsonObject object = jobToJson(found->job);
        const QJsonObject result = resultToJson(found->report, leaderboard);
        for (auto it = result.begin(); it != result.end(); ++it)
            object.insert(it.key(), it.value());
        QJsonArray sentences;
        for (const ReportProblem &problem : problems)
            sentences << problem.message;
        object.insert(QStringLiteral("problems"), sentences);
        context.terminal.object(object);
    } else {
        printResult(context.terminal, found->report, leaderboard);
        for (const ReportProblem &problem : problems)
            context.terminal.message(Tr::tr("Does not fit: %1").arg(problem.message));
    }
    return problems.empty() ? ExitCode::Ok : ExitCode::Integrity;
}

// A line a candidate and fold: what every other program can draw its own figure from.
QByteArray scoresCsv(const Report &report)
{
    QStringList metrics;
    for (const Candidate &candidate : report.candidates) {
        for (const FoldResult &fold : candidate.folds) {
            for (const auto &score : fold.scores)
                metrics << score.first;
        }
    }
    metrics.removeDuplicates();
    metrics.sort();
    const QStringList head{QStringLiteral("candidate"), QStringLiteral("title"),
                           QStringLiteral("fold"),      QStringLiteral("fit_rows"),
                           QStringLiteral("held_rows"), QStringLiteral("fit_seconds")};
    QByteArray csv = csvLine(head + metrics);
    for (const Candidate &candidate : report.candidates) {
        for (const FoldResult &fold : candidate.folds) {
            QStringList cells{csvText(candidate.block),       csvText(candidate.title),
                              QString::number(fold.fold),     QString::number(fold.fitRows),
                              QString::number(fold.heldRows), csvNumber(fold.fitSeconds)};
            for (const QString &metric : metrics) {
                const auto score = fold.scores.find(metric);
                cells << (score == fold.scores.end() ? QString() : csvNumber(score->second));
            }
            csv += csvLine(cells);
        }
    }
    return csv;
}

struct ExportOptions
{
    std::string job;
    std::string csv;
    std::string charts;
    std::string lossOver;
    bool lossLogarithmic = false;
    double lossSmoothing = 0;
};

QString lossText(const ExportOptions &options)
{
    QStringList words{text(options.lossOver)};
    if (options.lossLogarithmic)
        words << QStringLiteral("logarithmic");
    words << QString::number(options.lossSmoothing, 'f', 2);
    return words.join(QLatin1Char(' '));
}

Outcome exportResults(Context &context, const ExportOptions &options)
{
    const auto found = findReport(context, options.job);
    if (!found)
        return failure(found.error());
    QStringList written;
    if (!options.csv.empty()) {
        const Result<> saved = saveAtomically(text(options.csv), scoresCsv(found->report));
        if (!saved)
            return failure(saved.error());
        written << text(options.csv);
    }
    if (!options.charts.empty()) {
        const auto charts = drawCharts(found->job.results, text(options.charts), lossText(options));
        if (!charts)
            return failure(charts.error());
        written += *charts;
    }
    if (written.isEmpty()) {
        context.terminal.data(scoresCsv(found->report));
    } else if (context.terminal.isJson()) {
        context.terminal.object({{QStringLiteral("written"), QJsonArray::fromStringList(written)}});
    } else {
        for (const QString &path : written)
            context.terminal.line(path);
    }
    return ExitCode::Ok;
}

} // namespace

void addResults(CLI::App &app, Command &chosen)
{
    CLI::App *results = app.add_subcommand("results", text(Tr::tr("What a job found")));
    results->require_subcommand(1);

    const auto job = std::make_shared<std::string>();
    CLI::App *shown =
        results->add_subcommand("show", text(Tr::tr("Print the leaderboard of a job")));
    addJobArgument(*shown, *job);
    shown->callback(
        [&chosen, job] { chosen = [job](Context &context) { return show(context, *job); }; });

    const auto options = std::make_shared<ExportOptions>();
    CLI::App *exported = results->add_subcommand(
        "export", text(Tr::tr("Write the scores as CSV, or draw the charts")));
    addJobArgument(*exported, options->job);
    exported
        ->add_option("-o,--csv", options->csv,
                     text(Tr::tr("The file for the scores (default: standard output)")))
        ->type_name("FILE");
    exported
        ->add_option("--charts", options->charts,
                     text(Tr::tr("The folder for loss, ROC, scores and latency")))
        ->type_name("FOLDER");
    exported
        ->add_option("--loss-over", options->lossOver,
                     text(Tr::tr("Draw losses over steps (the default) or over time")))
        ->type_name("AXIS")
        ->check(CLI::IsMember({"steps", "time"}));
    exported->add_flag("--loss-log", options->lossLogarithmic,
                       text(Tr::tr("Draw losses on a logarithmic axis")));
    exported
        ->add_option("--loss-smoothing", options->lossSmoothing,
                     text(Tr::tr("Smooth losses by a running mean, from 0 to 0.99")))
        ->type_name("WEIGHT")
        ->check(CLI::Range(0.0, 0.99));
    exported->callback([&chosen, options] {
        chosen = [options](Context &context) { return exportResults(context, *options); };
    });
}

} // namespace outcrop
