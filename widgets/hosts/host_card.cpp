#include "widgets/hosts/host_card.h"

#include "widgets/pages/wrapped_label.h"

#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>

namespace outcrop {

// One whose words can be taken away, in a column that may become narrow.
QLabel *factLabel(const QString &text)
{
    QLabel *const label = wrappedLabel(text);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setMinimumWidth(40);
    return label;
}

QLabel *mutedLabel(const QString &text)
{
    QLabel *const label = factLabel(text);
    label->setEnabled(false);
    return label;
}

QFrame *makeCard(QVBoxLayout *&column)
{
    auto *const card = new QFrame;
    card->setObjectName(QStringLiteral("card"));
    column = new QVBoxLayout(card);
    column->setContentsMargins(18, 16, 18, 16);
    column->setSpacing(8);
    return card;
}

void removeRows(QWidget *rows)
{
    while (QLayoutItem *const item = rows->layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

QWidget *emptyRows()
{
    auto *const rows = new QWidget;
    auto *const column = new QVBoxLayout(rows);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    return rows;
}

} // namespace outcrop
