#include "app/commands/command_table.h"

#include "app/commands/command.h"

#include <CLI/App.hpp>

namespace outcrop {

namespace {

std::vector<const CLI::App *> visible(const CLI::App &app)
{
    // CLI11 hides what belongs to no group.
    return app.get_subcommands(
        [](const CLI::App *command) { return !command->get_group().empty(); });
}

TableOption optionOf(const CLI::Option &option)
{
    TableOption entry;
    for (const std::string &name : option.get_snames())
        entry.names << QLatin1Char('-') + text(name);
    for (const std::string &name : option.get_lnames())
        entry.names << QStringLiteral("--") + text(name);
    if (option.get_positional())
        entry.value = text(option.get_name(true));
    else if (option.get_items_expected_max() > 0)
        entry.value = text(option.get_type_name());
    entry.help = text(option.get_description());
    return entry;
}

void add(QVector<TableCommand> &table, const CLI::App &app, const QString &path)
{
    TableCommand entry{path, text(app.get_description()), {}, {}, commandNames(app)};
    for (const CLI::Option *option : app.get_options())
        (option->get_positional() ? entry.arguments : entry.options) << optionOf(*option);
    table << entry;
    for (const CLI::App *command : visible(app))
        add(table, *command, path + QLatin1Char(' ') + text(command->get_name()));
}

} // namespace

QVector<TableCommand> commandsOf(const CLI::App &app)
{
    QVector<TableCommand> table;
    add(table, app, text(app.get_name()));
    return table;
}

QStringList commandNames(const CLI::App &app)
{
    QStringList names;
    for (const CLI::App *command : visible(app))
        names << text(command->get_name());
    return names;
}

} // namespace outcrop
