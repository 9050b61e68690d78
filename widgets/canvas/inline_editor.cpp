#include "widgets/canvas/inline_editor.h"

#include <QApplication>
#include <QKeyEvent>

namespace outcrop {

InlineEditor::InlineEditor(const QString &text, Lines lines, QWidget *viewport)
    : QPlainTextEdit(text, viewport), m_before(text), m_lines(lines)
{
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    if (lines == Lines::One) {
        setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setLineWrapMode(NoWrap);
        setAccessibleName(tr("Title"));
        setToolTip(tr("Return takes the title, Escape leaves it as it was."));
    } else {
        setAccessibleName(tr("Text of the note"));
        setToolTip(tr("Markdown. Escape, Ctrl+Return or a click elsewhere takes the text."));
    }
    selectAll();
    qApp->installEventFilter(this);
}

void InlineEditor::finish()
{
    if (!m_open)
        return;
    m_open = false;
    QString text = toPlainText();
    if (m_lines == Lines::One)
        text = text.simplified();
    if (text != m_before)
        emit taken(text);
    emit closed();
    deleteLater();
}

void InlineEditor::leave()
{
    if (!m_open)
        return;
    m_open = false;
    emit closed();
    deleteLater();
}

bool InlineEditor::eventFilter(QObject *watched, QEvent *event)
{
    const auto *const widget = qobject_cast<QWidget *>(watched);
    const bool isElsewhere = widget && widget != this && !isAncestorOf(widget) && !m_hasMenu;
    if (event->type() == QEvent::Shortcut || (event->type() == QEvent::Close && watched == window())
        || (event->type() == QEvent::MouseButtonPress && isElsewhere))
        finish();
    return QPlainTextEdit::eventFilter(watched, event);
}

void InlineEditor::contextMenuEvent(QContextMenuEvent *event)
{
    m_hasMenu = true;
    QPlainTextEdit::contextMenuEvent(event);
    m_hasMenu = false;
}

void InlineEditor::keyPressEvent(QKeyEvent *event)
{
    const bool isOne = m_lines == Lines::One;
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool isEscape = event->key() == Qt::Key_Escape;
    // A text of many lines is not thrown away by a key.
    const bool takes =
        isOne ? isReturn : isEscape || (isReturn && event->modifiers() & Qt::ControlModifier);
    if (takes)
        finish();
    else if (isEscape)
        leave();
    else
        QPlainTextEdit::keyPressEvent(event);
}

void InlineEditor::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (!m_hasMenu)
        finish();
}

} // namespace outcrop
