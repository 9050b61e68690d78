#include "widgets/problems/problem_delegate.h"

#include "widgets/problems/problems_model.h"
#include "widgets/style/style.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QTextLayout>
#include <QtMath>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int margin = 10;
constexpr int iconSize = 16;
constexpr int padding = 6;
constexpr int widestFixes = 2; // More are in the menu of the row.

// Breaks the sentence into lines of `width`; its height.
qreal breakLines(QTextLayout &layout, int width)
{
    qreal y = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, y});
        y += line.height();
    }
    layout.endLayout();
    return y;
}

void setSentence(QTextLayout &layout, const ProblemRow &row, const QFont &font)
{
    layout.setFont(font);
    layout.setText(row.lead.isEmpty() ? row.rest : row.lead + QLatin1String("  ") + row.rest);
    QTextLayout::FormatRange lead;
    lead.start = 0;
    lead.length = row.lead.size();
    lead.format.setFontWeight(QFont::DemiBold);
    layout.setFormats({lead});
    QTextOption wrap;
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(wrap);
}

int viewWidth(const QStyleOptionViewItem &option)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    return view ? view->viewport()->width() : option.rect.width();
}

} // namespace

ProblemDelegate::ProblemDelegate(const ProblemsModel &model, Style &style, QObject *parent)
    : QStyledItemDelegate(parent), m_model(model), m_style(style)
{
}

QFont ProblemDelegate::buttonFont() const
{
    return m_style.small();
}

QVector<QRect> ProblemDelegate::buttons(const QRect &row, const QVector<Fix> &fixes) const
{
    const QFontMetrics metrics(buttonFont());
    const int height = metrics.height() + padding;
    QVector<QRect> rects;
    int right = row.right() - margin;
    for (int i = 0; i < std::min<int>(fixes.size(), widestFixes); ++i) {
        const int wanted = metrics.horizontalAdvance(fixes[i].title) + 20;
        const int width = std::min(wanted, std::max(60, row.width() / 3));
        rects << QRect(right - width + 1, row.top() + padding - 1, width, height);
        right -= width + 6;
    }
    return rects;
}

QRect ProblemDelegate::textRect(const QRect &row, const QVector<QRect> &buttons) const
{
    const int right = buttons.isEmpty() ? row.right() - margin : buttons.last().left() - margin;
    return QRect(
        QPoint(row.left() + margin + m_style.scaled(iconSize) + 8, row.top() + padding + 1),
        QPoint(right, row.bottom()));
}

QSize ProblemDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ProblemRow &row = m_model.row(index.row());
    const QRect rect(0, 0, viewWidth(option), 0);
    QTextLayout layout;
    setSentence(layout, row, option.font);
    const qreal text = breakLines(layout, textRect(rect, buttons(rect, row.problem.fixes)).width());
    const int button = row.problem.fixes.isEmpty() ? 0 : QFontMetrics(buttonFont()).height() + 4;
    return {rect.width(), std::max({qCeil(text), m_style.scaled(iconSize), button}) + 2 * padding};
}

void ProblemDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const ProblemRow &row = m_model.row(index.row());
    const Theme &theme = m_style.theme();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || (option.state & QStyle::State_MouseOver)) {
        const bool focused = selected && (option.state & QStyle::State_HasFocus);
        painter->setPen(focused ? QPen(theme.accent) : QPen(Qt::NoPen));
        painter->setBrush(selected ? theme.selection : theme.hover);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(2.5, 0.5, -2.5, -0.5), 4, 4);
    }
    const bool isError = row.problem.severity == Problem::Severity::Error;
    m_style
        .icon(isError ? QStringLiteral("error") : QStringLiteral("warning"),
              isError ? Ink::Bad : Ink::Warning)
        .paint(painter, QRect(option.rect.left() + margin, option.rect.top() + padding + 1,
                              m_style.scaled(iconSize), m_style.scaled(iconSize)));

    const QVector<QRect> rects = buttons(option.rect, row.problem.fixes);
    QTextLayout layout;
    setSentence(layout, row, option.font);
    const QRect text = textRect(option.rect, rects);
    breakLines(layout, text.width());
    painter->setPen(theme.text);
    layout.draw(painter, text.topLeft());

    painter->setFont(buttonFont());
    for (int i = 0; i < rects.size(); ++i) {
        painter->setPen(theme.strongLine);
        painter->setBrush(theme.card);
        painter->drawRoundedRect(QRectF(rects[i]).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        painter->setPen(theme.accent);
        painter->drawText(rects[i], Qt::AlignCenter,
                          painter->fontMetrics().elidedText(row.problem.fixes[i].title,
                                                            Qt::ElideRight, rects[i].width() - 14));
    }
    painter->restore();
}

int ProblemDelegate::fixAt(const QPoint &position, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const QVector<QRect> rects = buttons(option.rect, m_model.row(index.row()).problem.fixes);
    for (int i = 0; i < rects.size(); ++i) {
        if (rects[i].contains(position))
            return i;
    }
    return -1;
}

} // namespace outcrop
