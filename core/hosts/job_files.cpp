#include "core/hosts/job_files.h"

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/hosts/requirement.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobFiles)
};

bool matches(const QString &text, const char *pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern)))
        .match(text)
        .hasMatch();
}

bool hasControlCharacter(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c.category() == QChar::Other_Control; });
}

// A path that stays below the folder it is relative to.
bool staysInside(const QString &path)
{
    const QStringList parts = path.split(QLatin1Char('/'));
    return !hasControlCharacter(path) && !path.contains(QLatin1Char('\\'))
           && std::none_of(parts.begin(), parts.end(), [](const QString &part) {
                  return part.isEmpty() || part == QLatin1String(".")
                         || part == QLatin1String("..");
              });
}

Result<> checkStartFile(const StartFile &start)
{
    if (!staysInside(start.entryPoint))
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("The entry point “%1” is not a file inside the package.")
                           .arg(plainLine(start.entryPoint)));
    if (!staysInside(start.outputFolder))
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("The output folder “%1” is not a folder inside the package.")
                           .arg(plainLine(start.outputFolder)));
    for (const QString &python : start.pythons) {
        if (python.isEmpty() || hasControlCharacter(python))
            return failure(ErrorKind::InvalidInput,
                           Tr::tr("“%1” cannot be a Python.").arg(plainLine(python)));
    }
    for (const QString &requirement : start.requirements) {
        if (normalRequirement(requirement) != requirement)
            return failure(ErrorKind::InvalidInput,
                           Tr::tr("“%1” is no requirement that can be installed: write it as "
                                  "name>=version.")
                               .arg(plainLine(requirement, 80)));
    }
    if (hasControlCharacter(start.activation))
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("The activation command of the host must be one line."));
    for (auto it = start.environment.begin(); it != start.environment.end(); ++it) {
        if (!matches(it.key(), "[A-Za-z_][A-Za-z0-9_]*") || it.value().contains(QChar(0)))
            return failure(
                ErrorKind::InvalidInput,
                Tr::tr("“%1” cannot be a variable of the environment.").arg(plainLine(it.key())));
    }
    return {};
}

} // namespace

QByteArray formatJobFile(const JobFile &job)
{
    return formatJsonLine({
        {QStringLiteral("v"), 1},
        {QStringLiteral("uuid"), QString::fromLatin1(folderName(job.uuid))},
        {QStringLiteral("key"), job.key},
        {QStringLiteral("app"), job.app},
        {QStringLiteral("name"), job.name},
        {QStringLiteral("package_sha256"), QString::fromLatin1(job.packageSha256)},
        {QStringLiteral("created"), job.created},
    });
}

Result<JobFile> parseJobFile(const QByteArray &bytes)
{
    const Result<QJsonObject> object = parseJsonObject(bytes, QStringLiteral("job.json"), 1 << 20);
    if (!object)
        return failure(object.error());
    const auto text = [&object](const char *key) {
        return object->value(QLatin1String(key)).toString();
    };
    JobFile job{QUuid(text("uuid")),
                text("key"),
                text("app"),
                text("name"),
                text("package_sha256").toLatin1(),
                text("created")};
    if (object->value(QLatin1String("v")).toInt() < 1 || job.uuid.isNull()
        || !matches(QString::fromLatin1(job.packageSha256), "[0-9a-f]{64}"))
        return failure(ErrorKind::Corrupt,
                       Tr::tr("job.json on the host is not one that Outcrop wrote."));
    return job;
}

Result<QByteArray> formatStartFile(const StartFile &start)
{
    if (const Result<> checked = checkStartFile(start); !checked)
        return failure(checked.error());
    QJsonObject environment;
    for (auto it = start.environment.begin(); it != start.environment.end(); ++it)
        environment.insert(it.key(), it.value());
    QJsonObject limits{{QStringLiteral("entries"), start.maxEntries},
                       {QStringLiteral("bytes"), start.maxBytes}};
    if (start.job.seconds > 0)
        limits.insert(QStringLiteral("seconds"), start.job.seconds);
    if (start.job.memory > 0) // Some shells count to 2^31 only.
        limits.insert(QStringLiteral("memory_kib"), start.job.memory / 1024);
    if (start.job.cpus > 0)
        limits.insert(QStringLiteral("cpus"), start.job.cpus);
    if (start.job.keep > 0)
        limits.insert(QStringLiteral("keep_seconds"), start.job.keep);
    return formatJsonLine({
        {QStringLiteral("v"), 1},
        {QStringLiteral("entry_point"), start.entryPoint},
        {QStringLiteral("output_folder"), start.outputFolder},
        {QStringLiteral("modules"), QJsonArray::fromStringList(start.modules)},
        {QStringLiteral("pythons"), QJsonArray::fromStringList(start.pythons)},
        {QStringLiteral("requirements"), QJsonArray::fromStringList(start.requirements)},
        {QStringLiteral("wheels"), QString::fromUtf8(start.wheels)},
        {QStringLiteral("limits"), limits},
        {QStringLiteral("environment"), environment},
    });
}

QByteArray folderName(const QUuid &job)
{
    return job.toByteArray(QUuid::WithoutBraces);
}

} // namespace outcrop
