#include "core/hosts/environment.h"

#include "core/base/json.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Environment)
};

using State = Environment::State;

QDateTime toTime(double seconds)
{
    if (!(seconds > 0 && seconds < 1e12))
        return {};
    return QDateTime::fromSecsSinceEpoch(qint64(seconds), Qt::UTC);
}

void readAbout(Environment &environment, const QByteArray &json)
{
    const Result<QJsonObject> about = parseJsonObject(json, QStringLiteral("about.json"), 1 << 20);
    if (!about)
        return;
    environment.python = about->value(QLatin1String("python")).toString();
    environment.made = toTime(about->value(QLatin1String("made")).toDouble());
    for (const auto &each : about->value(QLatin1String("requirements")).toArray())
        environment.requirements << each.toString();
    const QJsonObject packages = about->value(QLatin1String("packages")).toObject();
    for (auto package = packages.begin(); package != packages.end(); ++package)
        environment.packages.insert(package.key(), package->toString());
}

void readField(Environment &environment, const QByteArray &key, const QByteArray &value)
{
    const QString text = QString::fromUtf8(value);
    if (key == "state")
        environment.state = value == "ready"      ? State::Ready
                            : value == "building" ? State::Building
                                                  : State::Unfinished;
    else if (key == "about")
        readAbout(environment, value);
    else if (key == "used")
        environment.used = toTime(double(parseInt(text).value_or(0)));
    else if (key == "failed")
        environment.problem = text;
    else if (key == "users")
        environment.users = int(std::clamp<qint64>(parseInt(text).value_or(0), 0, 1 << 20));
    else if (key == "kib") {
        if (const auto kib = parseInt(text); kib && *kib >= 0 && *kib < (qint64(1) << 50))
            environment.bytes = *kib * 1024;
    }
}

} // namespace

bool isEnvironmentKey(const QByteArray &key)
{
    static const QRegularExpression digits(QStringLiteral("\\A[0-9a-f]{32}\\z"));
    return digits.match(QString::fromLatin1(key)).hasMatch();
}

QString environmentStateName(State state)
{
    switch (state) {
    case State::Ready:
        return QStringLiteral("ready");
    case State::Building:
        return QStringLiteral("building");
    case State::Unfinished:
        return QStringLiteral("unfinished");
    }
    Q_UNREACHABLE();
}

QString environmentStateTitle(State state)
{
    switch (state) {
    case State::Ready:
        return Tr::tr("ready");
    case State::Building:
        return Tr::tr("being built");
    case State::Unfinished:
        return Tr::tr("not finished");
    }
    Q_UNREACHABLE();
}

Result<std::vector<Environment>> parseEnvironments(const QByteArray &output,
                                                   const QByteArray &nonce)
{
    const QByteArray mark = '@' + nonce + ' ', begin = mark + "environment ";
    std::vector<Environment> environments;
    bool isInside = false;
    for (const QByteArray &line : output.split('\n')) {
        if (line == mark + "end")
            return environments;
        if (line.startsWith(begin)) {
            const QByteArray key = line.mid(begin.size());
            isInside = isEnvironmentKey(key);
            if (isInside) {
                environments.emplace_back();
                environments.back().key = key;
            }
        } else if (const int equals = line.indexOf('='); isInside && equals > 0) {
            readField(environments.back(), line.left(equals), line.mid(equals + 1));
        }
    }
    return failure(ErrorKind::Corrupt, Tr::tr("The list of environments broke off; try again."));
}

} // namespace outcrop
