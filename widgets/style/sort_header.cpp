#include "widgets/style/sort_header.h"

#include "widgets/style/style.h"

#include <QPainter>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int arrowSide = 10, arrowGap = 3; // Pixels beside text of 10 points.

} // namespace

SortHeader::SortHeader(const Style &style, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent), m_style(style)
{
    setSectionsClickable(true);
    setHighlightSections(false);
}

int SortHeader::arrowRoom() const
{
    return m_style.scaled(arrowSide + arrowGap);
}

// Every column keeps room for it: none is cut when it is sorted by.
QSize SortHeader::sectionSizeFromContents(int section) const
{
    return QHeaderView::sectionSizeFromContents(section) + QSize(arrowRoom(), 0);
}

void SortHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const bool isSorted = isSortIndicatorShown() && sortIndicatorSection() == section;
    QStyleOptionHeader option;
    initStyleOption(&option);
    option.rect = rect;
    option.section = section;
    option.state |= QStyle::State_Enabled;
    const int visual = visualIndex(section);
    option.position = visual == 0             ? QStyleOptionHeader::Beginning
                      : visual == count() - 1 ? QStyleOptionHeader::End
                                              : QStyleOptionHeader::Middle;
    style()->drawControl(QStyle::CE_HeaderSection, &option, painter, this);

    const QVariant aligned = model()->headerData(section, orientation(), Qt::TextAlignmentRole);
    const Qt::Alignment alignment =
        aligned.isValid() ? Qt::Alignment(aligned.toInt()) : defaultAlignment();
    const QRect label = style()->subElementRect(QStyle::SE_HeaderLabel, &option, this);
    QFont font = painter->font();
    font.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(font);
    const int room = label.width() - (isSorted ? arrowRoom() : 0);
    const QString text =
        metrics.elidedText(model()->headerData(section, orientation(), Qt::DisplayRole).toString(),
                           textElideMode(), room);
    const int width = std::min(metrics.horizontalAdvance(text), room);
    const bool isRight = alignment.testFlag(Qt::AlignRight);
    const int left = isRight ? label.right() + 1 - width : label.left();
    painter->save();
    painter->setFont(font);
    painter->setPen(m_style.theme().mutedText);
    painter->drawText(QRect(left, label.top(), width, label.height()),
                      int(Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine), text);
    painter->restore();
    if (!isSorted)
        return;
    const int side = m_style.scaled(arrowSide);
    const QRect arrow(isRight ? left - arrowRoom() : left + width + m_style.scaled(arrowGap),
                      label.center().y() - side / 2, side, side);
    const bool isUp = sortIndicatorOrder() == Qt::AscendingOrder;
    m_style.icon(isUp ? QStringLiteral("chevron_up") : QStringLiteral("chevron_down"), Ink::Muted)
        .paint(painter, arrow);
}

} // namespace outcrop
