#include "widgets/properties/toggle_switch.h"

#include "widgets/style/style.h"

#include <QKeyEvent>
#include <QPainter>

namespace outcrop {

namespace {

constexpr QSize track(32, 18);
constexpr int room = 3; // Around the track, for the ring of the focus.

} // namespace

ToggleSwitch::ToggleSwitch(Style &style, QWidget *parent) : QAbstractButton(parent), m_style(style)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&style, &Style::changed, this, QOverload<>::of(&ToggleSwitch::update));
}

void ToggleSwitch::setUndecided(bool undecided)
{
    m_undecided = undecided;
    update();
}

QSize ToggleSwitch::sizeHint() const
{
    return track + QSize(2 * room, 2 * room);
}

bool ToggleSwitch::hitButton(const QPoint &position) const
{
    return rect().contains(position);
}

void ToggleSwitch::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void ToggleSwitch::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_style.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF outer(QPointF(room, (height() - track.height()) / 2.0), track);
    const bool on = isChecked() && !m_undecided;
    const qreal radius = outer.height() / 2;
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(outer.adjusted(-2.5, -2.5, 2.5, 2.5), radius + 2.5, radius + 2.5);
    }
    painter.setPen(on ? QPen(Qt::NoPen) : QPen(theme.mutedText));
    painter.setBrush(on ? theme.accent : theme.field);
    painter.drawRoundedRect(outer.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    const qreal travel = outer.width() - outer.height();
    const qreal at = m_undecided ? travel / 2 : isChecked() ? travel : 0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(on ? theme.accentText : theme.mutedText);
    painter.drawEllipse(QRectF(outer.left() + at, outer.top(), outer.height(), outer.height())
                            .adjusted(4, 4, -4, -4));
}

} // namespace outcrop
