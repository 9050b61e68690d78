#pragma once

#include "core/catalog/block_search.h"
#include "widgets/canvas/canvas_edits.h"
#include "widgets/canvas/canvas_keys.h"
#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/canvas_zoom.h"
#include "widgets/canvas/drop_gesture.h"
#include "widgets/canvas/gesture.h"
#include "widgets/canvas/overview_painter.h"

#include <QGraphicsView>
#include <QPointer>
#include <QTimer>

#include <memory>

class QMenu;

namespace outcrop {

class InlineEditor;
class Minimap;
class ZoomBar;
struct Hit;

// The canvas of one document: shows its pipeline and edits it by mouse and keyboard. What it cannot
// do alone it wishes for by a signal. Costs what is in sight: ten thousand blocks are as quick as
// ten (README.md in this folder).
class CanvasView : public QGraphicsView
{
    Q_OBJECT

public:
    CanvasView(PipelineDocument &document, const Catalog &catalog, Style &style, QWidget *parent);
    ~CanvasView() override;

    CanvasScene &canvas() { return m_scene; }
    double zoom() const { return m_zoom.scale(); }
    bool isMinimapShown() const;

public slots:
    void select(const QVector<outcrop::BlockId> &blocks); // Emits nothing. One alone is shown.
    void reveal(outcrop::BlockId block);                  // Picks it and brings it into sight.

    // At a place of the scene, connected to `from` if they fit. The answer to blockWished().
    void addBlock(const QString &typeKey, const QPointF &scenePosition,
                  const std::optional<outcrop::Port> &from = {});
    void addBlockAtCenter(const QString &typeKey);

    void showProblems(const QVector<outcrop::Problem> &problems);
    void showRun(const outcrop::RunView &run); // Without a uuid: no job.
    void setChangedSince(const QSet<QString> &ids);

    void deleteSelected();
    void duplicateSelected();
    void cut();
    void copy();
    void paste(); // At the pointer where it is over the canvas, else in the middle.
    void selectAll();
    void selectNothing();
    void group();
    void ungroup();
    void addNote();
    void arrangeBlocks();
    void renameSelected();  // In place: the block, group or note that is picked.
    void connectSelected(); // By keyboard, from a list of what fits.
    void editSelected();    // Emits editAttributes(), or edits the note.

    void zoomIn();
    void zoomOut();
    void zoomToActualSize();
    void fitAll();
    void showBeginning(); // What is seen first: all, if it can be read then.
    void fitSelection();
    void setMinimapShown(bool shown); // While the view is large enough for one.
    void setFading(bool fading);      // Fade what is neither up- nor downstream of the selection.

    // Picks and centres the block whose title, id or type contains `text`; the next one when asked
    // again. An empty text does nothing.
    void find(const QString &text);

signals:
    void selected(const QVector<outcrop::BlockId> &blocks);
    // Somebody should ask which block to add and call addBlock(). `fits` says what it must have
    // when a connection was pulled from the port `from`.
    void blockWished(const QPointF &scenePosition, const QPoint &globalPosition,
                     const std::optional<outcrop::Port> &from,
                     const std::optional<outcrop::PortFilter> &fits);
    void stateClicked(outcrop::BlockId block);
    void editAttributes(outcrop::BlockId block);
    void fileDropped(const QString &path, const QPointF &scenePosition);
    void status(const QString &sentence); // For the status bar. Empty: nothing to say any more.
    void zoomChanged(double scale);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void scrollContentsBy(int dx, int dy) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    Pointer pointerAt(QPoint view, Qt::KeyboardModifiers modifiers) const;
    QPointF centerOfView() const;
    QPoint pointerOrCenter() const; // Viewport coordinates.
    bool isOverview() const;
    void follow();
    void showSteppedTo(const PipelineChanges &changes);
    void tellSelection();
    void placeOverlays();
    void changeZoom(const std::function<void()> &change);

    void startGesture(const Pointer &pointer);
    std::unique_ptr<Gesture> gestureFor(const Hit &hit, const Pointer &pointer);
    std::unique_ptr<Gesture> pullConnection(const PortEnd &from);
    void pickForPress(const Hit &hit, const Pointer &pointer);
    void endGesture(const Pointer &pointer);
    void cancelGesture();
    void scrollAtEdge();
    void showCursor(const Pointer &pointer);
    void refuse(const QString &sentence, const QPoint &global);

    void run(CanvasCommand command);
    void stepInFlow(int step);
    void showPicked(BlockId block);
    void wishBlock(const QPoint &view);
    void wishBlockByKey();
    void edit(const QRectF &scene, const QString &text, bool manyLines,
              std::function<void(const QString &)> take);
    void editNote(int note);
    void editTitle(BlockId block);
    void editGroup(int group);
    void fillMenu(QMenu &menu, const Hit &hit);
    std::optional<BlockId> single() const; // The only block that is picked.

    const Style &m_style;
    CanvasScene m_scene;
    CanvasEdits m_edits;
    CanvasZoom m_zoom;
    OverviewPainter m_overview;
    DropGesture m_drop;
    std::unique_ptr<Gesture> m_gesture;
    std::optional<Pointer> m_last; // Of the gesture.
    QPoint m_pressedAt;
    BlockId m_pressedState{};
    std::optional<PortEnd> m_wishedFrom; // Of the last blockWished().
    bool m_spaceHeld = false, m_spaceUsed = false, m_quiet = false, m_fitPending = true,
         m_minimapWished = true;
    QTimer m_edgeTimer, m_paintOn;
    QString m_refusal, m_lastFind;
    BlockId m_lastFound{};
    QPointer<InlineEditor> m_editor;
    QWidget *m_hint;
    Minimap *m_minimap;
    ZoomBar *m_zoomBar;
};

} // namespace outcrop
