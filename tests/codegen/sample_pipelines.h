#pragma once

#include "core/catalog/catalog_yaml.h"
#include "core/codegen/generate.h"
#include "core/pipeline_file/pipeline_file.h"

#include <QDir>
#include <QTest>

namespace outcrop::samples {

inline QString sourcePath(const QString &path)
{
    return QDir(QStringLiteral(OUTCROP_SOURCE_DIR)).filePath(path);
}

// The catalog that Outcrop ships, from its sources.
inline const Catalog &catalog()
{
    static const Catalog loaded = [] {
        const Result<Catalog> result = loadCatalog(sourcePath(QStringLiteral("resources/catalog")));
        if (!result)
            qFatal("%s", qPrintable(result.error().message));
        return *result;
    }();
    return loaded;
}

// A pipeline of blocks, one a line: `scale sklearn.StandardScaler {columns: numeric}`, the
// attributes may be left out; and of connections between ports, separated by commas: `iris.table ->
// scale.table, scale.table -> tree.table`.
inline Pipeline pipeline(const QByteArray &blocks, const QByteArray &connections)
{
    QByteArray yaml = "outcrop: 1\nname: Sample\nseed: 0\nblocks:\n";
    for (const QByteArray &line : blocks.trimmed().split('\n')) {
        const QByteArray block = line.simplified();
        const int type = block.indexOf(' ') + 1;
        const int end = block.indexOf(' ', type);
        yaml += "  - id: " + block.left(type - 1)
                + "\n    type: " + block.mid(type, end < 0 ? -1 : end - type) + "\n";
        if (end > 0)
            yaml += "    attributes: " + block.mid(end + 1) + "\n";
    }
    yaml += "connections:\n";
    for (const QByteArray &connection : connections.split(','))
        yaml += "  - " + connection.simplified() + "\n";
    const Result<Pipeline> parsed = parsePipeline(yaml, QStringLiteral("sample.outcrop"));
    if (!parsed)
        qFatal("%s\n%s", qPrintable(parsed.error().message), yaml.constData());
    return *parsed;
}

// The plan of a pipeline that must have one.
inline Plan plan(const Pipeline &pipeline)
{
    const Result<Plan> made = makePlan(pipeline, catalog());
    if (!made)
        qFatal("%s", qPrintable(made.error().message));
    return *made;
}

inline Plan plan(const QByteArray &blocks, const QByteArray &connections)
{
    return plan(pipeline(blocks, connections));
}

inline Pipeline load(const QString &path)
{
    const Result<Pipeline> loaded = loadPipeline(sourcePath(path));
    if (!loaded)
        qFatal("%s", qPrintable(loaded.error().message));
    return *loaded;
}

} // namespace outcrop::samples
