#include "widgets/jobs/job_delegate.h"

#include "widgets/jobs/job_table_model.h"
#include "widgets/style/style.h"

#include <QApplication>
#include <QHeaderView>
#include <QPainter>
#include <QTableView>

namespace outcrop {

namespace {

constexpr int edge = 10;      // Pixels left and right of a text,
constexpr int firstEdge = 20; // left of the first.
constexpr int iconGap = 6;    // Between icon and text.
constexpr int iconSize = 16;

bool isFirst(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *view = qobject_cast<const QTableView *>(option.widget);
    return view && view->horizontalHeader()->visualIndex(index.column()) == 0;
}

} // namespace

JobDelegate::JobDelegate(const Style &style, QObject *parent)
    : QStyledItemDelegate(parent), m_style(style)
{
}

void JobDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    const Theme &theme = m_style.theme();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    const bool isStrong = isFirst(option, index);
    painter->save();
    painter->fillRect(option.rect, isSelected  ? theme.selection
                                   : isHovered ? theme.hover
                                               : theme.panel);
    painter->setPen(theme.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (isSelected && isStrong)
        painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())),
                          theme.accent);
    QRect place = option.rect.adjusted(isStrong ? firstEdge : edge, 0, -edge, 0);
    const QVariant icon = index.data(Qt::DecorationRole);
    if (icon.isValid()) {
        const QRect square(place.left(), place.center().y() - m_style.scaled(iconSize) / 2 + 1,
                           m_style.scaled(iconSize), m_style.scaled(iconSize));
        icon.value<QIcon>().paint(painter, square);
        place.setLeft(square.right() + iconGap);
    }
    QFont font = option.font;
    if (isStrong)
        font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    const QVariant ink = index.data(InkRole);
    painter->setPen(isSelected || isStrong || !ink.isValid() ? theme.text
                                                             : m_style.color(Ink(ink.toInt())));
    const QString text =
        QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, place.width());
    painter->drawText(place, index.data(Qt::TextAlignmentRole).toInt(), text);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(theme.accent);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

QSize JobDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QFont font = option.font;
    font.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(font);
    const bool hasIcon = index.data(Qt::DecorationRole).isValid();
    return {metrics.horizontalAdvance(index.data().toString())
                + (isFirst(option, index) ? firstEdge : edge) + edge
                + (hasIcon ? m_style.scaled(iconSize) + iconGap : 0) + 2,
            metrics.height() + 14};
}

void alignHeader(QHeaderView &header)
{
    header.setHighlightSections(false);
    header.setStyleSheet(QStringLiteral("QHeaderView::section { padding: 5px %1px; }"
                                        "QHeaderView::section:first { padding-left: %2px; }")
                             .arg(edge)
                             .arg(firstEdge));
}

void shareWidth(QHeaderView &header, int width)
{
    const int shown = header.count() - header.hiddenSectionCount();
    const int part = shown > 0 ? (width - header.length()) / shown : 0;
    for (int section = 0; section < header.count() && part > 0; ++section) {
        if (!header.isSectionHidden(section))
            header.resizeSection(section, header.sectionSize(section) + part);
    }
}

} // namespace outcrop
