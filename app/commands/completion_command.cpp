#include "app/commands/command.h"
#include "app/commands/command_table.h"

#include <QCoreApplication>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CompletionCommand)
};

// A command path of the table and the words that may follow it.
struct Step
{
    QString path; // "outcrop jobs"
    QStringList words;
};

// An option of a command is one of those below it, too.
QVector<Step> stepsOf(const QVector<TableCommand> &table)
{
    QVector<Step> steps;
    for (const TableCommand &command : table) {
        Step step{command.path, command.commands};
        for (const TableCommand &above : table) {
            if (!(command.path + QLatin1Char(' ')).startsWith(above.path + QLatin1Char(' ')))
                continue;
            for (const TableOption &option : above.options)
                step.words += option.names.filter(QStringLiteral("--"));
        }
        step.words.removeDuplicates();
        steps << step;
    }
    return steps;
}

QString bashScript(const QVector<Step> &steps)
{
    QString cases;
    for (const Step &step : steps) {
        cases += QStringLiteral("        '%1') words='%2' ;;\n")
                     .arg(step.path, step.words.join(QLatin1Char(' ')));
    }
    return QStringLiteral(R"(_outcrop() {
    local path=outcrop words= i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "${COMP_WORDS[i]}" in -*) ;; *) path="$path ${COMP_WORDS[i]}" ;; esac
    done
    case "$path" in
%1        *) COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")); return ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
    [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o filenames -F _outcrop outcrop
)")
        .arg(cases);
}

QString zshScript(const QVector<Step> &steps)
{
    return QStringLiteral("#compdef outcrop\nautoload -U +X bashcompinit && bashcompinit\n")
           + bashScript(steps);
}

QString fishScript(const QVector<Step> &steps)
{
    QString script = QStringLiteral(R"(function __outcrop_at
    set -l words (commandline -opc | string match -v -- '-*')
    test "$words" = "$argv"
end
)");
    for (const Step &step : steps) {
        for (const QString &word : step.words) {
            const bool option = word.startsWith(QLatin1String("--"));
            script += QStringLiteral("complete -c outcrop -n '__outcrop_at %1' %2 %3\n")
                          .arg(step.path, option ? QStringLiteral("-l") : QStringLiteral("-f -a"),
                               option ? word.mid(2) : word);
        }
    }
    return script;
}

} // namespace

void addCompletion(CLI::App &app, Command &chosen)
{
    CLI::App *command =
        app.add_subcommand("completion", text(Tr::tr("Print a completion script for a shell")));
    const auto shell = std::make_shared<std::string>();
    command->add_option("SHELL", *shell, text(Tr::tr("bash, zsh or fish")))
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    command->callback([&app, &chosen, shell] {
        chosen = [&app, shell](Context &context) -> Outcome {
            const QVector<Step> steps = stepsOf(commandsOf(app));
            const QString script = *shell == "bash"  ? bashScript(steps)
                                   : *shell == "zsh" ? zshScript(steps)
                                                     : fishScript(steps);
            context.terminal.data(script.toUtf8());
            return ExitCode::Ok;
        };
    });
}

} // namespace outcrop
