#pragma once

#include "core/catalog/catalog.h"

namespace outcrop {

// A catalog as CBOR: arrays in the order of the C++ fields, behind the text "outcrop catalog" and a
// version. Built with the program and read by the same build, so the form never needs to be read by
// another version. Equal catalogs give equal bytes.
QByteArray encodeCatalog(const Catalog &catalog);
Result<Catalog> decodeCatalog(const QByteArray &cbor);

} // namespace outcrop
