#include "widgets/log/log_view.h"

#include "widgets/log/log_access.h"
#include "widgets/log/log_line.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QTextLayout>

#include <algorithm>
#include <limits>

namespace outcrop {

LogView::LogView(Style &style, QWidget *parent)
    : QAbstractScrollArea(parent), m_style(style), m_button(new QPushButton(viewport()))
{
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(NoFrame);
    setProperty("page", true);
    setAccessibleName(tr("Log"));
    installLogAccess();
    viewport()->setCursor(Qt::IBeamCursor);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_button->setCursor(Qt::ArrowCursor);
    m_button->setFocusPolicy(Qt::NoFocus);
    m_button->setToolTip(tr("Follow the end again (Ctrl+End)"));
    m_button->hide();
    connect(m_button, &QPushButton::clicked, this, [this] { setFollows(true); });
    connect(&m_style, &Style::changed, this, &LogView::takeStyle);
    takeStyle();
}

LogView::~LogView() = default;

void LogView::takeStyle()
{
    if (font() != m_style.monospace())
        setFont(m_style.monospace());
    forgetShown();
}

void LogView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        forgetShown();
        placeScrollBars();
    }
}

QString LogView::lineText(int line) const
{
    return line >= 0 && line < m_text.lineCount() ? shownLine(m_text.line(line)) : QString();
}

void LogView::append(const QByteArray &bytes)
{
    const qint64 before = m_text.droppedLines() + m_text.lineCount();
    const int lastLine = std::max(0, m_text.lineCount() - 1);
    const int dropped = m_text.append(bytes);
    for (LogPlace *place : {&m_anchor, &m_caret})
        place->line = std::max(0, place->line - dropped);
    m_top.line = std::max(0, m_top.line - dropped);
    if (dropped > 0)
        find(m_query);
    else
        lookFor(lastLine);
    forgetShown();
    if (m_awaited >= 0 && m_text.endOffset() > m_awaited)
        jumpTo(m_awaited);
    else if (m_follows)
        scrollToBottom();
    else
        placeScrollBars();
    if (!m_follows)
        countNewLines(int(m_text.droppedLines() + m_text.lineCount() - before));
    emit textChanged();
}

void LogView::clear()
{
    LogText text = std::move(m_text);
    text.clear();
    setText(std::move(text));
}

void LogView::setText(LogText text)
{
    m_text = std::move(text);
    m_top = {};
    m_anchor = m_caret = {};
    m_awaited = -1;
    m_newLines = 0;
    forgetShown();
    find(m_query);
    setFollows(true);
    scrollToBottom();
    emit textChanged();
}

void LogView::setFollows(bool follows)
{
    const bool changed = follows != m_follows;
    m_follows = follows;
    if (follows) {
        countNewLines(-m_newLines);
        scrollToBottom();
    }
    if (changed)
        emit followsChanged(follows);
}

void LogView::countNewLines(int more)
{
    m_newLines += more;
    m_button->setText(m_newLines == 1 ? tr("1 new line ↓")
                                      : tr("%Ln new lines ↓", nullptr, m_newLines));
    m_button->setVisible(!m_follows && m_newLines > 0);
    placeButton();
    emit newLinesChanged(m_newLines);
}

void LogView::placeButton()
{
    m_button->adjustSize();
    m_button->move((viewport()->width() - m_button->width()) / 2,
                   viewport()->height() - m_button->height() - 8);
}

void LogView::setWraps(bool wraps)
{
    if (wraps == m_wraps)
        return;
    m_wraps = wraps;
    m_top.row = 0;
    forgetShown();
    if (m_follows)
        scrollToBottom();
    else
        placeScrollBars();
}

// The lowest beginning from which the rest fills the view.
LogView::Row LogView::bottom() const
{
    if (!m_wraps)
        return {std::max(0, m_text.lineCount() - visibleRows()), 0};
    int left = visibleRows();
    for (int line = m_text.lineCount() - 1; line >= 0; --line) {
        const int rows = rowsOf(line);
        if (rows >= left)
            return {line, rows - left};
        left -= rows;
    }
    return {};
}

LogView::Row LogView::moved(Row from, int rows) const
{
    from.row += rows;
    while (from.row < 0 && from.line > 0)
        from.row += rowsOf(--from.line);
    while (from.line + 1 < m_text.lineCount()) {
        const int here = rowsOf(from.line);
        if (from.row < here)
            break;
        from.row -= here;
        ++from.line;
    }
    return from.row < 0 ? Row{} : from;
}

void LogView::scrollTo(Row top)
{
    const Row lowest = bottom();
    const bool beyond = top.line > lowest.line || (top.line == lowest.line && top.row > lowest.row);
    m_top = beyond ? lowest : top;
    forgetShown();
    placeScrollBars();
}

void LogView::scrollToBottom()
{
    scrollTo(bottom());
}

void LogView::placeScrollBars()
{
    const Row lowest = bottom();
    m_placing = true;
    verticalScrollBar()->setPageStep(std::max(1, visibleRows() - 1));
    verticalScrollBar()->setRange(0, lowest.line + (lowest.row > 0 ? 1 : 0));
    const bool atEnd = m_top.line == lowest.line && m_top.row >= lowest.row;
    verticalScrollBar()->setValue(atEnd ? verticalScrollBar()->maximum() : m_top.line);
    const int longest = std::min(m_text.longestLine(), 20'000);
    const int width = m_wraps ? 0 : longest * charWidth() + lineHeight();
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(charWidth() * 4);
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
    m_placing = false;
}

void LogView::scrollContentsBy(int, int dy)
{
    forgetShown();
    if (m_placing)
        return;
    const bool atEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    m_top = atEnd ? bottom() : Row{verticalScrollBar()->value(), 0};
    if (dy != 0)
        personScrolled(dy > 0);
}

// Looking up ends following; coming back to the end begins it.
void LogView::personScrolled(bool up)
{
    if (up)
        setFollows(false);
    else if (verticalScrollBar()->value() == verticalScrollBar()->maximum())
        setFollows(true);
}

void LogView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (m_follows)
        scrollToBottom();
    else
        scrollTo(m_top);
    placeButton();
}

void LogView::jumpTo(qint64 byteOffset)
{
    setFollows(false);
    m_awaited = byteOffset >= m_text.endOffset() ? byteOffset : -1;
    const int line = m_text.lineAt(byteOffset);
    if (line < 0 || m_awaited >= 0)
        return;
    m_anchor = m_caret = {line, 0};
    scrollTo({line, 0});
    announce();
}

QString LogView::selectedText() const
{
    const auto [first, last] = std::minmax(m_anchor, m_caret);
    QStringList lines;
    for (int line = first.line; line <= last.line; ++line) {
        QString text = lineText(line);
        if (line == last.line)
            text.truncate(last.column);
        lines.append(line == first.line ? text.mid(first.column) : text);
    }
    return lines.join(QLatin1Char('\n'));
}

void LogView::copy() const
{
    if (hasSelection())
        QApplication::clipboard()->setText(selectedText());
}

void LogView::selectAll()
{
    const int last = std::max(0, m_text.lineCount() - 1);
    m_anchor = {};
    m_caret = {last, int(lineText(last).size())};
    viewport()->update();
}

void LogView::find(const QString &query)
{
    m_query = query;
    m_found.clear();
    lookFor(0);
    forgetShown();
}

void LogView::lookFor(int fromLine)
{
    if (m_query.isEmpty())
        return;
    while (!m_found.empty() && m_found.back() >= fromLine)
        m_found.pop_back();
    const size_t room = mostFoundLines - m_found.size();
    const std::vector<int> more = m_text.linesWith(m_query.toUtf8(), fromLine, room);
    m_found.insert(m_found.end(), more.begin(), more.end());
}

int LogView::foundIndex() const
{
    const auto at = std::lower_bound(m_found.begin(), m_found.end(), m_caret.line);
    const bool found = at != m_found.end() && *at == m_caret.line && hasSelection();
    return found ? int(at - m_found.begin()) : -1;
}

// The bytes of a line may hold what its shown text does not, in an escape sequence: such lines are
// passed over.
bool LogView::findPlace(Find which)
{
    if (m_found.empty())
        return false;
    const bool forward = which != Find::Previous;
    const LogPlace from =
        which == Find::Next ? std::max(m_anchor, m_caret) : std::min(m_anchor, m_caret);
    const int count = int(m_found.size());
    const auto at = std::lower_bound(m_found.begin(), m_found.end(), from.line);
    int index = int(at - m_found.begin());
    if (!forward && (index == count || m_found[size_t(index)] > from.line))
        --index;
    for (int tried = 0; tried <= count; ++tried, index += forward ? 1 : -1) {
        const int line = m_found[size_t((index % count + count) % count)];
        const bool isHere = tried == 0 && line == from.line;
        const int anyColumn = forward ? 0 : std::numeric_limits<int>::max();
        if (selectIn(line, {line, isHere ? from.column : anyColumn}, which))
            return true;
    }
    return false;
}

bool LogView::selectIn(int line, LogPlace from, Find which)
{
    const QString text = lineText(line);
    int column = -1;
    if (which != Find::Previous)
        column = text.indexOf(m_query, from.column, Qt::CaseInsensitive);
    else if (from.column > 0)
        column =
            text.lastIndexOf(m_query, std::min(from.column, text.size()) - 1, Qt::CaseInsensitive);
    if (column < 0)
        return false;
    setFollows(false);
    m_anchor = {line, column};
    m_caret = {line, column + m_query.size()};
    reveal(m_anchor);
    reveal(m_caret);
    announce();
    return true;
}

} // namespace outcrop
