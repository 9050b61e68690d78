#include "widgets/palette/quick_add.h"

#include "widgets/palette/block_list.h"
#include "widgets/style/search_field.h"
#include "widgets/style/style.h"

#include <QApplication>
#include <QLabel>
#include <QScreen>
#include <QVBoxLayout>

namespace outcrop {

namespace {

constexpr QSize popupSize(320, 360);

// The part of the sentence that a person reads before the list.
QString titleFor(const std::optional<PortFilter> &fits)
{
    struct Tr
    {
        Q_DECLARE_TR_FUNCTIONS(outcrop::QuickAdd)
    };
    if (!fits || fits->type == PortType::Any)
        return Tr::tr("Add a block");
    const bool takes = fits->needs == PortFilter::Needs::Input;
    switch (fits->type) {
    case PortType::Table:
        return takes ? Tr::tr("Add a block that takes a table")
                     : Tr::tr("Add a block that gives a table");
    case PortType::Model:
        return takes ? Tr::tr("Add a block that takes a model")
                     : Tr::tr("Add a block that gives a model");
    case PortType::Scores:
        return takes ? Tr::tr("Add a block that takes scores")
                     : Tr::tr("Add a block that gives scores");
    case PortType::Any:
        break;
    }
    return {};
}

QPoint withinScreen(QPoint position)
{
    const QScreen *screen = QApplication::screenAt(position);
    const QRect room = (screen ? screen : QApplication::primaryScreen())->availableGeometry();
    position.setX(qBound(room.left(), position.x(), room.right() + 1 - popupSize.width()));
    position.setY(qBound(room.top(), position.y(), room.bottom() + 1 - popupSize.height()));
    return position;
}

} // namespace

QuickAdd::QuickAdd(const Catalog &catalog, Style &style, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_catalog(catalog)
    , m_title(new QLabel)
    , m_search(new SearchField(style, tr("Search blocks"), SearchField::Escape::Leaves))
    , m_list(new BlockList(catalog, style))
{
    setAccessibleName(tr("Add a block"));
    setFrameShape(StyledPanel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 4);
    layout->setSpacing(6);
    m_title->setFont(style.small());
    layout->addWidget(m_title);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setDragEnabled(false);
    m_search->setResults(m_list);
    connect(m_search, &QLineEdit::textChanged, this, &QuickAdd::search);
    const auto finish = [this](const QString &key) {
        m_isChosen = true;
        close();
        emit chosen(key);
    };
    connect(m_list, &BlockList::chosen, this, finish);
    connect(m_list, &BlockList::clicked, this, [this, finish] { finish(m_list->currentKey()); });
}

void QuickAdd::open(const QPoint &globalPosition, const std::optional<PortFilter> &fits)
{
    m_fits = fits;
    m_isChosen = false;
    m_opener = QApplication::focusWidget();
    m_title->setText(titleFor(fits));
    m_search->clear();
    search({});
    setGeometry(QRect(withinScreen(globalPosition), popupSize));
    show();
    m_search->setFocus(Qt::PopupFocusReason);
}

void QuickAdd::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    if (m_opener)
        m_opener->setFocus(Qt::PopupFocusReason);
    if (!m_isChosen)
        emit cancelled();
}

void QuickAdd::search(const QString &text)
{
    m_list->setEmptyText(tr("No block that fits here is called “%1”.").arg(text));
    m_list->showFound(searchBlocks(m_catalog, text, m_fits));
}

} // namespace outcrop
