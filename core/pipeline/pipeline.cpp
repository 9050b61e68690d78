#include "core/pipeline/pipeline.h"

#include "core/pipeline/pipeline_state.h"

#include <algorithm>
#include <optional>

namespace outcrop {

using State = Pipeline::State;

Pipeline::Pipeline() : m_state(new State) {}
Pipeline::~Pipeline() = default;
Pipeline::Pipeline(const Pipeline &) = default;
Pipeline::Pipeline(Pipeline &&) noexcept = default;
Pipeline &Pipeline::operator=(const Pipeline &) = default;
Pipeline &Pipeline::operator=(Pipeline &&) noexcept = default;

const QString &Pipeline::name() const
{
    return m_state->name;
}

qint64 Pipeline::seed() const
{
    return m_state->seed;
}

void Pipeline::setName(const QString &name)
{
    m_state->name = name;
}

void Pipeline::setSeed(qint64 seed)
{
    m_state->seed = seed;
}

int Pipeline::blockCount() const
{
    return m_state->blocks.size();
}

QVector<BlockId> Pipeline::blockIds() const
{
    QVector<BlockId> ids;
    ids.reserve(blockCount());
    m_state->blocks.forEach([&](quint32 key, const State::Entry &) { ids << BlockId{key}; });
    return ids;
}

void Pipeline::forEachBlock(const std::function<void(BlockId, const Block &)> &visit) const
{
    m_state->blocks.forEach(
        [&](quint32 key, const State::Entry &entry) { visit(BlockId{key}, *entry.block); });
}

const Block *Pipeline::find(BlockId id) const
{
    const State::Entry *entry = m_state->blocks.find(quint32(id));
    return entry ? entry->block.get() : nullptr;
}

BlockId Pipeline::findById(const QString &id) const
{
    if (const QVector<BlockId> *bucket = m_state->idIndex.find(State::bucketOf(id))) {
        for (BlockId candidate : *bucket) {
            if (find(candidate)->id == id)
                return candidate;
        }
    }
    return BlockId{};
}

namespace {

void addToIndex(State &state, const QString &text, BlockId id)
{
    QVector<BlockId> &bucket = state.idIndex.at(State::bucketOf(text));
    bucket.insert(std::upper_bound(bucket.begin(), bucket.end(), id), id);
}

void removeFromIndex(State &state, const QString &text, BlockId id)
{
    const quint32 key = State::bucketOf(text);
    QVector<BlockId> &bucket = state.idIndex.at(key);
    bucket.removeOne(id);
    if (bucket.isEmpty())
        state.idIndex.remove(key);
}

void removeLink(QVector<State::Link> &links, quint32 connection)
{
    const auto it = std::find_if(links.begin(), links.end(), [&](const State::Link &link) {
        return link.connection == connection;
    });
    links.erase(it);
}

bool isBackward(const Connection &connection)
{
    return connection.from.block >= connection.to.block;
}

void removeConnection(State &state, quint32 key)
{
    const Connection connection = *state.connections.find(key);
    removeLink(state.blocks.at(quint32(connection.from.block)).outputs, key);
    removeLink(state.blocks.at(quint32(connection.to.block)).inputs, key);
    state.connections.remove(key);
    state.backward -= isBackward(connection) ? 1 : 0;
}

QVector<Connection> resolve(const State &state, const QVector<State::Link> &links)
{
    QVector<Connection> connections;
    connections.reserve(links.size());
    for (const State::Link &link : links)
        connections << *state.connections.find(link.connection);
    return connections;
}

// The key of a connection among those of the block it leaves.
std::optional<quint32> findConnection(const State &state, const Connection &connection)
{
    const State::Entry *from = state.blocks.find(quint32(connection.from.block));
    const State::Entry *to = state.blocks.find(quint32(connection.to.block));
    if (!from || !to)
        return {};
    const QVector<State::Link> &links =
        from->outputs.size() <= to->inputs.size() ? from->outputs : to->inputs;
    for (const State::Link &link : links) {
        if (*state.connections.find(link.connection) == connection)
            return link.connection;
    }
    return {};
}

} // namespace

BlockId Pipeline::append(Block block)
{
    State &state = *m_state;
    const BlockId id{state.lastId->fetch_add(1, std::memory_order_relaxed) + 1};
    addToIndex(state, block.id, id);
    state.blocks.at(quint32(id)).block = std::make_shared<const Block>(std::move(block));
    return id;
}

void Pipeline::replace(BlockId id, Block block)
{
    const Block *old = find(id);
    if (!old || *old == block)
        return;
    State &state = *m_state;
    if (old->id != block.id) {
        removeFromIndex(state, QString(old->id), id);
        addToIndex(state, block.id, id);
    }
    state.blocks.at(quint32(id)).block = std::make_shared<const Block>(std::move(block));
}

void Pipeline::remove(BlockId id)
{
    const Block *block = find(id);
    if (!block)
        return;
    const QString text = block->id;
    State &state = *m_state;
    const State::Entry entry = *state.blocks.find(quint32(id));
    for (const State::Link &link : entry.inputs)
        removeConnection(state, link.connection);
    for (const State::Link &link : entry.outputs) {
        if (link.other != id) // A connection with itself was among the inputs.
            removeConnection(state, link.connection);
    }
    removeFromIndex(state, text, id);
    state.blocks.remove(quint32(id));
}

int Pipeline::connectionCount() const
{
    return m_state->connections.size();
}

QVector<Connection> Pipeline::connections() const
{
    QVector<Connection> connections;
    connections.reserve(connectionCount());
    m_state->connections.forEach(
        [&](quint32, const Connection &connection) { connections << connection; });
    return connections;
}

QVector<Connection> Pipeline::inputsOf(BlockId id) const
{
    const State::Entry *entry = m_state->blocks.find(quint32(id));
    return entry ? resolve(*m_state, entry->inputs) : QVector<Connection>();
}

QVector<Connection> Pipeline::outputsOf(BlockId id) const
{
    const State::Entry *entry = m_state->blocks.find(quint32(id));
    return entry ? resolve(*m_state, entry->outputs) : QVector<Connection>();
}

namespace {

// One of the two searches of hasPath: what is reached so far, and what of it has not been looked
// at.
struct Frontier
{
    Frontier(BlockId start, quint32 blocks, QVector<State::Link> State::Entry::*direction)
        : links(direction), reached(blocks), open{start}
    {
        reached[quint32(start)] = true;
    }

    // Looks at one block, and on at those between the two bounds. True: it touches what the other
    // search has reached.
    bool advance(const State &state, const Frontier &other, BlockId low, BlockId high)
    {
        const BlockId block = open.back();
        open.pop_back();
        for (const State::Link &link : state.blocks.find(quint32(block))->*links) {
            if (link.other < low || link.other > high)
                continue;
            if (other.reached[quint32(link.other)])
                return true;
            if (!reached[quint32(link.other)]) {
                reached[quint32(link.other)] = true;
                open.push_back(link.other);
            }
        }
        return false;
    }

    QVector<State::Link> State::Entry::*links;
    std::vector<bool> reached;
    std::vector<BlockId> open;
};

} // namespace

bool Pipeline::hasPath(BlockId from, BlockId to) const
{
    const State &state = *m_state;
    if (!find(from) || !find(to))
        return false;
    if (from == to)
        return true;
    const bool ordered = state.backward == 0;
    if (ordered && from > to)
        return false;
    const quint32 blocks = state.lastId->load(std::memory_order_relaxed) + 1;
    const BlockId low = ordered ? from : BlockId{};
    const BlockId high = ordered ? to : BlockId{blocks};
    Frontier down(from, blocks, &State::Entry::outputs);
    Frontier up(to, blocks, &State::Entry::inputs);
    while (!down.open.empty() && !up.open.empty()) {
        if (down.advance(state, up, low, high) || up.advance(state, down, low, high))
            return true;
    }
    return false;
}

void Pipeline::connect(const Connection &connection)
{
    const Pipeline &self = *this;
    if (!self.find(connection.from.block) || !self.find(connection.to.block)
        || findConnection(*self.m_state, connection))
        return;
    State &state = *m_state;
    const quint32 key = state.nextConnection++;
    state.connections.at(key) = connection;
    state.backward += isBackward(connection) ? 1 : 0;
    state.blocks.at(quint32(connection.from.block)).outputs.push_back({key, connection.to.block});
    state.blocks.at(quint32(connection.to.block)).inputs.push_back({key, connection.from.block});
}

void Pipeline::disconnect(const Connection &connection)
{
    const Pipeline &self = *this;
    if (const auto key = findConnection(*self.m_state, connection))
        removeConnection(*m_state, *key);
}

const QVector<Group> &Pipeline::groups() const
{
    return m_state->groups;
}

const QVector<Note> &Pipeline::notes() const
{
    return m_state->notes;
}

void Pipeline::setGroups(QVector<Group> groups)
{
    m_state->groups = std::move(groups);
}

void Pipeline::setNotes(QVector<Note> notes)
{
    m_state->notes = std::move(notes);
}

const QStringList &Pipeline::unresolved() const
{
    return m_state->unresolved;
}

void Pipeline::setUnresolved(QStringList connections)
{
    m_state->unresolved = std::move(connections);
}

const UnknownFields &Pipeline::unknown() const
{
    return m_state->unknown;
}

void Pipeline::setUnknown(UnknownFields unknown)
{
    m_state->unknown = std::move(unknown);
}

} // namespace outcrop
