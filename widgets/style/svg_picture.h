#pragma once

#include <QByteArray>
#include <QSize>
#include <QString>

#include <functional>

class QPaintDevice;

namespace outcrop {

// What `draw` paints on a device of `size` pixels, as an SVG file. `dotsPerInch` gives its size on
// paper. The door to QtSvg.
QByteArray svgPicture(const QSize &size, int dotsPerInch, const QString &title,
                      const std::function<void(QPaintDevice &)> &draw);

} // namespace outcrop
