#pragma once

#include "app/window/document_tabs.h"

#include <QWidget>

#include <map>

class QSplitter;
class QStackedWidget;
class QTabWidget;
class QVBoxLayout;

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
    void setAboveCanvas(QWidget *bar);
    void addCanvas(OpenDocument *document, QWidget *canvas);
    void removeCanvas(OpenDocument *document);
    QWidget *canvases() const; // All of them: where the keys of the canvas work.
    QWidget *canvas() const;   // Of the current document; nullptr: there is none.

    void showPanel(QWidget *panel); // Brings its tab to the front, and its side into view.
    void setTitle(QWidget *panel, const QString &title);

    enum class Side { Left, Right, Bottom };
    bool isShown(Side side) const;
    void setShown(Side side, bool shown);

    // The focus to the next pane, or the one before: left, canvas, bottom, right.
    void cyclePane(int by);

    QByteArray saveState() const;
    void restoreState(const QByteArray &state); // Odd bytes change nothing.

private:
    void showCurrent();
    QWidget *sideOf(Side side) const;

    DocumentTabs *m_tabs;
    QStackedWidget *m_pages; // The welcome page; the editor.
    QSplitter *m_columns;
    QSplitter *m_rows;
    QTabWidget *m_left;
    QTabWidget *m_bottom;
    QWidget *m_right;
    QVBoxLayout *m_center;
    QStackedWidget *m_canvases;
    std::map<OpenDocument *, QWidget *> m_canvasOf;
};

} // namespace outcrop
