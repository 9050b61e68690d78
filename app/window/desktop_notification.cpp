#include "app/window/desktop_notification.h"

#include "core/async/run_async.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>

namespace outcrop {

// https://specifications.freedesktop.org/notification-spec/latest/protocol.html
void notifyDesktop(const QString &title, const QString &text)
{
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return; // Else a bus would be started for it.
    constexpr int mostMilliseconds = 1000;
    const auto send = [title, text] {
        const QString name = QStringLiteral("org.freedesktop.Notifications");
        QDBusMessage call = QDBusMessage::createMethodCall(
            name, QStringLiteral("/org/freedesktop/Notifications"), name, QStringLiteral("Notify"));
        const QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("outcrop")}};
        constexpr uint replacesNone = 0;
        constexpr int untilTheDesktopsTime = -1;
        call << QStringLiteral("Outcrop") << replacesNone << QStringLiteral("outcrop") << title
             << text.toHtmlEscaped() << QStringList() << hints << untilTheDesktopsTime;
        return QDBusConnection::sessionBus().call(call, QDBus::Block, mostMilliseconds).type();
    };
    runAsync(qApp, send, [](QDBusMessage::MessageType) {});
}

} // namespace outcrop
