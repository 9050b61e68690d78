#pragma once

#include "widgets/problems/problem_row.h"

#include <QStyledItemDelegate>

namespace outcrop {

class ProblemsModel;
class Style;

// Paints a Problem: a sign for its severity, the sentence over as many lines as it needs, and a
// button for each fix.
class ProblemDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    ProblemDelegate(const ProblemsModel &model, Style &style, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    // The fix whose button lies at `position`; -1: none.
    int fixAt(const QPoint &position, const QStyleOptionViewItem &option,
              const QModelIndex &index) const;

private:
    // The buttons of a row, from the right.
    QVector<QRect> buttons(const QRect &row, const QVector<Fix> &fixes) const;
    QRect textRect(const QRect &row, const QVector<QRect> &buttons) const;
    QFont buttonFont() const;

    const ProblemsModel &m_model;
    Style &m_style;
};

} // namespace outcrop
