#include "app/window/link_news.h"

#include "core/base/text.h"

#include <algorithm>

namespace outcrop {

namespace {

constexpr int tickMilliseconds = 1000;

// Nobody asks the host about the others: they wait for their turn, or for a person.
bool isAskedFor(const Attempt &attempt)
{
    return !isTerminal(attempt.state) && attempt.state != JobState::Queued
           && attempt.state != JobState::Attention;
}

// As a countdown: whole seconds.
QString untilText(qint64 milliseconds)
{
    const qint64 seconds = (milliseconds + 999) / 1000;
    return seconds < 60 ? LinkNews::tr("%1 s").arg(seconds) : formatDuration(double(seconds));
}

} // namespace

LinkNews::LinkNews(JobDesk &desk, MessageBar &bar, std::chrono::milliseconds patience)
    : m_desk(desk), m_bar(bar), m_patience(patience)
{
    m_tick.setInterval(tickMilliseconds);
    connect(&m_tick, &QTimer::timeout, this, &LinkNews::tell);
    connect(&desk, &JobDesk::jobChanged, this, &LinkNews::follow);
    connect(&desk, &JobDesk::jobRemoved, this, [this](const QString &uuid) {
        m_waiting.erase(uuid);
        tell();
    });
    connect(&desk, &JobDesk::linkChanged, this, &LinkNews::takeLink);
    connect(&desk, &JobDesk::hostSilent, this, [this](const QString &host, const QDateTime &next) {
        if (const auto silence = m_silences.find(host); silence != m_silences.end())
            silence->second.nextTry = next;
        tell();
    });
    connect(&bar, &MessageBar::closed, this, [this] {
        for (const QString &host : told())
            m_silences[host].isPutAway = true;
    });
}

void LinkNews::setHosts(const QHash<QString, QString> &titles)
{
    m_titles = titles;
    for (auto silence = m_silences.begin(); silence != m_silences.end();)
        silence = titles.contains(silence->first) ? std::next(silence) : m_silences.erase(silence);
    tell();
}

void LinkNews::follow(const Job &job)
{
    if (isAskedFor(job.attempt))
        m_waiting[job.uuid] = job.attempt;
    else
        m_waiting.erase(job.uuid);
    if (!m_silences.empty())
        tell();
}

// Where a person has to do something, another message says so.
void LinkNews::takeLink(const QString &host, LinkState state)
{
    if (state == LinkState::Retrying || state == LinkState::Unreachable)
        m_silences.try_emplace(host, Silence{QDateTime::currentDateTimeUtc(), {}});
    else
        m_silences.erase(host);
    tell();
}

QStringList LinkNews::told() const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QStringList hosts;
    for (const auto &[host, silence] : m_silences) {
        const bool isLong = silence.since.msecsTo(now) >= m_patience.count();
        const bool isAwaited =
            std::any_of(m_waiting.begin(), m_waiting.end(),
                        [&id = host](const auto &job) { return job.second.host == id; });
        if (isLong && isAwaited && !silence.isPutAway)
            hosts << host;
    }
    return hosts;
}

void LinkNews::tell()
{
    if (m_silences.empty())
        m_tick.stop();
    else if (!m_tick.isActive())
        m_tick.start();
    const QStringList hosts = told();
    if (hosts.isEmpty())
        m_bar.dismissAll();
    else if (m_bar.count() > 0)
        m_bar.reword(sentence(hosts)); // Who listens is not told every second.
    else
        m_bar.show({Message::Tone::Warning,
                    sentence(hosts),
                    {{tr("Retry now"), [this] { retry(); }, true}},
                    0});
}

void LinkNews::retry()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const QString &host : told()) {
        Silence &silence = m_silences[host];
        if (silence.nextTry > now) // Else it is being asked.
            m_desk.lookNow(host);
        silence.nextTry = now;
    }
    tell();
}

QString LinkNews::names(const QStringList &hosts) const
{
    QStringList titles;
    for (const QString &host : hosts)
        titles << plainLine(m_titles.value(host, host), 40);
    const QString last = titles.takeLast();
    return titles.isEmpty() ? last
                            : tr("%1 and %2", "hosts, and the last of them")
                                  .arg(titles.join(QStringLiteral(", ")), last);
}

QString LinkNews::sentence(const QStringList &hosts) const
{
    const bool isOne = hosts.size() == 1;
    const auto trains = [this](const QString &host) {
        return std::any_of(m_waiting.begin(), m_waiting.end(), [&](const auto &job) {
            return job.second.host == host && !isBeforeStart(job.second.state);
        });
    };
    const auto training = std::count_if(hosts.begin(), hosts.end(), trains);
    QString what;
    if (training == hosts.size())
        what = isOne ? tr("%1 does not answer; training continues there.")
                     : tr("%1 do not answer; training continues there.");
    else if (training > 0)
        what = tr("%1 do not answer; training that has begun continues there.");
    else
        what = isOne ? tr("%1 does not answer; what is to run there waits.")
                     : tr("%1 do not answer; what is to run there waits.");
    const auto sooner = [this](const QString &one, const QString &other) {
        return m_silences.at(one).nextTry < m_silences.at(other).nextTry;
    };
    const QDateTime next =
        m_silences.at(*std::min_element(hosts.begin(), hosts.end(), sooner)).nextTry;
    const qint64 left = QDateTime::currentDateTimeUtc().msecsTo(next);
    const QString when = next.isValid() && left > 0 ? tr("Next try in %1.").arg(untilText(left))
                                                    : tr("Trying again…");
    return tr("%1 %2", "two sentences").arg(what.arg(names(hosts)), when);
}

} // namespace outcrop
