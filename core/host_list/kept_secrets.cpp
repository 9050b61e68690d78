#include "core/host_list/kept_secrets.h"

#include "core/host_list/reach.h"

#include <algorithm>

namespace outcrop {

namespace {

QString passwordName(const QString &userAtHost)
{
    return QLatin1String("password ") + userAtHost;
}

QString passphraseName(const QString &file)
{
    return QLatin1String("passphrase ") + file;
}

} // namespace

QString secretName(const LoginQuestion &question)
{
    return question.kind == LoginQuestion::Kind::Passphrase ? passphraseName(question.file)
                                                            : passwordName(question.host);
}

QStringList keptSecrets(SecretStore &store, const ConfiguredHost &way)
{
    QStringList names{passwordName(shownAddress(way.profile))};
    for (const QString &file : way.profile.identityFiles)
        names << passphraseName(file);
    names.erase(std::remove_if(names.begin(), names.end(),
                               [&](const QString &name) { return !store.find(name); }),
                names.end());
    return names;
}

Result<int> forgetSecrets(SecretStore &store, const QStringList &names)
{
    int count = 0;
    for (const QString &name : names) {
        const Result<bool> was = store.forget(name);
        if (!was)
            return failure(was.error());
        count += *was ? 1 : 0;
    }
    return count;
}

void forgetSecretsOf(SecretStore &store, const HostEntry &gone, const HostList &hosts)
{
    QStringList names;
    if (const Result<ConfiguredHost> way = reach(gone, hosts))
        names << passwordName(shownAddress(way->profile));
    for (const QString &file : gone.identityFiles) {
        if (std::none_of(hosts.begin(), hosts.end(), [&](const HostEntry &other) {
                return other.identityFiles.contains(file);
            }))
            names << passphraseName(file);
    }
    for (const QString &name : names)
        static_cast<void>(store.forget(name));
}

} // namespace outcrop
