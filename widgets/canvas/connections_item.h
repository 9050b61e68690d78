#pragma once

#include "core/pipeline/pipeline.h"
#include "widgets/canvas/connection_curve.h"
#include "widgets/canvas/spatial_grid.h"
#include "widgets/style/block_look.h"

#include <QGraphicsItem>
#include <QSet>

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace outcrop {

// All connections in one item: one to index, one to paint, with a uniform grid to find those of an
// area. It knows where their ends are, not what they belong to.
class ConnectionsItem : public QGraphicsItem
{
public:
    struct Line
    {
        Connection connection;
        ConnectionCurve curve;
        PortType type = PortType::Any;
        bool selected = false, faded = false, isUsed = false;
    };

    explicit ConnectionsItem(const Theme &theme);

    // Adding what is there already places it anew.
    void add(const Connection &connection, QPointF from, QPointF to, PortType type);
    void remove(const Connection &connection);
    void move(const Connection &connection, QPointF from, QPointF to);
    void clear();
    void setArea(const QRectF &area); // Of the scene: all connections lie within.

    void select(const QVector<Connection> &connections);
    void highlight(const Connection *connection); // The one that a drop would go into.
    void setFaded(const std::function<bool(const Connection &)> &isFaded);
    void setAllFaded(bool faded);

    int count() const { return int(m_index.size()); }
    const Line *find(const Connection &connection) const;
    const Line *nearest(QPointF point, double reach) const;    // nullptr: none within reach.
    QVector<Connection> within(const QRectF &area) const;      // Those that lie whole in it.
    const std::vector<Line> &lines() const { return m_lines; } // Also unused ones.

    template<class Visit>
    void query(const QRectF &area, Visit visit) const // visit(const Line &)
    {
        m_grid.query(area, [&](int index) { visit(m_lines[size_t(index)]); });
    }

    QRectF boundingRect() const override { return m_area; }
    QPainterPath shape() const override { return {}; } // Found by nearest(), not by the scene.
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *) override;

private:
    struct Hash
    {
        size_t operator()(const Connection &c) const;
    };

    Line *line(const Connection &connection);
    void place(int index, const ConnectionCurve &curve);
    void unplace(int index);
    void repaint(const Line &line);
    void paintLine(QPainter &painter, const Line &line, const QRectF &exposed, double scale) const;

    const Theme &m_theme;
    QRectF m_area;
    std::vector<Line> m_lines;
    std::vector<int> m_free; // Unused places in m_lines.
    std::unordered_map<Connection, int, Hash> m_index;
    QVector<Connection> m_selected;
    std::optional<Connection> m_highlighted;
    bool m_allFaded = false;
    SpatialGrid m_grid;
};

} // namespace outcrop
