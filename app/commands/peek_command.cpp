#include "app/commands/command.h"
#include "app/commands/opened_hosts.h"
#include "core/base/text.h"
#include "core/host_list/host_shell.h"
#include "core/remote_data/table_peek.h"
#include "core/table/data_location.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::PeekCommand)
};

struct PeekOptions
{
    std::string path;
    int rows = 5;
    std::string separator = ",";
    std::string decimal = ".";
    std::string encoding = "utf-8";
    bool noHeader = false;
};

CsvOptions csvOptions(const PeekOptions &options)
{
    // A separator of several letters is none: the reader refuses it.
    const auto only = [](const std::string &letters) {
        return letters == "\\t"      ? QLatin1Char('\t')
               : letters.size() == 1 ? QLatin1Char(letters[0])
                                     : QLatin1Char('\0');
    };
    return {only(options.separator), only(options.decimal),
            QByteArray::fromStdString(options.encoding), !options.noHeader};
}

Result<TablePeek> peek(Context &context, const PeekOptions &options)
{
    const QString path = text(options.path);
    const DataLocation location = dataLocation(path);
    const Result<OpenedHost> opened =
        openHost(context, location.isOnHost() ? location.host.toStdString() : "local");
    if (!opened)
        return failure(opened.error());
    const QString file =
        location.isOnHost() ? location.path : QFileInfo(location.path).absoluteFilePath();
    context.terminal.progress(Tr::tr("Looking at %1…").arg(plainLine(path)));
    const auto shell = openShell(opened->entry, opened->hosts, context.access);
    auto found = peekTable(*shell, file, path, csvOptions(options), options.rows, {});
    context.terminal.progress({});
    return found;
}

QString numberText(double value)
{
    return QString::number(value, 'g', 6);
}

QStringList columnRow(const ColumnFacts &column)
{
    QStringList row{
        plainLine(column.name, 60), columnTypeTitle(column.type), QString::number(column.missing),
        column.distinct >= 1000 ? Tr::tr("1000 or more") : QString::number(column.distinct)};
    if (column.numbers)
        row << numberText(column.numbers->least) << numberText(column.numbers->mean)
            << numberText(column.numbers->greatest);
    else
        row << QString() << QString() << QString();
    return row << plainLine(column.firstValues.mid(0, 3).join(QStringLiteral(", ")), 40);
}

void print(const Terminal &terminal, const TablePeek &peek)
{
    QVector<QStringList> columns;
    for (const ColumnFacts &column : peek.facts.columns)
        columns << columnRow(column);
    terminal.table({Tr::tr("Column"), Tr::tr("Kind"), Tr::tr("Missing"), Tr::tr("Distinct"),
                    Tr::tr("Least"), Tr::tr("Mean"), Tr::tr("Greatest"), Tr::tr("First values")},
                   columns);
    if (!peek.facts.head.isEmpty()) {
        QStringList names;
        for (const ColumnFacts &column : peek.facts.columns)
            names << plainLine(column.name, 30);
        QVector<QStringList> rows;
        for (const QStringList &row : peek.facts.head) {
            QStringList cells;
            for (const QString &cell : row)
                cells << plainLine(cell, 30);
            rows << cells;
        }
        terminal.line({});
        terminal.table(names, rows);
    }
    terminal.message(sizeSentence(peek));
}

QJsonObject columnToJson(const ColumnFacts &column)
{
    static const char *const kinds[] = {"integer", "real", "text", "empty"};
    QJsonObject object{
        {QStringLiteral("name"), column.name},
        {QStringLiteral("kind"), QLatin1String(kinds[int(column.type)])},
        {QStringLiteral("missing"), column.missing},
        {QStringLiteral("distinct"), column.distinct},
        {QStringLiteral("first_values"), QJsonArray::fromStringList(column.firstValues)}};
    if (column.numbers) {
        object.insert(QStringLiteral("least"), column.numbers->least);
        object.insert(QStringLiteral("mean"), column.numbers->mean);
        object.insert(QStringLiteral("greatest"), column.numbers->greatest);
    }
    return object;
}

QJsonObject toJson(const TablePeek &peek)
{
    QJsonArray columns, head;
    for (const ColumnFacts &column : peek.facts.columns)
        columns << columnToJson(column);
    for (const QStringList &row : peek.facts.head)
        head << QJsonArray::fromStringList(row);
    const auto rows = peek.rows();
    return {{QStringLiteral("bytes"), peek.bytes},
            {QStringLiteral("rows"), rows ? QJsonValue(*rows) : QJsonValue()},
            {QStringLiteral("read_bytes"), peek.readBytes},
            {QStringLiteral("read_rows"), peek.facts.rows},
            {QStringLiteral("columns"), columns},
            {QStringLiteral("head"), head}};
}

Outcome run(Context &context, const PeekOptions &options)
{
    const auto found = peek(context, options);
    if (!found)
        return failure(found.error());
    if (context.terminal.isJson())
        context.terminal.object(toJson(*found));
    else
        print(context.terminal, *found);
    return ExitCode::Ok;
}

} // namespace

void addPeek(CLI::App &app, Command &chosen)
{
    CLI::App *command =
        app.add_subcommand("peek", text(Tr::tr("Look at a table where it lies: columns, counts, "
                                               "first rows; nothing is fetched")));
    const auto options = std::make_shared<PeekOptions>();
    command
        ->add_option("FILE", options->path,
                     text(Tr::tr("A CSV file here, or HOST:/path on a host of the list")))
        ->required();
    command->add_option("--rows", options->rows, text(Tr::tr("How many rows to show")))
        ->type_name("N")
        ->check(CLI::Range(0, 1000));
    command
        ->add_option("--separator", options->separator,
                     text(Tr::tr("What stands between two values; \\t is a tab")))
        ->type_name("CHARACTER");
    command
        ->add_option("--decimal", options->decimal,
                     text(Tr::tr("What stands before the fraction of a number")))
        ->type_name("CHARACTER");
    command
        ->add_option("--encoding", options->encoding,
                     text(Tr::tr("How the file writes its letters")))
        ->type_name("NAME");
    command->add_flag("--no-header", options->noHeader,
                      text(Tr::tr("The first line is no header but a row")));
    command->callback([&chosen, options] {
        chosen = [options](Context &context) { return run(context, *options); };
    });
}

} // namespace outcrop
