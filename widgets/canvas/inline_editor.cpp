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
        setToolTip(tr("Markdown. Ctrl+Return takes the text, Escape leaves it as it was."));
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
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        leave();
    else if (isReturn && (m_lines == Lines::One || event->modifiers() & Qt::ControlModifier))
        finish();
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
