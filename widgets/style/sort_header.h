#pragma once

#include <QHeaderView>

namespace outcrop {

class Style;

// The horizontal header of a table that can be sorted: the arrow stands beside the word of its
// column, at the left of words at the right.
class SortHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit SortHeader(const Style &style, QWidget *parent = nullptr);

protected:
    QSize sectionSizeFromContents(int section) const override;
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;

private:
    int arrowRoom() const; // Of the arrow and the gap before it.

    const Style &m_style;
};

} // namespace outcrop
