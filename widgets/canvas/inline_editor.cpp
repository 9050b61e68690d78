#include "widgets/canvas/inline_editor.h"

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
    setContextMenuPolicy(Qt::DefaultContextMenu);
    selectAll();
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
    if (event->reason() != Qt::PopupFocusReason)
        finish();
}

} // namespace outcrop
