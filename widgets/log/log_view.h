#pragma once

#include "widgets/log/log_text.h"
#include "widgets/style/style.h"

#include <QAbstractScrollArea>

#include <memory>

class QPushButton;
class QTextLayout;

namespace outcrop {

// A place in the text as it is shown (log_line.h). Columns are QChars.
struct LogPlace
{
    int line = 0;
    int column = 0;

    friend bool operator==(const LogPlace &a, const LogPlace &b)
    {
        return a.line == b.line && a.column == b.column;
    }
    friend bool operator<(const LogPlace &a, const LogPlace &b)
    {
        return a.line < b.line || (a.line == b.line && a.column < b.column);
    }
};

// A log to read while it grows, a million lines as well as ten: only what is seen is laid out. Its
// vertical scroll bar counts lines, also where they wrap.
class LogView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit LogView(Style &style, QWidget *parent = nullptr);
    ~LogView() override;

    void append(const QByteArray &bytes);
    void clear(); // What is shown; offsets of what comes go on.
    const LogText &text() const { return m_text; }
    void setText(LogText text); // Starts over.

    bool follows() const { return m_follows; }
    int newLines() const { return m_newLines; } // Since it stopped following.
    bool wraps() const { return m_wraps; }
    // The line of a byte of the stream becomes the current one, seen and marked; where it has not
    // come yet, as soon as it does.
    void jumpTo(qint64 byteOffset);

    int firstVisibleLine() const { return m_top.line; }
    LogPlace caret() const { return m_caret; }
    LogPlace selectionEnd() const { return m_anchor; } // The other one; the caret's: nothing.
    QString caretLine() const { return lineText(m_caret.line); }
    bool hasSelection() const { return !(m_anchor == m_caret); }
    QString selectedText() const; // As it is shown; lines joined by `\n`.

    // Marks all places that hold `query`, in either case.
    void find(const QString &query);
    enum class Find { Here, Next, Previous };
    // Selects the place at or behind the selection's beginning, or the one behind or before it;
    // goes round. False: there is none.
    bool findPlace(Find which);
    int foundLines() const { return int(m_found.size()); } // At most mostFoundLines.
    int foundIndex() const; // Of the caret's line among them, from 0; -1: it is none.
    static constexpr int mostFoundLines = 100'000;

public slots:
    void setFollows(bool follows);
    void setWraps(bool wraps);
    void copy() const;
    void selectAll();

signals:
    void followsChanged(bool follows);
    void textChanged();
    void newLinesChanged(int newLines);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Row // Where the view begins: a line, and how many of its rows are above.
    {
        int line = 0;
        int row = 0;
    };
    struct Shown // A line as it is laid out.
    {
        int line = 0;
        int top = 0; // Pixels of the viewport.
        QString text;
        std::unique_ptr<QTextLayout> layout;
    };

    // log_view_paint.cpp
    std::unique_ptr<QTextLayout> layOut(const QString &text) const;
    int rowsOf(int line) const;
    const std::vector<Shown> &shown();
    void forgetShown();
    void paintLine(QPainter &painter, const Shown &shown);
    void paintLevel(QPainter &painter, const Shown &shown) const;

    // log_view.cpp
    QString lineText(int line) const;
    void takeStyle();
    Row bottom() const; // The lowest place to begin from.
    Row moved(Row from, int rows) const;
    void scrollTo(Row top);
    void scrollToBottom();
    void placeScrollBars();
    void placeButton();
    void countNewLines(int more);
    void personScrolled(bool up);
    void lookFor(int fromLine);
    bool selectIn(int line, LogPlace from, Find which);

    // log_view_input.cpp
    LogPlace placeAt(QPoint point);
    void moveCaret(LogPlace place, bool selecting);
    void reveal(LogPlace place);
    LogPlace keyStart() const;
    LogPlace placeAfterKey(const QKeyEvent &key) const;
    void announce();

    static constexpr int margin = 20; // Left of the text, for the marks of levels.
    int lineHeight() const;
    int charWidth() const;
    int visibleRows() const;

    Style &m_style;
    LogText m_text;
    Row m_top;
    std::vector<Shown> m_shown;
    bool m_shownIsValid = false;
    bool m_follows = true;
    bool m_wraps = false;
    bool m_placing = false; // The scroll bars move because the program says so.
    int m_newLines = 0;
    qint64 m_awaited = -1; // An offset to jump to when it has come.
    LogPlace m_anchor, m_caret;
    QString m_query;
    std::vector<int> m_found; // Lines.
    QPushButton *m_button;
    int m_dragTimer = 0;
    QPoint m_dragPoint;
};

} // namespace outcrop
