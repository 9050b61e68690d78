#pragma once

#include "core/base/result.h"
#include "core/package/metadata_value.h"

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>
#include <QVector>

namespace outcrop {

// metadata.yaml after MOO's specification: what a package is made with, from and for. Texts that
// are empty do not apply and are not written.
struct Metadata
{
    struct Framework
    {
        QString name;    // "scikit-learn"
        QString version; // "1.2.1": text, never a number; so are all versions.
        QString runtime; // "python"
        QString runtimeVersion;
        QStringList requirements; // "pandas>=1.5"
        MetadataValue::Map others, runtimeOthers;
    };
    struct Model
    {
        QString name, version, source, creator;
        QString time; // Only when a person set it: equal pipelines make equal packages.
        MetadataValue::Map others;
    };
    struct Dataset
    {
        QString name, version, source, format;
        qint64 samples = 0; // 0: not known.
        MetadataValue::Map others;
    };

    Framework framework;
    Model model;
    Dataset dataset;
    // The specification leaves open what stands in these. Outcrop's own: make_metadata.h.
    MetadataValue dataProcess, modelArchitecture, trainingParams, evaluation;
    QString entryPoint;
    QString outputFolder = QStringLiteral("training_result");
    MetadataValue::Map others; // Keys that are not the specification's: kept, behind the rest.
};

// Block style, keys in the specification's order, every text in double quotes, floats with a point:
// any YAML 1.1 or 1.2 reader gets the values that were set. Equal values, equal bytes.
QByteArray formatMetadata(const Metadata &metadata);

// The same values as JSON: what any reader of formatMetadata() must find. Not sent to hosts.
QJsonObject toJson(const Metadata &metadata);

// A finding in somebody's metadata.yaml.
struct MetadataProblem
{
    enum class Severity {
        Error,  // The package cannot be run.
        Notice, // It can: the meaning is clear, or a default applies.
    };

    Severity severity = Severity::Notice;
    QString code;    // Stable, for programs: "runtime_is_text", "missing_entry_point", …
    int line = 0;    // Of the file; 0: of no one line.
    QString message; // One translated sentence.
    QString fix;     // What formatMetadata() of the reading does about it; empty: only a person can
                     // mend it.
};

struct MetadataReading
{
    Metadata metadata; // Repaired: everything that could be understood stands where it belongs.
    QVector<MetadataProblem> problems;
};

// Reads what people and programs wrote: `runtime` as the text `python2.7`, as {name, requirement}
// or {name, version}; `framework` as a mapping, a list or a text; versions that YAML takes for
// numbers; `dataset` for `Dataset`; CRLF. An error is returned only for what is no YAML mapping, or
// no YAML that may be read (core/yaml).
Result<MetadataReading> parseMetadata(const QByteArray &bytes,
                                      const QString &fileName = QStringLiteral("metadata.yaml"));

bool hasErrors(const QVector<MetadataProblem> &problems);

} // namespace outcrop
