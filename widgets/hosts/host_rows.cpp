#include "widgets/hosts/host_rows.h"

#include "core/base/text.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace outcrop {

namespace {

enum Role { Id = Qt::UserRole, Icon, SignIcon, SignInk, Words };

constexpr int padding = 12;
constexpr int gap = 10;
constexpr int iconSide = 18;
constexpr int signSide = 16;

class RowPainter : public QStyledItemDelegate
{
public:
    RowPainter(Style &style, QObject *parent) : QStyledItemDelegate(parent), m_style(style) {}

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        const int lines =
            QFontMetrics(option.font).height() + QFontMetrics(m_style.small()).height();
        return {0, lines + 2 * padding - 2};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const Theme &theme = m_style.theme();
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        if (isSelected || option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(option.rect, isSelected ? theme.selection : theme.hover);
        if (option.state.testFlag(QStyle::State_HasFocus))
            painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())),
                              theme.accent);
        const QRect inside = option.rect.adjusted(padding + 2, padding - 2, -padding, -padding + 2);
        const QRect icon = squareAt(inside.left(), inside, iconSide);
        m_style.icon(index.data(Icon).toString(), isSelected ? Ink::Accent : Ink::Muted)
            .paint(painter, icon);
        const QRect sign = squareAt(inside.right() - m_style.scaled(signSide), inside, signSide);
        if (const QString name = index.data(SignIcon).toString(); !name.isEmpty())
            m_style.icon(name, Ink(index.data(SignInk).toInt())).paint(painter, sign);
        const QRect text(icon.right() + gap, inside.top(), sign.left() - icon.right() - 2 * gap,
                         inside.height());
        drawLine(painter, option.font, theme.text, text, Qt::AlignTop,
                 index.data(Qt::DisplayRole).toString());
        drawLine(painter, m_style.small(), theme.mutedText, text, Qt::AlignBottom,
                 index.data(Words).toString());
    }

private:
    QRect squareAt(int x, const QRect &inside, int side) const
    {
        const int length = m_style.scaled(side);
        return {x, inside.center().y() - length / 2, length, length};
    }

    static void drawLine(QPainter *painter, const QFont &font, const QColor &color,
                         const QRect &place, Qt::Alignment where, const QString &text)
    {
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(place, int(where | Qt::AlignLeft | Qt::TextSingleLine),
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, place.width()));
    }

    Style &m_style;
};

} // namespace

HostSign signOf(HostStanding standing)
{
    switch (standing) {
    case HostStanding::Ready:
        return {QStringLiteral("good"), Ink::Good, standingTitle(standing)};
    case HostStanding::UnknownKey:
        return {QStringLiteral("question"), Ink::Warning, standingTitle(standing)};
    case HostStanding::NeedsLogin:
    case HostStanding::Missing:
        return {QStringLiteral("warning"), Ink::Warning, standingTitle(standing)};
    case HostStanding::WrongKey:
    case HostStanding::Unreachable:
    case HostStanding::Unusable:
        return {QStringLiteral("error"), Ink::Bad, standingTitle(standing)};
    }
    return {};
}

HostRows::HostRows(Style &style, std::function<HostSign(const QString &)> say, QWidget *parent)
    : QListWidget(parent), m_style(style), m_say(std::move(say))
{
    setItemDelegate(new RowPainter(style, this));
    setAccessibleName(tr("Hosts"));
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setUniformItemSizes(true);
    connect(this, &QListWidget::currentItemChanged, this, [this] { emit chosen(current()); });
    connect(&style, &Style::changed, this, [this] { viewport()->update(); });
}

void HostRows::setHosts(const std::vector<ListedHost> &hosts)
{
    const QString before = current();
    const QSignalBlocker quiet(this);
    clear();
    for (const ListedHost &host : hosts) {
        const bool isHere = host.source == ListedHost::Source::ThisComputer;
        auto *const item = new QListWidgetItem(plainLine(host.entry.profile.title, 80), this);
        item->setData(Id, host.entry.profile.id);
        item->setData(Icon, isHere ? QStringLiteral("computer") : QStringLiteral("hosts"));
    }
    refresh();
    setCurrent(before);
    if (!currentItem())
        setCurrentRow(0);
}

void HostRows::refresh()
{
    for (int row = 0; row < count(); ++row) {
        QListWidgetItem *const line = item(row);
        const HostSign sign = m_say(line->data(Id).toString());
        line->setData(SignIcon, sign.icon);
        line->setData(SignInk, int(sign.ink));
        line->setData(Words, sign.words);
        line->setData(Qt::AccessibleTextRole,
                      tr("%1: %2", "host, state").arg(line->text(), sign.words));
    }
}

QString HostRows::current() const
{
    return currentItem() ? currentItem()->data(Id).toString() : QString();
}

void HostRows::setCurrent(const QString &id)
{
    for (int row = 0; row < count(); ++row) {
        if (item(row)->data(Id).toString() == id)
            setCurrentRow(row);
    }
}

} // namespace outcrop
