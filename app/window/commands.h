#pragma once

#include "widgets/style/style.h"

#include <QAction>
#include <QKeySequence>
#include <QMap>
#include <QVector>

namespace outcrop {

// A command of the window before it has an action.
struct Command
{
    QString id;    // "run": in the settings.
    QString place; // "Run": the menu, for the command palette.
    QString text;  // "&Run"
    QList<QKeySequence> keys;
    QString icon;             // Of resources/icons; empty: none.
    QWidget *scope = nullptr; // Where its keys work; nullptr: in the whole window.
};

// All commands of the window, as actions, in the order in which they were added. The one list that
// menus, buttons, the command palette and the list of shortcuts show.
class Commands : public QObject
{
    Q_OBJECT

public:
    Commands(Style &style, QWidget *window);

    // The action is a child of the window.
    QAction *add(const Command &command);
    QAction *find(const QString &id) const;            // nullptr: there is none.
    QAction *holderOf(const QKeySequence &keys) const; // nullptr: they are free.
    const QVector<QAction *> &all() const { return m_actions; }

    // A person's own keys, by id, in place of the command's.
    void useShortcuts(const QMap<QString, QString> &shortcuts);

    static QString placeOf(const QAction &action);
    static QString plainText(const QAction &action); // Without the mark of its mnemonic.
    static QString keysOf(const QAction &action);    // "F5, Ctrl+R"; empty: none.

private:
    Style &m_style;
    QWidget *m_window;
    QVector<QAction *> m_actions;
    QMap<QString, QList<QKeySequence>> m_ownKeys;
};

} // namespace outcrop
