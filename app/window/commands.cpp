#include "app/window/commands.h"

#include <QWidget>

#include <algorithm>

namespace outcrop {

namespace {

constexpr const char *placeProperty = "place";

} // namespace

Commands::Commands(Style &style, QWidget *window)
    : QObject(window), m_style(style), m_window(window)
{
}

QAction *Commands::add(const Command &command)
{
    auto *const action = new QAction(command.text, m_window);
    action->setObjectName(command.id);
    action->setProperty(placeProperty, command.place);
    action->setShortcuts(command.keys);
    if (!command.icon.isEmpty())
        action->setIcon(m_style.icon(command.icon));
    if (command.scope)
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    (command.scope ? command.scope : m_window)->addAction(action);
    m_actions.append(action);
    m_ownKeys.insert(command.id, command.keys);
    return action;
}

QAction *Commands::find(const QString &id) const
{
    for (QAction *const action : m_actions) {
        if (action->objectName() == id)
            return action;
    }
    return nullptr;
}

QAction *Commands::holderOf(const QKeySequence &keys) const
{
    const auto holder =
        std::find_if(m_actions.begin(), m_actions.end(),
                     [&](const QAction *action) { return action->shortcuts().contains(keys); });
    return holder == m_actions.end() ? nullptr : *holder;
}

void Commands::useShortcuts(const QMap<QString, QString> &shortcuts)
{
    for (QAction *const action : m_actions) {
        const QString id = action->objectName();
        const auto chosen = shortcuts.find(id);
        action->setShortcuts(chosen == shortcuts.end() ? m_ownKeys.value(id)
                                                       : QKeySequence::listFromString(*chosen));
    }
}

QString Commands::placeOf(const QAction &action)
{
    return action.property(placeProperty).toString();
}

QString Commands::plainText(const QAction &action)
{
    QString text = action.text();
    text.remove(QLatin1Char('&'));
    return text.remove(QStringLiteral("…"));
}

QString Commands::keysOf(const QAction &action)
{
    return QKeySequence::listToString(action.shortcuts(), QKeySequence::NativeText)
        .replace(QStringLiteral("; "), QStringLiteral(", "));
}

} // namespace outcrop
