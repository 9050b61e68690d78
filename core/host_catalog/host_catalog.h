#pragma once

#include "core/catalog/catalog_yaml.h"
#include "core/hosts/preflight.h"

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

} // namespace outcrop
