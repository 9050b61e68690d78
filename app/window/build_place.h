#pragma once

#include "app/window/document_tabs.h"

#include <QVector>
#include <QWidget>

#include <map>

class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace outcrop {

// Where pipelines are drawn: what stands where, and what of it is shown. What the panels do is
// wired by somebody else.
//
//   left | tabs of documents     | right
//        | canvas of the current |
//        | bottom                |
//
// With no document open the welcome page takes all of it.
class BuildPlace : public QWidget
{
    Q_OBJECT

public:
    BuildPlace(QWidget *welcome, Style &style, QWidget *parent = nullptr);

    DocumentTabs &tabs() { return *m_tabs; }

    // Panels become children.
    void addLeft(QWidget *panel, const QString &title);
    void addBottom(QWidget *panel, const QString &title);
    void setRight(QWidget *panel);
    void setOverCanvas(QWidget *bar); // At its top, in the middle, while it is visible.
    void addCanvas(OpenDocument *document, QWidget *canvas);
    void removeCanvas(OpenDocument *document);
    QWidget *canvases() const; // All of them: where the keys of the canvas work.
    QWidget *canvas() const;   // Of the current document; nullptr: there is none.

    void showPanel(QWidget *panel); // Brings its tab to the front, and its side into view.
    void setTitle(QWidget *panel, const QString &title);

    enum class Side { Left, Right, Bottom };
    bool isShown(Side side) const;
    void setShown(Side side, bool shown);

    QVector<QWidget *> panes() const; // In the order of F6; a canvas that is not there is null.

    QByteArray saveState() const;
    void restoreState(const QByteArray &state); // Odd bytes change nothing.

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showCurrent();
    void shareOut();
    void placeOver();
    QWidget *sideOf(Side side) const;

    Style &m_style;
    DocumentTabs *m_tabs;
    QStackedWidget *m_pages; // The welcome page; the editor.
    QSplitter *m_columns;
    QSplitter *m_rows;
    QTabWidget *m_left;
    QTabWidget *m_bottom;
    QWidget *m_right;
    QWidget *m_over = nullptr;
    QStackedWidget *m_canvases;
    std::map<OpenDocument *, QWidget *> m_canvasOf;
    bool m_isArranged = false; // By a person: shares stay as they are.
};

} // namespace outcrop
