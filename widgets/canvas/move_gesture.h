#pragma once

#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/gesture.h"

namespace outcrop {

// Moves what is picked; with Shift along the grid. One block without connections that is let go
// over a connection it fits into is put into it. A press that moves nothing is a click.
class MoveGesture : public Gesture
{
public:
    MoveGesture(CanvasScene &scene, const Pointer &start, CanvasSelection byClick);

    bool hasMoved() const { return m_moved; }
    void move(const Pointer &pointer) override;
    void release(const Pointer &pointer) override;
    void cancel() override;

private:
    void findConnectionBelow();
    void apply();

    CanvasScene &m_scene;
    CanvasSelection m_what;
    CanvasSelection m_byClick; // What a click picks.
    Pointer m_start;
    QPointF m_by;
    bool m_moved = false;
    std::optional<BlockId> m_single; // It may be put into a connection.
    std::optional<Connection> m_below;
};

} // namespace outcrop
