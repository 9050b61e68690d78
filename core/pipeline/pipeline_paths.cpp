#include "core/pipeline/dense_links.h"
#include "core/pipeline/pipeline_state.h"

namespace outcrop {

namespace {

using State = Pipeline::State;

// Searches from both ends at once, so that the smaller side decides how long it takes.
class PathSearch
{
public:
    // Looks only at blocks from `low` to `high`.
    PathSearch(const State &state, BlockId low, BlockId high)
        : m_state(state)
        , m_low(quint32(low))
        , m_high(quint32(high))
        , m_marks(size_t(state.lastId->load(std::memory_order_relaxed)) + 1)
    {
        state.dense->make(state);
        for (const BlockId block : state.relinked)
            m_marks[quint32(block)] = Relinked;
    }

    bool find(BlockId from, BlockId to)
    {
        Side down{ReachedDown, ReachedUp, &State::Entry::outputs, {quint32(from)}};
        Side up{ReachedUp, ReachedDown, &State::Entry::inputs, {quint32(to)}};
        m_marks[quint32(from)] |= ReachedDown;
        m_marks[quint32(to)] |= ReachedUp;
        while (!down.open.empty() && !up.open.empty()) {
            if (advance(down) || advance(up))
                return true;
        }
        return false;
    }

private:
    enum Mark : uchar { ReachedDown = 1, ReachedUp = 2, Relinked = 4 };

    struct Side
    {
        Mark reached, met;
        QVector<State::Link> State::Entry::*links;
        std::vector<quint32> open; // Reached, but not looked at.
    };

    // Looks at one block. True: it touches what the other side has reached.
    bool advance(Side &side)
    {
        const quint32 block = side.open.back();
        side.open.pop_back();
        if (block >= m_state.dense->end() || (m_marks[block] & Relinked) != 0) {
            for (const State::Link &link : m_state.blocks.find(block)->*side.links) {
                if (reach(side, quint32(link.other)))
                    return true;
            }
            return false;
        }
        for (const quint32 other : side.reached == ReachedDown ? m_state.dense->outputsOf(block)
                                                               : m_state.dense->inputsOf(block)) {
            if (reach(side, other))
                return true;
        }
        return false;
    }

    bool reach(Side &side, quint32 block)
    {
        if (block < m_low || block > m_high)
            return false;
        uchar &mark = m_marks[block];
        if ((mark & side.met) != 0)
            return true;
        if ((mark & side.reached) == 0) {
            mark |= side.reached;
            side.open.push_back(block);
        }
        return false;
    }

    const State &m_state;
    const quint32 m_low, m_high;
    std::vector<uchar> m_marks;
};

} // namespace

bool Pipeline::hasPath(BlockId from, BlockId to) const
{
    if (!find(from) || !find(to))
        return false;
    if (from == to)
        return true;
    const bool ordered = m_state->backward == 0;
    if (ordered && from > to)
        return false;
    constexpr auto all = BlockId{std::numeric_limits<quint32>::max()};
    return PathSearch(*m_state, ordered ? from : BlockId{}, ordered ? to : all).find(from, to);
}

} // namespace outcrop
