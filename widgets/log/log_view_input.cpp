#include "widgets/log/log_view.h"

#include <QAccessible>
#include <QApplication>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTextLayout>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int dragPause = 50; // Milliseconds between two steps of scrolling while one selects.

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('_');
}

} // namespace

LogPlace LogView::placeAt(QPoint point)
{
    const auto &lines = shown();
    if (lines.empty())
        return {};
    auto at = std::find_if(lines.rbegin(), lines.rend(),
                           [&](const Shown &line) { return line.top <= point.y(); });
    const Shown &line = at == lines.rend() ? lines.front() : *at;
    const int rows = std::max(1, line.layout->lineCount());
    const int row = std::clamp((point.y() - line.top) / lineHeight(), 0, rows - 1);
    if (line.layout->lineCount() == 0)
        return {line.line, 0};
    const double x = point.x() - margin + horizontalScrollBar()->value();
    return {line.line, line.layout->lineAt(row).xToCursor(x)};
}

void LogView::moveCaret(LogPlace place, bool selecting)
{
    m_caret = place;
    if (!selecting)
        m_anchor = place;
    viewport()->update();
}

void LogView::reveal(LogPlace place)
{
    const auto &lines = shown();
    const bool above = lines.empty() || place.line < lines.front().line
                       || (place.line == m_top.line && m_top.row > 0);
    const bool below = !lines.empty()
                       && (place.line > lines.back().line
                           || (place.line == lines.back().line
                               && lines.back().top + lineHeight() > viewport()->height()));
    if (above && place.line + 1 >= m_top.line)
        scrollTo({place.line, 0});
    else if (below && place.line <= lines.back().line + 1)
        scrollTo(moved({place.line, 0}, 1 - visibleRows()));
    else if (above || below) // Far away: with something around it.
        scrollTo(moved({place.line, 0}, -visibleRows() / 2));

    if (m_wraps)
        return;
    const QString text = lineText(place.line).left(place.column);
    const int x = margin + fontMetrics().horizontalAdvance(text);
    QScrollBar *const bar = horizontalScrollBar();
    m_placing = true;
    if (x < bar->value() + margin)
        bar->setValue(x - margin - charWidth() * 8);
    else if (x > bar->value() + viewport()->width() - charWidth())
        bar->setValue(x - viewport()->width() + charWidth() * 8);
    m_placing = false;
}

// A screen reader hears the line that the caret comes to.
void LogView::announce()
{
    const QString before = accessibleDescription(), now = caretLine();
    setAccessibleDescription(now);
    if (before != now) {
        QAccessibleTextUpdateEvent line(this, 0, before, now);
        QAccessible::updateAccessibility(&line);
    }
    QAccessibleTextCursorEvent caret(this, m_caret.column);
    QAccessible::updateAccessibility(&caret);
    viewport()->update();
}

// Who follows the end moves on from there, wherever the caret was left.
LogPlace LogView::keyStart() const
{
    const bool leftBehind = m_follows && m_caret.line < m_top.line;
    return leftBehind ? LogPlace{std::max(0, m_text.lineCount() - 1), 0} : m_caret;
}

LogPlace LogView::placeAfterKey(const QKeyEvent &key) const
{
    const int last = std::max(0, m_text.lineCount() - 1);
    const bool far = key.modifiers() & Qt::ControlModifier;
    LogPlace to = keyStart();
    switch (key.key()) {
    case Qt::Key_Up:
        --to.line;
        break;
    case Qt::Key_Down:
        ++to.line;
        break;
    case Qt::Key_PageUp:
        to.line -= visibleRows() - 1;
        break;
    case Qt::Key_PageDown:
        to.line += visibleRows() - 1;
        break;
    case Qt::Key_Left:
        --to.column;
        break;
    case Qt::Key_Right:
        ++to.column;
        break;
    case Qt::Key_Home:
        to = {far ? 0 : to.line, 0};
        break;
    case Qt::Key_End:
        to.line = far ? last : to.line;
        to.column = int(lineText(to.line).size());
        break;
    default:
        break;
    }
    to.line = std::clamp(to.line, 0, last);
    to.column = std::clamp(to.column, 0, int(lineText(to.line).size()));
    return to;
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    static const QVector<int> moves{Qt::Key_Up,   Qt::Key_Down,  Qt::Key_PageUp, Qt::Key_PageDown,
                                    Qt::Key_Left, Qt::Key_Right, Qt::Key_Home,   Qt::Key_End};
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (moves.contains(event->key())) {
        const LogPlace to = placeAfterKey(*event);
        const bool up = to.line < keyStart().line;
        moveCaret(to, event->modifiers() & Qt::ShiftModifier);
        if (up)
            setFollows(false);
        else if (event->key() == Qt::Key_End && event->modifiers() & Qt::ControlModifier)
            setFollows(true);
        reveal(to);
        announce();
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void LogView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    moveCaret(placeAt(event->pos()), event->modifiers() & Qt::ShiftModifier);
    announce();
}

void LogView::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton))
        return;
    m_dragPoint = event->pos();
    moveCaret(placeAt(m_dragPoint), true);
    if (hasSelection()) // What one selects must not move away.
        setFollows(false);
    const bool outside = m_dragPoint.y() < 0 || m_dragPoint.y() >= viewport()->height();
    if (outside && m_dragTimer == 0)
        m_dragTimer = startTimer(dragPause);
}

void LogView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_dragTimer)
        return QAbstractScrollArea::timerEvent(event);
    const int step = m_dragPoint.y() < 0 ? -1 : m_dragPoint.y() >= viewport()->height() ? 1 : 0;
    if (step == 0) {
        killTimer(std::exchange(m_dragTimer, 0));
        return;
    }
    if (step < 0)
        setFollows(false);
    scrollTo(moved(m_top, step * 2));
    moveCaret(placeAt({m_dragPoint.x(), std::clamp(m_dragPoint.y(), 0, viewport()->height() - 1)}),
              true);
}

void LogView::mouseReleaseEvent(QMouseEvent *)
{
    if (m_dragTimer != 0)
        killTimer(std::exchange(m_dragTimer, 0));
}

void LogView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const LogPlace at = placeAt(event->pos());
    const QString text = lineText(at.line);
    int begin = at.column, end = at.column;
    while (begin > 0 && isWordPart(text[begin - 1]))
        --begin;
    while (end < text.size() && isWordPart(text[end]))
        ++end;
    m_anchor = {at.line, begin};
    m_caret = {at.line, end};
    viewport()->update();
}

void LogView::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ShiftModifier || event->angleDelta().y() == 0) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    const int rows = event->angleDelta().y() * QApplication::wheelScrollLines() / 120;
    if (rows == 0)
        return;
    scrollTo(moved(m_top, -rows));
    personScrolled(rows > 0);
    event->accept();
}

bool LogView::event(QEvent *event)
{
    // The window has these keys too: here they mean the text.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll)) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

} // namespace outcrop
