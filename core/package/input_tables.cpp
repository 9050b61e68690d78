#include "core/package/input_tables.h"

#include "core/base/text.h"
#include "core/codegen/plan_graph.h"
#include "core/table/bundled_tables.h"
#include "core/table/data_location.h"

#include <QCoreApplication>
#include <QDir>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::InputTables)
};

using Attributes = QMap<QString, AttributeValue>;

QString textOf(const Attributes &attributes, const char *name)
{
    const AttributeValue value = attributes.value(QLatin1String(name));
    return value.as<QString>() ? *value.as<QString>() : QString();
}

} // namespace

CsvOptions csvOptions(const Attributes &attributes)
{
    CsvOptions options;
    if (const QString separator = textOf(attributes, "separator"); separator.size() == 1)
        options.separator = separator[0];
    if (const QString decimal = textOf(attributes, "decimal"); decimal.size() == 1)
        options.decimal = decimal[0];
    if (const QString encoding = textOf(attributes, "encoding"); !encoding.isEmpty())
        options.encoding = encoding.toLatin1();
    const AttributeValue header = attributes.value(QStringLiteral("header"));
    options.header = !header.as<bool>() || *header.as<bool>();
    return options;
}

QString dataFile(const QString &path, const QString &baseFolder)
{
    return dataLocation(path).isOnHost() ? path
                                         : QDir::cleanPath(QDir(baseFolder).absoluteFilePath(path));
}

Result<TableFacts> readTable(const QString &blockType, const Attributes &attributes,
                             const QString &baseFolder, int headRows)
{
    if (blockType == QLatin1String("input.csv"))
        return readCsvFacts(dataFile(textOf(attributes, "path"), baseFolder),
                            csvOptions(attributes), headRows);
    if (blockType == QLatin1String("input.dataset")) {
        if (const auto table = bundledTable(textOf(attributes, "name")))
            return *table;
    }
    return failure(ErrorKind::InvalidInput,
                   Tr::tr("No table is known for %1 %2.")
                       .arg(plainLine(blockType, 60), plainLine(textOf(attributes, "name"), 60)));
}

InputReading readInputTables(const Pipeline &pipeline, const Catalog &catalog,
                             const QString &baseFolder)
{
    InputReading reading;
    pipeline.forEachBlock([&](BlockId id, const Block &block) {
        const BlockType *const type = catalog.find(block.type);
        if (!type || type->role != BlockRole::Input)
            return;
        const Attributes attributes = PlanBlock{id, &block, type}.values();
        const bool isFile = type->findAttribute(QStringLiteral("path"));
        const QString path = textOf(attributes, "path");
        if (isFile && (path.isEmpty() || dataLocation(path).isOnHost()))
            return;
        const auto table = readTable(block.type, attributes, baseFolder);
        if (table)
            reading.tables.insert(block.id, *table);
        else if (isFile)
            reading.problems.append({Problem::Severity::Error,
                                     QStringLiteral("unreadable_data"),
                                     table.error().message,
                                     id,
                                     QStringLiteral("path"),
                                     {}});
    });
    return reading;
}

} // namespace outcrop
