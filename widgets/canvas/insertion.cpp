#include "widgets/canvas/insertion.h"

#include "core/pipeline/connecting.h"
#include "core/pipeline/naming.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Insertion)
};

const PortSpec *findSpec(const Pipeline &pipeline, const Catalog &catalog, const Port &port,
                         bool output)
{
    const Block *block = pipeline.find(port.block);
    const BlockType *type = block ? catalog.find(block->type) : nullptr;
    if (!type)
        return nullptr;
    return output ? type->findOutput(port.name) : type->findInput(port.name);
}

} // namespace

bool canInsert(const BlockType &type, const Pipeline &pipeline, const Connection &connection,
               const Catalog &catalog)
{
    const PortSpec *from = findSpec(pipeline, catalog, connection.from, true);
    const PortSpec *to = findSpec(pipeline, catalog, connection.to, false);
    if (!from || !to)
        return false;
    const bool takes =
        std::any_of(type.inputs.begin(), type.inputs.end(),
                    [&](const PortSpec &input) { return typesFit(from->type, input.type); });
    const bool gives =
        std::any_of(type.outputs.begin(), type.outputs.end(),
                    [&](const PortSpec &output) { return typesFit(output.type, to->type); });
    return takes && gives;
}

Result<Pipeline> insertBlock(Pipeline pipeline, BlockId block, const Connection &connection,
                             const Catalog &catalog)
{
    const Block *found = pipeline.find(block);
    const BlockType *type = found ? catalog.find(found->type) : nullptr;
    const auto refusal = failure(ErrorKind::InvalidInput,
                                 Tr::tr("%1 does not fit into this connection.")
                                     .arg(found ? displayTitle(*found, catalog) : QString()));
    if (!type)
        return refusal;
    pipeline.disconnect(connection);
    for (const PortSpec &input : type->inputs) {
        auto fed = connectPorts(pipeline, {connection.from, {block, input.name}}, catalog);
        for (const PortSpec &output : fed ? type->outputs : QVector<PortSpec>()) {
            auto whole = connectPorts(*fed, {{block, output.name}, connection.to}, catalog);
            if (whole)
                return whole;
        }
    }
    return refusal;
}

} // namespace outcrop
