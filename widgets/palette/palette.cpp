#include "widgets/palette/palette.h"

#include "core/catalog/block_search.h"
#include "widgets/palette/block_list.h"
#include "widgets/style/search_field.h"
#include "widgets/style/style.h"

#include <QVBoxLayout>

namespace outcrop {

Palette::Palette(const Catalog &catalog, Style &style, QWidget *parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_search(new SearchField(style, tr("Search blocks")))
    , m_list(new BlockList(catalog, style))
{
    setAccessibleName(tr("Palette"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 10, 6, 0);
    layout->setSpacing(8);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    m_search->setResults(m_list);
    m_search->setHint(tr("Ctrl+K"));
    m_list->showCategories();
    setFocusProxy(m_search);

    connect(m_search, &QLineEdit::textChanged, this, &Palette::search);
    connect(m_list, &BlockList::chosen, this, &Palette::chosen);
    connect(m_list, &BlockList::searchWished, this, [this](const QString &text) {
        m_search->setText(text);
        focusSearch();
    });
    connect(m_list, &BlockList::typed, this, [this](const QString &text) {
        m_search->setFocus();
        m_search->end(false);
        m_search->insert(text);
    });
}

void Palette::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void Palette::search(const QString &text)
{
    if (text.trimmed().isEmpty()) {
        m_list->showCategories();
        return;
    }
    m_list->setEmptyText(
        tr("No block is called “%1”. Try what it does, such as “scale”.").arg(text));
    m_list->showFound(searchBlocks(m_catalog, text));
}

} // namespace outcrop
