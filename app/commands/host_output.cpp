#include "app/commands/host_output.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostOutput)
};

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue orNull(qint64 number)
{
    return number > 0 ? QJsonValue(number) : QJsonValue();
}

} // namespace

QString hostAddress(const HostEntry &entry)
{
    if (entry.isThisComputer())
        return Tr::tr("this computer");
    const QString user = entry.user.isEmpty() ? QString() : entry.user + QLatin1Char('@');
    const QString port =
        entry.port > 0 ? QLatin1Char(':') + QString::number(entry.port) : QString();
    return plainLine(user + entry.address + port);
}

QJsonObject hostToJson(const HostEntry &entry)
{
    const HostProfile &profile = entry.profile;
    return {{QStringLiteral("id"), profile.id},
            {QStringLiteral("title"), profile.title},
            {QStringLiteral("address"), orNull(entry.address)},
            {QStringLiteral("user"), orNull(entry.user)},
            {QStringLiteral("port"), orNull(entry.port)},
            {QStringLiteral("keys"), QJsonArray::fromStringList(entry.identityFiles)},
            {QStringLiteral("jumps"), QJsonArray::fromStringList(entry.jumps)},
            {QStringLiteral("base"), orNull(QString::fromUtf8(profile.base))},
            {QStringLiteral("pythons"), QJsonArray::fromStringList(profile.pythons)},
            {QStringLiteral("jobs"), orNull(profile.jobs)},
            {QStringLiteral("limit_seconds"), orNull(profile.limits.seconds)},
            {QStringLiteral("limit_memory"), orNull(profile.limits.memory)},
            {QStringLiteral("limit_cpus"), orNull(profile.limits.cpus)},
            {QStringLiteral("groups"), QJsonArray::fromStringList(profile.groups)},
            {QStringLiteral("poll_floor"), orNull(profile.pollFloor)},
            {QStringLiteral("activate"), orNull(profile.activation)},
            {QStringLiteral("wheels"), orNull(QString::fromUtf8(profile.wheels))}};
}

QVector<QStringList> hostRows(const HostEntry &entry)
{
    const HostProfile &profile = entry.profile;
    QVector<QStringList> rows{
        {Tr::tr("Pythons"), plainLine(profile.pythons.join(QLatin1Char(' ')))}};
    const auto add = [&](const QString &title, const QString &value) {
        if (!value.isEmpty())
            rows << QStringList{title, plainLine(value)};
    };
    add(Tr::tr("Jobs at once"), profile.jobs > 0 ? QString::number(profile.jobs) : QString());
    add(Tr::tr("Limits of a job"), limitsTitle(profile.limits));
    add(Tr::tr("Groups"), profile.groups.join(QStringLiteral(", ")));
    add(Tr::tr("Asked at most every"),
        profile.pollFloor > 0 ? formatDuration(profile.pollFloor) : QString());
    add(Tr::tr("Activation"), profile.activation);
    add(Tr::tr("Wheels"), QString::fromUtf8(profile.wheels));
    add(Tr::tr("Base folder"), QString::fromUtf8(profile.base));
    return rows;
}

} // namespace outcrop
