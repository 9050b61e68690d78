#pragma once

#include "core/base/result.h"
#include "widgets/canvas/card_geometry.h"

namespace outcrop {

// What can be connected to one port: asked of each port when it comes into view, and remembered.
class PortFits
{
public:
    PortFits(const Pipeline &pipeline, const Catalog &catalog, const PortEnd &from);

    const PortEnd &from() const { return m_from; }
    Connection connectionTo(const Port &other) const; // From output to input, as it must be.

    // The reason why not, else nothing. An input that takes one connection and has one may be
    // connected: its old connection goes.
    Result<> check(const PortEnd &other) const;
    bool fits(const PortEnd &other) const { return bool(check(other)); }

    // Where a drop on the card goes: its first port that fits and is free, else one that fits.
    // Else the reason why there is none.
    Result<PortEnd> firstFit(BlockId block) const;
    bool fitsAny(BlockId block) const;

private:
    bool isFree(const PortEnd &end) const;
    QVector<PortEnd> candidates(BlockId block) const;

    Pipeline m_pipeline;
    const Catalog &m_catalog;
    PortEnd m_from;
    mutable QHash<BlockId, bool> m_known;
};

} // namespace outcrop
