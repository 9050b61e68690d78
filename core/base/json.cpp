#include "core/base/json.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cmath>
#include <limits>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Json)
};

} // namespace

Result<QJsonObject> parseJsonObject(const QByteArray &bytes, const QString &what, qint64 maxBytes)
{
    if (bytes.size() > maxBytes)
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("%1 is larger than %2.").arg(what, formatSize(maxBytes)));
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return failure(ErrorKind::InvalidInput, Tr::tr("%1 is not JSON: %2 at byte %3.")
                                                    .arg(what, error.errorString())
                                                    .arg(error.offset));
    if (!document.isObject())
        return failure(ErrorKind::InvalidInput, Tr::tr("%1 holds no JSON object.").arg(what));
    return document.object();
}

QByteArray formatJsonLine(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QByteArray formatJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

std::optional<double> jsonNumber(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble();
    const QString word = value.toString();
    if (word == QLatin1String("NaN"))
        return std::numeric_limits<double>::quiet_NaN();
    if (word == QLatin1String("Infinity"))
        return std::numeric_limits<double>::infinity();
    if (word == QLatin1String("-Infinity"))
        return -std::numeric_limits<double>::infinity();
    return {};
}

QJsonValue toJsonNumber(double value)
{
    if (std::isfinite(value))
        return value;
    if (std::isnan(value))
        return QStringLiteral("NaN");
    return value > 0 ? QStringLiteral("Infinity") : QStringLiteral("-Infinity");
}

} // namespace outcrop
