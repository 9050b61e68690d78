#include "core/pipeline/dense_links.h"

#include "core/pipeline/pipeline_state.h"

namespace outcrop {

void DenseLinks::make(const Pipeline::State &state)
{
    std::call_once(m_once, [&] {
        const auto add = [](Rows &rows, quint32 block,
                            const QVector<Pipeline::State::Link> &links) {
            rows.begins.resize(block + 1, quint32(rows.others.size()));
            for (const Pipeline::State::Link &link : links)
                rows.others.push_back(quint32(link.other));
        };
        quint32 end = 0;
        state.blocks.forEach([&](quint32 block, const Pipeline::State::Entry &entry) {
            add(m_outputs, block, entry.outputs);
            add(m_inputs, block, entry.inputs);
            end = block + 1;
        });
        add(m_outputs, end, {});
        add(m_inputs, end, {});
        m_isMade.store(true, std::memory_order_release);
    });
}

} // namespace outcrop
