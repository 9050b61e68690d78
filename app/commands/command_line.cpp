#include "app/commands/command_line.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <iostream>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CommandLine)
};

QStringList namesOf(const CLI::App &app)
{
    QStringList names;
    for (const CLI::App *command : app.get_subcommands([](const CLI::App *) { return true; }))
        names << text(command->get_name());
    return names;
}

// "jobs lst": says which of the table's words is not there, and what was probably meant.
std::optional<QString> unknownCommand(const CLI::App &root, const QStringList &words)
{
    const CLI::App *app = &root;
    QString path = QStringLiteral("outcrop");
    for (const QString &word : words) {
        const QStringList names = namesOf(*app);
        if (names.isEmpty() || word.startsWith(QLatin1Char('-')))
            return {};
        if (!names.contains(word)) {
            const QString meant = nearest(word, names);
            const QString hint =
                meant.isEmpty() ? Tr::tr("There are: %1.").arg(names.join(QStringLiteral(", ")))
                                : Tr::tr("Did you mean '%1'?").arg(meant);
            return Tr::tr("'%1' has no command '%2'. %3").arg(path, plainLine(word), hint);
        }
        app = app->get_subcommand(text(word));
        path += QLatin1Char(' ') + word;
    }
    return {};
}

} // namespace

CommandLine::CommandLine()
    : m_app(
        std::make_unique<CLI::App>(text(Tr::tr("Outcrop: draw machine-learning pipelines, run them "
                                               "on plain hosts, compare what they learned.")),
                                   "outcrop"))
{
    CLI::App &app = *m_app;
    app.fallthrough();
    app.require_subcommand(1);
    app.set_version_flag("--version", "outcrop " OUTCROP_VERSION,
                         text(Tr::tr("Print the version and exit")));
    app.set_help_flag("-h,--help", text(Tr::tr("Print this help and exit")));
    app.add_flag("--json", m_options.json,
                 text(Tr::tr("Print JSON: one object, or a line each for streams")));
    app.add_flag("--plain", m_options.plain,
                 text(Tr::tr("Print tab-separated lines with stable columns")));
    app.add_flag("-q,--quiet", m_options.quiet, text(Tr::tr("No messages, only data and errors")));
    app.add_flag("-v,--verbose", m_options.verbosity,
                 text(Tr::tr("More messages; twice for even more")));
    app.add_flag("--no-color", m_options.noColor, text(Tr::tr("No colours")));
    app.footer(
        text(Tr::tr("Examples:\n"
                    "  outcrop run resources/examples/breast-cancer.outcrop --charts charts\n"
                    "  outcrop jobs list --json")));
    addValidate(app, m_chosen);
    addBuild(app, m_chosen);
    addRun(app, m_chosen);
    addSubmit(app, m_chosen);
    addJobs(app, m_chosen);
    addResults(app, m_chosen);
    addPredict(app, m_chosen);
    addCatalog(app, m_chosen);
    addCheckLeakage(app, m_chosen);
    addDoctor(app, m_chosen);
    addCompletion(app, m_chosen);
}

CommandLine::~CommandLine() = default;

std::variant<CommandLine::Chosen, ExitCode> CommandLine::parse(int argc, char **argv)
{
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words << QString::fromLocal8Bit(argv[i]);
    if (words.isEmpty()) {
        std::cout << m_app->help();
        return ExitCode::Ok;
    }
    if (const auto sentence = unknownCommand(*m_app, words)) {
        std::cerr << "outcrop: " << text(*sentence) << '\n';
        return ExitCode::Usage;
    }
    try {
        m_app->parse(argc, argv);
    } catch (const CLI::Success &success) { // Help and version.
        m_app->exit(success);
        return ExitCode::Ok;
    } catch (const CLI::Error &error) {
        std::cerr << "outcrop: " << error.what() << '\n'
                  << text(Tr::tr("See 'outcrop --help'.")) << '\n';
        return ExitCode::Usage;
    }
    return Chosen{m_chosen, m_options};
}

} // namespace outcrop
