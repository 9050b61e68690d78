#include "core/hosts/attempt_status.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::AttemptStatus)
};

constexpr std::array<std::pair<AttemptState, const char *>, 9> stateNames{{
    {AttemptState::NoFolder, "NO_DIR"},
    {AttemptState::Unclaimed, "UNCLAIMED"},
    {AttemptState::Claiming, "CLAIMING"},
    {AttemptState::Alive, "ALIVE"},
    {AttemptState::Exited, "EXITED"},
    {AttemptState::Vanished, "VANISHED"},
    {AttemptState::Orphaned, "ORPHANED"},
    {AttemptState::Rebooted, "REBOOTED"},
    {AttemptState::OtherNode, "OTHER_NODE"},
}};

// Digits and nothing else; 18 of them always fit.
std::optional<qint64> wholeNumber(const QByteArray &text)
{
    const bool digits =
        !text.isEmpty() && text.size() <= 18
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits ? std::optional(text.toLongLong()) : std::nullopt;
}

std::optional<AttemptId> parseId(const QByteArray &text)
{
    const int slash = text.indexOf('/');
    const QUuid job(QLatin1String(text.constData(), std::max(0, slash)));
    const std::optional<qint64> number = wholeNumber(text.mid(slash + 1));
    if (slash < 0 || job.isNull() || !number || *number > 99999)
        return {};
    return AttemptId{job, int(*number)};
}

void readHeartbeat(AttemptStatus &attempt, const QByteArray &value)
{
    const int blank = value.indexOf(' ');
    attempt.heartbeat = wholeNumber(value.left(blank)).value_or(0);
    attempt.heartbeatAt = wholeNumber(value.mid(blank + 1)).value_or(0);
}

// Reads the blocks line by line.
class StatusReader
{
public:
    explicit StatusReader(const QByteArray &nonce) : m_mark('@' + nonce + ' ') {}

    bool take(const QByteArray &line)
    {
        if (m_ended)
            return true;
        if (m_awaitsJob) {
            takeJob(line);
            return true;
        }
        if (line.startsWith(m_mark))
            return beginBlock(line.mid(m_mark.size()));
        const int equals = line.indexOf('=');
        if (equals < 0 || (!m_inHost && m_status.attempts.empty()))
            return false;
        const QByteArray key = line.left(equals), value = line.mid(equals + 1);
        return m_inHost ? takeHostValue(key, value)
                        : takeValue(m_status.attempts.back(), key, value);
    }

    bool isWhole() const { return m_ended && m_hasHost && !m_stateMissing; }
    HostStatus status() { return std::move(m_status); }

private:
    bool beginBlock(const QByteArray &title)
    {
        if (m_stateMissing)
            return false;
        m_inHost = title == "host";
        m_hasHost = m_hasHost || m_inHost;
        m_ended = title == "end";
        if (m_inHost || m_ended)
            return true;
        const QList<QByteArray> words = title.split(' ');
        if (words[0] == "attempt" && words.size() == 2) {
            const std::optional<AttemptId> id = parseId(words[1]);
            if (id)
                m_status.attempts.emplace_back().id = *id;
            m_stateMissing = true;
            return id.has_value();
        }
        m_awaitsJob = words[0] == "job" && words.size() == 3;
        m_found = {{}, int(std::min<qint64>(wholeNumber(words.last()).value_or(0), 99999))};
        m_folder = words.value(1);
        return m_awaitsJob;
    }

    void takeJob(const QByteArray &line)
    {
        m_awaitsJob = false;
        const Result<JobFile> job = parseJobFile(line);
        if (!job || folderName(job->uuid) != m_folder)
            return;
        m_found.job = *job;
        m_status.found.push_back(m_found);
    }

    bool takeHostValue(const QByteArray &key, const QByteArray &value)
    {
        if (key == "now")
            m_status.now = wholeNumber(value).value_or(0);
        else if (key == "boot")
            m_status.boot = value;
        else if (key == "node")
            m_status.node = value;
        else if (key == "free_kib")
            m_status.freeBytes = wholeNumber(value.left(15)).value_or(0) * 1024;
        return true;
    }

    bool takeValue(AttemptStatus &attempt, const QByteArray &key, const QByteArray &value)
    {
        if (key == "state") {
            const std::optional<AttemptState> state = attemptStateFromName(value);
            attempt.state = state.value_or(AttemptState::NoFolder);
            m_stateMissing = false;
            return state.has_value();
        }
        takeText(attempt, key, value);
        const std::optional<qint64> number = wholeNumber(value);
        if (!number)
            return true;
        if (key == "exit_code" && *number < 1000)
            attempt.exitCode = int(*number);
        else if (key == "cancelled")
            attempt.cancelled = *number != 0;
        else if (key == "started_at")
            attempt.startedAt = *number;
        else if (key == "ended_at")
            attempt.endedAt = *number;
        else if (key == "log_size")
            attempt.logSize = *number;
        else if (key == "events_size")
            attempt.eventsSize = *number;
        else if (key == "pid")
            attempt.pid = *number;
        else if (key == "start")
            attempt.ticks = *number;
        return true;
    }

    static void takeText(AttemptStatus &attempt, const QByteArray &key, const QByteArray &value)
    {
        if (key == "heartbeat")
            readHeartbeat(attempt, value);
        else if (key == "limits")
            attempt.limits = QString::fromUtf8(value);
        else if (key == "reason")
            attempt.reason = QString::fromUtf8(value);
        else if (key == "boot")
            attempt.boot = value;
        else if (key == "host")
            attempt.node = value;
        else if (key == "survivors") {
            for (const QByteArray &word : value.split(' ')) {
                if (const std::optional<qint64> pid = wholeNumber(word))
                    attempt.survivors.push_back(*pid);
            }
        }
    }

    QByteArray m_mark;
    HostStatus m_status;
    FoundJob m_found;
    QByteArray m_folder;
    bool m_inHost = false, m_hasHost = false, m_awaitsJob = false, m_stateMissing = false,
         m_ended = false;
};

} // namespace

std::optional<AttemptState> attemptStateFromName(const QByteArray &name)
{
    for (const auto &[state, known] : stateNames) {
        if (name == known)
            return state;
    }
    return {};
}

QByteArray attemptStateName(AttemptState state)
{
    return stateNames[size_t(state)].second;
}

Result<HostStatus> parseHostStatus(const QByteArray &bytes, const QByteArray &nonce)
{
    StatusReader reader(nonce);
    int from = 0;
    for (int to = bytes.indexOf('\n'); to >= 0; to = bytes.indexOf('\n', from)) {
        if (!reader.take(bytes.mid(from, to - from)))
            break;
        from = to + 1;
    }
    if (!reader.isWhole())
        return failure(ErrorKind::Corrupt,
                       Tr::tr("The host's answer about its jobs cannot be read."));
    return reader.status();
}

} // namespace outcrop
