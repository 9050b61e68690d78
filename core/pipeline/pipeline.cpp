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

template<class T>
void addToBucket(PersistentArray<QVector<T>> &index, quint32 key, T value)
{
    QVector<T> &bucket = index.at(key);
    bucket.insert(std::upper_bound(bucket.begin(), bucket.end(), value), value);
}

template<class T>
void removeFromBucket(PersistentArray<QVector<T>> &index, quint32 key, T value)
{
    QVector<T> &bucket = index.at(key);
    bucket.removeOne(value);
    if (bucket.isEmpty())
        index.remove(key);
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

// The ends of the connection have other links than before.
void relink(State &state, const Connection &connection)
{
    constexpr int most = 256; // Then a search is better off with all of them made anew.
    if (state.dense->isMade() && state.relinked.size() < most) {
        state.relinked << connection.from.block << connection.to.block;
        return;
    }
    // What is not made yet, nobody else may make of another state.
    if (state.dense->isMade() || state.dense.use_count() > 1)
        state.dense = std::make_shared<DenseLinks>();
    state.relinked.clear();
}

void removeConnection(State &state, quint32 key)
{
    const Connection connection = *state.connections.find(key);
    relink(state, connection);
    removeLink(state.blocks.at(quint32(connection.from.block)).outputs, key);
    removeLink(state.blocks.at(quint32(connection.to.block)).inputs, key);
    state.connections.remove(key);
    removeFromBucket(state.connectionIndex, State::bucketOf(connection), key);
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

std::optional<quint32> findConnection(const State &state, const Connection &connection)
{
    if (const QVector<quint32> *bucket = state.connectionIndex.find(State::bucketOf(connection))) {
        for (const quint32 key : *bucket) {
            if (*state.connections.find(key) == connection)
                return key;
        }
    }
    return {};
}

} // namespace

BlockId Pipeline::append(Block block)
{
    State &state = *m_state;
    const BlockId id{state.lastId->fetch_add(1, std::memory_order_relaxed) + 1};
    addToBucket(state.idIndex, State::bucketOf(block.id), id);
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
        removeFromBucket(state.idIndex, State::bucketOf(old->id), id);
        addToBucket(state.idIndex, State::bucketOf(block.id), id);
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
    removeFromBucket(state.idIndex, State::bucketOf(text), id);
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
    forEachConnection([&](const Connection &connection) { connections << connection; });
    return connections;
}

void Pipeline::forEachConnection(const std::function<void(const Connection &)> &visit) const
{
    m_state->connections.forEach([&](quint32, const Connection &connection) { visit(connection); });
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

void Pipeline::connect(const Connection &connection)
{
    const Pipeline &self = *this;
    if (!self.find(connection.from.block) || !self.find(connection.to.block)
        || findConnection(*self.m_state, connection))
        return;
    State &state = *m_state;
    const quint32 key = state.nextConnection++;
    relink(state, connection);
    state.connections.at(key) = connection;
    addToBucket(state.connectionIndex, State::bucketOf(connection), key);
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
