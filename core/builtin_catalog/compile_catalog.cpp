// outcrop_catalog_compiler FOLDER OUT.cbor: runs while Outcrop is built.
#include "core/base/files.h"
#include "core/catalog/catalog_cbor.h"
#include "core/catalog/catalog_yaml.h"

#include <cstdio>

using namespace outcrop;

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::fputs("usage: outcrop_catalog_compiler FOLDER OUT.cbor\n", stderr);
        return 2;
    }
    const auto saved =
        loadCatalog(QString::fromLocal8Bit(argv[1])).and_then([&](const Catalog &catalog) {
            return saveAtomically(QString::fromLocal8Bit(argv[2]), encodeCatalog(catalog));
        });
    if (!saved) {
        std::fprintf(stderr, "%s/%s\n", argv[1], qPrintable(saved.error().message));
        return 1;
    }
    return 0;
}
