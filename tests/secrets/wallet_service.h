#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QThread>

#include <atomic>

namespace outcrop::samples {

// What KWallet says of its wallet on the session bus, in a thread of its own: by the protocol of
// all keychains that it is locked, by its own whether it is open.
class WalletService : public QDBusVirtualObject
{
public:
    WalletService()
    {
        QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, name());
        if (!bus.registerVirtualObject(QStringLiteral("/"), this, QDBusConnection::SubPath)
            || !bus.registerService(QStringLiteral("org.freedesktop.secrets")))
            qFatal("no wallet");
        moveToThread(&m_thread);
        m_thread.start();
    }
    ~WalletService() override
    {
        QDBusConnection::disconnectFromBus(name());
        m_thread.quit();
        m_thread.wait();
    }

    QString introspect(const QString &) const override { return {}; }

    bool handleMessage(const QDBusMessage &call, const QDBusConnection &bus) override
    {
        const QString wallet = QStringLiteral("/org/freedesktop/secrets/collection/kdewallet");
        QVariant answer;
        if (call.member() == QLatin1String("ReadAlias"))
            answer.setValue(QDBusObjectPath(wallet));
        else if (call.member() == QLatin1String("Get") && call.path() == wallet)
            answer.setValue(QDBusVariant(true));
        else if (call.path() == QLatin1String("/modules/kwalletd5")
                 && call.arguments() == QVariantList{QStringLiteral("kdewallet")})
            answer = isOpen.load();
        else
            return false;
        return bus.send(call.createReply(answer));
    }

    std::atomic<bool> isOpen = false;

private:
    static QString name() { return QStringLiteral("wallet"); }

    QThread m_thread;
};

} // namespace outcrop::samples
