#pragma once

#include <QColor>
#include <QIconEngine>

#include <functional>
#include <memory>

class QSvgRenderer;

namespace outcrop {

// Draws an SVG of resources/icons in one colour, asked for each time: `currentColor` in the file
// becomes that colour. The file is read again only when the colour is another one. In a place that
// is wider than high the icon stands where the line begins. The door to QtSvg.
class IconEngine : public QIconEngine
{
public:
    IconEngine(QString name, std::function<QColor()> color);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine *clone() const override { return new IconEngine(*this); }

private:
    QSvgRenderer &drawingIn(const QColor &color);

    QString m_name;
    std::function<QColor()> m_color;
    std::shared_ptr<QSvgRenderer> m_drawing; // In m_drawnIn; copies share it.
    QColor m_drawnIn;
};

} // namespace outcrop
