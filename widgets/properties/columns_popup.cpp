#include "widgets/properties/columns_popup.h"

#include "core/base/text.h"
#include "widgets/style/search_field.h"
#include "widgets/style/style.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QSet>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace outcrop {

namespace {

constexpr QSize popupSize(300, 320);

// Draws the frames of check boxes again: the style's own are not seen on a dark panel.
class BoxDelegate : public QStyledItemDelegate
{
public:
    BoxDelegate(Style &style, QObject *parent) : QStyledItemDelegate(parent), m_style(style) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        if (!(item.features & QStyleOptionViewItem::HasCheckIndicator))
            return;
        const QRect box = option.widget->style()->subElementRect(
            QStyle::SE_ItemViewItemCheckIndicator, &item, option.widget);
        painter->setPen(m_style.theme().mutedText);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(box.adjusted(0, 0, -1, -1));
    }

private:
    Style &m_style;
};

} // namespace

ColumnsPopup::ColumnsPopup(const QVector<ColumnFacts> &columns, const AttributeValue &value,
                           Style &style, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_columns(columns)
    , m_style(style)
    , m_words(new QButtonGroup(this))
    , m_search(new SearchField(style, tr("Search columns")))
    , m_list(new QTreeWidget)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Columns"));
    setFrameShape(StyledPanel);
    resize(popupSize);
    if (const QString *word = value.as<QString>())
        m_word = *word;

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(makeWords());
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    makeList();
    fillList(columns, value);
    showWord();
    connect(m_search, &QLineEdit::textChanged, this, &ColumnsPopup::filter);
    connect(m_search, &QLineEdit::returnPressed, this, &ColumnsPopup::toggleSearched);
    connect(m_list, &QTreeWidget::itemChanged, this, [this] {
        m_word.clear();
        showWord();
        emit given(this->value());
    });
    m_search->setFocus(Qt::PopupFocusReason);
}

QWidget *ColumnsPopup::makeWords()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    const std::array<std::pair<QString, QString>, 4> words{{
        {QStringLiteral("all"), tr("All")},
        {QStringLiteral("numeric"), tr("Numeric")},
        {QStringLiteral("text"), tr("Text")},
        {QString(), tr("Chosen")},
    }};
    for (const auto &[word, title] : words) {
        auto *button = new QToolButton;
        button->setText(title);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setProperty("word", word);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        m_words->addButton(button);
        layout->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, word = word] {
            m_word = word;
            emit given(value());
        });
    }
    return row;
}

void ColumnsPopup::makeList()
{
    m_list->setAccessibleName(tr("Columns"));
    m_list->setColumnCount(2);
    m_list->header()->hide();
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new BoxDelegate(m_style, m_list));
}

void ColumnsPopup::fillList(const QVector<ColumnFacts> &columns, const AttributeValue &value)
{
    QSet<QString> known;
    const auto *chosen = value.as<AttributeValue::List>();
    for (const ColumnFacts &column : columns) {
        known.insert(column.name);
        addColumn(column.name, columnTypeTitle(column.type),
                  chosen && chosen->contains(AttributeValue(column.name)));
    }
    for (const AttributeValue &name : chosen ? *chosen : AttributeValue::List()) {
        if (const QString *text = name.as<QString>(); text && !known.contains(*text))
            addColumn(*text, tr("not in the table"), true);
    }
}

void ColumnsPopup::showColumns(const QVector<ColumnFacts> &columns)
{
    const bool areSame =
        std::equal(columns.begin(), columns.end(), m_columns.begin(), m_columns.end(),
                   [](const ColumnFacts &a, const ColumnFacts &b) { return a.name == b.name; });
    if (areSame)
        return;
    m_columns = columns;
    const QSignalBlocker quiet(m_list);
    const AttributeValue chosen = value();
    m_list->clear();
    fillList(columns, chosen);
    filter(m_search->text());
}

void ColumnsPopup::addColumn(const QString &name, const QString &type, bool isChosen)
{
    auto *item = new QTreeWidgetItem(m_list, {plainLine(name), type});
    item->setData(0, Qt::UserRole, name);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(0, isChosen ? Qt::Checked : Qt::Unchecked);
    item->setFont(1, m_style.small());
}

void ColumnsPopup::showWord()
{
    for (QAbstractButton *button : m_words->buttons())
        button->setChecked(button->property("word").toString() == m_word);
}

AttributeValue ColumnsPopup::value() const
{
    if (!m_word.isEmpty())
        return AttributeValue(m_word);
    AttributeValue::List names;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        const QTreeWidgetItem *item = m_list->topLevelItem(i);
        if (item->checkState(0) == Qt::Checked)
            names << AttributeValue(item->data(0, Qt::UserRole).toString());
    }
    return AttributeValue(names);
}

void ColumnsPopup::filter(const QString &text)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_list->topLevelItem(i);
        item->setHidden(!item->text(0).contains(text, Qt::CaseInsensitive));
    }
}

void ColumnsPopup::toggleSearched()
{
    const QString name = m_search->text();
    if (name.isEmpty())
        return;
    QTreeWidgetItem *found = nullptr;
    for (int i = m_list->topLevelItemCount() - 1; i >= 0; --i) {
        QTreeWidgetItem *item = m_list->topLevelItem(i);
        if (!item->isHidden())
            found = item;
    }
    m_search->clear();
    if (!found)
        addColumn(name, tr("not in the table"), true);
    else
        found->setCheckState(0, found->checkState(0) == Qt::Checked ? Qt::Unchecked : Qt::Checked);
}

} // namespace outcrop
