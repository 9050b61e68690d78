#include "core/secrets/keychain_thread.h"

#include <QLibrary>

namespace outcrop {

namespace {

// GLib's connection to the session bus, which the keychain's library shares with it, would end the
// program when the bus ends, as it does for programs of a desktop. A job that is followed in a
// terminal is none of these.
void outliveTheBus()
{
    using Get = void *(*)(int bus, void *cancellable, void **error);
    using Set = void (*)(void *connection, int exits);
    constexpr int session = 2; // G_BUS_TYPE_SESSION
    QLibrary gio(QStringLiteral("gio-2.0"), 0);
    const auto get = reinterpret_cast<Get>(gio.resolve("g_bus_get_sync"));
    const auto set = reinterpret_cast<Set>(gio.resolve("g_dbus_connection_set_exit_on_close"));
    if (!get || !set)
        return;
    if (void *const connection = get(session, nullptr, nullptr)) // Kept for ever, as all share it.
        set(connection, 0);
}

} // namespace

KeychainThread &KeychainThread::ofThisProcess()
{
    static auto *const thread = new KeychainThread; // Whoever is in it may not answer at the end.
    return *thread;
}

KeychainThread::KeychainThread()
{
    m_thread.setObjectName(QStringLiteral("keychain"));
    m_object.moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::started, &m_object, outliveTheBus);
    m_thread.start();
}

} // namespace outcrop
