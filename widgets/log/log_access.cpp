#include "widgets/log/log_access.h"

#include "widgets/log/log_view.h"

#include <QAccessibleWidget>

#include <algorithm>

namespace outcrop {

namespace {

class LogAccess : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit LogAccess(LogView *view)
        : QAccessibleWidget(view, QAccessible::EditableText), m_view(view)
    {
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TextInterface)
            return static_cast<QAccessibleTextInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.readOnly = true;
        state.multiLine = true;
        state.selectableText = true;
        return state;
    }

    QString text(int start, int end) const override
    {
        return m_view->caretLine().mid(start, end - start);
    }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? m_view->caretLine() : QAccessibleWidget::text(kind);
    }
    int characterCount() const override { return int(m_view->caretLine().size()); }
    int cursorPosition() const override { return m_view->caret().column; }

    // Of the selection, what lies in the line.
    void selection(int index, int *start, int *end) const override
    {
        const LogPlace caret = m_view->caret(), other = m_view->selectionEnd();
        const bool within = index == 0 && caret.line == other.line;
        *start = within ? std::min(caret.column, other.column) : 0;
        *end = within ? std::max(caret.column, other.column) : 0;
    }
    int selectionCount() const override
    {
        return m_view->caret() == m_view->selectionEnd() ? 0 : 1;
    }

    // What only someone who writes, or looks, would ask.
    void addSelection(int, int) override {}
    void removeSelection(int) override {}
    void setSelection(int, int, int) override {}
    void setCursorPosition(int) override {}
    void scrollToSubstring(int, int) override {}
    QRect characterRect(int) const override { return {}; }
    int offsetAtPoint(const QPoint &) const override { return -1; }
    QString attributes(int offset, int *start, int *end) const override
    {
        *start = *end = offset;
        return {};
    }

private:
    LogView *m_view;
};

QAccessibleInterface *makeAccess(const QString &, QObject *object)
{
    auto *const view = qobject_cast<LogView *>(object);
    return view ? new LogAccess(view) : nullptr;
}

} // namespace

void installLogAccess()
{
    QAccessible::installFactory(makeAccess);
}

} // namespace outcrop
