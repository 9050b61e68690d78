// What the mouse does on the canvas: which gesture begins where.

#include "widgets/canvas/canvas_view.h"
#include "widgets/canvas/connect_gesture.h"
#include "widgets/canvas/group_item.h"
#include "widgets/canvas/hit.h"
#include "widgets/canvas/inline_editor.h"
#include "widgets/canvas/move_gesture.h"
#include "widgets/canvas/note_item.h"
#include "widgets/canvas/pan_gesture.h"
#include "widgets/canvas/resize_gesture.h"
#include "widgets/canvas/select_gesture.h"
#include "widgets/canvas/tool_tips.h"

#include <QApplication>
#include <QMouseEvent>
#include <QToolTip>

#include <cmath>

namespace outcrop {

namespace {

constexpr int edge = 18;     // Pixels from the edge where a gesture scrolls.
constexpr int edgeStep = 14; // Pixels at a time.
constexpr int wheelNotch = 120;

bool isInSelection(const CanvasSelection &selection, const Hit &hit)
{
    switch (hit.on) {
    case Hit::On::Block:
    case Hit::On::State:
    case Hit::On::Badge:
        return selection.blocks.contains(hit.block);
    case Hit::On::Connection:
        return selection.connections.contains(hit.connection);
    case Hit::On::Note:
    case Hit::On::NoteCorner:
        return selection.notes.contains(hit.index);
    case Hit::On::GroupTitle:
        return selection.groups.contains(hit.index);
    case Hit::On::Port:
    case Hit::On::Nothing:
        break;
    }
    return false;
}

// What a click on it picks. The title of a group takes its blocks along.
CanvasSelection partOf(const CanvasScene &scene, const Hit &hit)
{
    CanvasSelection part;
    if (hit.on == Hit::On::Connection) {
        part.connections << hit.connection;
    } else if (hit.on == Hit::On::Note || hit.on == Hit::On::NoteCorner) {
        part.notes.insert(hit.index);
    } else if (hit.on == Hit::On::GroupTitle) {
        part.groups.insert(hit.index);
        for (const QString &id : scene.groups()[hit.index]->group().blocks)
            part.blocks.insert(scene.pipeline().findById(id));
    } else if (hit.block != BlockId{}) {
        part.blocks.insert(hit.block);
    }
    return part;
}

bool addsToPicked(const Pointer &pointer)
{
    return pointer.modifiers & (Qt::ShiftModifier | Qt::ControlModifier);
}

CanvasSelection combined(CanvasSelection all, const CanvasSelection &part, bool remove)
{
    if (remove) {
        all.blocks.subtract(part.blocks);
        all.notes.subtract(part.notes);
        all.groups.subtract(part.groups);
        for (const Connection &connection : part.connections)
            all.connections.removeOne(connection);
    } else {
        all.blocks.unite(part.blocks);
        all.notes.unite(part.notes);
        all.groups.unite(part.groups);
        all.connections += part.connections;
    }
    return all;
}

} // namespace

void CanvasView::mousePressEvent(QMouseEvent *event)
{
    if (m_editor)
        m_editor->finish();
    setFocus(Qt::MouseFocusReason);
    if (m_gesture)
        return;
    const Pointer pointer = pointerAt(event->pos(), event->modifiers());
    const bool pans =
        event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_spaceHeld);
    if (pans) {
        m_spaceUsed = m_spaceHeld;
        m_gesture = std::make_unique<PanGesture>(*this, pointer);
        viewport()->setCursor(Qt::ClosedHandCursor);
    } else if (event->button() == Qt::LeftButton) {
        startGesture(pointer);
    }
    if (m_gesture)
        m_last = pointer;
    m_pressedAt = event->pos();
}

void CanvasView::startGesture(const Pointer &pointer)
{
    const Hit hit = hitAt(m_scene, pointer.scene, pointer.reach);
    m_pressedState = hit.on == Hit::On::State ? hit.block : BlockId{};
    m_gesture = gestureFor(hit, pointer);
    m_edgeTimer.start();
}

std::unique_ptr<Gesture> CanvasView::gestureFor(const Hit &hit, const Pointer &pointer)
{
    switch (hit.on) {
    case Hit::On::Port:
        return pullConnection(hit.port);
    case Hit::On::Nothing:
        return std::make_unique<SelectGesture>(m_scene, pointer);
    case Hit::On::NoteCorner:
        pickForPress(hit, pointer);
        return std::make_unique<ResizeGesture>(m_scene, hit.index, pointer);
    case Hit::On::Connection:
        pickForPress(hit, pointer);
        return nullptr;
    default:
        pickForPress(hit, pointer);
        return std::make_unique<MoveGesture>(
            m_scene, pointer, addsToPicked(pointer) ? m_scene.selection() : partOf(m_scene, hit));
    }
}

void CanvasView::pickForPress(const Hit &hit, const Pointer &pointer)
{
    const bool isIn = isInSelection(m_scene.selection(), hit);
    const CanvasSelection part = partOf(m_scene, hit);
    if (addsToPicked(pointer))
        m_scene.pick(combined(m_scene.selection(), part, isIn));
    else if (!isIn)
        m_scene.pick(part);
}

std::unique_ptr<Gesture> CanvasView::pullConnection(const PortEnd &from)
{
    ConnectGesture::Outcomes outcomes;
    outcomes.refused = [this](const QString &sentence, const Pointer &pointer) {
        refuse(sentence, pointer.global);
    };
    outcomes.pulledIntoSpace = [this](const PortEnd &end, const Pointer &pointer) {
        m_wishedFrom = end;
        PortFilter fits;
        fits.needs =
            end.side == Side::Output ? PortFilter::Needs::Input : PortFilter::Needs::Output;
        for (const PortSpec &spec : portsOf(m_scene.typeOf(end.port.block), end.side)) {
            if (spec.name == end.port.name)
                fits.type = spec.type;
        }
        // A new block comes with its port, not with its corner, to where the pull ended.
        const QPointF port =
            portCenter(0, 1, end.side == Side::Output ? Side::Input : Side::Output);
        emit blockWished(pointer.scene - port, pointer.global, end.port, fits);
    };
    return std::make_unique<ConnectGesture>(m_scene, from, std::move(outcomes));
}

void CanvasView::refuse(const QString &sentence, const QPoint &global)
{
    if (!sentence.isEmpty())
        QToolTip::showText(global, richToolTip(sentence), viewport());
    else if (!m_refusal.isEmpty())
        QToolTip::hideText();
    if (sentence != m_refusal)
        emit status(sentence);
    m_refusal = sentence;
}

void CanvasView::mouseMoveEvent(QMouseEvent *event)
{
    const Pointer pointer = pointerAt(event->pos(), event->modifiers());
    if (!m_gesture) {
        showCursor(pointer);
        return;
    }
    m_last = pointer;
    m_gesture->move(pointer);
    if (isOverview())
        viewport()->update();
}

void CanvasView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->buttons() == Qt::NoButton)
        endGesture(pointerAt(event->pos(), event->modifiers()));
}

void CanvasView::endGesture(const Pointer &pointer)
{
    m_edgeTimer.stop();
    if (!m_gesture)
        return;
    const std::unique_ptr<Gesture> ended = std::move(m_gesture);
    const auto *moved = dynamic_cast<MoveGesture *>(ended.get());
    ended->release(pointer);
    const BlockId state = std::exchange(m_pressedState, BlockId{});
    if (state != BlockId{} && moved && !moved->hasMoved())
        emit stateClicked(state);
    showCursor(pointer);
    if (isOverview())
        viewport()->update();
}

void CanvasView::cancelGesture()
{
    m_edgeTimer.stop();
    m_pressedState = BlockId{};
    const std::unique_ptr<Gesture> ended = std::move(m_gesture);
    ended->cancel();
    viewport()->unsetCursor();
    viewport()->update();
}

// A gesture at the edge draws what is beyond it nearer.
void CanvasView::scrollAtEdge()
{
    if (!m_gesture || !m_last || dynamic_cast<PanGesture *>(m_gesture.get()))
        return;
    const QRect inner = viewport()->rect().adjusted(edge, edge, -edge, -edge);
    const QPoint at = m_last->view;
    if ((at - m_pressedAt).manhattanLength() < QApplication::startDragDistance())
        return;
    const auto step = [](int v, int low, int high) {
        return v < low ? edgeStep : v > high ? -edgeStep : 0;
    };
    const QPoint by(step(at.x(), inner.left(), inner.right()),
                    step(at.y(), inner.top(), inner.bottom()));
    if (by.isNull())
        return;
    m_zoom.pan(by);
    m_last = pointerAt(at, m_last->modifiers);
    m_gesture->move(*m_last);
}

void CanvasView::showCursor(const Pointer &pointer)
{
    switch (hitAt(m_scene, pointer.scene, pointer.reach).on) {
    case Hit::On::Port:
        viewport()->setCursor(Qt::CrossCursor);
        break;
    case Hit::On::State:
    case Hit::On::Connection:
        viewport()->setCursor(Qt::PointingHandCursor);
        break;
    case Hit::On::NoteCorner:
        viewport()->setCursor(Qt::SizeFDiagCursor);
        break;
    default:
        viewport()->setCursor(m_spaceHeld ? Qt::OpenHandCursor : Qt::ArrowCursor);
    }
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Pointer pointer = pointerAt(event->pos(), event->modifiers());
    const Hit hit = hitAt(m_scene, pointer.scene, pointer.reach);
    if (hit.on == Hit::On::Nothing)
        wishBlock(event->pos());
    else if (hit.on == Hit::On::Note)
        editNote(hit.index);
    else if (hit.on == Hit::On::GroupTitle)
        editGroup(hit.index);
    else if (hit.on == Hit::On::Block)
        emit editAttributes(hit.block);
}

// A wheel zooms at the pointer; two fingers on a trackpad, which give other steps than a wheel's
// notches, move the canvas.
void CanvasView::wheelEvent(QWheelEvent *event)
{
    const QPoint angle = event->angleDelta();
    const bool isWheel = angle.x() == 0 && angle.y() % wheelNotch == 0;
    const bool zooms = event->modifiers() & Qt::ControlModifier || isWheel;
    if (event->modifiers() & Qt::ShiftModifier && isWheel) {
        m_zoom.pan({angle.y() / 2, 0});
    } else if (zooms) {
        const double factor = std::pow(CanvasZoom::notch, double(angle.y()) / wheelNotch);
        const QPoint at = event->position().toPoint();
        changeZoom([&] { m_zoom.zoomBy(factor, at); });
    } else {
        m_zoom.pan(event->pixelDelta().isNull() ? angle / 2 : event->pixelDelta());
    }
    event->accept();
}

} // namespace outcrop
