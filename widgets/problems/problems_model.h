#pragma once

#include "widgets/problems/problem_row.h"

#include <QAbstractListModel>

namespace outcrop {

// The rows of the problem list. Their text, for search and screen readers, is the whole sentence
// with its fix.
class ProblemsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setRows(QVector<ProblemRow> rows);
    const ProblemRow &row(int index) const { return m_rows[index]; }
    int find(BlockId block) const; // The first row of this block; -1: none.

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QVector<ProblemRow> m_rows;
};

} // namespace outcrop
