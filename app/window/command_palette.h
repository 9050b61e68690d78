#pragma once

#include "app/window/commands.h"

#include <QFrame>
#include <QPointer>
#include <QStandardItemModel>

class QLineEdit;
class QListView;

namespace outcrop {

// How well `query` fits `text`: every letter of it in order, words' beginnings best; negative: not
// at all. An empty query fits everything.
int fitOf(const QString &query, const QString &text);

// A popup with every command of the window: type, Enter. Those used last come first.
class CommandPalette : public QFrame
{
    Q_OBJECT

public:
    CommandPalette(const Commands &commands, Style &style, QWidget *window);

    void open();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void search(const QString &query);
    void choose(const QModelIndex &index);

    const Commands &m_commands;
    QLineEdit *m_search;
    QListView *m_list;
    QStandardItemModel m_model;
    QVector<QAction *> m_recent; // Newest first.
    QPointer<QWidget> m_opener;
};

} // namespace outcrop
