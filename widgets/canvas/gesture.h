#pragma once

#include <QPointF>
#include <Qt>

namespace outcrop {

// Where the pointer is.
struct Pointer
{
    QPointF scene;
    QPoint view;
    QPoint global;
    Qt::KeyboardModifiers modifiers;
    double reach = 8; // In scene units: how far off one may aim.
};

// What a held mouse button does, from the press to the release. The document changes at the
// release, in one step, or not at all.
class Gesture
{
public:
    Gesture() = default;
    virtual ~Gesture() = default;
    Gesture(const Gesture &) = delete;
    Gesture &operator=(const Gesture &) = delete;

    virtual void move(const Pointer &pointer) = 0;
    virtual void release(const Pointer &pointer) = 0;
    virtual void cancel() = 0; // All is shown as it was before.
};

} // namespace outcrop
