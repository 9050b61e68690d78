#pragma once

#include "core/workspace/open_document.h"
#include "widgets/style/style.h"

#include <QFrame>

class QHBoxLayout;
class QTabBar;

namespace outcrop {

// The row of open pipelines: a tab each, with a mark where something is not saved. What else stands
// in the row is at its right.
class DocumentTabs : public QFrame
{
    Q_OBJECT

public:
    explicit DocumentTabs(Style &style, QWidget *parent = nullptr);

    void add(OpenDocument *document);    // Borrowed until remove().
    void remove(OpenDocument *document); // The current one may be another afterwards.
    void setCurrent(OpenDocument *document);
    OpenDocument *current() const;             // nullptr: there is none.
    QVector<OpenDocument *> documents() const; // From left to right.
    void step(int by);                         // To the next or the previous tab, around the ends.

    void addAtRight(QWidget *widget);
    QWidget *bar() const; // Of the tabs alone.

signals:
    void currentChanged(outcrop::OpenDocument *document);
    void closeWished(outcrop::OpenDocument *document);
    void resized(int width);
    void newWished(); // A double-click beside the tabs.

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    int indexOf(const OpenDocument *document) const;
    OpenDocument *documentAt(int index) const;
    void refresh(OpenDocument *document);

    Style &m_style;
    QTabBar *m_tabs;
    QHBoxLayout *m_row;
};

} // namespace outcrop
