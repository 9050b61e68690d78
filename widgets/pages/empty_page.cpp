#include "widgets/pages/empty_page.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int iconSize = 28;
constexpr int textWidth = 460;
constexpr int margin = 16;

} // namespace

EmptyPage::EmptyPage(const QString &icon, Style &style, QWidget *parent)
    : QWidget(parent)
    , m_iconName(icon)
    , m_style(style)
    , m_icon(new QLabel)
    , m_title(new QLabel)
    , m_text(new QLabel)
    , m_action(new QPushButton)
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_title->setTextFormat(Qt::PlainText);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setMaximumWidth(textWidth);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *label : {m_icon, m_title, m_text})
        label->setAlignment(Qt::AlignCenter);

    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(margin, 8, margin, 8);
    lines->setSpacing(6);
    lines->addStretch(2);
    lines->addWidget(m_icon, 0, Qt::AlignHCenter);
    lines->addWidget(m_title, 0, Qt::AlignHCenter);
    auto *centred = new QHBoxLayout;
    centred->addStretch(1);
    centred->addWidget(m_text, 100);
    centred->addStretch(1);
    lines->addLayout(centred);
    lines->addWidget(m_action, 0, Qt::AlignHCenter);
    lines->addStretch(3);

    connect(m_action, &QPushButton::clicked, this, &EmptyPage::actionWished);
    connect(&m_style, &Style::changed, this, &EmptyPage::paintIcon);
    paintIcon();
}

void EmptyPage::say(const QString &title, const QString &text, const QString &action)
{
    m_title->setText(title);
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
}

void EmptyPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int words = m_title->sizeHint().height()
                      + m_text->heightForWidth(std::min(width() - 2 * margin, textWidth))
                      + (m_action->isHidden() ? 0 : m_action->sizeHint().height());
    m_icon->setVisible(height() >= words + m_style.scaled(iconSize) + 2 * margin);
    m_text->setVisible(height() >= words + margin); // Cut off it would say nothing.
    setToolTip(m_text->isHidden() ? m_text->text() : QString());
}

void EmptyPage::paintIcon()
{
    m_icon->setPixmap(m_style.icon(m_iconName, Ink::Muted).pixmap(m_style.iconSize(iconSize)));
}

} // namespace outcrop
