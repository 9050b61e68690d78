#pragma once

#include <QStringList>
#include <QVector>

namespace CLI {
class App;
}

namespace outcrop {

// The table of commands as values, for what is generated from it: completion scripts, the manual
// page.
struct TableOption
{
    QStringList names; // "-o", "--output"; empty for an argument.
    QString value;     // "FILE" of an argument; of an option that takes one "TEXT" and the like.
    QString help;
};

struct TableCommand
{
    QString path; // "outcrop jobs list"
    QString help;
    QVector<TableOption> arguments, options;
    QStringList commands; // Names of those below it.
};

// The program itself first, then every command that is not hidden, each before those below it.
QVector<TableCommand> commandsOf(const CLI::App &app);

// The names of the commands below one, hidden ones not among them.
QStringList commandNames(const CLI::App &app);

} // namespace outcrop
