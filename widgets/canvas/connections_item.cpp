#include "widgets/canvas/connections_item.h"

#include <QGraphicsScene>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>

namespace outcrop {

namespace {

constexpr double margin = 4; // Half of the widest line.
constexpr double fadedOpacity = 0.25;
constexpr double antialiasedZoom = 0.35;
// Where there are more, and from afar many in sight, they are hairlines: drawn without a stroker,
// four times cheaper. It does not go by what is in sight, so that a pan changes no line.
constexpr std::size_t fewLines = 60;

} // namespace

size_t ConnectionsItem::Hash::operator()(const Connection &c) const
{
    size_t hash = size_t(c.from.block) * 0x9e3779b97f4a7c15ULL + size_t(c.to.block);
    hash = hash * 31 + ::qHash(c.from.name);
    return hash * 31 + ::qHash(c.to.name);
}

ConnectionsItem::ConnectionsItem(const Theme &theme) : m_theme(theme)
{
    setFlag(ItemUsesExtendedStyleOption); // Paint only what is exposed.
    setAcceptedMouseButtons(Qt::NoButton);
}

void ConnectionsItem::setArea(const QRectF &area)
{
    if (area == m_area)
        return;
    prepareGeometryChange();
    m_area = area;
}

ConnectionsItem::Line *ConnectionsItem::line(const Connection &connection)
{
    const auto it = m_index.find(connection);
    return it == m_index.end() ? nullptr : &m_lines[size_t(it->second)];
}

const ConnectionsItem::Line *ConnectionsItem::find(const Connection &connection) const
{
    const auto it = m_index.find(connection);
    return it == m_index.end() ? nullptr : &m_lines[size_t(it->second)];
}

void ConnectionsItem::repaint(const Line &line)
{
    if (!scene())
        return;
    visitPieces(line.curve, [this](const QRectF &piece) {
        scene()->update(piece.adjusted(-margin, -margin, margin, margin));
    });
}

void ConnectionsItem::place(int index, const ConnectionCurve &curve)
{
    Line &line = m_lines[size_t(index)];
    line.curve = curve;
    visitPieces(curve, [&](const QRectF &piece) { m_grid.insert(index, piece); });
    repaint(line);
}

void ConnectionsItem::unplace(int index)
{
    visitPieces(m_lines[size_t(index)].curve,
                [&](const QRectF &piece) { m_grid.remove(index, piece); });
}

void ConnectionsItem::add(const Connection &connection, QPointF from, QPointF to, PortType type)
{
    remove(connection);
    int index = int(m_lines.size());
    if (m_free.empty()) {
        m_lines.emplace_back();
    } else {
        index = m_free.back();
        m_free.pop_back();
    }
    m_lines[size_t(index)] = {connection, {}, type, m_selected.contains(connection), false, true};
    m_index[connection] = index;
    place(index, curveBetween(from, to));
}

void ConnectionsItem::remove(const Connection &connection)
{
    const auto it = m_index.find(connection);
    if (it == m_index.end())
        return;
    Line &line = m_lines[size_t(it->second)];
    repaint(line);
    unplace(it->second);
    line = Line();
    m_free.push_back(it->second);
    m_index.erase(it);
}

void ConnectionsItem::move(const Connection &connection, QPointF from, QPointF to)
{
    const auto it = m_index.find(connection);
    if (it == m_index.end())
        return;
    const Line &line = m_lines[size_t(it->second)];
    if (line.curve.from == from && line.curve.to == to)
        return;
    repaint(line);
    unplace(it->second);
    place(it->second, curveBetween(from, to));
}

void ConnectionsItem::clear()
{
    m_lines.clear();
    m_free.clear();
    m_index.clear();
    m_grid.clear();
    update();
}

void ConnectionsItem::select(const QVector<Connection> &connections)
{
    const auto set = [this](const QVector<Connection> &which, bool selected) {
        for (const Connection &connection : which) {
            if (Line *found = line(connection)) {
                found->selected = selected;
                repaint(*found);
            }
        }
    };
    set(m_selected, false);
    m_selected = connections;
    set(m_selected, true);
}

void ConnectionsItem::highlight(const Connection *connection)
{
    if (m_highlighted == (connection ? std::optional(*connection) : std::nullopt))
        return;
    const auto refresh = [this] {
        if (const Line *found = m_highlighted ? line(*m_highlighted) : nullptr)
            repaint(*found);
    };
    refresh();
    m_highlighted = connection ? std::optional(*connection) : std::nullopt;
    refresh();
}

void ConnectionsItem::setFaded(const std::function<bool(const Connection &)> &isFaded)
{
    for (Line &line : m_lines)
        line.faded = line.isUsed && isFaded(line.connection);
    update();
}

void ConnectionsItem::setAllFaded(bool faded)
{
    m_allFaded = faded;
    update();
}

const ConnectionsItem::Line *ConnectionsItem::nearest(QPointF point, double reach) const
{
    const Line *best = nullptr;
    double distance = reach;
    const QRectF area(point - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach));
    query(area, [&](const Line &line) {
        if (const auto off = distanceTo(line.curve, point, distance)) {
            distance = *off;
            best = &line;
        }
    });
    return best;
}

QVector<Connection> ConnectionsItem::within(const QRectF &area) const
{
    QVector<Connection> found;
    query(area, [&](const Line &line) {
        // A level one has no height, and an empty rectangle is in none.
        if (area.contains(boundsOf(line.curve).adjusted(-0.5, -0.5, 0.5, 0.5)))
            found << line.connection;
    });
    return found;
}

void ConnectionsItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    const double scale = option->levelOfDetailFromTransform(painter->worldTransform());
    const QRectF exposed = option->exposedRect.adjusted(-margin, -margin, margin, margin);
    painter->setBrush(Qt::NoBrush);
    painter->setRenderHint(QPainter::Antialiasing, scale >= antialiasedZoom);
    query(exposed, [&](const Line &line) {
        if (exposed.intersects(boundsOf(line.curve).adjusted(-1, -1, 1, 1)))
            paintLine(*painter, line, exposed, scale);
    });
}

void ConnectionsItem::paintLine(QPainter &painter, const Line &line, const QRectF &exposed,
                                double scale) const
{
    const bool lit = line.selected || m_highlighted == line.connection;
    const double least = 1 / std::min(1.0, scale); // A pixel, however many dots it has.
    const bool isWide = scale >= 1 || (scale >= antialiasedZoom && m_index.size() <= fewLines);
    const double width = lit ? 3 * least : isWide ? std::max(1.8, least) : 0;
    painter.setPen(QPen(lit ? m_theme.accent : portColor(line.type, m_theme), width));
    const bool faded = line.faded || (m_allFaded && !lit);
    if (faded)
        painter.setOpacity(fadedOpacity);
    if (isStraight(line.curve)) // Where blocks stand in a row: no stroker either.
        painter.drawLine(line.curve.from, line.curve.to);
    else
        painter.drawPath(pathWithin(line.curve, exposed));
    if (faded)
        painter.setOpacity(1);
}

} // namespace outcrop
