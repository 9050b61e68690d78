#pragma once

#include "core/base/result.h"
#include "widgets/canvas/canvas_scene.h"

namespace outcrop {

// What commands do to the document: each one undoable step, named after what it does. What is new
// is picked afterwards.
class CanvasEdits
{
public:
    explicit CanvasEdits(CanvasScene &scene) : m_scene(scene) {}

    // With its upper left corner at `corner`, or near it where another card lies. With `from`,
    // connected to that port if they fit. BlockId{0}: the catalog does not know the type.
    BlockId add(const QString &typeKey, QPointF corner, const std::optional<PortEnd> &from = {});

    void removePicked();
    void duplicatePicked();
    bool copyPicked() const; // To the clipboard, as text. False: nothing that can be copied.
    // From the clipboard, its upper left corner at `at`, or below where a card lies. A refusal says
    // what the text is not.
    Result<> paste(QPointF at);
    void nudge(QPointF by); // Several in a row are one step.

    // At `corner`, or near it where a card lies. Its place among the notes.
    int addNote(QPointF corner);
    void setNoteText(int note, const QString &text);
    void rename(BlockId block, const QString &title); // Empty: the title of its type.
    int groupPicked();                                // Its place among the groups; -1: no block.
    void ungroupPicked();
    void renameGroup(int group, const QString &title);
    void arrangeAll();

private:
    void pickBlocks(const QVector<BlockId> &blocks);
    QVector<BlockId> pickedBlocks() const; // In file order.
    QString titleOf(BlockId block) const;
    QString removalLabel() const;
    QPointF freeCorner(QPointF wished) const;
    bool isRoomFor(const QRectF &rect) const;
    QPointF roomBelow(const QVector<QRectF> &cards, int leastSteps) const;
    QPointF roomyCorner(const QRectF &shape, QPointF wished) const;

    CanvasScene &m_scene;
};

} // namespace outcrop
