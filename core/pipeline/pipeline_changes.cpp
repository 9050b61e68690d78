#include "core/pipeline/pipeline_changes.h"

#include "core/pipeline/pipeline_state.h"

namespace outcrop {

bool PipelineChanges::isEmpty() const
{
    return added.isEmpty() && removed.isEmpty() && changed.isEmpty() && connected.isEmpty()
           && disconnected.isEmpty() && !settings && !groups && !notes;
}

PipelineChanges changesBetween(const Pipeline &before, const Pipeline &after)
{
    using State = Pipeline::State;
    const State &old = *before.m_state;
    const State &now = *after.m_state;
    PipelineChanges changes;

    const auto blocks = [&](quint32 key, const State::Entry *was, const State::Entry *is) {
        if (!was)
            changes.added << BlockId{key};
        else if (!is)
            changes.removed << BlockId{key};
        else if (!sameBlock(*was, *is))
            changes.changed << BlockId{key};
        return true;
    };
    PersistentArray<State::Entry>::compare(old.blocks, now.blocks, blocks);

    const auto connections = [&](quint32, const Connection *was, const Connection *is) {
        if (was && is && *was == *is)
            return true;
        if (was)
            changes.disconnected << *was;
        if (is)
            changes.connected << *is;
        return true;
    };
    PersistentArray<Connection>::compare(old.connections, now.connections, connections);

    changes.settings = old.name != now.name || old.seed != now.seed;
    changes.groups = old.groups != now.groups;
    changes.notes = old.notes != now.notes;
    return changes;
}

} // namespace outcrop
