#pragma once

#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/gesture.h"
#include "widgets/canvas/port_fits.h"

#include <functional>

namespace outcrop {

// Pulls a connection from a port: to a port that fits, to a card that has one, or into empty space.
class ConnectGesture : public Gesture
{
public:
    struct Outcomes
    {
        std::function<void(const QString &sentence, const Pointer &)> refused; // Empty: no longer.
        std::function<void(const PortEnd &from, const Pointer &)> pulledIntoSpace;
    };

    ConnectGesture(CanvasScene &scene, const PortEnd &from, Outcomes outcomes);
    ~ConnectGesture() override;

    void move(const Pointer &pointer) override;
    void release(const Pointer &pointer) override;
    void cancel() override;

private:
    void aim(const Pointer &pointer);

    CanvasScene &m_scene;
    PortFits m_fits;
    Outcomes m_outcomes;
    QPointF m_start;
    std::optional<PortEnd> m_target;
    QString m_refusal;
    bool m_overNothing = true;
    bool m_left = false; // The pointer was away from the port.
};

// One undoable step, named after what it does to an occupied input.
Result<> connectInDocument(CanvasScene &scene, const Connection &connection);

} // namespace outcrop
