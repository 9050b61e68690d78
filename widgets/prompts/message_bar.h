#pragma once

#include "widgets/style/style.h"

#include <QFrame>
#include <QTimer>

#include <functional>
#include <vector>

class QLabel;
class QPushButton;
class QToolButton;

namespace outcrop {

// What the bar says.
struct Message
{
    enum class Tone { Note, Good, Warning, Bad };

    struct Action
    {
        QString title; // "Undo": a verb.
        std::function<void()> act;
        bool stays = false; // The message stays all the same.
    };

    Tone tone = Tone::Note;
    QString text;
    std::vector<Action> actions; // Each also puts the message away, unless it says otherwise.
    int seconds = 0;             // 0: it stays until somebody puts it away.
};

// Sentences that need no answer, above the place they are about: one at a time, the newest first;
// the same sentence again is counted, not repeated. Never modal, never takes the focus.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    // A bar is as wide as what it stands above; a card is as wide as its sentence.
    enum class Shape { Bar, Card };

    explicit MessageBar(Style &style, Shape shape = Shape::Bar, QWidget *parent = nullptr);

    void show(const Message &message);
    // "Deleted 3 blocks." with Undo, for ten seconds.
    void showUndo(const QString &text, const std::function<void()> &undo);
    // Good to know; goes by itself.
    void showNote(const QString &text) { show({Message::Tone::Note, text, {}, noteSeconds}); }
    void showError(const QString &text) { show({Message::Tone::Bad, text, {}, 0}); }

    QString text() const; // Of the message that is seen; empty: none.
    int count() const { return int(m_messages.size()); }
    void dismiss(); // The one that is seen.
    void dismissAll();
    void withdraw(const QString &text); // The one with this sentence, seen or not, if any.
    void reword(const QString &text); // The one that is seen; it is no new one.

signals:
    void closed(); // The one that was seen, by a person, with its button.

protected:
    void enterEvent(QEvent *event) override; // Who reads is not hurried.
    void leaveEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    static constexpr int noteSeconds = 20;

    struct Shown
    {
        Message message;
        int times = 1;
    };

    using QFrame::show;

    void refresh();
    void showCount(); // Of those that are not seen.
    void act(size_t index);

    Style &m_style;
    Shape m_shape;
    std::vector<Shown> m_messages; // The last is seen.
    QLabel *m_icon;
    QLabel *m_text;
    QLabel *m_more;
    std::vector<QPushButton *> m_buttons;
    QToolButton *m_close;
    QTimer m_timer;
};

} // namespace outcrop
