#include "core/base/text.h"
#include "core/package/entry_names.h"
#include "core/package/metadata.h"
#include "core/yaml/yaml_parser.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::MetadataReader)
};

using Severity = MetadataProblem::Severity;

// Reads one file. Each field that is taken is crossed off; what is left at the end of a section is
// kept as it is.
class MetadataReader
{
public:
    explicit MetadataReader(const YamlNode &root) : m_root(root) {}

    MetadataReading read();

private:
    // The fields of one mapping, or of the mappings in a list, that nobody has taken yet.
    using Fields = std::vector<const YamlNode *>;

    void readFramework(const YamlNode &node);
    void readRuntime(const YamlNode &node);
    void readModel(const YamlNode &node);
    void readDataset(const YamlNode &node);
    void readPaths(Fields &fields);
    QString cleanPath(const YamlNode &node, const QString &key);
    void checkUnknown(const Fields &fields);
    void checkRuntime();

    Fields fieldsOf(const YamlNode &node, const QString &section);
    static const YamlNode *take(Fields &fields, const char *key);
    QString takeText(Fields &fields, const char *key, const QString &section);
    QString textOf(const YamlNode &node, const QString &name);
    static MetadataValue::Map rest(const Fields &fields);
    void report(Severity severity, const char *code, int line, const QString &message,
                const QString &fix = {})
    {
        m_result.problems.append({severity, QLatin1String(code), line, message, fix});
    }

    const YamlNode &m_root;
    MetadataReading m_result;
};

MetadataReader::Fields MetadataReader::fieldsOf(const YamlNode &node, const QString &section)
{
    Fields fields;
    const auto addAll = [&fields](const YamlNode &mapping) {
        for (const YamlNode &field : mapping.children)
            fields.push_back(&field);
    };
    if (node.isMapping()) {
        addAll(node);
    } else if (node.isSequence()) {
        report(Severity::Notice, "section_is_list", node.line,
               Tr::tr("%1 is a list; it should be a mapping of keys to values.").arg(section),
               Tr::tr("Write %1 as a mapping").arg(section));
        for (const YamlNode &item : node.children) {
            if (item.isMapping())
                addAll(item);
        }
    } else if (!node.isNull()) {
        report(Severity::Notice, "section_is_text", node.line,
               Tr::tr("%1 is %2; it should be a mapping of keys to values.")
                   .arg(section, plainLine(node.text, 60)),
               Tr::tr("Take it for the name"));
    }
    return fields;
}

// The first field of that name; a list of mappings may say it again, which does not count.
const YamlNode *MetadataReader::take(Fields &fields, const char *key)
{
    const auto isIt = [key](const YamlNode *field) { return field->key == QLatin1String(key); };
    const auto at = std::find_if(fields.begin(), fields.end(), isIt);
    const YamlNode *const found = at == fields.end() ? nullptr : *at;
    fields.erase(std::remove_if(fields.begin(), fields.end(), isIt), fields.end());
    return found;
}

QString MetadataReader::takeText(Fields &fields, const char *key, const QString &section)
{
    const YamlNode *const node = take(fields, key);
    return node ? textOf(*node, section + QLatin1Char('.') + QLatin1String(key)) : QString();
}

// The text of a scalar as it stands in the file: `3.10` stays 3.10, though YAML takes it for 3.1.
QString MetadataReader::textOf(const YamlNode &node, const QString &name)
{
    if (node.isNull())
        return {};
    if (!node.isScalar()) {
        report(Severity::Notice, "expected_text", node.line,
               Tr::tr("%1 should be a text.").arg(name), Tr::tr("Leave it out"));
        return {};
    }
    if (!std::holds_alternative<QString>(node.scalar()))
        report(Severity::Notice, "text_without_quotes", node.line,
               Tr::tr("%1 is %2 without quotes, which YAML does not take for a text.")
                   .arg(name, plainLine(node.text, 60)),
               Tr::tr("Put it in quotes"));
    return node.text;
}

MetadataValue::Map MetadataReader::rest(const Fields &fields)
{
    MetadataValue::Map map;
    for (const YamlNode *field : fields) {
        const bool known = std::any_of(map.begin(), map.end(), [field](const auto &entry) {
            return entry.first == field->key;
        });
        if (!known) // A list of mappings may say a key twice.
            map.emplace_back(field->key, readMetadataValue(*field));
    }
    return map;
}

void MetadataReader::readFramework(const YamlNode &node)
{
    Metadata::Framework &framework = m_result.metadata.framework;
    const QString section = QStringLiteral("framework");
    Fields fields = fieldsOf(node, section);
    framework.name = node.isScalar() ? node.text : takeText(fields, "name", section);
    framework.version = takeText(fields, "version", section);
    if (const YamlNode *const runtime = take(fields, "runtime"))
        readRuntime(*runtime);
    framework.others = rest(fields);
}

void MetadataReader::readRuntime(const YamlNode &node)
{
    static const QRegularExpression joined(
        QStringLiteral("\\A\\s*([A-Za-z+#_-]+?)[\\s-]*([0-9][0-9.]*)?\\s*\\z"));
    Metadata::Framework &framework = m_result.metadata.framework;
    const QString section = QStringLiteral("framework.runtime");
    if (node.isScalar()) {
        const auto match = joined.match(node.text);
        framework.runtime = match.hasMatch() ? match.captured(1) : node.text;
        framework.runtimeVersion = match.captured(2);
        report(Severity::Notice, "runtime_is_text", node.line,
               Tr::tr("framework.runtime is %1; it should be a name and a version.")
                   .arg(plainLine(node.text, 60)),
               Tr::tr("Write name and version apart"));
        return;
    }
    Fields fields = fieldsOf(node, section);
    framework.runtime = takeText(fields, "name", section);
    framework.runtimeVersion = takeText(fields, "version", section);
    const YamlNode *const requirement = take(fields, "requirement");
    if (requirement && requirement->isSequence()) {
        for (const YamlNode &item : requirement->children)
            framework.requirements.append(textOf(item, section + QLatin1String(".requirement")));
        framework.requirements.removeAll(QString());
    } else if (requirement && requirement->isScalar()) {
        report(Severity::Notice, "requirement_is_text", requirement->line,
               Tr::tr("framework.runtime.requirement is one text; it should be a list."),
               Tr::tr("Write a list of one"));
        framework.requirements.append(requirement->text);
    }
    framework.runtimeOthers = rest(fields);
}

void MetadataReader::readModel(const YamlNode &node)
{
    Metadata::Model &model = m_result.metadata.model;
    const QString section = QStringLiteral("model");
    Fields fields = fieldsOf(node, section);
    model.name = node.isScalar() ? node.text : takeText(fields, "name", section);
    model.version = takeText(fields, "version", section);
    model.source = takeText(fields, "source", section);
    model.creator = takeText(fields, "creator", section);
    model.time = takeText(fields, "time", section);
    model.others = rest(fields);
}

void MetadataReader::readDataset(const YamlNode &node)
{
    Metadata::Dataset &dataset = m_result.metadata.dataset;
    const QString section = QStringLiteral("Dataset");
    Fields fields = fieldsOf(node, section);
    dataset.name = node.isScalar() ? node.text : takeText(fields, "name", section);
    dataset.version = takeText(fields, "version", section);
    dataset.source = takeText(fields, "source", section);
    dataset.format = takeText(fields, "format", section);
    const YamlNode *const samples = take(fields, "samples");
    dataset.others = rest(fields);
    if (!samples)
        return;
    const qint64 count = samples->isScalar() ? parseInt(samples->text).value_or(0) : 0;
    if (count > 0)
        dataset.samples = count;
    else
        dataset.others.emplace_back(samples->key, readMetadataValue(*samples));
}

// A path inside the package, without what is only a way of writing it.
QString MetadataReader::cleanPath(const YamlNode &node, const QString &key)
{
    const QString written = textOf(node, key);
    QString path = written;
    while (path.startsWith(QLatin1String("./")))
        path.remove(0, 2);
    while (path.size() > 1 && path.endsWith(QLatin1Char('/')))
        path.chop(1);
    if (path != written)
        report(Severity::Notice, "path_not_plain", node.line,
               Tr::tr("%1 is %2; it should be %3.")
                   .arg(key, plainLine(written, 80), plainLine(path, 80)),
               Tr::tr("Write %1").arg(plainLine(path, 80)));
    if (path.isEmpty())
        return path;
    if (const auto problem = entryNameProblem(path))
        report(Severity::Error, "unsafe_path", node.line,
               Tr::tr("%1 is %2, %3; it must be a path inside the package.")
                   .arg(key, plainLine(path, 80), *problem));
    return path;
}

void MetadataReader::readPaths(Fields &fields)
{
    Metadata &metadata = m_result.metadata;
    if (const YamlNode *const node = take(fields, "entry_point"))
        metadata.entryPoint = cleanPath(*node, QStringLiteral("entry_point"));
    QString folder;
    if (const YamlNode *const node = take(fields, "output_folder"))
        folder = cleanPath(*node, QStringLiteral("output_folder"));
    if (!folder.isEmpty())
        metadata.outputFolder = folder;
    else
        report(Severity::Notice, "missing_output_folder", 0,
               Tr::tr("output_folder is not set; results are taken from %1.")
                   .arg(metadata.outputFolder),
               Tr::tr("Write output_folder"));
}

void MetadataReader::checkUnknown(const Fields &fields)
{
    static const QStringList known{QStringLiteral("framework"),
                                   QStringLiteral("model"),
                                   QStringLiteral("Dataset"),
                                   QStringLiteral("data_process"),
                                   QStringLiteral("evaluation"),
                                   QStringLiteral("training_params"),
                                   QStringLiteral("model_architecture"),
                                   QStringLiteral("entry_point"),
                                   QStringLiteral("output_folder")};
    for (const YamlNode *field : fields) {
        const QString meant = nearest(field->key, known);
        if (!meant.isEmpty() && !m_root.find(meant))
            report(Severity::Notice, "unknown_key", field->line,
                   Tr::tr("%1 is no key of metadata.yaml; is %2 meant?")
                       .arg(plainLine(field->key, 60), meant));
    }
}

void MetadataReader::checkRuntime()
{
    const Metadata::Framework &framework = m_result.metadata.framework;
    if (framework.runtime.compare(QLatin1String("python"), Qt::CaseInsensitive) != 0)
        return;
    const QStringList parts = framework.runtimeVersion.split(QLatin1Char('.'));
    const int major = parts[0].toInt();
    if (major == 2 || (major == 3 && parts.size() > 1 && parts[1].toInt() < 8))
        report(Severity::Notice, "old_python", 0,
               Tr::tr("It was written for Python %1; hosts run it with Python 3.8 or newer.")
                   .arg(plainLine(framework.runtimeVersion, 20)));
}

MetadataReading MetadataReader::read()
{
    Metadata &metadata = m_result.metadata;
    Fields fields = fieldsOf(m_root, {});
    if (const YamlNode *const node = take(fields, "framework"))
        readFramework(*node);
    else
        report(Severity::Notice, "missing_framework", 0, Tr::tr("framework is not set."));
    if (const YamlNode *const node = take(fields, "model"))
        readModel(*node);
    if (const YamlNode *const node = take(fields, "Dataset"))
        readDataset(*node);
    else if (const YamlNode *const lower = take(fields, "dataset")) {
        readDataset(*lower);
        report(Severity::Notice, "dataset_in_lower_case", lower->line,
               Tr::tr("The section is called Dataset, with a capital D."), Tr::tr("Write Dataset"));
    }
    for (const auto &[key, value] : {std::pair("data_process", &metadata.dataProcess),
                                     std::pair("model_architecture", &metadata.modelArchitecture),
                                     std::pair("training_params", &metadata.trainingParams),
                                     std::pair("evaluation", &metadata.evaluation)}) {
        if (const YamlNode *const node = take(fields, key))
            *value = readMetadataValue(*node);
    }
    readPaths(fields);
    checkUnknown(fields);
    checkRuntime();
    if (metadata.entryPoint.isEmpty())
        report(Severity::Error, "missing_entry_point", 0,
               Tr::tr("entry_point is not set; name the program that is to run."));
    metadata.others = rest(fields);
    return m_result;
}

} // namespace

Result<MetadataReading> parseMetadata(const QByteArray &bytes, const QString &fileName)
{
    YamlLimits limits;
    limits.nodes = 100'000; // Ten thousand candidates; not the whole of what a pipeline may be.
    const auto root = parseYaml(bytes, fileName, limits);
    if (!root)
        return failure(root.error());
    if (!root->isMapping())
        return failure(ErrorKind::InvalidInput,
                       yamlPlace(fileName, root->line,
                                 Tr::tr("metadata.yaml must be a mapping of keys to values.")));
    MetadataReading reading = MetadataReader(*root).read();
    if (bytes.contains("\r\n"))
        reading.problems.append({Severity::Notice, QStringLiteral("line_ends"), 0,
                                 Tr::tr("Its lines end as on Windows."),
                                 Tr::tr("Write plain line ends")});
    return reading;
}

bool hasErrors(const QVector<MetadataProblem> &problems)
{
    return std::any_of(problems.begin(), problems.end(), [](const MetadataProblem &problem) {
        return problem.severity == Severity::Error;
    });
}

} // namespace outcrop
