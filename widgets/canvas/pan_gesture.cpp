#include "widgets/canvas/pan_gesture.h"

#include <QGraphicsView>
#include <QScrollBar>

namespace outcrop {

PanGesture::PanGesture(QGraphicsView &view, const Pointer &start)
    : m_view(view)
    , m_start(start.view)
    , m_scroll(view.horizontalScrollBar()->value(), view.verticalScrollBar()->value())
{
}

void PanGesture::move(const Pointer &pointer)
{
    const QPoint scroll = m_scroll + m_start - pointer.view;
    m_view.horizontalScrollBar()->setValue(scroll.x());
    m_view.verticalScrollBar()->setValue(scroll.y());
}

void PanGesture::release(const Pointer &pointer)
{
    move(pointer);
}

void PanGesture::cancel()
{
    m_view.horizontalScrollBar()->setValue(m_scroll.x());
    m_view.verticalScrollBar()->setValue(m_scroll.y());
}

} // namespace outcrop
