#include "widgets/problems/problems_model.h"

namespace outcrop {

void ProblemsModel::setRows(QVector<ProblemRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int ProblemsModel::find(BlockId block) const
{
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].problem.block == block)
            return i;
    }
    return -1;
}

int ProblemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows.size();
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Problem &problem = m_rows[index.row()].problem;
    const bool isError = problem.severity == Problem::Severity::Error;
    switch (role) {
    case Qt::DisplayRole:
        return problem.message;
    case Qt::AccessibleTextRole:
        return (isError ? tr("Error: %1") : tr("Notice: %1")).arg(problem.message);
    case Qt::AccessibleDescriptionRole:
        return problem.fixes.isEmpty() ? QVariant()
                                       : tr("Ctrl+Enter: %1").arg(problem.fixes.first().title);
    default:
        return {};
    }
}

} // namespace outcrop
