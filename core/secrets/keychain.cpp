#include "core/secrets/keychain.h"

#include "core/base/text.h"
#include "core/secrets/keychain_thread.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
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

// Calls the service without waiting for it: the bus library cannot end while somebody waits in it.
// `done` is called in this thread.
void call(const QString &path, const char *interface, const char *method,
          const QVariantList &arguments, const std::function<void(const QDBusMessage &)> &done)
{
    QDBusMessage message = QDBusMessage::createMethodCall(service, path, QLatin1String(interface),
                                                          QLatin1String(method));
    message.setArguments(arguments);
    auto *const watcher =
        new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message));
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, watcher,
                     [done](QDBusPendingCallWatcher *answered) {
                         answered->deleteLater();
                         done(answered->reply());
                     });
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

using Told = std::function<void(const QString &whyNot)>;

// KWallet calls a wallet locked until somebody has unlocked it by this protocol, even while it is
// open; unlocking it then asks nothing. Another service does not know the question.
void findOpenWallet(const QString &collection, const Told &told)
{
    const auto judge = [told](const QDBusMessage &answer) {
        const bool isOpen =
            answer.type() == QDBusMessage::ReplyMessage && answer.arguments().value(0).toBool();
        told(isOpen ? QString()
                    : Tr::tr("The keychain is locked; unlock it in the desktop's password "
                             "application."));
    };
    call(QStringLiteral("/modules/kwalletd5"), "org.kde.KWallet", "isOpen",
         {collection.section(QLatin1Char('/'), -1)}, judge);
}

void findLock(const QString &collection, const Told &told)
{
    const auto judge = [collection, told](const QDBusMessage &answer) {
        const QVariant isLocked = answer.arguments().value(0);
        if (answer.type() != QDBusMessage::ReplyMessage || !isLocked.canConvert<QDBusVariant>())
            return told(silence());
        meetAnew(answer.service());
        if (isLocked.value<QDBusVariant>().variant().toBool())
            return findOpenWallet(collection, told);
        told({});
    };
    call(collection, "org.freedesktop.DBus.Properties", "Get",
         {QStringLiteral("org.freedesktop.Secret.Collection"), QStringLiteral("Locked")}, judge);
}

// In the keychain's thread: `told` is called there, now or later.
void findWhyNot(const Told &told)
{
    if (!hasSessionBus())
        return told(Tr::tr("There is no keychain: this session has no D-Bus."));
    if (!QLibrary(libsecret(), 0).load())
        return told(Tr::tr("The keychain cannot be used: libsecret is not installed (apt install "
                           "libsecret-1-0)."));
    const auto judge = [told](const QDBusMessage &answer) {
        const bool isSilent = answer.errorName() == QDBusError::errorString(QDBusError::NoReply);
        if (answer.type() != QDBusMessage::ReplyMessage)
            return told(isSilent ? silence()
                                 : Tr::tr("There is no keychain: no Secret Service runs in this "
                                          "session, such as GNOME Keyring or KWallet."));
        const auto collection = answer.arguments().value(0).value<QDBusObjectPath>().path();
        if (!collection.startsWith(servicePath))
            return told(Tr::tr("The keychain was not set up yet: it has no place for passwords."));
        findLock(collection, told);
    };
    call(servicePath, "org.freedesktop.Secret.Service", "ReadAlias", {QStringLiteral("default")},
         judge);
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

// Runs a job that changes what is kept, and waits for its end.
template<class MakeJob>
Result<> change(const QString &name, std::chrono::milliseconds patience, MakeJob makeJob)
{
    using Sink = KeychainThread::Sink<Result<>>;
    const auto refuse = [](const QString &why) -> Result<> { return failure(ErrorKind::Io, why); };
    const auto work = [name, makeJob, refuse](const Sink &sink) {
        findWhyNot([name, makeJob, refuse, sink](const QString &whyNot) {
            if (!whyNot.isEmpty())
                return sink(refuse(whyNot));
            start(makeJob(), name, [sink, refuse](const QKeychain::Job &job) {
                sink(job.error() == QKeychain::NoError
                         ? Result<>()
                         : refuse(Tr::tr("The keychain refused it: %1")
                                      .arg(plainLine(job.errorString().trimmed(), 300))));
            });
        });
    };
    return KeychainThread::ofThisProcess()
        .ask<Result<>>(work, patience)
        .value_or(refuse(silence()));
}

} // namespace

QString Keychain::whyNot()
{
    using Sink = KeychainThread::Sink<QString>;
    return KeychainThread::ofThisProcess()
        .ask<QString>([](const Sink &sink) { findWhyNot(sink); }, m_patience)
        .value_or(silence());
}

std::optional<Secret> Keychain::find(const QString &name)
{
    using Found = std::optional<Secret>;
    using Sink = KeychainThread::Sink<Found>;
    const auto look = [name](const Sink &sink) {
        findWhyNot([name, sink](const QString &whyNot) {
            if (!whyNot.isEmpty())
                return sink({});
            start(new QKeychain::ReadPasswordJob(ourName), name,
                  [sink](const QKeychain::ReadPasswordJob &job) {
                      sink(job.error() == QKeychain::NoError ? Found(Secret(job.binaryData()))
                                                             : Found());
                  });
        });
    };
    auto found = KeychainThread::ofThisProcess().ask<Found>(look, m_patience);
    return found ? std::move(*found) : std::nullopt;
}

Result<> Keychain::keep(const QString &name, const Secret &secret)
{
    const auto shared = std::make_shared<Secret>(secret.copy());
    return change(name, m_patience, [shared] {
        auto *const job = new QKeychain::WritePasswordJob(ourName);
        job->setBinaryData(QByteArray(shared->text()));
        return job;
    });
}

Result<bool> Keychain::forget(const QString &name)
{
    if (const QString why = whyNot(); !why.isEmpty())
        return failure(ErrorKind::Io, why);
    if (!find(name)) // The library calls that an error.
        return false;
    const Result<> erased =
        change(name, m_patience, [] { return new QKeychain::DeletePasswordJob(ourName); });
    return erased ? Result<bool>(true) : failure(erased.error());
}

} // namespace outcrop
