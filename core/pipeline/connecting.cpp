#include "core/pipeline/connecting.h"

#include "core/pipeline/naming.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Connecting)
};

tl::unexpected<Error> refuse(const QString &sentence)
{
    return failure(ErrorKind::InvalidInput, sentence);
}

enum class Direction { Output, Input };

// The spec of a connection's end, or why there is none.
Result<PortSpec> findPort(const Pipeline &pipeline, const Port &port, Direction direction,
                          const Catalog &catalog)
{
    const Block *block = pipeline.find(port.block);
    if (!block)
        return refuse(Tr::tr("There is no such block any more: choose another."));
    const QString title = displayTitle(*block, catalog);
    const BlockType *type = catalog.find(block->type);
    if (!type)
        return refuse(
            Tr::tr("%1 is of the type %2, which the catalog does not know: replace it first.")
                .arg(title, block->type));
    const PortSpec *spec =
        direction == Direction::Output ? type->findOutput(port.name) : type->findInput(port.name);
    if (!spec && direction == Direction::Output)
        return refuse(Tr::tr("%1 has no output %2: choose one that it has.").arg(title, port.name));
    if (!spec)
        return refuse(Tr::tr("%1 has no input %2: choose one that it has.").arg(title, port.name));
    return *spec;
}

QVector<Connection> connectionsTo(const Pipeline &pipeline, const Port &input)
{
    QVector<Connection> found;
    for (const Connection &connection : pipeline.inputsOf(input.block)) {
        if (connection.to == input)
            found << connection;
    }
    return found;
}

Result<> checkFree(const Pipeline &pipeline, const Connection &connection, const PortSpec &input,
                   const Catalog &catalog, Occupied occupied)
{
    const QVector<Connection> present = connectionsTo(pipeline, connection.to);
    const QString to = displayTitle(*pipeline.find(connection.to.block), catalog);
    if (present.contains(connection))
        return refuse(Tr::tr("These two ports of %1 and %2 are connected already.")
                          .arg(displayTitle(*pipeline.find(connection.from.block), catalog), to));
    if (!present.isEmpty() && !input.many && occupied == Occupied::Refuse)
        return refuse(
            Tr::tr(
                "The input %1 of %2 takes one connection and has one from %3: remove that first.")
                .arg(input.name, to, displayTitle(*pipeline.find(present[0].from.block), catalog)));
    return {};
}

} // namespace

QString portTypeName(PortType type)
{
    switch (type) {
    case PortType::Table:
        return Tr::tr("table");
    case PortType::Model:
        return Tr::tr("model");
    case PortType::Scores:
        return Tr::tr("scores");
    case PortType::Any:
        break;
    }
    return Tr::tr("anything");
}

QString onePortType(PortType type)
{
    switch (type) {
    case PortType::Table:
        return Tr::tr("a table");
    case PortType::Model:
        return Tr::tr("a model");
    case PortType::Scores:
    case PortType::Any:
        break;
    }
    return portTypeName(type);
}

Result<> checkConnection(const Pipeline &pipeline, const Connection &connection,
                         const Catalog &catalog, Occupied occupied)
{
    const auto output = findPort(pipeline, connection.from, Direction::Output, catalog);
    if (!output)
        return failure(output.error());
    const auto input = findPort(pipeline, connection.to, Direction::Input, catalog);
    if (!input)
        return failure(input.error());
    const QString from = displayTitle(*pipeline.find(connection.from.block), catalog);
    const QString to = displayTitle(*pipeline.find(connection.to.block), catalog);
    if (connection.from.block == connection.to.block)
        return refuse(
            Tr::tr("%1 cannot be connected to itself: connect it to another block.").arg(from));
    if (!typesFit(output->type, input->type))
        return refuse(
            Tr::tr("%1 gives %2, but the input %3 of %4 takes %5.")
                .arg(from, onePortType(output->type), input->name, to, onePortType(input->type)));
    if (const auto free = checkFree(pipeline, connection, *input, catalog, occupied); !free)
        return free;
    if (pipeline.hasPath(connection.to.block, connection.from.block))
        return refuse(
            Tr::tr("%1 works with what comes from %2, so connecting them would close a circle.")
                .arg(from, to));
    return {};
}

Result<Pipeline> connectPorts(Pipeline pipeline, const Connection &connection,
                              const Catalog &catalog, Occupied occupied)
{
    if (const auto fits = checkConnection(pipeline, connection, catalog, occupied); !fits)
        return failure(fits.error());
    const Block &block = *pipeline.find(connection.to.block);
    if (!catalog.find(block.type)->findInput(connection.to.name)->many) {
        for (const Connection &present : connectionsTo(pipeline, connection.to))
            pipeline.disconnect(present);
    }
    pipeline.connect(connection);
    return pipeline;
}

Pipeline disconnectPorts(Pipeline pipeline, const Connection &connection)
{
    pipeline.disconnect(connection);
    return pipeline;
}

} // namespace outcrop
