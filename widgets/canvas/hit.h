#pragma once

#include "widgets/canvas/card_geometry.h"

namespace outcrop {

class CanvasScene;

// What is at a point of the canvas.
struct Hit
{
    enum class On { Nothing, Port, State, Badge, Block, Connection, NoteCorner, Note, GroupTitle };

    On on = On::Nothing;
    BlockId block{};       // Port, State, Badge, Block.
    PortEnd port;          // Port.
    Connection connection; // Connection.
    int index = -1;        // Note, NoteCorner, GroupTitle.
};

// The topmost; ports and connections are found within `reach` of them. O(what is near).
Hit hitAt(const CanvasScene &scene, QPointF at, double reach);

} // namespace outcrop
