#pragma once

#include "core/catalog/catalog.h"

namespace outcrop {

// The catalog that is part of the program: resources/catalog, compiled in. Decodes it at every
// call: keep the value.
Catalog builtinCatalog();

// The builtin catalog and a person's own types, the *.yaml files below `folder` (Folders::data +
// "/catalog"). An own type with the key of a builtin one is an error; so is a file that cannot be
// read, with its line.
Result<Catalog> catalogWithOwnTypes(const QString &folder);

} // namespace outcrop
