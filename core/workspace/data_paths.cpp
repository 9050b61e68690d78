#include "core/workspace/data_paths.h"

#include "core/pipeline/edits.h"
#include "core/table/data_location.h"

#include <QDir>

#include <algorithm>

namespace outcrop {

namespace {

bool isPath(const AttributeSpec &attribute)
{
    return std::any_of(attribute.kinds.begin(), attribute.kinds.end(),
                       [](const auto &kind) { return kind.form == AttributeKind::Form::Path; });
}

QString moved(const QString &path, const QString &from, const QString &to)
{
    const QString file = QDir::cleanPath(QDir(from).absoluteFilePath(path));
    const QString relative = QDir(to).relativeFilePath(file);
    return relative.startsWith(QLatin1String("../")) ? file : relative;
}

} // namespace

Pipeline moveDataPaths(Pipeline pipeline, const Catalog &catalog, const QString &from,
                       const QString &to)
{
    if (QDir(from) == QDir(to))
        return pipeline;
    for (const BlockId id : pipeline.blockIds()) {
        const Block block = *pipeline.find(id);
        const BlockType *const type = catalog.find(block.type);
        if (!type)
            continue;
        for (const AttributeSpec &attribute : type->attributes) {
            const AttributeValue value = block.attributes.value(attribute.name);
            const QString *const path = value.as<QString>();
            if (path && isPath(attribute) && !path->isEmpty() && QDir::isRelativePath(*path)
                && !dataLocation(*path).isOnHost())
                pipeline = setAttribute(std::move(pipeline), id, attribute.name,
                                        AttributeValue(moved(*path, from, to)), catalog);
        }
    }
    return pipeline;
}

} // namespace outcrop
