#include "core/catalog/catalog_yaml.h"

#include "core/base/files.h"
#include "core/catalog/type_reader.h"
#include "core/yaml/yaml_fields.h"
#include "core/yaml/yaml_parser.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CatalogYaml)
};

QStringList yamlFiles(const QString &folder)
{
    QStringList files;
    QDirIterator it(folder, {QStringLiteral("*.yaml")}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next());
    files.sort();
    return files;
}

} // namespace

Result<CatalogFile> readCatalogFile(const QByteArray &yaml, const QString &file)
{
    const auto root = parseYaml(yaml, file);
    if (!root)
        return failure(root.error());
    CatalogFile result;
    YamlFields fields(*root, file);
    result.source = fields.text("source");
    const YamlNode *types = fields.mapping("types");
    if (const auto done = fields.finish(); !done)
        return failure(done.error());
    for (size_t i = 0; types && i < types->children.size(); ++i) {
        auto type = readBlockType(types->children[i], file);
        if (!type)
            return failure(type.error());
        result.types.append(std::move(*type));
    }
    return result;
}

Result<Catalog> loadCatalog(const QString &folder)
{
    QVector<BlockType> types;
    QHash<QString, QString> places;
    QString source;
    for (const QString &path : yamlFiles(folder)) {
        const auto bytes = readFile(path);
        if (!bytes)
            return failure(bytes.error());
        const QString file = QDir(folder).relativeFilePath(path);
        auto part = readCatalogFile(*bytes, file);
        if (!part)
            return failure(part.error());
        for (const BlockType &type : qAsConst(part->types)) {
            if (places.contains(type.key))
                return failure(ErrorKind::InvalidInput,
                               Tr::tr("%1: the type %2 is in %3 already; rename or remove one")
                                   .arg(file, type.key, places[type.key]));
            places.insert(type.key, file);
        }
        types += part->types;
        if (!part->source.isEmpty())
            source = part->source;
    }
    Catalog catalog(std::move(types));
    catalog.setSource(source);
    return catalog;
}

Result<Catalog> mergeCatalogs(const Catalog &base, const Catalog &own)
{
    for (const BlockType &type : own.types()) {
        if (base.find(type.key))
            return failure(ErrorKind::InvalidInput,
                           Tr::tr("your own catalog has a type %1, which Outcrop has already; give "
                                  "yours another key")
                               .arg(type.key));
    }
    Catalog merged(base.types() + own.types());
    merged.setSource(base.source());
    return merged;
}

} // namespace outcrop
