#include "widgets/canvas/canvas_view.h"

#include "widgets/canvas/empty_hint.h"
#include "widgets/canvas/gesture_item.h"
#include "widgets/canvas/inline_editor.h"
#include "widgets/canvas/minimap.h"
#include "widgets/canvas/zoom_bar.h"

#include <QCursor>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyleOptionGraphicsItem>

#include <cmath>

namespace outcrop {

namespace {

constexpr int overlayMargin = 14;
// Of the view, in minimaps: in a smaller one it would cover what it shows.
constexpr int leastMinimapsWide = 4, leastMinimapsHigh = 4;
constexpr double aim = 9;               // Pixels off a port or connection that still count.
constexpr double leastDotDistance = 16; // Pixels.
constexpr int edgePeriod = 25;          // Milliseconds between steps of scrolling at the edge.

} // namespace

CanvasView::CanvasView(PipelineDocument &document, const Catalog &catalog, Style &style,
                       QWidget *parent)
    : QGraphicsView(parent)
    , m_style(style)
    , m_scene(document, catalog, style)
    , m_edits(m_scene)
    , m_zoom(*this)
    , m_overview(m_scene)
    , m_drop(m_scene)
    , m_hint(new EmptyHint(style, this))
    , m_minimap(new Minimap(m_scene, this))
    , m_zoomBar(new ZoomBar(style, this))
{
    setAccessibleName(tr("Canvas"));
    setAccessibleDescription(
        tr("The blocks of the pipeline. Tab goes through them, Space adds one, C connects."));
    setViewportUpdateMode(SmartViewportUpdate);
    setOptimizationFlags(DontSavePainterState | DontAdjustForAntialiasing);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTransformationAnchor(NoAnchor);
    setResizeAnchor(NoAnchor);
    setFrameShape(QFrame::NoFrame);
    setViewportMargins(1, 1, 1, 1); // For the frame that shows the focus.
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAcceptDrops(true);
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setScene(&m_scene);

    connect(&m_scene, &CanvasScene::picked, this, &CanvasView::tellSelection);
    connect(&m_scene, &CanvasScene::mirrored, this, &CanvasView::follow);
    connect(&document, &PipelineDocument::steppedBackOrOn, this, &CanvasView::showSteppedTo);
    connect(m_minimap, &Minimap::wished, this, [this](const QPointF &at) { centerOn(at); });
    connect(m_zoomBar, &ZoomBar::zoomInWished, this, &CanvasView::zoomIn);
    connect(m_zoomBar, &ZoomBar::zoomOutWished, this, &CanvasView::zoomOut);
    connect(m_zoomBar, &ZoomBar::actualSizeWished, this, &CanvasView::zoomToActualSize);
    connect(m_zoomBar, &ZoomBar::fitWished, this, &CanvasView::fitAll);
    connect(static_cast<EmptyHint *>(m_hint), &EmptyHint::blockWished, this,
            [this] { wishBlock(viewport()->rect().center()); });
    m_edgeTimer.setInterval(edgePeriod);
    connect(&m_edgeTimer, &QTimer::timeout, this, &CanvasView::scrollAtEdge);
    m_paintOn.setSingleShot(true);
    connect(&m_paintOn, &QTimer::timeout, this, [this] { viewport()->update(); });
    follow();
}

CanvasView::~CanvasView()
{
    // While the scene is there.
    delete m_editor.data();
    m_gesture.reset();
}

bool CanvasView::isOverview() const
{
    return m_zoom.scale() < overviewZoom;
}

// The document has changed. If it was not the gesture, that one has lost what it began with.
void CanvasView::follow()
{
    if (m_gesture)
        cancelGesture();
    m_zoom.setContent(m_scene.contentRect());
    m_hint->setVisible(m_scene.boxes().empty() && m_scene.notes().isEmpty());
    if (isOverview())
        viewport()->update();
}

// What an undo brings back or alters comes into sight, if nothing of it is.
void CanvasView::showSteppedTo(const PipelineChanges &changes)
{
    const QVector<BlockId> blocks = changes.added + changes.changed;
    const QRectF shown = mapToScene(viewport()->rect()).boundingRect();
    QRectF all;
    for (BlockId block : blocks) {
        const QRectF rect = m_scene.rectOf(block);
        if (shown.intersects(rect))
            return;
        all |= rect;
    }
    if (blocks.isEmpty())
        return;
    const bool isEverything = size_t(changes.added.size()) == m_scene.boxes().size();
    const bool isTooMuch = all.width() > shown.width() || all.height() > shown.height();
    if (isEverything)
        showBeginning();
    else
        m_zoom.reveal(isTooMuch ? m_scene.rectOf(blocks.first()) : all);
}

void CanvasView::tellSelection()
{
    if (isOverview())
        viewport()->update();
    if (m_quiet)
        return;
    QVector<BlockId> blocks(m_scene.selection().blocks.begin(), m_scene.selection().blocks.end());
    std::sort(blocks.begin(), blocks.end());
    emit selected(blocks);
}

void CanvasView::paintEvent(QPaintEvent *event)
{
    const double ratio = devicePixelRatioF();
    m_scene.painter().startFrame(m_zoom.scale(), ratio);
    if (isOverview()) {
        QPainter painter(viewport());
        m_overview.paint(painter, viewportTransform(), viewport()->rect());
        painter.setWorldTransform(viewportTransform());
        QStyleOptionGraphicsItem option;
        m_scene.gestureItem().paint(&painter, &option, nullptr);
    } else {
        QGraphicsView::paintEvent(event);
    }
    if (m_scene.painter().isUnfinished())
        m_paintOn.start(0);
}

// Dots that scroll with the blocks, at least so far apart that they stay quiet.
void CanvasView::drawBackground(QPainter *painter, const QRectF &rect)
{
    painter->fillRect(rect, m_style.theme().canvas);
    double step = gridStep;
    while (step * m_zoom.scale() < leastDotDistance)
        step *= 2;
    QVector<QPointF> dots;
    const QPointF first(std::ceil(rect.left() / step), std::ceil(rect.top() / step));
    const int columns = int(std::floor(rect.right() / step) - first.x()) + 1;
    const int rows = int(std::floor(rect.bottom() / step) - first.y()) + 1;
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column)
            dots.append((first + QPointF(column, row)) * step);
    }
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(QPen(m_style.theme().canvasDot, 0));
    painter->drawPoints(dots.constData(), dots.size());
}

void CanvasView::scrollContentsBy(int dx, int dy)
{
    if (isOverview())
        viewport()->update();
    QGraphicsView::scrollContentsBy(dx, dy);
    m_minimap->setShown(mapToScene(viewport()->rect()).boundingRect());
}

void CanvasView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    m_zoom.resized();
    placeOverlays();
    m_minimap->setShown(mapToScene(viewport()->rect()).boundingRect());
}

void CanvasView::showEvent(QShowEvent *event)
{
    QGraphicsView::showEvent(event);
    if (std::exchange(m_fitPending, false))
        showBeginning();
}

void CanvasView::placeOverlays()
{
    m_zoomBar->adjustSize();
    m_zoomBar->move(overlayMargin, height() - m_zoomBar->height() - overlayMargin);
    m_minimap->setVisible(m_minimapWished && width() >= leastMinimapsWide * m_minimap->width()
                          && height() >= leastMinimapsHigh * m_minimap->height());
    m_minimap->move(width() - m_minimap->width() - overlayMargin,
                    height() - m_minimap->height() - overlayMargin);
    m_hint->adjustSize();
    m_hint->move((width() - m_hint->width()) / 2, (height() - m_hint->height()) / 2);
}

// The frame shows the focus. It belongs to the view, not to what scrolls in it.
bool CanvasView::event(QEvent *event)
{
    if (event->type() == QEvent::Paint) {
        QPainter painter(this);
        painter.setPen(hasFocus() ? m_style.theme().accent : m_style.theme().canvas);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
        return true;
    }
    return QGraphicsView::event(event);
}

void CanvasView::focusInEvent(QFocusEvent *event)
{
    QGraphicsView::focusInEvent(event);
    update();
}

void CanvasView::focusOutEvent(QFocusEvent *event)
{
    QGraphicsView::focusOutEvent(event);
    m_spaceHeld = false;
    update();
}

Pointer CanvasView::pointerAt(QPoint view, Qt::KeyboardModifiers modifiers) const
{
    return {viewportTransform().inverted().map(QPointF(view)), view, viewport()->mapToGlobal(view),
            modifiers, aim / m_zoom.scale()};
}

QPointF CanvasView::centerOfView() const
{
    return viewportTransform().inverted().map(QRectF(viewport()->rect()).center());
}

QPoint CanvasView::pointerOrCenter() const
{
    const QPoint pointer = viewport()->mapFromGlobal(QCursor::pos());
    return viewport()->rect().contains(pointer) && underMouse() ? pointer
                                                                : viewport()->rect().center();
}

void CanvasView::changeZoom(const std::function<void()> &change)
{
    if (m_editor)
        m_editor->finish();
    // All is painted anew: what is there need not be moved first.
    setViewportUpdateMode(NoViewportUpdate);
    change();
    setViewportUpdateMode(SmartViewportUpdate);
    m_zoomBar->showZoom(m_zoom.scale());
    m_minimap->setShown(mapToScene(viewport()->rect()).boundingRect());
    viewport()->update();
    emit zoomChanged(m_zoom.scale());
}

void CanvasView::select(const QVector<BlockId> &blocks)
{
    CanvasSelection selection;
    selection.blocks = QSet<BlockId>(blocks.begin(), blocks.end());
    m_quiet = true;
    m_scene.pick(selection);
    m_quiet = false;
    if (blocks.size() == 1 && m_scene.find(blocks[0]))
        m_zoom.reveal(m_scene.rectOf(blocks[0]));
}

void CanvasView::reveal(BlockId block)
{
    showPicked(block);
}

void CanvasView::showProblems(const QVector<Problem> &problems)
{
    m_scene.showProblems(problems);
}

void CanvasView::showRun(const RunView &run)
{
    m_scene.showRun(run);
}

void CanvasView::setChangedSince(const QSet<QString> &ids)
{
    m_scene.setChangedSince(ids);
}

void CanvasView::setFading(bool fading)
{
    m_scene.setFading(fading);
}

bool CanvasView::isMinimapShown() const
{
    return m_minimapWished;
}

void CanvasView::setMinimapShown(bool shown)
{
    m_minimapWished = shown;
    placeOverlays();
}

} // namespace outcrop
