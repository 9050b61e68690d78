#include "app/commands/leakage_output.h"

#include "app/commands/job_output.h"
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QTemporaryDir>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::LeakageOutput)
};

QStringList toStrings(const QJsonValue &value)
{
    QStringList strings;
    for (const auto &each : value.toArray())
        strings << each.toString();
    return strings;
}

} // namespace

Result<Leakage> readLeakage(const QString &resultFolder)
{
    const QString name = QStringLiteral("leakage.json");
    const auto bytes = readFile(resultFolder + QLatin1Char('/') + name, 4 << 20);
    if (!bytes)
        return failure(bytes.error());
    const auto object = parseJsonObject(*bytes, name);
    if (!object)
        return failure(object.error());
    Leakage leakage;
    leakage.clean = object->value(QStringLiteral("clean")).toBool();
    leakage.block = object->value(QStringLiteral("block")).toString();
    leakage.title = object->value(QStringLiteral("title")).toString();
    leakage.why = object->value(QStringLiteral("why")).toString();
    leakage.checked = toStrings(object->value(QStringLiteral("checked")));
    leakage.warnings = toStrings(object->value(QStringLiteral("warnings")));
    return leakage;
}

QJsonObject toJson(const Leakage &leakage)
{
    return {{QStringLiteral("clean"), leakage.clean},
            {QStringLiteral("block"),
             leakage.block.isEmpty() ? QJsonValue() : QJsonValue(leakage.block)},
            {QStringLiteral("title"),
             leakage.title.isEmpty() ? QJsonValue() : QJsonValue(leakage.title)},
            {QStringLiteral("why"), leakage.why},
            {QStringLiteral("checked"), QJsonArray::fromStringList(leakage.checked)},
            {QStringLiteral("warnings"), QJsonArray::fromStringList(leakage.warnings)}};
}

void printLeakage(const Terminal &terminal, const Leakage &leakage)
{
    if (leakage.clean)
        terminal.line(Tr::tr("No leak: with the held-out rows garbled, every prediction stayed the "
                             "same, bit for bit."));
    else
        terminal.line(Tr::tr("Leak: %1").arg(plainLine(leakage.why)));
    for (const QString &warning : leakage.warnings)
        terminal.line(Tr::tr("Worth a look: %1").arg(plainLine(warning)));
}

Result<Leakage> runLeakTest(Context &context, JobService &service, const QString &file,
                            const QString &host)
{
    const QTemporaryDir folder;
    auto request = prepareRequest(context, file, Purpose::CheckLeakage, folder.path(), host);
    if (!request)
        return failure(request.error());
    const auto job = runToEnd(context, service, *request);
    if (!job)
        return failure(job.error());
    const auto leakage = readLeakage(resultFolder(*job));
    if (leakage)
        return leakage;
    const Result<> succeeded = requireSuccess(*job);
    return failure(succeeded ? leakage.error() : succeeded.error());
}

} // namespace outcrop
