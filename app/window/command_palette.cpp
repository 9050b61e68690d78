#include "app/window/command_palette.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace outcrop {

namespace {

enum Role { PlaceRole = Qt::UserRole + 1, KeysRole, ActionRole };

constexpr int widest = 560;
constexpr int tallest = 420;

// A command at the left, its place beside it, its keys at the right.
class CommandDelegate : public QStyledItemDelegate
{
public:
    CommandDelegate(Style &style, QObject *parent) : QStyledItemDelegate(parent), m_style(style) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const Theme &theme = m_style.theme();
        const bool enabled = index.flags().testFlag(Qt::ItemIsEnabled);
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect, theme.selection);
        const QRect inside = option.rect.adjusted(12, 0, -12, 0);
        const QString text = index.data().toString();
        painter->setFont(option.font);
        painter->setPen(enabled ? theme.text : theme.mutedText);
        painter->drawText(inside, Qt::AlignVCenter | Qt::AlignLeft, text);
        painter->setPen(theme.mutedText);
        painter->setFont(m_style.small());
        painter->drawText(
            inside.adjusted(QFontMetrics(option.font).horizontalAdvance(text) + 10, 0, 0, 0),
            Qt::AlignVCenter | Qt::AlignLeft, index.data(PlaceRole).toString());
        painter->drawText(inside, Qt::AlignVCenter | Qt::AlignRight,
                          index.data(KeysRole).toString());
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {100, QFontMetrics(option.font).height() + 14};
    }

private:
    Style &m_style;
};

} // namespace

int fitOf(const QString &query, const QString &text)
{
    int fit = 0, at = 0;
    for (const QChar letter : query) {
        if (letter.isSpace())
            continue;
        const int found = text.indexOf(letter, at, Qt::CaseInsensitive);
        if (found < 0)
            return -1;
        const bool beginsWord = found == 0 || !text[found - 1].isLetterOrNumber();
        const bool follows = found == at && found > 0;
        fit += beginsWord ? 8 : follows ? 4 : 1;
        at = found + 1;
    }
    return fit;
}

CommandPalette::CommandPalette(const Commands &commands, Style &style, QWidget *window)
    : QFrame(window, Qt::Popup)
    , m_commands(commands)
    , m_search(new QLineEdit(this))
    , m_list(new QListView(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setFrameShape(QFrame::StyledPanel);
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    m_search->setPlaceholderText(tr("Type a command"));
    m_search->setAccessibleName(tr("Command"));
    m_search->addAction(style.icon(QStringLiteral("search"), Ink::Muted),
                        QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new CommandDelegate(style, this));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    connect(m_search, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
}

void CommandPalette::open()
{
    m_opener = QApplication::focusWidget();
    const QWidget *const window = parentWidget();
    const QSize size(std::min(widest, window->width() - 40),
                     std::min(tallest, window->height() - 80));
    resize(size);
    move(window->mapToGlobal({(window->width() - size.width()) / 2, 48}));
    m_search->clear();
    search({});
    show();
    m_search->setFocus();
}

void CommandPalette::search(const QString &query)
{
    struct Found
    {
        QAction *action;
        int fit;
    };
    std::vector<Found> found;
    for (QAction *const action : m_commands.all()) {
        const QString place = Commands::placeOf(*action);
        const int fit = std::max(fitOf(query, Commands::plainText(*action)) * 2,
                                 fitOf(query, place + QLatin1Char(' ') + action->text()));
        if (fit >= 0 && !action->text().isEmpty())
            found.push_back({action, fit});
    }
    const auto age = [this](QAction *action) {
        const int at = m_recent.indexOf(action);
        return at < 0 ? m_recent.size() : at;
    };
    std::stable_sort(found.begin(), found.end(), [&](const Found &a, const Found &b) {
        return a.fit != b.fit ? a.fit > b.fit : age(a.action) < age(b.action);
    });
    m_model.clear();
    for (const Found &each : found) {
        auto *const item = new QStandardItem(Commands::plainText(*each.action));
        item->setData(Commands::placeOf(*each.action), PlaceRole);
        item->setData(Commands::keysOf(*each.action), KeysRole);
        item->setData(QVariant::fromValue(each.action), ActionRole);
        item->setEnabled(each.action->isEnabled());
        m_model.appendRow(item);
    }
    m_list->setCurrentIndex(m_model.index(0, 0));
}

void CommandPalette::choose(const QModelIndex &index)
{
    auto *const action = index.data(ActionRole).value<QAction *>();
    if (!action || !action->isEnabled())
        return;
    hide();
    m_recent.removeAll(action);
    m_recent.prepend(action);
    action->trigger();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown
        || key == Qt::Key_PageUp) {
        QApplication::sendEvent(m_list, event);
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        choose(m_list->currentIndex());
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::hideEvent(QHideEvent *)
{
    if (m_opener)
        m_opener->setFocus();
}

} // namespace outcrop
