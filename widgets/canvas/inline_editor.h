#pragma once

#include <QPlainTextEdit>

#include <functional>

namespace outcrop {

// A field over the canvas for a title (one line) or the text of a note. A click elsewhere, a menu,
// a shortcut and the end of the window take it, so that what they do finds it; Return takes a title
// and Escape leaves it, Ctrl+Return and Escape take a text. Deletes itself.
class InlineEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    enum class Lines { One, Many };

    InlineEditor(const QString &text, Lines lines, QWidget *viewport);

    void finish(); // Takes the text.
    void leave();  // Leaves it as it was.

    bool eventFilter(QObject *watched, QEvent *event) override; // Of the application.

signals:
    void taken(const QString &text); // Another text than before.
    void closed();

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    QString m_before;
    Lines m_lines;
    bool m_open = true;
    bool m_hasMenu = false; // Its own.
};

} // namespace outcrop
