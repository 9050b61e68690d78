#include "widgets/canvas/zoom_bar.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

namespace outcrop {

ZoomBar::ZoomBar(const Style &style, QWidget *parent) : QFrame(parent), m_style(style)
{
    setAccessibleName(tr("Zoom"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 3, 4, 3);
    layout->setSpacing(1);
    QToolButton *out = add(tr("Zoom out"), QStringLiteral("Ctrl+-"));
    out->setIcon(style.icon(QStringLiteral("minus")));
    m_percent = add(tr("Actual size"), QStringLiteral("Ctrl+0"));
    QToolButton *in = add(tr("Zoom in"), QStringLiteral("Ctrl++"));
    in->setIcon(style.icon(QStringLiteral("plus")));
    QToolButton *fit = add(tr("Show all"), QStringLiteral("Ctrl+9"));
    fit->setText(tr("Fit"));
    connect(out, &QToolButton::clicked, this, &ZoomBar::zoomOutWished);
    connect(m_percent, &QToolButton::clicked, this, &ZoomBar::actualSizeWished);
    connect(in, &QToolButton::clicked, this, &ZoomBar::zoomInWished);
    connect(fit, &QToolButton::clicked, this, &ZoomBar::fitWished);
    showZoom(4);
    m_percent->setMinimumWidth(m_percent->sizeHint().width());
    showZoom(1);
    adjustSize();
}

QToolButton *ZoomBar::add(const QString &name, const QString &shortcut)
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setIconSize(m_style.iconSize(12));
    button->setFont(m_style.small());
    button->setAccessibleName(name);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(name, shortcut));
    button->setFocusPolicy(Qt::TabFocus);
    layout()->addWidget(button);
    return button;
}

void ZoomBar::showZoom(double scale)
{
    m_percent->setText(tr("%1 %").arg(QLocale().toString(qRound(scale * 100))));
}

void ZoomBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_style.theme().line);
    painter.setBrush(m_style.theme().panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace outcrop
