#pragma once

#include "core/catalog/catalog.h"

#include <QSet>
#include <QStandardItemModel>
#include <QTreeView>

namespace outcrop {

class Style;

// The MIME type of a dragged kind of block; the data is its key in UTF-8.
constexpr const char *blockTypeMimeType = "application/x-outcrop-block-type";

// Kinds of blocks to choose from, by category or as the result of a search. A drag carries a
// picture of the block.
class BlockList : public QTreeView
{
    Q_OBJECT

public:
    BlockList(const Catalog &catalog, Style &style, QWidget *parent = nullptr);

    void showCategories();                                   // The common ones.
    void showFound(const QVector<const BlockType *> &types); // In this order; the first is chosen.
    void setEmptyText(const QString &text) { m_emptyText = text; }

    QString currentKey() const; // Empty: none, or a heading.

signals:
    void chosen(const QString &typeKey);    // Enter or double-click.
    void searchWished(const QString &text); // "12 more…": those of a category.
    void typed(const QString &text);        // What belongs into the search.

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void startDrag(Qt::DropActions actions) override;

private:
    void choose(const QModelIndex &index);
    void toggle(const QModelIndex &heading);
    QStandardItem *makeItem(const BlockType &type) const;

    const Catalog m_catalog;
    Style &m_style;
    QStandardItemModel m_model;
    QSet<QString> m_closed; // Headings.
    QString m_emptyText;
};

} // namespace outcrop
