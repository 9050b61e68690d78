#include "widgets/outline/fitting_ports.h"

#include "core/pipeline/connecting.h"
#include "core/pipeline/naming.h"

namespace outcrop {

QVector<FittingPort> fittingPorts(const Pipeline &pipeline, const Port &port, PortSide side,
                                  const Catalog &catalog, int longest)
{
    QVector<FittingPort> found;
    pipeline.forEachBlock([&](BlockId id, const Block &block) {
        const BlockType *type = catalog.find(block.type);
        if (!type || found.size() >= longest)
            return;
        for (const PortSpec &other : side == PortSide::Output ? type->inputs : type->outputs) {
            const Port there{id, other.name};
            const Connection connection =
                side == PortSide::Output ? Connection{port, there} : Connection{there, port};
            if (checkConnection(pipeline, connection, catalog, Occupied::Replace))
                found.append({connection, QStringLiteral("%1, %2").arg(displayTitle(block, catalog),
                                                                       other.name)});
        }
    });
    return found;
}

} // namespace outcrop
