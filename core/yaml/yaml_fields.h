#pragma once

#include "core/base/result.h"
#include "core/yaml/yaml_node.h"

#include <QStringList>

#include <optional>
#include <set>

namespace outcrop {

// Reads the fields of one mapping, each by its type. The first mistake is kept and later reads give
// fallbacks, so a reader takes all of its fields and asks once, at the end:
//
//     YamlFields fields(node, file);
//     type.key = fields.requiredText("key");
//     type.common = fields.boolean("common", false);
//     if (auto whole = fields.finish(); !whole) return failure(whole.error());
//
// Messages: "loan.outcrop:12: title: expected text". finish() also names a key that nobody asked
// for. The node must outlive the fields.
class YamlFields
{
public:
    YamlFields(const YamlNode &node, QString file);

    bool has(const char *key) const;
    // A field of any shape, for the caller to look into; nullptr if it is not there or null.
    const YamlNode *any(const char *key);
    const YamlNode *anyOrNull(const char *key); // The same, where null is a value.
    const YamlNode *sequence(const char *key);
    const YamlNode *mapping(const char *key);

    QString text(const char *key, const QString &fallback = {});
    QString requiredText(const char *key);
    bool boolean(const char *key, bool fallback);
    qint64 integer(const char *key, qint64 fallback);
    std::optional<double> number(const char *key); // A whole number or a float.
    QStringList texts(const char *key);            // A list of texts.

    void refuse(const YamlNode &place, const QString &what); // A mistake that the caller found.
    void refuse(const Error &error);                         // One that tells its place itself.
    bool failed() const { return m_error.has_value(); }
    Result<> finish();
    // As finish(), but keys that nobody asked for are no mistake.
    Result<> finishTolerant() const;

private:
    const YamlNode *typed(const char *key, YamlNode::Kind kind, const QString &expected);
    template<class T>
    std::optional<T> scalar(const char *key, const QString &expected);

    const YamlNode &m_node;
    const QString m_file;
    std::set<QString> m_asked;
    std::optional<Error> m_error;
};

} // namespace outcrop
