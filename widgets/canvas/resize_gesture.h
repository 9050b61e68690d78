#pragma once

#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/gesture.h"

namespace outcrop {

// Pulls the corner of a note.
class ResizeGesture : public Gesture
{
public:
    ResizeGesture(CanvasScene &scene, int note, const Pointer &start);

    void move(const Pointer &pointer) override;
    void release(const Pointer &pointer) override;
    void cancel() override;

private:
    CanvasScene &m_scene;
    int m_note;
    QPointF m_start;
    QSizeF m_before;
};

} // namespace outcrop
