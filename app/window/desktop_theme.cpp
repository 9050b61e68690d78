#include "app/window/desktop_theme.h"

#include "core/async/run_async.h"
#include "widgets/style/style.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>

namespace outcrop {

namespace {

constexpr int unanswered = -1;
constexpr int noPreference = 0, dark = 1; // 2 is light.
constexpr int mostMilliseconds = 2000;

const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString colorScheme = QStringLiteral("color-scheme");

// Read() wraps its answer twice.
int schemeOf(QVariant value)
{
    while (value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    bool isNumber = false;
    const uint scheme = value.toUInt(&isNumber);
    return isNumber && scheme <= 2 ? int(scheme) : noPreference;
}

int ask()
{
    QDBusMessage call =
        QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    call << appearance << colorScheme;
    const QDBusMessage answer =
        QDBusConnection::sessionBus().call(call, QDBus::Block, mostMilliseconds);
    return answer.type() == QDBusMessage::ReplyMessage ? schemeOf(answer.arguments().value(0))
                                                       : noPreference;
}

} // namespace

DesktopTheme::DesktopTheme(Style &style, QObject *parent)
    : QObject(parent), m_style(style), m_early(std::make_shared<std::atomic<int>>(unanswered))
{
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return; // Else a bus would be started for it.
    const auto work = [early = m_early] {
        const int scheme = ask();
        *early = scheme;
        return scheme;
    };
    runAsync(this, work, [this](int scheme) {
        take(scheme);
        listen();
        // It may have changed before anybody listened.
        runAsync(this, ask, [this](int now) { take(now); });
    });
}

void DesktopTheme::takeEarly()
{
    if (const int scheme = *m_early; scheme != unanswered)
        take(scheme);
}

void DesktopTheme::take(int scheme)
{
    m_style.setDesktopPrefersDark(scheme == noPreference ? std::nullopt
                                                         : std::optional(scheme == dark));
}

// Once the connection stands, so that nothing waits for it.
void DesktopTheme::listen()
{
    QDBusConnection::sessionBus().connect(service, path, interface,
                                          QStringLiteral("SettingChanged"), this,
                                          SLOT(takeSetting(QString, QString, QDBusVariant)));
}

void DesktopTheme::takeSetting(const QString &group, const QString &name, const QDBusVariant &value)
{
    if (group == appearance && name == colorScheme)
        take(schemeOf(value.variant()));
}

} // namespace outcrop
