#pragma once

#include "core/catalog/catalog.h"

namespace outcrop {

// A catalog from the *.yaml files below a folder, in any depth; the form is told in
// resources/catalog/README.md. Everything is checked: words, defaults against kinds, ports, unknown
// keys. Errors name file and line. A folder that is not there is an empty catalog.
Result<Catalog> loadCatalog(const QString &folder);

// The types of one file and its `source`, if it states one.
struct CatalogFile
{
    QVector<BlockType> types;
    QString source;
};
Result<CatalogFile> readCatalogFile(const QByteArray &yaml, const QString &file);

// `base` and a person's own types. An own type may not take the key of one in `base`.
Result<Catalog> mergeCatalogs(const Catalog &base, const Catalog &own);

} // namespace outcrop
