#include "core/package/metadata.h"
#include "core/yaml/yaml_writer.h"

namespace outcrop {

namespace {

// A mapping without what is empty.
class Section
{
public:
    Section &add(const char *key, MetadataValue value)
    {
        if (!value.isEmpty())
            m_fields.emplace_back(QLatin1String(key), std::move(value));
        return *this;
    }

    Section &add(const char *key, const QString &text) { return add(key, MetadataValue(text)); }

    MetadataValue with(const MetadataValue::Map &others)
    {
        m_fields.insert(m_fields.end(), others.begin(), others.end());
        return MetadataValue(std::move(m_fields));
    }

private:
    MetadataValue::Map m_fields;
};

MetadataValue framework(const Metadata::Framework &framework)
{
    const MetadataValue runtime = Section()
                                      .add("name", framework.runtime)
                                      .add("version", framework.runtimeVersion)
                                      .add("requirement", MetadataValue(framework.requirements))
                                      .with(framework.runtimeOthers);
    return Section()
        .add("name", framework.name)
        .add("version", framework.version)
        .add("runtime", runtime)
        .with(framework.others);
}

MetadataValue model(const Metadata::Model &model)
{
    return Section()
        .add("name", model.name)
        .add("version", model.version)
        .add("source", model.source)
        .add("creator", model.creator)
        .add("time", model.time)
        .with(model.others);
}

MetadataValue dataset(const Metadata::Dataset &dataset)
{
    return Section()
        .add("name", dataset.name)
        .add("version", dataset.version)
        .add("source", dataset.source)
        .add("format", dataset.format)
        .add("samples", dataset.samples > 0 ? MetadataValue(dataset.samples) : MetadataValue())
        .with(dataset.others);
}

MetadataValue document(const Metadata &metadata)
{
    return Section()
        .add("framework", framework(metadata.framework))
        .add("model", model(metadata.model))
        .add("Dataset", dataset(metadata.dataset))
        .add("data_process", metadata.dataProcess)
        .add("model_architecture", metadata.modelArchitecture)
        .add("training_params", metadata.trainingParams)
        .add("evaluation", metadata.evaluation)
        .add("entry_point", metadata.entryPoint)
        .add("output_folder", metadata.outputFolder)
        .with(metadata.others);
}

} // namespace

QByteArray formatMetadata(const Metadata &metadata)
{
    YamlWriter writer(YamlWriter::Quotes::EveryText);
    writeMetadataValue(writer, document(metadata));
    return writer.finish();
}

QJsonObject toJson(const Metadata &metadata)
{
    return toJson(document(metadata)).toObject();
}

} // namespace outcrop
