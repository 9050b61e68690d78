#include "widgets/canvas/port_fits.h"

#include "core/pipeline/connecting.h"
#include "core/pipeline/naming.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::PortFits)
};

} // namespace

PortFits::PortFits(const Pipeline &pipeline, const Catalog &catalog, const PortEnd &from)
    : m_pipeline(pipeline), m_catalog(catalog), m_from(from)
{
}

Connection PortFits::connectionTo(const Port &other) const
{
    return m_from.side == Side::Output ? Connection{m_from.port, other}
                                       : Connection{other, m_from.port};
}

Result<> PortFits::check(const PortEnd &other) const
{
    if (other.side == m_from.side)
        return failure(ErrorKind::InvalidInput,
                       m_from.side == Side::Output
                           ? Tr::tr("An output goes to an input: choose a port at the left edge.")
                           : Tr::tr("An input takes an output: choose a port at the right edge."));
    return checkConnection(m_pipeline, connectionTo(other.port), m_catalog, Occupied::Replace);
}

bool PortFits::isFree(const PortEnd &end) const
{
    const Connection connection = connectionTo(end.port);
    return bool(checkConnection(m_pipeline, connection, m_catalog, Occupied::Refuse));
}

QVector<PortEnd> PortFits::candidates(BlockId block) const
{
    QVector<PortEnd> ends;
    const Block *found = m_pipeline.find(block);
    if (!found)
        return ends;
    const Side side = m_from.side == Side::Output ? Side::Input : Side::Output;
    for (const PortSpec &spec : portsOf(m_catalog.find(found->type), side))
        ends.append({{block, spec.name}, side});
    return ends;
}

Result<PortEnd> PortFits::firstFit(BlockId block) const
{
    const QVector<PortEnd> ends = candidates(block);
    for (const PortEnd &end : ends) {
        if (isFree(end))
            return end;
    }
    Result<> reason;
    for (const PortEnd &end : ends) {
        const Result<> fit = check(end);
        if (fit)
            return end;
        if (reason)
            reason = fit;
    }
    if (!reason)
        return failure(reason.error());
    const Block *found = m_pipeline.find(block);
    const QString title = found ? displayTitle(*found, m_catalog) : QString();
    return failure(ErrorKind::InvalidInput,
                   m_from.side == Side::Output
                       ? Tr::tr("%1 has no input: choose another block.").arg(title)
                       : Tr::tr("%1 has no output: choose another block.").arg(title));
}

bool PortFits::fitsAny(BlockId block) const
{
    auto it = m_known.find(block);
    if (it == m_known.end())
        it = m_known.insert(block, bool(firstFit(block)));
    return it.value();
}

} // namespace outcrop
