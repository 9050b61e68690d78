#pragma once

#include "core/catalog/catalog.h"
#include "core/document/pipeline_document.h"
#include "core/pipeline/problem.h"

#include <QWidget>

#include <optional>

class QLabel;
class QTreeView;

namespace outcrop {

class OutlineItem;
class OutlineModel;
class SearchField;
class Style;

// The pipeline as a tree that is read and edited by keyboard alone: F2 or Enter edits a title or a
// value, Enter on a port connects it, Delete removes what the row stands for, Insert adds a block.
class OutlinePanel : public QWidget
{
    Q_OBJECT

public:
    OutlinePanel(const Catalog &catalog, Style &style, QWidget *parent = nullptr);

    void setDocument(PipelineDocument *document); // Borrowed; nullptr: there is none.
    void showProblems(const QVector<Problem> &problems);

public slots:
    void select(const QVector<BlockId> &blocks);

signals:
    void selected(const QVector<BlockId> &blocks);
    // A block to be chosen, and connected to `from` if there is one.
    void blockWished(const QPoint &globalPosition, const std::optional<outcrop::Port> &from);
    void status(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeButtons(Style &style);
    bool takeKey(const QKeyEvent &key);
    void filter(int first, int last); // Blocks by row.
    void announceSelection();
    void editCurrent();
    void openConnecting();
    void removeCurrent();
    void wishBlock();
    void openMenu(const QPoint &position);
    void say(const QString &sentence);
    const OutlineItem *current() const;
    QPoint menuPlace() const;
    bool isPort() const;

    OutlineModel *m_model;
    SearchField *m_filter;
    QTreeView *m_tree;
    QLabel *m_note;
    bool m_selecting = false; // Told by another panel.
};

} // namespace outcrop
