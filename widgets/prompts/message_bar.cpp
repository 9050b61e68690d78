#include "widgets/prompts/message_bar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

#include <algorithm>

namespace outcrop {

namespace {

constexpr size_t mostActions = 3;
constexpr size_t longestQueue = 20;
constexpr int iconSize = 18;
constexpr int stripe = 3;

QString iconOf(Message::Tone tone)
{
    switch (tone) {
    case Message::Tone::Note:
        return QStringLiteral("info");
    case Message::Tone::Good:
        return QStringLiteral("good");
    case Message::Tone::Warning:
        return QStringLiteral("warning");
    case Message::Tone::Bad:
        return QStringLiteral("error");
    }
    return {};
}

Ink inkOf(Message::Tone tone)
{
    switch (tone) {
    case Message::Tone::Note:
        return Ink::Accent;
    case Message::Tone::Good:
        return Ink::Good;
    case Message::Tone::Warning:
        return Ink::Warning;
    case Message::Tone::Bad:
        return Ink::Bad;
    }
    return Ink::Text;
}

} // namespace

MessageBar::MessageBar(Style &style, Shape shape, QWidget *parent)
    : QFrame(parent)
    , m_style(style)
    , m_shape(shape)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_more(new QLabel(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("messageBar"));
    auto *const row = new QHBoxLayout(this);
    row->setContentsMargins(12 + stripe, 6, 6, 6);
    row->setSpacing(10);
    m_text->setWordWrap(shape == Shape::Bar);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setTextFormat(Qt::PlainText);
    m_more->setEnabled(false);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_more);
    for (size_t i = 0; i < mostActions; ++i) {
        auto *const button = new QPushButton(this);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QPushButton::clicked, this, [this, i] { act(i); });
        m_buttons.push_back(button);
        row->addWidget(button);
    }
    m_close->setIcon(style.icon(QStringLiteral("close"), Ink::Muted));
    m_close->setToolTip(tr("Put this message away"));
    m_close->setAccessibleName(m_close->toolTip());
    connect(m_close, &QToolButton::clicked, this, [this] {
        dismiss();
        emit closed();
    });
    row->addWidget(m_close);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MessageBar::dismiss);
    connect(&style, &Style::changed, this, &MessageBar::refresh);
    hide();
}

void MessageBar::show(const Message &message)
{
    const auto same = std::find_if(m_messages.begin(), m_messages.end(), [&](const Shown &shown) {
        return shown.message.text == message.text;
    });
    Shown shown{message};
    if (same != m_messages.end()) {
        shown.times = same->times + 1;
        m_messages.erase(same);
    }
    if (m_messages.size() == longestQueue)
        m_messages.erase(m_messages.begin());
    m_messages.push_back(std::move(shown));
    refresh();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::showUndo(const QString &text, const std::function<void()> &undo)
{
    constexpr int undoSeconds = 10;
    show({Message::Tone::Note, text, {{tr("Undo"), undo}}, undoSeconds});
}

QString MessageBar::text() const
{
    return m_messages.empty() ? QString() : m_messages.back().message.text;
}

void MessageBar::dismiss()
{
    if (!m_messages.empty())
        m_messages.pop_back();
    refresh();
}

void MessageBar::withdraw(const QString &text)
{
    const auto it = std::find_if(m_messages.begin(), m_messages.end(),
                                 [&](const Shown &shown) { return shown.message.text == text; });
    if (it == m_messages.end())
        return;
    const bool isSeen = std::next(it) == m_messages.end();
    m_messages.erase(it);
    if (isSeen)
        refresh();
    else // Whoever reads another one has no less time for it.
        showCount();
}

void MessageBar::dismissAll()
{
    m_messages.clear();
    refresh();
}

void MessageBar::reword(const QString &text)
{
    if (m_messages.empty() || m_messages.back().message.text == text)
        return;
    m_messages.back().message.text = text;
    m_text->setText(text);
}

void MessageBar::refresh()
{
    m_timer.stop();
    if (m_messages.empty()) {
        hide();
        return;
    }
    const auto &[message, times] = m_messages.back();
    m_icon->setPixmap(
        m_style.icon(iconOf(message.tone), inkOf(message.tone)).pixmap(m_style.iconSize(iconSize)));
    m_text->setText(times > 1 ? tr("%1 (%n times)", nullptr, times).arg(message.text)
                              : message.text);
    setAccessibleName(m_text->text());
    showCount();
    for (size_t i = 0; i < mostActions; ++i) {
        m_buttons[i]->setVisible(i < message.actions.size());
        if (i < message.actions.size())
            m_buttons[i]->setText(message.actions[i].title);
    }
    if (message.seconds > 0)
        m_timer.start(message.seconds * 1000);
    QFrame::show();
    update();
}

void MessageBar::showCount()
{
    const int more = count() - 1;
    m_more->setVisible(more > 0);
    m_more->setText(tr("%n more", nullptr, more));
}

void MessageBar::act(size_t index)
{
    const Message::Action action = m_messages.back().message.actions.at(index);
    if (!action.stays)
        dismiss();
    action.act();
}

void MessageBar::enterEvent(QEvent *)
{
    m_timer.stop();
}

void MessageBar::leaveEvent(QEvent *)
{
    if (!m_messages.empty() && m_messages.back().message.seconds > 0)
        m_timer.start(m_messages.back().message.seconds * 1000);
}

void MessageBar::paintEvent(QPaintEvent *)
{
    if (m_messages.empty())
        return;
    const Theme &theme = m_style.theme();
    QPainter painter(this);
    if (m_shape == Shape::Card) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(theme.strongLine);
        painter.setBrush(theme.card);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        return;
    }
    painter.fillRect(rect(), theme.card);
    painter.fillRect(0, 0, stripe, height(), m_style.color(inkOf(m_messages.back().message.tone)));
    painter.fillRect(0, height() - 1, width(), 1, theme.line);
}

} // namespace outcrop
