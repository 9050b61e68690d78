#include "core/base/folders.h"

#include <QDir>

namespace outcrop {

namespace {

QString base(const char *variable, const QString &otherwise)
{
    const QString value = qEnvironmentVariable(variable);
    return QDir::isAbsolutePath(value) ? value : QDir::homePath() + otherwise;
}

} // namespace

Folders foldersFromEnvironment()
{
    const QString name = QStringLiteral("/outcrop");
    const QString data = base("XDG_DATA_HOME", QStringLiteral("/.local/share"));
    const QString state = base("XDG_STATE_HOME", QStringLiteral("/.local/state")) + name;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");

    Folders folders;
    folders.config = base("XDG_CONFIG_HOME", QStringLiteral("/.config")) + name;
    folders.data = data + name;
    folders.state = state;
    folders.cache = base("XDG_CACHE_HOME", QStringLiteral("/.cache")) + name;
    folders.runtime =
        QDir::isAbsolutePath(runtime) ? runtime + name : state + QStringLiteral("/run");
    folders.host = data + QStringLiteral("/outcrop-host");
    return folders;
}

} // namespace outcrop
