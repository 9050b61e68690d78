#pragma once

#include <QColor>
#include <QIconEngine>

#include <functional>

namespace outcrop {

// Draws an SVG of resources/icons in one colour, asked for each time: `currentColor` in the file
// becomes that colour. In a place that is wider than high it stands where the line begins. The door
// to QtSvg.
class IconEngine : public QIconEngine
{
public:
    IconEngine(QString name, std::function<QColor()> color);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine *clone() const override { return new IconEngine(*this); }

private:
    QString m_name;
    std::function<QColor()> m_color;
};

} // namespace outcrop
