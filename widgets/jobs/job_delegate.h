#pragma once

#include <QStyledItemDelegate>

class QHeaderView;

namespace outcrop {

class Style;

// Rows of the job table and the leaderboard: calm lines, the first column strong, a bar of the
// accent beside what is selected.
class JobDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit JobDelegate(const Style &style, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Style &m_style;
};

// Header texts above the texts of such rows.
void alignHeader(QHeaderView &header);

// Every column that is shown has its part of the room that is left of `width` pixels, so that none
// is far off.
void shareWidth(QHeaderView &header, int width);

} // namespace outcrop
