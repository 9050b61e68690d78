#pragma once

#include "core/catalog/catalog.h"

#include <QPixmap>

namespace outcrop {

class Style;

// A block of this type as it will lie on the canvas: what a drag carries. `ratio` pixels a point.
QPixmap cardPicture(const BlockType &type, const Style &style, qreal ratio);

// The icon of a type on a tile in the colours of its category.
void paintTile(QPainter &painter, const QRect &rect, const BlockType &type, const Style &style);

} // namespace outcrop
