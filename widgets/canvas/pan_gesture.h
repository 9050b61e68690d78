#pragma once

#include "widgets/canvas/gesture.h"

class QGraphicsView;

namespace outcrop {

// Pulls the canvas along under the pointer.
class PanGesture : public Gesture
{
public:
    PanGesture(QGraphicsView &view, const Pointer &start);

    void move(const Pointer &pointer) override;
    void release(const Pointer &pointer) override;
    void cancel() override;

private:
    QGraphicsView &m_view;
    QPoint m_start, m_scroll;
};

} // namespace outcrop
