#pragma once

#include "app/window/commands.h"
#include "core/settings/settings.h"

#include <QDialog>
#include <QStandardItemModel>

class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QTreeView;

namespace outcrop {

// Every command with its keys, by place, with a search. The keys of the chosen command are changed
// below the list: at once where they are free, else after a second word.
class ShortcutEditor : public QDialog
{
    Q_OBJECT

public:
    ShortcutEditor(const Commands &commands, Settings &settings, Style &style, QWidget *parent);

    ~ShortcutEditor() override;

    void choose(const QString &command); // By its id.

private:
    QWidget *makeList(Style &style);
    QWidget *makeEditor(Style &style);
    void fill();
    QAction *chosen() const; // nullptr: none.
    void showChosen();
    void take(const QKeySequence &keys);
    void use(const QKeySequence &keys); // Whoever had them has them no longer.

    const Commands &m_commands;
    Settings &m_settings;
    QStandardItemModel m_model;
    QTreeView *m_list;
    QLabel *m_title;
    QKeySequenceEdit *m_keys;
    QPushButton *m_reset;
    QPushButton *m_none;
    QLabel *m_conflict;
    QPushButton *m_takeOver;
    QPushButton *m_resetAll;
};

} // namespace outcrop
