#include "app/window/shortcut_list.h"

#include "widgets/style/search_field.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace outcrop {

ShortcutList::ShortcutList(const Commands &commands, Style &style, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(560, 560);
    auto *const model = new QStandardItemModel(this);
    model->setHorizontalHeaderLabels({tr("Command"), tr("Where"), tr("Keys")});
    for (const QAction *const action : commands.all()) {
        const QStringList cells{Commands::plainText(*action), Commands::placeOf(*action),
                                Commands::keysOf(*action)};
        QList<QStandardItem *> row;
        for (const QString &cell : cells) {
            row << new QStandardItem(cell);
            row.last()->setEditable(false);
        }
        model->appendRow(row);
    }
    auto *const found = new QSortFilterProxyModel(this);
    found->setSourceModel(model);
    found->setFilterKeyColumn(-1);
    found->setFilterCaseSensitivity(Qt::CaseInsensitive);

    auto *const list = new QTreeView;
    list->setModel(found);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAccessibleName(windowTitle());
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    list->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    list->header()->setStretchLastSection(false);
    auto *const search = new SearchField(style, tr("Search commands and keys"));
    search->setResults(list);
    connect(search, &QLineEdit::textChanged, found, &QSortFilterProxyModel::setFilterFixedString);
    auto *const column = new QVBoxLayout(this);
    column->addWidget(search);
    column->addWidget(list, 1);
}

} // namespace outcrop
