#pragma once

#include "core/pipeline/pipeline.h"

#include <atomic>
#include <mutex>
#include <span>
#include <vector>

namespace outcrop {

// Which blocks the blocks of a pipeline lead to and come from, as numbers side by side: a search
// goes through them ten times as fast as through the pipeline itself. Made of a state once, by
// whichever thread asks first, and never changed: the states that are edited from it share it and
// remember which blocks have other links since (Pipeline::State::relinked).
class DenseLinks
{
public:
    using Blocks = std::span<const quint32>;

    void make(const Pipeline::State &state); // The first call counts; the others wait for it.
    bool isMade() const { return m_isMade.load(std::memory_order_acquire); }

    quint32 end() const
    {
        return quint32(m_outputs.begins.size()) - 1;
    } // Of the blocks known here.
    Blocks outputsOf(quint32 block) const { return m_outputs.of(block); }
    Blocks inputsOf(quint32 block) const { return m_inputs.of(block); }

private:
    struct Rows
    {
        Blocks of(quint32 block) const
        {
            return {others.data() + begins[block], others.data() + begins[block + 1]};
        }

        std::vector<quint32> begins; // Of a block's row in `others`; one more than there are rows.
        std::vector<quint32> others;
    };

    std::once_flag m_once;
    std::atomic<bool> m_isMade = false;
    Rows m_outputs, m_inputs;
};

} // namespace outcrop
