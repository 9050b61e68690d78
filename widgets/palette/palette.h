#pragma once

#include "core/catalog/catalog.h"

#include <QWidget>

namespace outcrop {

class BlockList;
class SearchField;
class Style;

// The kinds of blocks: common ones by category, all by search. The window's Ctrl+K and / lead to
// the search from anywhere.
class Palette : public QWidget
{
    Q_OBJECT

public:
    Palette(const Catalog &catalog, Style &style, QWidget *parent = nullptr);

public slots:
    void focusSearch();

signals:
    void chosen(const QString &typeKey); // Enter or double-click: to be added.

private:
    void search(const QString &text);

    const Catalog m_catalog;
    SearchField *m_search;
    BlockList *m_list;
};

} // namespace outcrop
