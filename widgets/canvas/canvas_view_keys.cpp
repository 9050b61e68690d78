// What keys do on the canvas, and what is dragged over it from elsewhere.

#include "widgets/canvas/canvas_view.h"
#include "widgets/canvas/flow.h"
#include "widgets/canvas/hit.h"
#include "widgets/canvas/tool_tips.h"

#include <QHelpEvent>
#include <QMimeData>
#include <QToolTip>

namespace outcrop {

void CanvasView::run(CanvasCommand command)
{
    switch (command) {
    case CanvasCommand::AddBlock:
        return wishBlockByKey();
    case CanvasCommand::EditAttributes:
        return editSelected();
    case CanvasCommand::Rename:
        return renameSelected();
    case CanvasCommand::Connect:
        return connectSelected();
    case CanvasCommand::Delete:
        return deleteSelected();
    case CanvasCommand::Duplicate:
        return duplicateSelected();
    case CanvasCommand::Cut:
        return cut();
    case CanvasCommand::Copy:
        return copy();
    case CanvasCommand::Paste:
        return paste();
    case CanvasCommand::SelectAll:
        return selectAll();
    case CanvasCommand::Group:
        return group();
    case CanvasCommand::Ungroup:
        return ungroup();
    case CanvasCommand::NextInFlow:
        return stepInFlow(1);
    case CanvasCommand::PreviousInFlow:
        return stepInFlow(-1);
    case CanvasCommand::ZoomIn:
        return zoomIn();
    case CanvasCommand::ZoomOut:
        return zoomOut();
    case CanvasCommand::ActualSize:
        return zoomToActualSize();
    case CanvasCommand::FitAll:
        return fitAll();
    case CanvasCommand::FitSelection:
        return fitSelection();
    }
}

// Tab goes through the blocks, then on to the next widget.
bool CanvasView::focusNextPrevChild(bool next)
{
    const BlockId from = single().value_or(BlockId{});
    const BlockId to = nextInReadingOrder(m_scene.pipeline(), from, next ? 1 : -1);
    if (to == BlockId{} || !hasFocus())
        return QGraphicsView::focusNextPrevChild(next);
    showPicked(to);
    return true;
}

void CanvasView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        if (m_gesture)
            cancelGesture();
        else
            selectNothing();
        return;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier) {
        if (!event->isAutoRepeat()) {
            m_spaceHeld = true;
            m_spaceUsed = false;
        }
        return;
    }
    if (m_gesture)
        return;
    const auto nudge = nudgeOf(*event);
    const CanvasSelection &picked = m_scene.selection();
    if (nudge && !(picked.blocks.isEmpty() && picked.notes.isEmpty()))
        m_edits.nudge(*nudge);
    else if (nudge)
        m_zoom.pan((-*nudge * 10).toPoint());
    else if (const auto command = commandOf(*event))
        run(*command);
    else
        event->ignore();
}

// Space alone asks for a block; with a drag it has moved the canvas.
void CanvasView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Space || event->isAutoRepeat()) {
        event->ignore();
        return;
    }
    if (std::exchange(m_spaceHeld, false) && !m_spaceUsed && !m_gesture)
        run(CanvasCommand::AddBlock);
}

bool CanvasView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QGraphicsView::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const Pointer pointer = pointerAt(help->pos(), Qt::NoModifier);
    const QString text = toolTipOf(m_scene, hitAt(m_scene, pointer.scene, pointer.reach));
    if (text.isEmpty() || m_gesture)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), richToolTip(text), viewport());
    return true;
}

void CanvasView::dragEnterEvent(QDragEnterEvent *event)
{
    if (DropGesture::takes(*event->mimeData()))
        event->acceptProposedAction();
    else
        emit status(tr("Only blocks of the palette and CSV files can be dropped here."));
}

void CanvasView::dragMoveEvent(QDragMoveEvent *event)
{
    m_drop.move(*event->mimeData(), pointerAt(event->pos(), Qt::NoModifier).scene);
    if (isOverview())
        viewport()->update();
    event->acceptProposedAction();
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent *)
{
    m_drop.leave();
    emit status({});
}

void CanvasView::dropEvent(QDropEvent *event)
{
    const QPointF at = pointerAt(event->pos(), Qt::NoModifier).scene;
    const QString file = DropGesture::fileIn(*event->mimeData());
    const BlockId added = m_drop.drop(*event->mimeData(), at);
    event->acceptProposedAction();
    if (added != BlockId{}) {
        setFocus(Qt::OtherFocusReason);
        CanvasSelection selection;
        selection.blocks.insert(added);
        m_scene.pick(selection);
    } else if (!file.isEmpty()) {
        emit fileDropped(file, at);
    }
}

} // namespace outcrop
