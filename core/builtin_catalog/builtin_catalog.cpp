#include "core/builtin_catalog/builtin_catalog.h"

#include "core/catalog/catalog_cbor.h"
#include "core/catalog/catalog_yaml.h"

#include <QResource>

// The macro declares a function and must stand outside of namespaces.
static void initializeCatalogResource()
{
    Q_INIT_RESOURCE(builtin_catalog);
}

namespace outcrop {

Catalog builtinCatalog()
{
    initializeCatalogResource();
    const auto catalog =
        decodeCatalog(QResource(QStringLiteral(":/outcrop/catalog.cbor")).uncompressedData());
    Q_ASSERT(catalog); // Made by the same build.
    return *catalog;
}

Result<Catalog> catalogWithOwnTypes(const QString &folder)
{
    const auto own = loadCatalog(folder);
    if (!own)
        return failure(own.error());
    return mergeCatalogs(builtinCatalog(), *own);
}

} // namespace outcrop
