#include "widgets/style/svg_picture.h"

#include <QBuffer>
#include <QSvgGenerator>

namespace outcrop {

QByteArray svgPicture(const QSize &size, int dotsPerInch, const QString &title,
                      const std::function<void(QPaintDevice &)> &draw)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setResolution(dotsPerInch);
    generator.setTitle(title);
    draw(generator);
    return buffer.data();
}

} // namespace outcrop
