#include "core/results/log_metric_reader.h"

#include "core/base/json.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>

#include <cmath>
#include <limits>

namespace outcrop {

namespace {

constexpr int longestName = 128; // Bytes.
constexpr std::size_t mostNames = 500;
constexpr int longestText = 4096; // Longer lines are no messages for people.

const QStringList &stepWords()
{
    static const QStringList words{QStringLiteral("epoch"), QStringLiteral("iteration"),
                                   QStringLiteral("iter"),  QStringLiteral("step"),
                                   QStringLiteral("round"), QStringLiteral("global_step")};
    return words;
}

bool isTime(const QString &name)
{
    return name == QLatin1String("timestamp") || name == QLatin1String("time")
           || name == QLatin1String("ts") || name == QLatin1String("t");
}

QString numberPattern()
{
    return QStringLiteral(
        "([+-]?(?:(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?|nan|inf(?:inity)?))"
        "(?![\\w.:]*[\\w:])");
}

QRegularExpression compile(const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
}

// QString::toDouble knows neither "-inf" in capitals nor "NaN" in all spellings.
double toNumber(const QString &text)
{
    const QString lower = text.toLower();
    if (lower.endsWith(QLatin1String("nan")))
        return std::numeric_limits<double>::quiet_NaN();
    if (lower.contains(QLatin1String("inf")))
        return lower.startsWith(QLatin1Char('-')) ? -std::numeric_limits<double>::infinity()
                                                  : std::numeric_limits<double>::infinity();
    return lower.toDouble();
}

} // namespace

std::vector<LogSample> LogMetricReader::feed(const QByteArray &bytes)
{
    for (const QByteArray &line : m_lines.feed(bytes)) {
        if (takeJson(line) || line.size() > longestText)
            continue;
        const QString text = QString::fromUtf8(line);
        if (!takeNameAndValue(text))
            takePairs(text);
    }
    return std::exchange(m_samples, {});
}

void LogMetricReader::take(const QString &name, std::optional<qint64> step, const QString &unit,
                           double value)
{
    if (name.toUtf8().size() > longestName)
        return;
    const auto known = m_nextStep.find(name);
    if (known == m_nextStep.end() && m_nextStep.size() >= mostNames)
        return;
    const qint64 place = step.value_or(known == m_nextStep.end() ? 0 : known->second);
    m_nextStep[name] = place + 1;
    m_samples.push_back({name, place, unit, value});
}

bool LogMetricReader::takeJson(const QByteArray &line)
{
    const QByteArray trimmed = line.trimmed();
    if (!trimmed.startsWith("{\""))
        return false;
    const QJsonObject object = QJsonDocument::fromJson(trimmed).object();
    std::optional<qint64> step;
    QString unit;
    for (const QString &word : stepWords()) {
        const double value = object.value(word).toDouble(-1);
        if (!step && value >= 0 && value < 9e15) {
            step = qint64(value);
            unit = word;
        }
    }
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
        const std::optional<double> value = jsonNumber(entry.value());
        if (value && !stepWords().contains(entry.key()) && !isTime(entry.key()))
            take(entry.key(), step, unit, *value);
    }
    return true;
}

// The text form of Katib's metrics collector.
bool LogMetricReader::takeNameAndValue(const QString &line)
{
    static const QRegularExpression pattern =
        compile(QStringLiteral("\\{\\s*+metricName:\\s*+([^,{}\\s]++)\\s*+,\\s*+metricValue:\\s*+")
                + numberPattern() + QStringLiteral("\\s*+\\}"));
    const QRegularExpressionMatch match = pattern.match(line);
    if (match.hasMatch())
        take(match.captured(1), {}, {}, toNumber(match.captured(2)));
    return match.hasMatch();
}

void LogMetricReader::takePairs(const QString &line)
{
    static const QRegularExpression stepPattern =
        compile(QStringLiteral("\\b(epoch|iteration|iter|step|round|global_step)\\b\\s*+([:=#]?+)"
                               "\\s*+(?:([0-9]{1,15})(?![\\w.]))?"));
    static const QString name = QStringLiteral("(?<![\\w./|-])([a-z][\\w./|-]*+)\\s*+");
    static const QRegularExpression afterStep =
        compile(name + QStringLiteral("[=:]\\s*+") + numberPattern());
    static const QRegularExpression anywhere =
        compile(name + QStringLiteral("=\\s*+") + numberPattern());

    const QRegularExpressionMatch head = stepPattern.match(line);
    const bool hasStep = !head.captured(3).isEmpty();
    if (!hasStep && !head.captured(2).isEmpty())
        return;
    const QString unit = hasStep ? head.captured(1).toLower() : QString();
    const std::optional<qint64> step =
        hasStep ? std::optional(head.captured(3).toLongLong()) : std::nullopt;
    const QRegularExpression &pairs = hasStep ? afterStep : anywhere;
    auto found = pairs.globalMatch(line, hasStep ? head.capturedEnd() : 0);
    while (found.hasNext()) {
        const QRegularExpressionMatch pair = found.next();
        take(pair.captured(1), step, unit, toNumber(pair.captured(2)));
    }
}

} // namespace outcrop
