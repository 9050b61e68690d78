#pragma once

#include "widgets/canvas/canvas_scene.h"

#include <optional>

class QMimeData;

namespace outcrop {

// Something dragged over the canvas from outside: a block type of the palette (MIME type
// application/x-outcrop-block-type) or a data file.
class DropGesture
{
public:
    explicit DropGesture(CanvasScene &scene) : m_scene(scene) {}

    static bool takes(const QMimeData &data);
    static QString fileIn(const QMimeData &data); // The first that is a table; empty: none.

    void move(const QMimeData &data, QPointF at); // Shows where it would go, and into what.
    void leave();

    // Adds the block with its middle at `at`, into the connection below if it fits; BlockId{0}: it
    // was no block type that the catalog knows.
    BlockId drop(const QMimeData &data, QPointF at);

private:
    const BlockType *typeIn(const QMimeData &data) const;
    std::optional<Connection> connectionBelow(const BlockType &type, QPointF at) const;

    CanvasScene &m_scene;
};

} // namespace outcrop
