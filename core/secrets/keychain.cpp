#include "core/secrets/keychain.h"

#include "core/base/text.h"
#include "core/secrets/keychain_thread.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QFileInfo>
#include <QLibrary>
#include <qt5keychain/keychain.h>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Keychain)
};

using Error = outcrop::Error;

const auto ourName = QStringLiteral("outcrop");

// https://specifications.freedesktop.org/secret-service-spec/
const auto service = QStringLiteral("org.freedesktop.secrets");
const auto servicePath = QStringLiteral("/org/freedesktop/secrets");

// Without one the bus library would start a bus of its own where there is a screen.
bool hasSessionBus()
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
           || (!runtime.isEmpty() && QFileInfo::exists(runtime + QLatin1String("/bus")));
}

QVariant answerOf(const QString &path, const QString &interface, const QString &method,
                  const QVariantList &arguments)
{
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, interface, method);
    call.setArguments(arguments);
    return QDBusConnection::sessionBus().call(call).arguments().value(0);
}

QString libsecret()
{
    return QStringLiteral("secret-1");
}

QString silence()
{
    return Tr::tr("The keychain does not answer.");
}

// The library stays with the service it has met first; one that was started anew meanwhile does not
// know it any more.
void meetAnew(const QString &owner)
{
    static QString met; // The keychain's thread alone is here.
    if (owner == met)
        return;
    QLibrary secret(libsecret(), 0);
    if (const auto part = secret.resolve("secret_service_disconnect"))
        part();
    met = owner;
}

// In the keychain's thread: it may take as long as a service that hangs.
QString whyNotNow()
{
    if (!hasSessionBus())
        return Tr::tr("There is no keychain: this session has no D-Bus.");
    if (!QLibrary(libsecret(), 0).load())
        return Tr::tr("The keychain cannot be used: libsecret is not installed (apt install "
                      "libsecret-1-0).");
    const QDBusConnectionInterface *const bus = QDBusConnection::sessionBus().interface();
    if (!bus
        || (!bus->isServiceRegistered(service)
            && !bus->activatableServiceNames().value().contains(service)))
        return Tr::tr("There is no keychain: no Secret Service runs in this session, such as GNOME "
                      "Keyring or KWallet.");
    const auto collection = answerOf(servicePath, QStringLiteral("org.freedesktop.Secret.Service"),
                                     QStringLiteral("ReadAlias"), {QStringLiteral("default")})
                                .value<QDBusObjectPath>()
                                .path();
    if (collection.isEmpty())
        return silence();
    if (collection == QLatin1String("/"))
        return Tr::tr("The keychain was not set up yet: it has no place for passwords.");
    const QVariant isLocked = answerOf(
        collection, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"),
        {QStringLiteral("org.freedesktop.Secret.Collection"), QStringLiteral("Locked")});
    if (!isLocked.canConvert<QDBusVariant>())
        return silence();
    meetAnew(bus->serviceOwner(service));
    return isLocked.value<QDBusVariant>().variant().toBool()
               ? Tr::tr("The keychain is locked; unlock it in the desktop's password application.")
               : QString();
}

// Starts a job that deletes itself; `done` is called when it has ended, in the same thread.
template<class Job, class Done>
void start(Job *job, const QString &name, Done done)
{
    job->setKey(name);
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, [job, done] { done(*job); });
    job->start();
}

Result<> refused(const QString &why)
{
    return failure(ErrorKind::Io, why);
}

Result<> refused(const QKeychain::Job &job)
{
    return refused(
        Tr::tr("The keychain refused it: %1").arg(plainLine(job.errorString().trimmed(), 300)));
}

} // namespace

QString Keychain::whyNot()
{
    using Sink = KeychainThread::Sink<QString>;
    return KeychainThread::ofThisProcess()
        .ask<QString>([](const Sink &sink) { sink(whyNotNow()); }, m_patience)
        .value_or(silence());
}

std::optional<Secret> Keychain::find(const QString &name)
{
    using Found = std::optional<Secret>;
    using Sink = KeychainThread::Sink<Found>;
    const auto look = [name](const Sink &sink) {
        if (!whyNotNow().isEmpty())
            return sink({});
        start(new QKeychain::ReadPasswordJob(ourName), name,
              [sink](const QKeychain::ReadPasswordJob &job) {
                  sink(job.error() == QKeychain::NoError ? Found(Secret(job.binaryData()))
                                                         : Found());
              });
    };
    auto found = KeychainThread::ofThisProcess().ask<Found>(look, m_patience);
    return found ? std::move(*found) : std::nullopt;
}

Result<> Keychain::keep(const QString &name, const Secret &secret)
{
    using Sink = KeychainThread::Sink<Result<>>;
    const auto shared = std::make_shared<Secret>(secret.copy());
    const auto write = [name, shared](const Sink &sink) {
        if (const QString why = whyNotNow(); !why.isEmpty())
            return sink(refused(why));
        auto *const job = new QKeychain::WritePasswordJob(ourName);
        job->setBinaryData(QByteArray(shared->text()));
        start(job, name, [sink](const QKeychain::WritePasswordJob &done) {
            sink(done.error() == QKeychain::NoError ? Result<>() : refused(done));
        });
    };
    return KeychainThread::ofThisProcess()
        .ask<Result<>>(write, m_patience)
        .value_or(refused(silence()));
}

Result<bool> Keychain::forget(const QString &name)
{
    const bool isThere = find(name).has_value();
    using Sink = KeychainThread::Sink<Result<>>;
    const auto erase = [name](const Sink &sink) {
        if (const QString why = whyNotNow(); !why.isEmpty())
            return sink(refused(why));
        start(new QKeychain::DeletePasswordJob(ourName), name,
              [sink](const QKeychain::DeletePasswordJob &done) {
                  sink(done.error() == QKeychain::NoError ? Result<>() : refused(done));
              });
    };
    if (!isThere) { // The library calls that an error.
        const QString why = whyNot();
        return why.isEmpty() ? Result<bool>(false) : failure(ErrorKind::Io, why);
    }
    const Result<> erased = KeychainThread::ofThisProcess()
                                .ask<Result<>>(erase, m_patience)
                                .value_or(refused(silence()));
    return erased ? Result<bool>(true) : failure(erased.error());
}

} // namespace outcrop
