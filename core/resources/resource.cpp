#include "core/resources/resource.h"

#include <QFile>

// Outside of any namespace, as Q_INIT_RESOURCE asks: a static library's resources are not
// registered by themselves.
static void registerResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace outcrop {

QByteArray resource(const QString &path)
{
    static const bool registered = (registerResources(), true);
    Q_UNUSED(registered)
    QFile file(QLatin1String(":/outcrop/") + path);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "resource", qPrintable(path));
    return opened ? file.readAll() : QByteArray();
}

} // namespace outcrop
