#include "core/results/event_reader.h"

#include "core/base/json.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace outcrop {

namespace {

constexpr int longestName = 128; // Bytes.

// Takes the keys of one event; what is missing or of the wrong type makes the whole line bad.
class Fields
{
public:
    explicit Fields(const QJsonObject &object) : m_object(object) {}

    bool areGood() const { return m_good; }

    QString text(QLatin1String key)
    {
        const QJsonValue value = m_object.value(key);
        m_good &= value.isString();
        return value.toString();
    }

    QString name(QLatin1String key)
    {
        QString value = text(key);
        m_good &= value.toUtf8().size() <= longestName;
        return value;
    }

    double number(QLatin1String key)
    {
        const std::optional<double> value = jsonNumber(m_object.value(key));
        m_good &= value.has_value();
        return value.value_or(0);
    }

    qint64 integer(QLatin1String key, double most = 9e15)
    {
        const double value = number(key);
        const bool fits = value >= 0 && value <= most && value == std::floor(value);
        m_good &= fits;
        return fits ? qint64(value) : 0;
    }

    int smallInteger(QLatin1String key) { return int(integer(key, 2e9)); }

    bool has(QLatin1String key) const
    {
        return !m_object.value(key).isUndefined() && !m_object.value(key).isNull();
    }

    std::optional<int> optionalInteger(QLatin1String key)
    {
        return has(key) ? std::optional(smallInteger(key)) : std::nullopt;
    }

    std::optional<qint64> optionalOffset(QLatin1String key)
    {
        return has(key) ? std::optional(integer(key)) : std::nullopt;
    }

    bool isSet(QLatin1String key) const { return m_object.value(key).toBool(); }

    QString optionalName(QLatin1String key) { return has(key) ? name(key) : QString(); }

    Subject subject()
    {
        return {optionalName(QLatin1String("block")), optionalName(QLatin1String("model")),
                optionalInteger(QLatin1String("fold"))};
    }

    // A subject that names its block or its model.
    Subject subjectWith(QLatin1String key)
    {
        m_good &= has(key);
        return subject();
    }

    NamedNumbers numbers(QLatin1String key)
    {
        NamedNumbers result;
        const QJsonValue value = m_object.value(key);
        m_good &= value.isObject();
        const QJsonObject object = value.toObject();
        for (auto entry = object.begin(); entry != object.end(); ++entry) {
            const std::optional<double> entryNumber = jsonNumber(entry.value());
            m_good &= entryNumber && entry.key().toUtf8().size() <= longestName;
            result.emplace(entry.key(), entryNumber.value_or(0));
        }
        return result;
    }

private:
    const QJsonObject &m_object;
    bool m_good = true;
};

using Data = decltype(Event::data);
using Parser = Data (*)(Fields &);

const QLatin1String block("block");
const QLatin1String model("model");

Data parseStarted(Fields &f)
{
    return BlockStarted{f.subjectWith(block), f.optionalOffset(QLatin1String("log"))};
}

Data parseFinishedBlock(Fields &f)
{
    return BlockFinished{f.subjectWith(block), f.number(QLatin1String("seconds"))};
}

Data parseFailed(Fields &f)
{
    return BlockFailed{f.subjectWith(block), f.text(QLatin1String("error")),
                       f.optionalInteger(QLatin1String("line"))};
}

Data parseWarning(Fields &f)
{
    return WarningSeen{f.subject(), f.name(QLatin1String("category")),
                       f.text(QLatin1String("text")), f.integer(QLatin1String("count"))};
}

Data parseProgress(Fields &f)
{
    return Progress{f.name(block), f.number(QLatin1String("done")),
                    f.number(QLatin1String("total")), f.name(QLatin1String("unit"))};
}

Data parseMetric(Fields &f)
{
    return MetricEvent{f.subjectWith(model),
                       f.name(QLatin1String("split")),
                       f.integer(QLatin1String("step")),
                       f.name(QLatin1String("unit")),
                       f.numbers(QLatin1String("m")),
                       f.isSet(QLatin1String("after_fit"))};
}

Data parseScores(Fields &f)
{
    return ScoresEvent{f.subjectWith(model), f.name(QLatin1String("split")),
                       f.numbers(QLatin1String("m")), f.number(QLatin1String("fit_seconds"))};
}

Data parseLatency(Fields &f)
{
    return LatencyEvent{f.subjectWith(model),
                        f.smallInteger(QLatin1String("batch")),
                        f.smallInteger(QLatin1String("threads")),
                        f.smallInteger(QLatin1String("repeat")),
                        f.integer(QLatin1String("requests")),
                        f.numbers(QLatin1String("ms"))};
}

Data parseHost(Fields &f)
{
    return HostLoad{f.number(QLatin1String("cpu")), f.integer(QLatin1String("rss")),
                    f.number(QLatin1String("load"))};
}

Data parseFinishedJob(Fields &f)
{
    return JobFinished{f.name(QLatin1String("winner")), f.name(QLatin1String("metric")),
                       f.number(QLatin1String("mean")), f.number(QLatin1String("sd"))};
}

Parser parserOf(const QString &kind)
{
    static const std::map<QString, Parser> parsers{
        {QStringLiteral("block_started"), parseStarted},
        {QStringLiteral("block_finished"), parseFinishedBlock},
        {QStringLiteral("block_failed"), parseFailed},
        {QStringLiteral("warning"), parseWarning},
        {QStringLiteral("progress"), parseProgress},
        {QStringLiteral("metric"), parseMetric},
        {QStringLiteral("scores"), parseScores},
        {QStringLiteral("latency"), parseLatency},
        {QStringLiteral("host"), parseHost},
        {QStringLiteral("finished"), parseFinishedJob},
    };
    const auto found = parsers.find(kind);
    return found == parsers.end() ? nullptr : found->second;
}

} // namespace

std::vector<Event> EventReader::feed(const QByteArray &bytes)
{
    std::vector<Event> events;
    for (const QByteArray &line : m_lines.feed(bytes)) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        Fields fields(object);
        const bool isOurs = fields.integer(QLatin1String("v")) == 1;
        const double time = fields.number(QLatin1String("t"));
        const QString kind = fields.name(QLatin1String("kind"));
        const Parser parse = parserOf(kind);
        if (isOurs && fields.areGood() && !parse)
            continue;
        if (isOurs && fields.areGood()) {
            Event event{time, parse(fields)};
            if (fields.areGood()) {
                events.push_back(std::move(event));
                continue;
            }
        }
        ++m_badLines;
    }
    return events;
}

} // namespace outcrop
