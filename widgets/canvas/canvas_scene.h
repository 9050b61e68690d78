#pragma once

#include "core/document/pipeline_document.h"
#include "widgets/canvas/block_item.h"
#include "widgets/canvas/canvas_marks.h"
#include "widgets/canvas/card_painter.h"
#include "widgets/canvas/connections_item.h"

#include <QGraphicsScene>
#include <QMultiHash>

namespace outcrop {

class GestureItem;
class GroupItem;
class NoteItem;

// Mirrors a document: after every change of it, blocks, connections, groups and notes here are
// those of its pipeline. Costs what changed. What a gesture moves is moved here only for its
// duration: the document is edited once, at its end.
class CanvasScene : public QGraphicsScene
{
    Q_OBJECT

public:
    CanvasScene(PipelineDocument &document, const Catalog &catalog, Style &style,
                QObject *parent = nullptr);
    ~CanvasScene() override;

    // A block as the overview paints it.
    struct Box
    {
        BlockId id;
        QPointF corner;
        const BlockType *type; // nullptr: the catalog does not know it.
        BlockRole role;
    };

    PipelineDocument &document() { return m_document; }
    const Pipeline &pipeline() const { return m_document.pipeline(); }
    const Catalog &catalog() const { return m_catalog; }
    const Style &style() const { return m_style; }
    CardPainter &painter() { return m_painter; }
    GestureItem &gestureItem() { return *m_gestureItem; }

    // What is shown.
    const CanvasMarks &marks() const { return m_marks; }
    const CanvasSelection &selection() const { return m_marks.selection; }
    BlockItem *find(BlockId id) const;
    const BlockType *typeOf(BlockId id) const;
    Card card(BlockId id) const;
    QRectF rectOf(BlockId id) const; // Of the card.
    QPointF centerOf(const PortEnd &end) const;
    const std::vector<Box> &boxes() const { return m_boxes; }
    const ConnectionsItem &connections() const { return *m_connections; }
    const QVector<NoteItem *> &notes() const { return m_notes; }
    const QVector<GroupItem *> &groups() const { return m_groups; }
    QRectF contentRect() const; // Of all cards, notes and frames. O(blocks).
    bool isFaded(BlockId id) const { return m_marks.fading && !m_marks.bright.contains(id); }

    // What is picked, and what is shown beside the pipeline.
    void pick(const CanvasSelection &selection); // Unknown parts are left out.
    void showProblems(const QVector<Problem> &problems);
    void showRun(const RunView &run);
    void setChangedSince(const QSet<QString> &ids);
    void setFading(bool fading);        // Fade what is neither up- nor downstream of the selection.
    void setFits(const PortFits *fits); // While a connection is pulled; borrowed.
    void highlight(const Connection *connection);

    // Moves what is shown by `by` from where the document has it; a gesture calls it with (0, 0)
    // if it is given up.
    void shift(const CanvasSelection &what, QPointF by);

    void countPainted() { ++m_painted; }
    int takePainted() { return std::exchange(m_painted, 0); } // Cards painted since the last call.

signals:
    void picked();   // The selection is another one.
    void mirrored(); // A change of the document has arrived.

private:
    struct Shown
    {
        BlockItem *item;
        int box; // In m_boxes.
    };

    void follow(const PipelineChanges &changes);
    void refresh(BlockId id);
    void dropGone(const PipelineChanges &changes);
    void addItem(BlockId id);
    void removeItem(BlockId id);
    void place(BlockId id, QPointF corner);
    void connectShown(const Connection &connection);
    QVector<Connection> connectionsOf(BlockId id) const;
    void makeNotes();
    void makeGroups();
    void frameGroup(int index);
    void frameGroupsOf(BlockId id);
    void growArea();
    void restyle();
    void updateBlocks(const QStringList &ids);
    void fade();

    PipelineDocument &m_document;
    const Catalog &m_catalog;
    Style &m_style;
    CardPainter m_painter;
    CanvasMarks m_marks;
    bool m_fadingWanted = false;
    QHash<BlockId, Shown> m_shown;
    std::vector<Box> m_boxes;
    ConnectionsItem *m_connections;
    GestureItem *m_gestureItem;
    QVector<NoteItem *> m_notes;
    QVector<GroupItem *> m_groups;
    QMultiHash<BlockId, int> m_groupsOf;
    QRectF m_content; // Grows with what is shown.
    int m_painted = 0;
};

} // namespace outcrop
