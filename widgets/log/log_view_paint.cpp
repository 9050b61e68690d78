#include "widgets/log/log_line.h"
#include "widgets/log/log_view.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace outcrop {

int LogView::lineHeight() const
{
    return int(std::ceil(QFontMetricsF(font()).height())) + 1;
}

int LogView::charWidth() const
{
    return std::max(1, fontMetrics().horizontalAdvance(QLatin1Char('0')));
}

int LogView::visibleRows() const
{
    return std::max(1, viewport()->height() / lineHeight());
}

std::unique_ptr<QTextLayout> LogView::layOut(const QString &text) const
{
    auto layout = std::make_unique<QTextLayout>(text, font());
    QTextOption option;
    option.setTextDirection(Qt::LeftToRight);
    option.setWrapMode(m_wraps ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::NoWrap);
    layout->setTextOption(option);
    const int width = std::max(charWidth() * 8, viewport()->width() - margin - charWidth());
    layout->beginLayout();
    for (int top = 0;; top += lineHeight()) {
        QTextLine row = layout->createLine();
        if (!row.isValid())
            break;
        row.setLineWidth(m_wraps ? width : 1e6);
        row.setPosition(QPointF(0, top));
    }
    layout->endLayout();
    return layout;
}

int LogView::rowsOf(int line) const
{
    if (!m_wraps)
        return 1;
    // Bytes are columns at least: most lines need no layout.
    const int columns = (viewport()->width() - margin) / charWidth() - 1;
    if (m_text.line(line).size() <= columns && !m_text.line(line).contains('\t'))
        return 1;
    return std::max(1, layOut(lineText(line))->lineCount());
}

void LogView::forgetShown()
{
    m_shownIsValid = false;
    viewport()->update();
}

const std::vector<LogView::Shown> &LogView::shown()
{
    if (m_shownIsValid)
        return m_shown;
    m_shown.clear();
    int top = -m_top.row * lineHeight();
    for (int line = m_top.line; line < m_text.lineCount() && top < viewport()->height(); ++line) {
        Shown next{line, top, lineText(line), nullptr};
        next.layout = layOut(next.text);
        top += std::max(1, next.layout->lineCount()) * lineHeight();
        m_shown.push_back(std::move(next));
    }
    m_shownIsValid = true;
    return m_shown;
}

void LogView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_style.theme().canvas);
    for (const Shown &line : shown()) {
        const int height = std::max(1, line.layout->lineCount()) * lineHeight();
        if (QRect(0, line.top, viewport()->width(), height).intersects(event->rect()))
            paintLine(painter, line);
    }
}

void LogView::paintLine(QPainter &painter, const Shown &shown)
{
    const Theme &theme = m_style.theme();
    const QPointF at(margin - horizontalScrollBar()->value(), shown.top);
    const int height = std::max(1, shown.layout->lineCount()) * lineHeight();
    if (shown.line == m_caret.line && (hasFocus() || !m_follows) && !hasSelection())
        painter.fillRect(0, shown.top, viewport()->width(), height, theme.hover);

    QVector<QTextLayout::FormatRange> ranges;
    if (!m_query.isEmpty()) {
        for (int found = shown.text.indexOf(m_query, 0, Qt::CaseInsensitive); found >= 0;
             found = shown.text.indexOf(m_query, found + m_query.size(), Qt::CaseInsensitive)) {
            QTextCharFormat format;
            format.setBackground(theme.note);
            format.setProperty(QTextFormat::OutlinePen, QPen(theme.noteLine));
            ranges.append({found, m_query.size(), format});
        }
    }
    const auto [first, last] = std::minmax(m_anchor, m_caret);
    if (hasSelection() && first.line <= shown.line && shown.line <= last.line) {
        const int begin = shown.line == first.line ? first.column : 0;
        const int end = shown.line == last.line ? last.column : shown.text.size() + 1;
        QTextCharFormat format;
        format.setBackground(theme.accent);
        format.setForeground(theme.accentText);
        ranges.append({begin, end - begin, format});
    }
    paintLevel(painter, shown);
    painter.setClipRect(margin - 2, shown.top, viewport()->width(), height);
    shown.layout->draw(&painter, at, ranges);
    if (hasFocus() && shown.line == m_caret.line)
        shown.layout->drawCursor(&painter, at, std::min(m_caret.column, int(shown.text.size())));
    painter.setClipping(false);
}

// The level's mark, and the pen for the line's text. A shape each, so that colour is not alone.
void LogView::paintLevel(QPainter &painter, const Shown &shown) const
{
    const LogLevel level = levelOf(m_text, shown.line);
    if (level == LogLevel::Plain) {
        painter.setPen(m_style.theme().text);
        return;
    }
    const bool error = level == LogLevel::Error;
    const QColor color = m_style.color(error ? Ink::Bad : Ink::Warning);
    const double size = 8, left = 6, top = shown.top + (lineHeight() - size) / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    if (error)
        painter.drawEllipse(QRectF(left, top, size, size));
    else
        painter.drawPolygon(
            QPolygonF({QPointF(left + size / 2, top), QPointF(left + size, top + size),
                       QPointF(left, top + size)}));
    painter.restore();
    painter.setPen(color);
}

} // namespace outcrop
