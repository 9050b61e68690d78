#pragma once

#include "core/pipeline/dense_links.h"
#include "core/pipeline/persistent_array.h"
#include "core/pipeline/pipeline.h"

#include <atomic>
#include <memory>

namespace outcrop {

// How a Pipeline is kept: for this module's pipeline_*.cpp and dense_links.cpp alone.
struct Pipeline::State : QSharedData
{
    // One end of a connection as the block at the other end remembers it.
    struct Link
    {
        quint32 connection; // Its key.
        BlockId other;
    };

    struct Entry
    {
        std::shared_ptr<const Block> block; // Shared between pipelines until it is replaced.
        QVector<Link> inputs, outputs;      // In file order.
    };

    // The last id given, of all pipelines that were edited from one: what undo takes back is not
    // given again.
    std::shared_ptr<std::atomic<quint32>> lastId = std::make_shared<std::atomic<quint32>>(0);

    QString name;
    qint64 seed = 0;
    PersistentArray<Entry> blocks;             // By BlockId: file order.
    PersistentArray<QVector<BlockId>> idIndex; // By bucketOf(id): the blocks in it, in file order.
    PersistentArray<Connection> connections;   // By a number that grows: file order.
    PersistentArray<QVector<quint32>> connectionIndex; // By bucketOf(connection): their numbers.
    quint32 nextConnection = 0;
    int backward = 0; // Connections that do not lead to a later block. None: file order is an order
                      // of the graph.
    // For searches. Of this state but for `relinked`, the blocks whose links changed since, some of
    // them twice.
    std::shared_ptr<DenseLinks> dense = std::make_shared<DenseLinks>();
    QVector<BlockId> relinked;
    QVector<Group> groups;
    QVector<Note> notes;
    QStringList unresolved;
    UnknownFields unknown;

    static constexpr quint32 buckets = 0x8000; // Three levels of 32.
    static quint32 bucketOf(const QString &id) { return qHash(id, 0) % buckets; }
    static quint32 bucketOf(const Connection &connection)
    {
        const uint from = qHash(connection.from.name, uint(connection.from.block));
        const uint to = qHash(connection.to.name, uint(connection.to.block));
        return (from * 31 + to) % buckets;
    }
};

inline bool sameBlock(const Pipeline::State::Entry &a, const Pipeline::State::Entry &b)
{
    return a.block == b.block || *a.block == *b.block;
}

} // namespace outcrop
