#pragma once

#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"

namespace outcrop {

// A connection that can be made, and the words to choose it by.
struct FittingPort
{
    Connection connection;
    QString title; // "Evaluate, models"
};

enum class PortSide { Input, Output };

// What a port can be connected to, in file order; a full input counts, its connection gives way. At
// most `longest`. O(blocks).
QVector<FittingPort> fittingPorts(const Pipeline &pipeline, const Port &port, PortSide side,
                                  const Catalog &catalog, int longest);

} // namespace outcrop
