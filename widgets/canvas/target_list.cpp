#include "widgets/canvas/target_list.h"

#include "core/pipeline/connecting.h"
#include "core/pipeline/naming.h"
#include "widgets/canvas/port_fits.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int mostTargets = 200;

QVector<BlockId> othersByDistance(const Pipeline &pipeline, BlockId block)
{
    const QPointF from = pipeline.find(block)->position;
    QVector<std::pair<double, BlockId>> others;
    pipeline.forEachBlock([&](BlockId id, const Block &other) {
        if (id != block)
            others.append({(other.position - from).manhattanLength(), id});
    });
    std::sort(others.begin(), others.end());
    QVector<BlockId> ids;
    for (const auto &other : qAsConst(others))
        ids << other.second;
    return ids;
}

} // namespace

QVector<Connection> possibleConnections(const Pipeline &pipeline, const Catalog &catalog,
                                        BlockId block)
{
    QVector<Connection> found;
    const Block *from = pipeline.find(block);
    if (!from)
        return found;
    const BlockType *type = catalog.find(from->type);
    const QVector<BlockId> others = othersByDistance(pipeline, block);
    for (const Side side : {Side::Output, Side::Input}) {
        for (const PortSpec &spec : portsOf(type, side)) {
            const PortFits fits(pipeline, catalog, {{block, spec.name}, side});
            for (BlockId other : others) {
                const auto end = fits.firstFit(other);
                if (end && found.size() < mostTargets)
                    found << fits.connectionTo(end->port);
            }
        }
    }
    return found;
}

TargetList::TargetList(const Pipeline &pipeline, const Catalog &catalog, const Style &style,
                       BlockId block, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_connections(possibleConnections(pipeline, catalog, block))
    , m_field(new QLineEdit)
    , m_list(new QListWidget)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::Box);
    setFrameShadow(QFrame::Plain);
    setAccessibleName(tr("Connect to"));
    m_field->setPlaceholderText(
        tr("Connect %1 to…").arg(displayTitle(*pipeline.find(block), catalog)));
    m_field->setAccessibleName(tr("Filter blocks"));
    m_field->setToolTip(tr("Type a part of a title; Return connects."));
    m_field->installEventFilter(this);
    m_list->setAccessibleName(tr("Ports that fit"));
    m_list->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(4);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    for (const Connection &connection : qAsConst(m_connections))
        addRow(pipeline, catalog, style, block, connection);
    if (m_connections.isEmpty()) {
        auto *none = new QListWidgetItem(tr("No other block has a port that fits."), m_list);
        none->setFlags(Qt::NoItemFlags);
    }
    connect(m_field, &QLineEdit::textChanged, this, &TargetList::filter);
    connect(m_list, &QListWidget::itemClicked, this, &TargetList::take);
    filter({});
    resize(340, 280);
}

void TargetList::addRow(const Pipeline &pipeline, const Catalog &catalog, const Style &style,
                        BlockId block, const Connection &connection)
{
    const bool forwards = connection.from.block == block;
    const Block &other = *pipeline.find(forwards ? connection.to.block : connection.from.block);
    const QString title = displayTitle(other, catalog);
    const QString own = forwards ? connection.from.name : connection.to.name;
    const QString port = forwards ? connection.to.name : connection.from.name;
    const QString text = forwards ? tr("%1 → %2 · %3").arg(own, title, port)
                                  : tr("%1 ← %2 · %3").arg(own, title, port);
    auto *row = new QListWidgetItem(style.icon(blockIcon(catalog.find(other.type))), text, m_list);
    row->setToolTip(other.id);
}

void TargetList::open(const QPoint &globalPosition)
{
    move(globalPosition);
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

void TargetList::filter(const QString &text)
{
    int first = -1;
    for (int row = 0; row < m_connections.size(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        const bool fits = item->text().contains(text.trimmed(), Qt::CaseInsensitive)
                          || item->toolTip().contains(text.trimmed(), Qt::CaseInsensitive);
        item->setHidden(!fits);
        if (fits && first < 0)
            first = row;
    }
    m_list->setCurrentRow(first);
}

void TargetList::take()
{
    const int row = m_list->currentRow();
    if (row >= 0 && row < m_connections.size())
        emit chosen(m_connections[row]);
    close();
}

bool TargetList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        take();
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QCoreApplication::sendEvent(m_list, event);
        return true;
    default:
        return false;
    }
}

} // namespace outcrop
