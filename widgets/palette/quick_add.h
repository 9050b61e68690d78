#pragma once

#include "core/catalog/block_search.h"

#include <QFrame>
#include <QPointer>

class QLabel;

namespace outcrop {

class BlockList;
class SearchField;
class Style;

// A popup to choose a kind of block: type, Enter. Esc or a click elsewhere closes it; the focus
// goes back to where it was.
class QuickAdd : public QFrame
{
    Q_OBJECT

public:
    QuickAdd(const Catalog &catalog, Style &style, QWidget *parent = nullptr);

    // With its upper left corner there, as far as the screen has room. Only what fits, if asked.
    void open(const QPoint &globalPosition, const std::optional<PortFilter> &fits = {});

signals:
    void chosen(const QString &typeKey);
    void cancelled(); // Closed without a choice.

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void search(const QString &text);

    const Catalog m_catalog;
    QLabel *m_title;
    SearchField *m_search;
    BlockList *m_list;
    std::optional<PortFilter> m_fits;
    QPointer<QWidget> m_opener;
    bool m_isChosen = false;
};

} // namespace outcrop
