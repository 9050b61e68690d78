#pragma once

#include "core/catalog/attribute_value.h"

#include <QHash>
#include <QMap>
#include <QPointF>
#include <QSharedDataPointer>
#include <QString>
#include <QStringList>
#include <QVector>

#include <functional>

namespace outcrop {

// A handle for a block in memory: given in file order, never written, never reused within a
// pipeline and those edited from it, not even after undo.
enum class BlockId : quint32 {};

inline uint qHash(BlockId id, uint seed = 0)
{
    return ::qHash(quint32(id), seed);
}

// What a reader did not know but keeps: key and the value's canonical text, written back as it was.
using UnknownFields = QMap<QString, QString>;

struct Block
{
    QString id; // [a-z][a-z0-9_]{0,47}, no Python keyword: the identity in files, code, events and
                // results.
    QString type;                             // A key of the catalog; may be unknown to it.
    QString title;                            // Empty: the type's title.
    QPointF position;                         // Of the upper left corner; (0, 0): not placed.
    QMap<QString, AttributeValue> attributes; // Only what differs from the default.
    UnknownFields unknown;

    friend bool operator==(const Block &a, const Block &b);
    friend bool operator!=(const Block &a, const Block &b) { return !(a == b); }
};

struct Port
{
    BlockId block{};
    QString name;

    friend bool operator==(const Port &a, const Port &b)
    {
        return a.block == b.block && a.name == b.name;
    }
};

struct Connection
{
    Port from; // An output.
    Port to;   // An input.

    friend bool operator==(const Connection &a, const Connection &b)
    {
        return a.from == b.from && a.to == b.to;
    }
    friend bool operator!=(const Connection &a, const Connection &b) { return !(a == b); }
};

// A titled frame around blocks.
struct Group
{
    QString title;
    QVector<QString> blocks; // Ids.
    QString color;
    UnknownFields unknown;

    friend bool operator==(const Group &a, const Group &b);
};

// A Markdown text on the canvas.
struct Note
{
    QString text;
    QPointF position;
    QPointF size;
    UnknownFields unknown;

    friend bool operator==(const Note &a, const Note &b);
};

// A graph of blocks: a value. Copies share what is equal (blocks and connections in nodes of a
// tree, copy on write), so a copy costs nothing and an edit what it changes, at 10,000 blocks as at
// ten. Pipelines are equal if their files are: whatever their history and their handles.
class Pipeline
{
public:
    struct State; // How it is kept: pipeline_state.h.

    Pipeline();
    ~Pipeline();
    Pipeline(const Pipeline &);
    Pipeline(Pipeline &&) noexcept;
    Pipeline &operator=(const Pipeline &);
    Pipeline &operator=(Pipeline &&) noexcept;

    const QString &name() const;
    qint64 seed() const;
    void setName(const QString &name);
    void setSeed(qint64 seed);

    int blockCount() const;
    QVector<BlockId> blockIds() const; // In file order. O(blocks).
    // In file order.
    void forEachBlock(const std::function<void(BlockId, const Block &)> &visit) const;
    const Block *find(BlockId id) const; // O(1). Borrowed until the next change.
    // The first with this id; BlockId{0}: there is none. O(1).
    BlockId findById(const QString &id) const;

    BlockId append(Block block); // O(1). A duplicate id is kept as it is: check() reports it.
    void replace(BlockId id, Block block); // O(1). Nothing is unshared if the block is equal.
    void remove(BlockId id);               // Also its connections. O(degree).

    int connectionCount() const;
    QVector<Connection> connections() const; // In file order. O(connections).
    // In file order.
    void forEachConnection(const std::function<void(const Connection &)> &visit) const;
    QVector<Connection> inputsOf(BlockId id) const;  // In file order. O(degree).
    QVector<Connection> outputsOf(BlockId id) const; // In file order. O(degree).
    // Along the connections. O(1) for a path back while no connection leads back in file order;
    // else O(the smaller of what `from` reaches and what reaches `to`), some nanoseconds a block.
    bool hasPath(BlockId from, BlockId to) const;
    void connect(const Connection
                     &connection); // Both blocks must exist; the same connection is not made twice.
    void disconnect(const Connection &connection); // O(degree).

    const QVector<Group> &groups() const;
    const QVector<Note> &notes() const;
    void setGroups(QVector<Group> groups);
    void setNotes(QVector<Note> notes);

    // Connections of a file whose blocks are not in it, as text: kept, written back, reported by
    // check().
    const QStringList &unresolved() const;
    void setUnresolved(QStringList connections);

    const UnknownFields &unknown() const; // Of the file's top level.
    void setUnknown(UnknownFields unknown);

    friend bool operator==(const Pipeline &a,
                           const Pipeline &b); // O(what differs) for one edited from the other.
    friend bool operator!=(const Pipeline &a, const Pipeline &b) { return !(a == b); }
    friend struct PipelineChanges changesBetween(const Pipeline &before, const Pipeline &after);

private:
    QSharedDataPointer<State> m_state;
};

} // namespace outcrop
