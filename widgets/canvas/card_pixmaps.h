#pragma once

#include "core/catalog/catalog.h"
#include "widgets/style/style.h"

#include <QHash>
#include <QIcon>
#include <QPixmap>

class QPainter;

namespace outcrop {

// How a card is framed.
struct CardLook
{
    const BlockType *type = nullptr; // nullptr: the catalog does not know it.
    bool selected = false;
    bool changed = false; // Since the version that runs was submitted.

    friend bool operator==(const CardLook &a, const CardLook &b)
    {
        return a.type == b.type && a.selected == b.selected && a.changed == b.changed;
    }
};

inline uint qHash(const CardLook &look, uint seed = 0)
{
    return ::qHash(look.type, seed) ^ (look.selected ? 0x9e37U : 0U)
           ^ (look.changed ? 0x79b9U : 0U);
}

// What cards of one look share at one zoom: frame, stripe, icon and ports as one picture, drawn
// once; and symbols in the size of that zoom. Every frame of a zoom draws them anew, so they are
// put together from what many looks share.
class CardPixmaps
{
public:
    explicit CardPixmaps(const Style &style) : m_style(style) {}

    void clear(); // The theme is another one.
    void setScale(double scale, double devicePixelRatio);
    double scale() const { return m_scale; }

    // Its upper left corner belongs at cardBody().topLeft().
    const QPixmap &body(const CardLook &look);
    const QPixmap &icon(const QString &name, Ink ink, double size); // Size in card units.

private:
    void clearSizes();                 // The zoom is another one.
    double whole(double length) const; // In pixels of the screen: straight lines stay sharp.
    const QPixmap &frame(const CardLook &look);
    const QPixmap &port(PortType type); // Its middle is that of the port.
    const QPixmap &icon(const QString &name, const QColor &color, double size);
    QPixmap paintBody(const CardLook &look);
    void paintFrame(QPainter &painter, const CardLook &look) const;
    void paintPorts(QPainter &painter, const BlockType *type);

    const Style &m_style;
    double m_scale = 1, m_ratio = 1;
    QHash<CardLook, QPixmap> m_bodies;
    QHash<int, QPixmap> m_frames; // By role and how they are framed.
    QHash<int, QPixmap> m_ports;  // By type.
    QHash<QString, QPixmap> m_icons;
    QHash<QString, QIcon> m_drawings; // At any zoom.
};

} // namespace outcrop
