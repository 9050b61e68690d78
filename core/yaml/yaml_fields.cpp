#include "core/yaml/yaml_fields.h"

#include "core/base/text.h"
#include "core/yaml/yaml_parser.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::YamlFields)
};

} // namespace

YamlFields::YamlFields(const YamlNode &node, QString file) : m_node(node), m_file(std::move(file))
{
    if (!node.isMapping())
        refuse(node, Tr::tr("expected `key: value` lines"));
}

bool YamlFields::has(const char *key) const
{
    return m_node.find(QLatin1String(key)) != nullptr;
}

const YamlNode *YamlFields::any(const char *key)
{
    const YamlNode *node = anyOrNull(key);
    return node && !node->isNull() ? node : nullptr;
}

const YamlNode *YamlFields::anyOrNull(const char *key)
{
    const QString name = QLatin1String(key);
    m_asked.insert(name);
    return m_node.find(name);
}

const YamlNode *YamlFields::typed(const char *key, YamlNode::Kind kind, const QString &expected)
{
    const YamlNode *node = any(key);
    if (!node || node->kind == kind)
        return node;
    refuse(*node, QStringLiteral("%1: %2").arg(node->key, expected));
    return nullptr;
}

const YamlNode *YamlFields::sequence(const char *key)
{
    return typed(key, YamlNode::Kind::Sequence, Tr::tr("expected a list"));
}

const YamlNode *YamlFields::mapping(const char *key)
{
    return typed(key, YamlNode::Kind::Mapping, Tr::tr("expected `key: value` lines"));
}

template<class T>
std::optional<T> YamlFields::scalar(const char *key, const QString &expected)
{
    const YamlNode *node = typed(key, YamlNode::Kind::Scalar, expected);
    if (!node)
        return {};
    const YamlScalar value = node->scalar();
    if (const T *found = std::get_if<T>(&value))
        return *found;
    refuse(*node, QStringLiteral("%1: %2").arg(node->key, expected));
    return {};
}

QString YamlFields::text(const char *key, const QString &fallback)
{
    // Whatever a scalar looks like, who asks for text gets it as written: `version: 3.10` is
    // "3.10".
    const YamlNode *node = typed(key, YamlNode::Kind::Scalar, Tr::tr("expected text"));
    return node ? node->text : fallback;
}

QString YamlFields::requiredText(const char *key)
{
    const QString value = text(key);
    if (value.isEmpty())
        refuse(m_node, Tr::tr("%1 is missing").arg(QLatin1String(key)));
    return value;
}

bool YamlFields::boolean(const char *key, bool fallback)
{
    return scalar<bool>(key, Tr::tr("expected true or false")).value_or(fallback);
}

qint64 YamlFields::integer(const char *key, qint64 fallback)
{
    return scalar<qint64>(key, Tr::tr("expected a whole number")).value_or(fallback);
}

std::optional<double> YamlFields::number(const char *key)
{
    const QString expected = Tr::tr("expected a number");
    const YamlNode *node = typed(key, YamlNode::Kind::Scalar, expected);
    if (!node)
        return {};
    const YamlScalar value = node->scalar();
    if (const auto *whole = std::get_if<qint64>(&value))
        return double(*whole);
    return scalar<double>(key, expected);
}

QStringList YamlFields::texts(const char *key)
{
    QStringList values;
    const YamlNode *node = sequence(key);
    if (!node)
        return values;
    for (const YamlNode &item : node->children) {
        if (!item.isScalar()) {
            refuse(item, Tr::tr("%1: expected a list of texts").arg(node->key));
            break;
        }
        values.append(item.text);
    }
    return values;
}

void YamlFields::refuse(const YamlNode &place, const QString &what)
{
    refuse(Error{ErrorKind::InvalidInput, yamlPlace(m_file, place.line, what)});
}

void YamlFields::refuse(const Error &error)
{
    if (!m_error)
        m_error = error;
}

Result<> YamlFields::finish()
{
    for (const YamlNode &child : m_node.children) {
        if (m_error)
            break;
        if (m_asked.count(child.key))
            continue;
        QStringList known;
        for (const QString &key : m_asked)
            known.append(key);
        const QString meant = nearest(child.key, known);
        const QString name = plainLine(child.key, 80);
        refuse(child, meant.isEmpty()
                          ? Tr::tr("unknown key \"%1\"; it can be one of: %2")
                                .arg(name, known.join(QLatin1String(", ")))
                          : Tr::tr("unknown key \"%1\"; is \"%2\" meant?").arg(name, meant));
    }
    return finishTolerant();
}

Result<> YamlFields::finishTolerant() const
{
    if (m_error)
        return failure(*m_error);
    return {};
}

} // namespace outcrop
