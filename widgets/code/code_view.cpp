#include "widgets/code/code_view.h"

#include <QApplication>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>
#include <utility>

namespace outcrop {

namespace {

constexpr int mostFound = 2000; // Highlights beyond that are no help and cost time.
constexpr int gap = 10;

class Numbers : public QWidget
{
public:
    explicit Numbers(CodeView *view) : QWidget(view), m_view(view) {}

protected:
    void paintEvent(QPaintEvent *event) override { m_view->paintNumbers(event); }
    void wheelEvent(QWheelEvent *event) override
    {
        QApplication::sendEvent(m_view->viewport(), event);
    }

private:
    CodeView *m_view;
};

} // namespace

CodePaint::CodePaint(QTextDocument *document, Style &style)
    : QSyntaxHighlighter(document), m_style(style)
{
}

void CodePaint::highlightBlock(const QString &text)
{
    if (m_stale) {
        setFormat(0, text.size(), m_style.theme().mutedText);
        return;
    }
    const int line = currentBlock().blockNumber();
    if (line >= m_lines.size())
        return;
    for (const CodeSpan &span : m_lines[line])
        setFormat(span.start, span.length, colorOf(span.role, m_style.theme()));
}

CodeView::CodeView(Style &style, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_style(style)
    , m_paint(document(), style)
    , m_numbers(new Numbers(this))
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(NoWrap);
    setFrameShape(NoFrame);
    setProperty("page", true);
    setUndoRedoEnabled(false);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &, int scrolled) {
        if (scrolled)
            m_numbers->scroll(0, scrolled);
        else
            m_numbers->update();
    });
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeView::placeNumbers);
    connect(&m_style, &Style::changed, this, &CodeView::takeStyle);
    takeStyle();
}

void CodeView::takeStyle()
{
    if (font() != m_style.monospace())
        setFont(m_style.monospace());
    m_paint.rehighlight();
    paintMarks();
    placeNumbers();
}

void CodeView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        placeNumbers();
}

void CodeView::showText(const QString &text, const QVector<ColoredLine> &colors, Begin begin)
{
    const QString all = text.endsWith(QLatin1Char('\n')) ? text.chopped(1) : text;
    const CodeLines before = std::exchange(m_lines, {all.split(QLatin1Char('\n')), colors});
    m_paint.setLines(colors);
    if (begin == Begin::AtTop)
        setPlainText(all);
    else if (!replaceLines(before))
        return;
    find(m_query);
}

// Only what differs is laid out and coloured anew: of a long program an edit changes a line or two.
bool CodeView::replaceLines(const CodeLines &before)
{
    const int oldCount = before.text.size(), newCount = m_lines.text.size();
    const int fewer = std::min(oldCount, newCount);
    const auto isSame = [&](int oldLine, int newLine) {
        return before.text[oldLine] == m_lines.text[newLine]
               && before.colors.value(oldLine) == m_lines.colors.value(newLine);
    };
    int head = 0;
    while (head < fewer && isSame(head, head))
        ++head;
    if (head == oldCount && head == newCount)
        return false;
    int tail = 0;
    while (tail < fewer - head && isSame(oldCount - 1 - tail, newCount - 1 - tail))
        ++tail;
    if (head + tail == fewer) // A line to replace: none can be put between two.
        head > 0 ? --head : --tail;

    QTextCursor at(document()->findBlockByNumber(head));
    at.setPosition(document()->findBlockByNumber(head).position());
    const QTextBlock last = document()->findBlockByNumber(oldCount - 1 - tail);
    at.setPosition(last.position() + last.length() - 1, QTextCursor::KeepAnchor);
    at.insertText(m_lines.text.mid(head, newCount - tail - head).join(QLatin1Char('\n')));
    return true;
}

void CodeView::setStale(bool stale)
{
    if (m_paint.isStale() == stale)
        return;
    m_paint.setStale(stale);
    m_paint.rehighlight();
}

void CodeView::mark(const QVector<LineRange> &ranges)
{
    m_marks = ranges;
    paintMarks();
    m_numbers->update();
}

bool CodeView::isMarked(int line) const
{
    return std::any_of(m_marks.begin(), m_marks.end(), [line](const LineRange &range) {
        return range.first <= line && line <= range.last;
    });
}

void CodeView::find(const QString &text)
{
    m_query = text;
    m_found.clear();
    QTextCursor at(document());
    while (!text.isEmpty() && m_found.size() < mostFound) {
        at = document()->find(text, at);
        if (at.isNull())
            break;
        m_found.append(at);
    }
    paintMarks();
}

void CodeView::findPlace(Find which)
{
    if (m_found.isEmpty())
        return;
    const QTextCursor now = textCursor();
    const int from =
        which == Find::Next && now.hasSelection() ? now.selectionStart() + 1 : now.selectionStart();
    auto place = std::find_if(m_found.begin(), m_found.end(), [from](const QTextCursor &found) {
        return found.selectionStart() >= from;
    });
    if (which == Find::Previous)
        place = place == m_found.begin() ? m_found.end() - 1 : place - 1;
    setTextCursor(place == m_found.end() ? m_found.first() : *place);
    centerCursor();
}

int CodeView::foundIndex() const
{
    for (int i = 0; i < m_found.size(); ++i) {
        if (m_found[i].selectionStart() == textCursor().selectionStart()
            && m_found[i].selectionEnd() == textCursor().selectionEnd())
            return i;
    }
    return -1;
}

void CodeView::paintMarks()
{
    QList<QTextEdit::ExtraSelection> all;
    for (const LineRange &range : m_marks) {
        for (int line = range.first; line <= range.last; ++line) {
            QTextEdit::ExtraSelection mark;
            mark.cursor = QTextCursor(document()->findBlockByNumber(line));
            mark.format.setBackground(m_style.theme().selection);
            mark.format.setProperty(QTextFormat::FullWidthSelection, true);
            all.append(mark);
        }
    }
    for (const QTextCursor &found : m_found) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = found;
        mark.format.setBackground(m_style.theme().note);
        mark.format.setProperty(QTextFormat::OutlinePen, QPen(m_style.theme().noteLine));
        all.append(mark);
    }
    setExtraSelections(all);
}

bool CodeView::isLineVisible(int line) const
{
    const QTextBlock block = document()->findBlockByNumber(line);
    if (!block.isValid())
        return false;
    const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
    return place.top() >= 0 && place.bottom() <= viewport()->height();
}

void CodeView::revealLine(int line)
{
    // A line of a text that does not wrap is a step of the scroll bar.
    verticalScrollBar()->setValue(std::max(0, line - 1));
    setTextCursor(QTextCursor(document()->findBlockByNumber(line)));
}

int CodeView::numbersWidth() const
{
    const int digits = std::max(3, int(QString::number(blockCount()).size()));
    return fontMetrics().horizontalAdvance(QLatin1Char('0')) * digits + 2 * gap;
}

void CodeView::placeNumbers()
{
    setViewportMargins(numbersWidth(), 0, 0, 0);
    const QRect place = contentsRect();
    m_numbers->setGeometry(place.left(), place.top(), numbersWidth(), place.height());
    m_numbers->update();
}

void CodeView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    placeNumbers();
}

void CodeView::paintNumbers(QPaintEvent *event)
{
    QPainter painter(m_numbers);
    painter.fillRect(event->rect(), m_style.theme().canvas);
    painter.setFont(font());
    QTextBlock block = firstVisibleBlock();
    double top = blockBoundingGeometry(block).translated(contentOffset()).top();
    for (; block.isValid() && top <= event->rect().bottom(); block = block.next()) {
        const double height = blockBoundingRect(block).height();
        const bool marked = isMarked(block.blockNumber());
        if (marked)
            painter.fillRect(QRectF(0, top, 3, height), m_style.theme().accent);
        painter.setPen(marked ? m_style.theme().text : m_style.theme().mutedText);
        painter.drawText(QRectF(0, top, m_numbers->width() - gap, height),
                         int(Qt::AlignRight | Qt::AlignVCenter),
                         QString::number(block.blockNumber() + 1));
        top += height;
    }
}

void CodeView::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->pos();
    QPlainTextEdit::mousePressEvent(event);
}

void CodeView::mouseReleaseEvent(QMouseEvent *event)
{
    QPlainTextEdit::mouseReleaseEvent(event);
    const bool stayed =
        (event->pos() - m_pressed).manhattanLength() < QApplication::startDragDistance();
    if (event->button() == Qt::LeftButton && stayed && !textCursor().hasSelection())
        emit lineClicked(textCursor().blockNumber());
}

void CodeView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        emit lineClicked(textCursor().blockNumber());
    else
        QPlainTextEdit::keyPressEvent(event);
}

} // namespace outcrop
