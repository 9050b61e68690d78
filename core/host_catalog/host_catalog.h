#pragma once

#include "core/catalog/catalog_yaml.h"
#include "core/hosts/preflight.h"

#include <optional>

namespace outcrop {

enum class DumpForm { Yaml, Json };

// The facts that the scikit-learn of the first of these Pythons states which has one. Takes
// seconds. NotFound: none has; InvalidInput: it is too old to state them.
Result<QByteArray> dumpCatalog(RemoteShell &shell, const HostProfile &host,
                               const QStringList &pythons, DumpForm form,
                               const Patience &patience = {});

// The catalog of that Python of the host: from the folder `cache` (Folders::cache) if the same
// Python with the same version of scikit-learn was asked before, else from the host.
Result<CatalogFile> hostCatalog(RemoteShell &shell, const HostProfile &host,
                                const FoundPython &python, const QString &cache,
                                const Patience &patience = {});

// What hostCatalog() last gave for this host, while it is described in the same way; without a
// connection. Nothing: never asked, or forgotten since.
std::optional<CatalogFile> keptCatalog(const HostProfile &host, const QString &cache);

// Follows the library of a Python that was just found there: asks for its catalog if it is another
// version than the one of the catalog here, else what was kept is forgotten. Blocks.
void followLibrary(RemoteShell &shell, const HostProfile &host, const FoundPython &python,
                   const QString &cache, const Patience &patience = {});

// Whether it has another version of the library than the one that the catalog here states; without
// any a job's environment will have one of which nothing is known.
bool hasOtherLibrary(const FoundPython &python);

} // namespace outcrop
