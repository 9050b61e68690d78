#pragma once

#include "core/pipeline/pipeline.h"
#include "widgets/canvas/card_text.h"

#include <QGraphicsItem>

#include <memory>

namespace outcrop {

class CanvasScene;

// One block on the canvas. What it shows is asked of the scene when it is painted; it keeps only
// its text, once it has been seen.
class BlockItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 1 };

    BlockItem(CanvasScene &scene, BlockId id);

    BlockId id() const { return m_id; }
    bool wasSeen() const { return m_text != nullptr; } // Its text has been made.
    void refresh();                                    // The block is another one.

    int type() const override { return Type; }
    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) override;

private:
    CanvasScene &m_scene;
    BlockId m_id;
    std::unique_ptr<CardText> m_text;
};

} // namespace outcrop
