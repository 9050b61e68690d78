#include "app/commands/command_line.h"

#include "app/commands/command_table.h"
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

bool asksForHelp(const QString &word)
{
    return word == QLatin1String("-h") || word == QLatin1String("--help")
           || word == QLatin1String("--version");
}

// "jobs lst", "--json jobs": says which of the table's words is not there, and what was probably
// meant; or which have to follow.
std::optional<QString> wrongCommand(const CLI::App &root, const QStringList &words)
{
    const CLI::App *app = &root;
    QString path = QStringLiteral("outcrop");
    for (const QString &word : words) {
        const QStringList names = commandNames(*app);
        if (names.isEmpty() || asksForHelp(word))
            return {};
        if (word.startsWith(QLatin1Char('-')))
            continue;
        const auto isNamed = [&](const CLI::App *command) {
            return command->get_name() == text(word);
        };
        if (app->get_subcommands(isNamed).empty()) {
            const QString meant = nearest(word, names);
            const QString hint =
                meant.isEmpty() ? Tr::tr("There are: %1.").arg(names.join(QStringLiteral(", ")))
                                : Tr::tr("Did you mean '%1'?").arg(meant);
            return Tr::tr("'%1' has no command '%2'. %3").arg(path, plainLine(word), hint);
        }
        app = app->get_subcommand(text(word));
        path += QLatin1Char(' ') + word;
    }
    const QStringList names = commandNames(*app);
    if (names.isEmpty())
        return {};
    return Tr::tr("'%1' needs one of its commands: %2.")
        .arg(path, names.join(QStringLiteral(", ")));
}

// What was parsed cannot be asked when parsing failed.
ExitCode refuse(const QStringList &words, const QString &sentence)
{
    TerminalOptions options;
    options.json = words.contains(QStringLiteral("--json"));
    Terminal(options).usageError(sentence);
    return ExitCode::Usage;
}

// "help jobs list" is "jobs list --help".
QStringList withoutHelpWord(QStringList words)
{
    if (words.value(0) == QLatin1String("help")) {
        words.removeFirst();
        words << QStringLiteral("--help");
    }
    return words;
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
    app.add_option("--password-fd", m_passwordDescriptor,
                   text(Tr::tr("Read a password or passphrase from this descriptor")))
        ->type_name("N");
    app.add_flag("--keep-password", m_keepsPassword,
                 text(Tr::tr("Keep the password or passphrase in the desktop's keychain if it is "
                             "right, so that it is not asked for again")));
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
    addPeek(app, m_chosen);
    addPredict(app, m_chosen);
    addCatalog(app, m_chosen);
    addCheckLeakage(app, m_chosen);
    addHosts(app, m_chosen);
    addEnvironments(app, m_chosen);
    addDoctor(app, m_chosen);
    addCompletion(app, m_chosen);
    addManPage(app, m_chosen);
}

CommandLine::~CommandLine() = default;

std::variant<CommandLine::Chosen, ExitCode> CommandLine::parse(int argc, char **argv)
{
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words << QString::fromLocal8Bit(argv[i]);
    words = withoutHelpWord(words);
    if (words.isEmpty()) {
        std::cout << m_app->help();
        return ExitCode::Ok;
    }
    if (const auto sentence = wrongCommand(*m_app, words))
        return refuse(words, *sentence);
    try {
        std::vector<std::string> reversed; // As CLI11 takes them: the first word last.
        for (const QString &word : words)
            reversed.insert(reversed.begin(), text(word));
        m_app->parse(reversed);
    } catch (const CLI::Success &success) { // Help and version.
        m_app->exit(success);
        return ExitCode::Ok;
    } catch (const CLI::Error &error) {
        return refuse(words,
                      Tr::tr("%1. See 'outcrop --help'.").arg(QString::fromUtf8(error.what())));
    }
    return Chosen{m_chosen, m_options, m_passwordDescriptor, m_keepsPassword};
}

} // namespace outcrop
