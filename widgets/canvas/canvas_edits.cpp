#include "widgets/canvas/canvas_edits.h"

#include "core/pipeline/arrange.h"
#include "core/pipeline/edits.h"
#include "core/pipeline/naming.h"
#include "core/pipeline/selection.h"
#include "core/pipeline_file/pipeline_file.h"
#include "widgets/canvas/moving.h"
#include "widgets/canvas/note_item.h"
#include "widgets/canvas/port_fits.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>

#include <algorithm>
#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CanvasEdits)
};

const QPointF besides(gridStep, gridStep);

QVector<int> descending(const QSet<int> &indices)
{
    QVector<int> sorted(indices.begin(), indices.end());
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    return sorted;
}

QPointF cornerOf(const Pipeline &pipeline)
{
    QPointF corner(HUGE_VAL, HUGE_VAL);
    const auto reach = [&](QPointF at) {
        corner = {std::min(corner.x(), at.x()), std::min(corner.y(), at.y())};
    };
    pipeline.forEachBlock([&](BlockId, const Block &block) { reach(block.position); });
    for (const Note &note : pipeline.notes())
        reach(note.position);
    return shownPosition(corner);
}

} // namespace

QVector<BlockId> CanvasEdits::pickedBlocks() const
{
    QVector<BlockId> blocks(m_scene.selection().blocks.begin(), m_scene.selection().blocks.end());
    std::sort(blocks.begin(), blocks.end());
    return blocks;
}

void CanvasEdits::pickBlocks(const QVector<BlockId> &blocks)
{
    CanvasSelection selection;
    selection.blocks = QSet<BlockId>(blocks.begin(), blocks.end());
    m_scene.pick(selection);
}

QString CanvasEdits::titleOf(BlockId block) const
{
    const Block *found = m_scene.pipeline().find(block);
    return found ? displayTitle(*found, m_scene.catalog()) : QString();
}

// A little aside while another card lies exactly there.
QPointF CanvasEdits::freeCorner(QPointF wished) const
{
    const std::vector<CanvasScene::Box> &boxes = m_scene.boxes();
    const auto isTaken = [&](QPointF corner) {
        return std::any_of(boxes.begin(), boxes.end(), [&](const CanvasScene::Box &box) {
            return (box.corner - corner).manhattanLength() < 4;
        });
    };
    for (int tries = 0; tries < 50 && isTaken(wished); ++tries)
        wished += besides;
    return wished;
}

bool CanvasEdits::isRoomFor(const QRectF &rect) const
{
    const std::vector<CanvasScene::Box> &boxes = m_scene.boxes();
    const QVector<Note> &notes = m_scene.pipeline().notes();
    const auto isCovered = [&](const CanvasScene::Box &box) {
        return cardRect().translated(box.corner).intersects(rect);
    };
    const auto isNoted = [&](const Note &note) {
        return QRectF(note.position, QSizeF(note.size.x(), note.size.y())).intersects(rect);
    };
    return std::none_of(boxes.begin(), boxes.end(), isCovered)
           && std::none_of(notes.begin(), notes.end(), isNoted);
}

// Where a shape covers no card and no note: the nearest of the places around, else a little aside.
QPointF CanvasEdits::roomyCorner(const QRectF &shape, QPointF wished) const
{
    constexpr int mostRings = 12;
    const QSizeF step = shape.size() + QSizeF(gridStep, gridStep);
    const auto isFree = [&](QPointF corner) { return isRoomFor(shape.translated(corner)); };
    if (isFree(wished))
        return wished;
    for (int ring = 1; ring <= mostRings; ++ring) {
        std::optional<QPointF> nearest;
        for (int x = -ring; x <= ring; ++x) {
            for (int y = -ring; y <= ring; ++y) {
                const QPointF by(x * step.width(), y * step.height());
                const bool isNearer = !nearest || by.manhattanLength() < nearest->manhattanLength();
                if (std::max(std::abs(x), std::abs(y)) == ring && isNearer && isFree(wished + by))
                    nearest = by;
            }
        }
        if (nearest)
            return wished + *nearest;
    }
    return freeCorner(wished);
}

BlockId CanvasEdits::add(const QString &typeKey, QPointF corner, const std::optional<PortEnd> &from)
{
    const BlockType *type = m_scene.catalog().find(typeKey);
    if (!type)
        return {};
    Insertion added = addBlock(m_scene.pipeline(), *type, roomyCorner(cardRect(), corner));
    const BlockId block = added.blocks[0];
    if (from) {
        const PortFits fits(added.pipeline, m_scene.catalog(), *from);
        if (const auto end = fits.firstFit(block))
            added.pipeline.connect(fits.connectionTo(end->port));
    }
    m_scene.document().apply(Tr::tr("Add %1").arg(type->title), added.pipeline);
    pickBlocks(added.blocks);
    return block;
}

QString CanvasEdits::removalLabel() const
{
    const CanvasSelection &picked = m_scene.selection();
    if (picked.blocks.size() == 1)
        return Tr::tr("Delete %1").arg(titleOf(*picked.blocks.begin()));
    if (!picked.blocks.isEmpty())
        return Tr::tr("Delete %1 blocks").arg(picked.blocks.size());
    if (picked.connections.size() == 1)
        return Tr::tr("Delete connection");
    if (!picked.connections.isEmpty())
        return Tr::tr("Delete %1 connections").arg(picked.connections.size());
    return picked.notes.isEmpty() ? Tr::tr("Delete group") : Tr::tr("Delete note");
}

void CanvasEdits::removePicked()
{
    const CanvasSelection picked = m_scene.selection();
    if (picked.isEmpty())
        return;
    const QString label = removalLabel();
    Pipeline next = m_scene.pipeline();
    for (const Connection &connection : picked.connections)
        next.disconnect(connection);
    for (int note : descending(picked.notes))
        next = removeNote(std::move(next), note);
    for (int group : descending(picked.groups))
        next = removeGroup(std::move(next), group);
    next = removeBlocks(std::move(next), pickedBlocks());
    m_scene.pick({});
    m_scene.document().apply(label, std::move(next));
}

// By how much cards are moved down so that they cover no other, in steps of their height.
QPointF CanvasEdits::roomBelow(const QVector<QRectF> &cards, int leastSteps) const
{
    constexpr int mostSteps = 50;
    constexpr std::size_t mostPairs = 1'000'000; // More would be waited for.
    QRectF all;
    for (const QRectF &card : cards)
        all |= card;
    const QPointF step(0, all.height() + 32);
    const auto coversACard = [&](QPointF by) {
        return std::any_of(cards.begin(), cards.end(),
                           [&](const QRectF &card) { return !isRoomFor(card.translated(by)); });
    };
    QPointF by = leastSteps * step;
    if (std::size_t(cards.size()) * m_scene.boxes().size() > mostPairs)
        return by;
    for (int steps = leastSteps; steps < mostSteps && coversACard(by); ++steps)
        by += step;
    return by;
}

void CanvasEdits::duplicatePicked()
{
    const QVector<BlockId> blocks = pickedBlocks();
    if (blocks.isEmpty())
        return;
    QVector<QRectF> cards;
    for (const BlockId block : blocks)
        cards << m_scene.rectOf(block);
    const Insertion copies = duplicate(m_scene.pipeline(), blocks, roomBelow(cards, 1));
    m_scene.document().apply(blocks.size() == 1 ? Tr::tr("Duplicate %1").arg(titleOf(blocks[0]))
                                                : Tr::tr("Duplicate %1 blocks").arg(blocks.size()),
                             copies.pipeline);
    pickBlocks(copies.blocks);
}

bool CanvasEdits::copyPicked() const
{
    const CanvasSelection &picked = m_scene.selection();
    if (picked.blocks.isEmpty() && picked.notes.isEmpty())
        return false;
    Pipeline selection = selectionOf(m_scene.pipeline(), pickedBlocks());
    QVector<Note> notes;
    for (int note : picked.notes)
        notes << m_scene.pipeline().notes()[note];
    selection.setNotes(notes);
    QGuiApplication::clipboard()->setText(QString::fromUtf8(formatPipeline(selection)));
    return true;
}

Result<> CanvasEdits::paste(QPointF at)
{
    const QString text = QGuiApplication::clipboard()->text();
    if (text.isEmpty())
        return failure(ErrorKind::NotFound, Tr::tr("The clipboard is empty: copy blocks first."));
    const auto selection = parseSelection(text.toUtf8());
    if (!selection)
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("What is on the clipboard are no blocks: copy some first."));
    const QPointF by = freeCorner(at.toPoint()) - cornerOf(*selection);
    QVector<QRectF> cards;
    selection->forEachBlock([&](BlockId, const Block &block) {
        cards << cardRect().translated(shownPosition(block.position) + by);
    });
    const int notesBefore = m_scene.pipeline().notes().size();
    const Insertion pasted =
        outcrop::paste(m_scene.pipeline(), *selection, by + roomBelow(cards, 0));
    const int count = pasted.blocks.size();
    m_scene.document().apply(count == 1   ? Tr::tr("Paste block")
                             : count == 0 ? Tr::tr("Paste note")
                                          : Tr::tr("Paste %1 blocks").arg(count),
                             pasted.pipeline);
    CanvasSelection picked;
    picked.blocks = QSet<BlockId>(pasted.blocks.begin(), pasted.blocks.end());
    for (int note = notesBefore; note < m_scene.pipeline().notes().size(); ++note)
        picked.notes.insert(note);
    m_scene.pick(picked);
    return {};
}

void CanvasEdits::nudge(QPointF by)
{
    const CanvasSelection &picked = m_scene.selection();
    QString key = QStringLiteral("nudge");
    for (BlockId block : pickedBlocks())
        key += QStringLiteral("/%1").arg(quint32(block));
    for (int note : descending(picked.notes))
        key += QStringLiteral("/note %1").arg(note);
    m_scene.document().apply(moveLabel(m_scene.pipeline(), m_scene.catalog(), picked),
                             moveSelection(m_scene.pipeline(), picked, by), key);
}

int CanvasEdits::addNote(QPointF corner)
{
    const QSizeF size = NoteItem::firstSize();
    Note note;
    note.position = roomyCorner({{}, size}, corner).toPoint();
    note.size = {size.width(), size.height()};
    m_scene.document().apply(Tr::tr("Add note"), outcrop::addNote(m_scene.pipeline(), note));
    CanvasSelection picked;
    picked.notes.insert(m_scene.pipeline().notes().size() - 1);
    m_scene.pick(picked);
    return m_scene.pipeline().notes().size() - 1;
}

void CanvasEdits::setNoteText(int note, const QString &text)
{
    if (note < 0 || note >= m_scene.pipeline().notes().size())
        return;
    Note changed = m_scene.pipeline().notes()[note];
    changed.text = text;
    m_scene.document().apply(Tr::tr("Edit note"), replaceNote(m_scene.pipeline(), note, changed));
}

void CanvasEdits::rename(BlockId block, const QString &title)
{
    const BlockType *type = m_scene.typeOf(block);
    const QString wanted = title.trimmed();
    const bool isTypes = type && wanted == type->title;
    m_scene.document().apply(Tr::tr("Rename %1").arg(titleOf(block)),
                             setTitle(m_scene.pipeline(), block, isTypes ? QString() : wanted));
}

int CanvasEdits::groupPicked()
{
    Group group;
    group.title = Tr::tr("Group");
    for (BlockId block : pickedBlocks())
        group.blocks << m_scene.pipeline().find(block)->id;
    if (group.blocks.isEmpty())
        return -1;
    m_scene.document().apply(Tr::tr("Group"), addGroup(m_scene.pipeline(), group));
    CanvasSelection picked = m_scene.selection();
    const int index = m_scene.pipeline().groups().size() - 1;
    picked.groups = {index};
    m_scene.pick(picked);
    return index;
}

void CanvasEdits::ungroupPicked()
{
    QSet<int> groups = m_scene.selection().groups;
    for (BlockId block : pickedBlocks()) {
        for (int i = 0; i < m_scene.pipeline().groups().size(); ++i) {
            if (m_scene.pipeline().groups()[i].blocks.contains(m_scene.pipeline().find(block)->id))
                groups.insert(i);
        }
    }
    if (groups.isEmpty())
        return;
    Pipeline next = m_scene.pipeline();
    for (int group : descending(groups))
        next = removeGroup(std::move(next), group);
    m_scene.document().apply(Tr::tr("Ungroup"), std::move(next));
}

void CanvasEdits::renameGroup(int group, const QString &title)
{
    if (group < 0 || group >= m_scene.pipeline().groups().size())
        return;
    Group changed = m_scene.pipeline().groups()[group];
    changed.title = title.trimmed();
    m_scene.document().apply(Tr::tr("Rename group"),
                             replaceGroup(m_scene.pipeline(), group, changed));
}

void CanvasEdits::arrangeAll()
{
    m_scene.document().apply(Tr::tr("Arrange blocks"), arrange(m_scene.pipeline()));
}

} // namespace outcrop
