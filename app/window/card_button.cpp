#include "app/window/card_button.h"

#include <QPainter>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int padding = 12;
constexpr int iconSide = 24;
constexpr int between = 12;
constexpr int radius = 6;
constexpr int titleGap = 4;

QFont titleFont(const QWidget &widget)
{
    QFont font = widget.font();
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

CardButton::CardButton(Style &style, const QString &icon, const QString &title,
                       const QString &remark, QWidget *parent)
    : QAbstractButton(parent), m_style(style), m_icon(icon), m_remark(remark)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(remark);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QSize CardButton::sizeHint() const
{
    constexpr int width = 260;
    return {width, heightForWidth(width)};
}

QSize CardButton::minimumSizeHint() const
{
    return {200, heightForWidth(QWIDGETSIZE_MAX)};
}

int CardButton::heightForWidth(int width) const
{
    const int beside = 2 * padding + m_style.scaled(iconSide) + between;
    const QRect remark =
        QFontMetrics(m_style.small())
            .boundingRect(QRect(0, 0, std::max(1, width - beside), QWIDGETSIZE_MAX),
                          Qt::TextWordWrap, m_remark);
    return 2 * padding + QFontMetrics(titleFont(*this)).height() + titleGap + remark.height();
}

QRect CardButton::textRect() const
{
    return rect().adjusted(padding + m_style.scaled(iconSide) + between, padding, -padding,
                           -padding);
}

void CardButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_style.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? theme.accent : theme.strongLine);
    painter.setBrush(isDown() ? theme.selection : underMouse() ? theme.hover : theme.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    const QRect icon(padding, padding, m_style.scaled(iconSide), m_style.scaled(iconSide));
    m_style.icon(m_icon, isEnabled() ? Ink::Accent : Ink::Muted).paint(&painter, icon);
    const QRect inside = textRect();
    painter.setFont(titleFont(*this));
    painter.setPen(isEnabled() ? theme.text : theme.mutedText);
    const QFontMetrics metrics(painter.font());
    painter.drawText(inside, Qt::AlignTop | Qt::AlignLeft,
                     metrics.elidedText(text(), Qt::ElideRight, inside.width()));
    painter.setFont(m_style.small());
    painter.setPen(theme.mutedText);
    painter.drawText(inside.adjusted(0, metrics.height() + titleGap, 0, 0),
                     Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap, m_remark);
}

} // namespace outcrop
