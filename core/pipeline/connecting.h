#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"

namespace outcrop {

// What to do with the connection that a one-connection input has already.
enum class Occupied { Refuse, Replace };

// Nothing, or the sentence why these ports do not go together: no such block or port, types that do
// not fit, a block with itself, a connection there is already, a cycle.
Result<> checkConnection(const Pipeline &pipeline, const Connection &connection,
                         const Catalog &catalog, Occupied occupied = Occupied::Refuse);

Result<Pipeline> connectPorts(Pipeline pipeline, const Connection &connection,
                              const Catalog &catalog, Occupied occupied = Occupied::Refuse);
Pipeline disconnectPorts(Pipeline pipeline, const Connection &connection);

QString portTypeName(PortType type); // "table", for people.
QString onePortType(PortType type);  // "a table", "scores": in a sentence.

} // namespace outcrop
