#include "app/window/places_bar.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QPainter>
#include <QVBoxLayout>

namespace outcrop {

namespace {

constexpr int iconSide = 22;
constexpr int padding = 10;
constexpr int stripe = 3;

class PlaceButton : public QAbstractButton
{
public:
    PlaceButton(Style &style, const QString &icon, const QString &title, QWidget *parent)
        : QAbstractButton(parent), m_style(style), m_icon(icon)
    {
        setText(title);
        setCheckable(true);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::TabFocus);
    }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(m_style.small());
        return {std::max(64, metrics.horizontalAdvance(text()) + 2 * padding),
                m_style.scaled(iconSide) + metrics.height() + 2 * padding + 4};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = m_style.theme();
        QPainter painter(this);
        if (isChecked())
            painter.fillRect(rect(), theme.panel);
        else if (underMouse())
            painter.fillRect(rect(), theme.hover);
        if (isChecked())
            painter.fillRect(0, 0, stripe, height(), theme.accent);
        const Ink ink = isChecked() ? Ink::Accent : Ink::Muted;
        const QRect icon((width() - m_style.scaled(iconSide)) / 2, padding,
                         m_style.scaled(iconSide), m_style.scaled(iconSide));
        m_style.icon(m_icon, ink).paint(&painter, icon);
        painter.setFont(m_style.small());
        painter.setPen(m_style.color(ink));
        painter.drawText(rect().adjusted(0, padding + m_style.scaled(iconSide) + 4, 0, -padding),
                         Qt::AlignHCenter | Qt::AlignTop, text());
        if (hasFocus()) {
            painter.setPen(theme.accent);
            painter.drawRect(rect().adjusted(1, 1, -2, -2));
        }
    }

private:
    Style &m_style;
    QString m_icon;
};

} // namespace

PlacesBar::PlacesBar(Style &style, QWidget *parent)
    : QFrame(parent), m_style(style), m_buttons(new QButtonGroup(this))
{
    setAccessibleName(tr("Places"));
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 1, 8);
    column->setSpacing(2);
    column->addStretch();
    connect(m_buttons, &QButtonGroup::idClicked, this, &PlacesBar::chosen);
    connect(&style, &Style::changed, this, qOverload<>(&QWidget::update));
}

void PlacesBar::addPlace(const QString &icon, const QString &title, const QString &keys)
{
    auto *const button = new PlaceButton(m_style, icon, title, this);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(title, keys));
    button->setAccessibleName(title);
    const int place = m_buttons->buttons().size();
    m_buttons->addButton(button, place);
    button->setChecked(place == 0);
    static_cast<QVBoxLayout *>(layout())->insertWidget(place, button);
}

int PlacesBar::current() const
{
    return m_buttons->checkedId();
}

void PlacesBar::setCurrent(int place)
{
    if (QAbstractButton *const button = m_buttons->button(place))
        button->setChecked(true);
}

void PlacesBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_style.theme().rail);
    painter.fillRect(width() - 1, 0, 1, height(), m_style.theme().line);
}

} // namespace outcrop
