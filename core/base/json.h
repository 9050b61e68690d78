#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace outcrop {

// JSON as Outcrop reads and writes it.

// Parses one object; `what` names the source in the error. At most `maxBytes` bytes.
Result<QJsonObject> parseJsonObject(const QByteArray &bytes, const QString &what,
                                    qint64 maxBytes = 64 << 20);

// One line, keys sorted (as QJsonObject keeps them), no spaces, a newline at the end.
QByteArray formatJsonLine(const QJsonObject &object);

// Indented by four, a newline at the end.
QByteArray formatJson(const QJsonObject &object);

// A number of an event or a report: a JSON number, or one of the strings "NaN", "Infinity",
// "-Infinity". Anything else is nullopt. (reliability: metrics may be non-finite, JSON may not.)
std::optional<double> jsonNumber(const QJsonValue &value);
QJsonValue toJsonNumber(double value);

} // namespace outcrop
