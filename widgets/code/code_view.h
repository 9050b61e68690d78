#pragma once

#include "widgets/code/code_colors.h"
#include "widgets/style/style.h"

#include <QPlainTextEdit>
#include <QSyntaxHighlighter>

namespace outcrop {

// Paints the colours that were read elsewhere.
class CodePaint : public QSyntaxHighlighter
{
public:
    CodePaint(QTextDocument *document, Style &style);

    void setLines(QVector<ColoredLine> lines) { m_lines = std::move(lines); }
    void setStale(bool stale) { m_stale = stale; }
    bool isStale() const { return m_stale; }

protected:
    void highlightBlock(const QString &text) override;

private:
    Style &m_style;
    QVector<ColoredLine> m_lines;
    bool m_stale = false;
};

struct CodeLines
{
    QStringList text;
    QVector<ColoredLine> colors;
};

struct LineRange
{
    int first = 0;
    int last = 0;
};

// A file to read: line numbers, colours, marked lines. Lines count from 0 here, from 1 on screen.
class CodeView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit CodeView(Style &style, QWidget *parent = nullptr);

    enum class Begin { AtTop, AsItWas }; // Where one reads, as far as the new text has it.
    // A line end behind the last line makes no further line.
    void showText(const QString &text, const QVector<ColoredLine> &colors, Begin begin);
    // Greyed: it is no longer what would run.
    void setStale(bool stale);
    void mark(const QVector<LineRange> &ranges);
    // Marks all places of `text`, in either case.
    void find(const QString &text);
    enum class Find { Here, Next, Previous };
    // Selects the place at or behind the selection's beginning, or the one behind or before it.
    void findPlace(Find which);
    int foundCount() const { return m_found.size(); }
    int foundIndex() const; // Of the selection among them, from 0; -1: it is none.

    void revealLine(int line); // Scrolls so that it and what follows are seen.
    bool isLineVisible(int line) const;
    int numbersWidth() const;
    void paintNumbers(QPaintEvent *event);

signals:
    void lineClicked(int line); // A person's click that selects no text; also Enter.

protected:
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    bool replaceLines(const CodeLines &before); // False: nothing differs.
    void takeStyle();
    void placeNumbers();
    void paintMarks();
    bool isMarked(int line) const;

    Style &m_style;
    CodePaint m_paint;
    QWidget *m_numbers;
    CodeLines m_lines{{QString()}, {}};
    QVector<LineRange> m_marks;
    QString m_query;
    QVector<QTextCursor> m_found;
    QPoint m_pressed;
};

} // namespace outcrop
