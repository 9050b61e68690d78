#include "core/base/files.h"
#include "core/host_list/host_list.h"
#include "core/yaml/yaml_fields.h"
#include "core/yaml/yaml_parser.h"
#include "core/yaml/yaml_writer.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLockFile>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostList)
};

constexpr qint64 longestFile = 1 << 20;
constexpr int longestLock = 10000; // ms

// As a person writes them: "2h", "4G".
void readLimits(YamlFields &fields, JobLimits &limits)
{
    const auto read = [&fields](const char *key, qint64 &value,
                                Result<qint64> (*parse)(const QString &)) {
        const QString text = fields.text(key);
        const Result<qint64> parsed = text.isEmpty() ? Result<qint64>(0) : parse(text);
        if (parsed)
            value = *parsed;
        else if (const YamlNode *const place = fields.any(key))
            fields.refuse(*place, parsed.error().message);
    };
    read("limit-time", limits.seconds, parseTimeLimit);
    read("limit-memory", limits.memory, parseMemoryLimit);
    limits.cpus = int(std::clamp<qint64>(fields.integer("limit-cpus", 0), -1, 1 << 20));
}

// As limit-time.
int readPollFloor(YamlFields &fields)
{
    const QString text = fields.text("poll-floor");
    const Result<qint64> seconds = text.isEmpty() ? Result<qint64>(0) : parseTimeLimit(text);
    if (seconds)
        return int(*seconds); // At most a year.
    if (const YamlNode *const place = fields.any("poll-floor"))
        fields.refuse(*place, seconds.error().message);
    return 0;
}

// What is another computer's alone.
void readOther(YamlFields &fields, HostEntry &entry)
{
    entry.profile.title = fields.text("title", entry.profile.id);
    entry.profile.base = fields.text("base").toUtf8();
    if (const QStringList pythons = fields.texts("pythons"); !pythons.isEmpty())
        entry.profile.pythons = pythons;
    entry.profile.activation = fields.text("activate");
    entry.profile.wheels = fields.text("wheels").toUtf8();
    readLimits(fields, entry.profile.limits);
    entry.profile.groups = fields.texts("groups");
    entry.profile.pollFloor = readPollFloor(fields);
    entry.address = fields.requiredText("address");
    entry.user = fields.text("user");
    entry.port = int(std::clamp<qint64>(fields.integer("port", 0), -1, 1 << 20));
    entry.identityFiles = fields.texts("keys");
    entry.jumps = fields.texts("jumps");
    entry.legacyAlgorithms = fields.texts("legacy");
}

Result<HostEntry> readEntry(const YamlNode &node, const QString &file)
{
    YamlFields fields(node, file);
    HostEntry entry = thisComputerEntry();
    const bool isHere = node.key == entry.profile.id;
    entry.profile.id = node.key;
    entry.profile.jobs = int(std::clamp<qint64>(fields.integer("jobs", 0), -1, 1 << 20));
    if (!isHere)
        readOther(fields, entry);
    else if (fields.has("address"))
        entry.address = fields.text("address"); // Refused below, with its reason.
    if (const Result<> whole = fields.finish(); !whole)
        return failure(whole.error());
    if (const Result<> checked = checkHostEntry(entry); !checked)
        return failure(checked.error().kind, yamlPlace(file, node.line, checked.error().message));
    return entry;
}

void writeTexts(YamlWriter &writer, const char *key, const QStringList &texts)
{
    if (texts.isEmpty())
        return;
    writer.key(QLatin1String(key));
    writer.beginFlowSequence();
    for (const QString &text : texts)
        writer.text(text);
    writer.end();
}

void writeText(YamlWriter &writer, const char *key, const QString &text)
{
    if (text.isEmpty())
        return;
    writer.key(QLatin1String(key));
    writer.text(text);
}

void writeNumber(YamlWriter &writer, const char *key, int number)
{
    if (number <= 0)
        return;
    writer.key(QLatin1String(key));
    writer.integer(number);
}

void writeOther(YamlWriter &writer, const HostEntry &entry)
{
    const HostProfile &profile = entry.profile;
    writeText(writer, "address", entry.address);
    writeText(writer, "title", profile.title == profile.id ? QString() : profile.title);
    writeText(writer, "user", entry.user);
    writeNumber(writer, "port", entry.port);
    writeTexts(writer, "keys", entry.identityFiles);
    writeTexts(writer, "jumps", entry.jumps);
    writeTexts(writer, "legacy", entry.legacyAlgorithms);
    writeText(writer, "base", QString::fromUtf8(profile.base));
    writeTexts(writer, "pythons",
               profile.pythons == thisComputer().pythons ? QStringList() : profile.pythons);
    writeText(writer, "activate", profile.activation);
    writeText(writer, "wheels", QString::fromUtf8(profile.wheels));
    writeText(writer, "limit-time", timeLimitText(profile.limits.seconds));
    writeText(writer, "limit-memory", memoryLimitText(profile.limits.memory));
    writeNumber(writer, "limit-cpus", profile.limits.cpus);
    writeTexts(writer, "groups", profile.groups);
    writeText(writer, "poll-floor", timeLimitText(profile.pollFloor));
}

void writeEntry(YamlWriter &writer, const HostEntry &entry)
{
    if (entry == thisComputerEntry())
        return;
    writer.key(entry.profile.id);
    writer.beginMapping();
    if (!entry.isThisComputer())
        writeOther(writer, entry);
    writeNumber(writer, "jobs", entry.profile.jobs);
    writer.end();
}

} // namespace

Result<HostList> parseHostList(const QByteArray &bytes, const QString &file)
{
    const Result<YamlNode> tree = parseYaml(bytes, file);
    if (!tree)
        return failure(tree.error());
    if (tree->isNull())
        return HostList();
    YamlFields fields(*tree, file);
    HostList hosts;
    if (const YamlNode *const entries = fields.mapping("hosts")) {
        for (const YamlNode &node : entries->children) {
            Result<HostEntry> entry = readEntry(node, file);
            if (!entry)
                return failure(entry.error());
            hosts.push_back(std::move(*entry));
        }
    }
    if (const Result<> whole = fields.finish(); !whole)
        return failure(whole.error());
    return hosts;
}

QByteArray formatHostList(const HostList &hosts)
{
    YamlWriter writer;
    writer.beginMapping();
    writer.comment(QStringLiteral("Hosts for jobs, beside this computer. No secrets stand here."));
    writer.key(QStringLiteral("hosts"));
    writer.beginMapping();
    for (const HostEntry &entry : hosts)
        writeEntry(writer, entry);
    writer.end();
    writer.end();
    return writer.finish();
}

QString hostListFile(const QString &config)
{
    return config + QStringLiteral("/hosts.yaml");
}

Result<HostList> loadHostList(const QString &config)
{
    const QString path = hostListFile(config);
    if (!QFileInfo::exists(path))
        return HostList();
    const Result<QByteArray> bytes = readFile(path, longestFile);
    if (!bytes)
        return failure(bytes.error());
    return parseHostList(*bytes, path);
}

Result<HostList> editHostList(const QString &config, const HostListEdit &edit)
{
    if (const Result<> made = makeFolder(config); !made)
        return failure(made.error());
    QLockFile lock(hostListFile(config) + QStringLiteral(".lock"));
    if (!lock.tryLock(longestLock))
        return failure(
            ErrorKind::Busy,
            Tr::tr("Another program is changing %1; try again.").arg(hostListFile(config)));
    Result<HostList> hosts = loadHostList(config);
    if (hosts)
        hosts = edit(std::move(*hosts));
    if (!hosts)
        return hosts;
    if (const Result<> saved = saveAtomically(hostListFile(config), formatHostList(*hosts)); !saved)
        return failure(saved.error());
    return hosts;
}

} // namespace outcrop
