#pragma once

#include "core/catalog/attribute_value.h"

#include <QMap>
#include <QPointF>
#include <QString>
#include <QVector>

#include <memory>
#include <optional>

namespace outcrop {

// A handle for a block in memory: given in file order, never written, never reused within a pipeline and those edited
// from it.
enum class BlockId : quint32 {};

// What a reader did not know but keeps: key and the value's canonical text, written back as it was.
using UnknownFields = QMap<QString, QString>;

struct Block
{
    QString id;    // [a-z][a-z0-9_]{0,47}, no Python keyword: the identity in files, code, events and results.
    QString type;  // A key of the catalog; may be unknown to it.
    QString title; // Empty: the type's title.
    QPointF position;
    QMap<QString, AttributeValue> attributes; // Only what differs from the default.
    UnknownFields unknown;

    friend bool operator==(const Block &a, const Block &b);
    friend bool operator!=(const Block &a, const Block &b) { return !(a == b); }
};

struct Port
{
    BlockId block{};
    QString name;

    friend bool operator==(const Port &a, const Port &b) { return a.block == b.block && a.name == b.name; }
};

struct Connection
{
    Port from; // An output.
    Port to;   // An input.

    friend bool operator==(const Connection &a, const Connection &b) { return a.from == b.from && a.to == b.to; }
};

// A titled frame around blocks.
struct Group
{
    QString title;
    QVector<QString> blocks; // Ids.
    QString color;

    friend bool operator==(const Group &a, const Group &b);
};

// A Markdown text on the canvas.
struct Note
{
    QString text;
    QPointF position;
    QPointF size;

    friend bool operator==(const Note &a, const Note &b);
};

// A graph of blocks: a value. Copies share what is equal (blocks in chunks, copy on write), so an edit costs what it
// changes, at 10,000 blocks as at ten. Two pipelines with the same content are equal whatever their history.
class Pipeline
{
public:
    Pipeline();

    const QString &name() const;
    qint64 seed() const;
    void setName(const QString &name);
    void setSeed(qint64 seed);

    int blockCount() const;
    QVector<BlockId> blockIds() const;         // In file order. O(blocks).
    const Block *find(BlockId id) const;       // O(1). Borrowed until the next change.
    BlockId findById(const QString &id) const; // BlockId{0}: there is none. O(1).

    BlockId append(Block block); // O(changed). A duplicate id is kept as it is: check() reports it.
    void replace(BlockId id, Block block);
    void remove(BlockId id); // Also its connections. O(changed).

    int connectionCount() const;
    QVector<Connection> connections() const; // In file order. O(connections).
    QVector<Connection> inputsOf(BlockId id) const;  // O(degree).
    QVector<Connection> outputsOf(BlockId id) const; // O(degree).
    void connect(const Connection &connection);
    void disconnect(const Connection &connection);

    const QVector<Group> &groups() const;
    const QVector<Note> &notes() const;
    void setGroups(QVector<Group> groups);
    void setNotes(QVector<Note> notes);

    const UnknownFields &unknown() const; // Of the file's top level.
    void setUnknown(UnknownFields unknown);

    friend bool operator==(const Pipeline &a, const Pipeline &b);
    friend bool operator!=(const Pipeline &a, const Pipeline &b) { return !(a == b); }

private:
    struct State;
    std::shared_ptr<State> m_state; // How it is kept is pipeline.cpp's business.
};

} // namespace outcrop
