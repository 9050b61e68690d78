#pragma once

#include "core/catalog/catalog.h"
#include "core/document/pipeline_document.h"
#include "core/pipeline/problem.h"

#include <QPointer>
#include <QStackedWidget>

class QListView;

namespace outcrop {

class ProblemDelegate;
class ProblemsModel;
class Style;

// The Problems of the current document. A click or Enter shows the block and the attribute; a
// button, Ctrl+Enter or the row's menu applies a fix as one step of the history.
class ProblemsPanel : public QStackedWidget
{
    Q_OBJECT

public:
    ProblemsPanel(const Catalog &catalog, Style &style, QWidget *parent = nullptr);

    void setDocument(PipelineDocument *document); // Borrowed; nullptr: there is none.
    void showProblems(const QVector<Problem> &problems);

public slots:
    void select(const QVector<BlockId> &blocks); // Marks the first row of the first of them.

signals:
    void selected(const QVector<BlockId> &blocks);
    void attributeWished(BlockId block, const QString &attribute); // To be edited.
    void countChanged(int errors, int notices);
    void status(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool takeKey(const QKeyEvent &key);
    void jump(const QModelIndex &index);
    void applyFix(const QModelIndex &index, int fix);
    void openMenu(const QPoint &position);
    bool takeClick(const QPoint &position);
    int fixAt(const QPoint &position) const;

    const Catalog m_catalog;
    QPointer<PipelineDocument> m_document;
    ProblemsModel *m_model;
    ProblemDelegate *m_delegate;
    QListView *m_list;
};

} // namespace outcrop
