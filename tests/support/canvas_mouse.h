#pragma once

#include "widgets/canvas/canvas_view.h"

#include <QApplication>
#include <QMouseEvent>

namespace outcrop {

// Presses the left button, moves in two steps, and lets go; a click where both places are one.
// QTest's own moves hold no button in Qt 5. Places are those of the viewport.
inline void pull(CanvasView &canvas, QPoint from, QPoint to,
                 Qt::KeyboardModifiers keys = Qt::NoModifier)
{
    const auto send = [&](QEvent::Type type, QPoint at, Qt::MouseButtons held) {
        const auto button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
        QMouseEvent event(type, at, canvas.viewport()->mapToGlobal(at), button, held, keys);
        QApplication::sendEvent(canvas.viewport(), &event);
    };
    send(QEvent::MouseButtonPress, from, Qt::LeftButton);
    if (from != to) {
        send(QEvent::MouseMove, (from + to) / 2, Qt::LeftButton);
        send(QEvent::MouseMove, to, Qt::LeftButton);
    }
    send(QEvent::MouseButtonRelease, to, Qt::NoButton);
}

} // namespace outcrop
