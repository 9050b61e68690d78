#pragma once

#include "core/catalog/catalog_yaml.h"
#include "core/codegen/plan.h"
#include "core/hosts/preflight.h"

namespace outcrop {

// What the library of a host makes of the calls of a plan: a kind of block, a parameter or a value
// that it does not know stops a job; a default that is another one there, and is not written into
// the call, is told. One line that all is well if nothing differs.
std::vector<PreflightLine> judgeCatalog(const Plan &plan, const Catalog &here,
                                        const CatalogFile &there);

} // namespace outcrop
