// The commands of the canvas, for keys, menus and toolbars alike.

#include "core/pipeline/arrange.h"
#include "core/pipeline/naming.h"
#include "widgets/canvas/canvas_view.h"
#include "widgets/canvas/flow.h"
#include "widgets/canvas/inline_editor.h"
#include "widgets/canvas/note_item.h"

#include <algorithm>
#include <limits>

namespace outcrop {

namespace {

constexpr double mostFitZoom = 1.15; // Few blocks are not blown up.

bool matches(const Block &block, const Catalog &catalog, const QString &text)
{
    const auto has = [&](const QString &where) {
        return where.contains(text, Qt::CaseInsensitive);
    };
    return has(displayTitle(block, catalog)) || has(block.id) || has(block.type);
}

} // namespace

std::optional<BlockId> CanvasView::single() const
{
    const QSet<BlockId> &blocks = m_scene.selection().blocks;
    return blocks.size() == 1 ? std::optional(*blocks.begin()) : std::nullopt;
}

void CanvasView::wishBlock(const QPoint &view)
{
    m_wishedFrom.reset();
    const Pointer pointer = pointerAt(view, Qt::NoModifier);
    emit blockWished(pointer.scene - cardRect().center(), pointer.global, {}, {});
}

// Right of the one block that is picked, since pipelines grow to the right; else at the pointer.
void CanvasView::wishBlockByKey()
{
    const std::optional<BlockId> block = single();
    if (!block)
        return wishBlock(pointerOrCenter());
    m_wishedFrom.reset();
    const QPointF corner = m_scene.pipeline().find(*block)->position + QPointF(columnStep, 0);
    const QRect seen = viewport()->rect();
    const QPoint place = mapFromScene(corner);
    emit blockWished(corner,
                     viewport()->mapToGlobal({std::clamp(place.x(), seen.left(), seen.right()),
                                              std::clamp(place.y(), seen.top(), seen.bottom())}),
                     {}, {});
}

void CanvasView::addBlock(const QString &typeKey, const QPointF &scenePosition,
                          const std::optional<Port> &from)
{
    std::optional<PortEnd> end;
    if (from) {
        const bool isWished = m_wishedFrom && m_wishedFrom->port == *from;
        end = isWished ? *m_wishedFrom : PortEnd{*from, Side::Output};
    }
    const BlockId added = m_edits.add(typeKey, scenePosition, end);
    if (added != BlockId{})
        m_zoom.reveal(m_scene.rectOf(added));
    setFocus(Qt::OtherFocusReason);
}

void CanvasView::addBlockAtCenter(const QString &typeKey)
{
    addBlock(typeKey, centerOfView() - cardRect().center());
}

void CanvasView::deleteSelected()
{
    m_edits.removePicked();
}

void CanvasView::duplicateSelected()
{
    m_edits.duplicatePicked();
}

void CanvasView::cut()
{
    if (m_edits.copyPicked())
        m_edits.removePicked();
}

void CanvasView::copy()
{
    m_edits.copyPicked();
}

void CanvasView::paste()
{
    const QPointF at = pointerAt(pointerOrCenter(), Qt::NoModifier).scene;
    if (const Result<> pasted = m_edits.paste(at); !pasted) {
        emit status(pasted.error().message);
        return;
    }
    QRectF cards;
    for (const BlockId block : m_scene.selection().blocks)
        cards |= m_scene.rectOf(block);
    if (!cards.isEmpty())
        m_zoom.reveal(cards);
}

void CanvasView::selectAll()
{
    CanvasSelection all;
    for (const CanvasScene::Box &box : m_scene.boxes())
        all.blocks.insert(box.id);
    for (const NoteItem *note : m_scene.notes())
        all.notes.insert(note->index());
    m_scene.pick(all);
}

void CanvasView::selectNothing()
{
    m_scene.pick({});
}

void CanvasView::group()
{
    const int index = m_edits.groupPicked();
    if (index >= 0)
        editGroup(index);
}

void CanvasView::ungroup()
{
    m_edits.ungroupPicked();
}

void CanvasView::addNote()
{
    const QPointF at = pointerAt(pointerOrCenter(), Qt::NoModifier).scene;
    const int note = m_edits.addNote(at);
    m_zoom.reveal(m_scene.notes()[note]->sceneBoundingRect());
    editNote(note);
    connect(m_editor, &InlineEditor::closed, this, [this, added = m_scene.pipeline()] {
        if (m_scene.pipeline() == added) // Nothing was written.
            m_scene.document().undo();
    });
}

void CanvasView::arrangeBlocks()
{
    m_edits.arrangeAll();
    fitAll();
}

void CanvasView::showPicked(BlockId block)
{
    if (!m_scene.find(block))
        return;
    CanvasSelection selection;
    selection.blocks.insert(block);
    m_scene.pick(selection);
    m_zoom.reveal(m_scene.rectOf(block));
}

void CanvasView::stepInFlow(int step)
{
    const BlockId from = single().value_or(BlockId{});
    showPicked(step > 0 ? nextInFlow(m_scene.pipeline(), from)
                        : previousInFlow(m_scene.pipeline(), from));
}

void CanvasView::find(const QString &text)
{
    const QString wanted = text.trimmed();
    if (wanted.isEmpty())
        return;
    if (wanted != m_lastFind)
        m_lastFound = BlockId{};
    m_lastFind = wanted;
    BlockId first{}, next{};
    m_scene.pipeline().forEachBlock([&](BlockId id, const Block &block) {
        if (!matches(block, m_scene.catalog(), wanted))
            return;
        if (first == BlockId{})
            first = id;
        if (next == BlockId{} && id > m_lastFound)
            next = id;
    });
    m_lastFound = next == BlockId{} ? first : next;
    if (m_lastFound == BlockId{}) {
        emit status(tr("No block is called %1.").arg(wanted));
        return;
    }
    showPicked(m_lastFound);
    centerOn(m_scene.rectOf(m_lastFound).center());
    emit status({});
}

void CanvasView::zoomIn()
{
    changeZoom([this] { m_zoom.zoomBy(CanvasZoom::notch, viewport()->rect().center()); });
}

void CanvasView::zoomOut()
{
    changeZoom([this] { m_zoom.zoomBy(1 / CanvasZoom::notch, viewport()->rect().center()); });
}

void CanvasView::zoomToActualSize()
{
    changeZoom([this] { m_zoom.zoomTo(1, viewport()->rect().center()); });
}

void CanvasView::fitAll()
{
    m_zoom.setContent(m_scene.contentRect());
    changeZoom([this] { m_zoom.fit(m_scene.contentRect(), mostFitZoom); });
}

void CanvasView::showBeginning()
{
    const QRectF content = m_scene.contentRect();
    m_zoom.setContent(content);
    QPointF start = content.center();
    double left = std::numeric_limits<double>::max();
    for (const CanvasScene::Box &box : m_scene.boxes()) {
        if (box.corner.x() < left) {
            left = box.corner.x();
            start = box.corner + cardRect().center();
        }
    }
    changeZoom([&] { m_zoom.begin(content, start, mostFitZoom); });
}

void CanvasView::fitSelection()
{
    QRectF rect;
    for (BlockId block : m_scene.selection().blocks)
        rect |= m_scene.rectOf(block);
    for (int note : m_scene.selection().notes)
        rect |= m_scene.notes()[note]->sceneBoundingRect();
    if (!rect.isEmpty())
        changeZoom([&] { m_zoom.fit(rect, 1.5); });
}

} // namespace outcrop
