#include "widgets/canvas/connect_gesture.h"

#include "core/pipeline/connecting.h"
#include "widgets/canvas/gesture_item.h"
#include "widgets/canvas/hit.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ConnectGesture)
};

PortType typeOfPort(const CanvasScene &scene, const PortEnd &end)
{
    for (const PortSpec &spec : portsOf(scene.typeOf(end.port.block), end.side)) {
        if (spec.name == end.port.name)
            return spec.type;
    }
    return PortType::Any;
}

} // namespace

Result<> connectInDocument(CanvasScene &scene, const Connection &connection)
{
    const auto free =
        checkConnection(scene.pipeline(), connection, scene.catalog(), Occupied::Refuse);
    auto next = connectPorts(scene.pipeline(), connection, scene.catalog(), Occupied::Replace);
    if (!next)
        return failure(next.error());
    scene.document().apply(free ? Tr::tr("Connect") : Tr::tr("Replace connection"), *next);
    return {};
}

ConnectGesture::ConnectGesture(CanvasScene &scene, const PortEnd &from, Outcomes outcomes)
    : m_scene(scene)
    , m_fits(scene.pipeline(), scene.catalog(), from)
    , m_outcomes(std::move(outcomes))
    , m_start(scene.centerOf(from))
{
    m_scene.setFits(&m_fits);
}

ConnectGesture::~ConnectGesture()
{
    m_scene.setFits(nullptr);
    m_scene.gestureItem().clear();
}

// What the connection would end at, or why it may not end here.
void ConnectGesture::aim(const Pointer &pointer)
{
    m_target.reset();
    m_refusal.clear();
    const Hit hit = hitAt(m_scene, pointer.scene, std::max(pointer.reach, 2.0 * portRadius));
    m_overNothing = hit.block == BlockId{};
    const bool home = hit.block == m_fits.from().port.block;
    m_left = m_left || !home;
    if (m_overNothing || (home && !m_left))
        return;
    if (hit.on == Hit::On::Port && hit.port.side != m_fits.from().side) {
        const Result<> fit = m_fits.check(hit.port);
        if (fit)
            m_target = hit.port;
        else
            m_refusal = fit.error().message;
        return;
    }
    const Result<PortEnd> fit = m_fits.firstFit(hit.block);
    if (fit)
        m_target = *fit;
    else
        m_refusal = fit.error().message;
}

void ConnectGesture::move(const Pointer &pointer)
{
    aim(pointer);
    const Theme &theme = m_scene.style().theme();
    const QPointF end = m_target ? m_scene.centerOf(*m_target) : pointer.scene;
    const bool forwards = m_fits.from().side == Side::Output;
    const QColor color = !m_refusal.isEmpty() ? theme.bad
                         : m_target           ? theme.accent
                                    : portColor(typeOfPort(m_scene, m_fits.from()), theme);
    m_scene.gestureItem().showConnection(forwards ? m_start : end, forwards ? end : m_start, color,
                                         m_target.has_value());
    m_outcomes.refused(m_refusal, pointer);
}

void ConnectGesture::release(const Pointer &pointer)
{
    aim(pointer);
    const PortEnd from = m_fits.from();
    m_scene.setFits(nullptr);
    m_scene.gestureItem().clear();
    if (m_target) {
        const Result<> done = connectInDocument(m_scene, m_fits.connectionTo(m_target->port));
        m_outcomes.refused(done ? QString() : done.error().message, pointer);
    } else if (m_overNothing && m_left) {
        m_outcomes.refused({}, pointer);
        m_outcomes.pulledIntoSpace(from, pointer);
    } else {
        m_outcomes.refused(m_refusal, pointer);
    }
}

void ConnectGesture::cancel()
{
    m_scene.setFits(nullptr);
    m_scene.gestureItem().clear();
    m_outcomes.refused({}, {});
}

} // namespace outcrop
