#pragma once

#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/gesture.h"

namespace outcrop {

// The rubber band: picks the cards it touches, and connections and notes that lie in it. With Shift
// or Ctrl it adds to what is picked.
class SelectGesture : public Gesture
{
public:
    SelectGesture(CanvasScene &scene, const Pointer &start);

    void move(const Pointer &pointer) override;
    void release(const Pointer &pointer) override;
    void cancel() override;

private:
    CanvasScene &m_scene;
    QPointF m_start;
    CanvasSelection m_before, m_base;
};

} // namespace outcrop
