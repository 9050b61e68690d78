#pragma once

#include "core/jobs/advance.h"
#include "tests/jobs/sample_service.h"

#include <signal.h>

// How the host of a sample job proves that it died there.
namespace outcrop::samples {

// Kills all processes of an attempt at once. It is seen to be gone long enough ago, and `lived`
// seconds after its start. `base`: the folder of its host.
inline void killAttempt(const SampleFolder &folder, const Attempt &attempt, const QString &base,
                        qint64 lived = 0)
{
    const auto job = readFile(
        QStringLiteral("%1/jobs/%2/a/%3/claim/job").arg(base, attempt.job).arg(attempt.number));
    QVERIFY_RESULT(job);
    for (const qint64 pid : {attempt.pid, job->split(' ').front().toLongLong()})
        QCOMPARE(::kill(pid_t(pid), SIGKILL), 0);
    auto store = JobStore::open({folder.data(), Journal::ByFileSystem, {}});
    Attempt doubted = attempt;
    doubted.doubt = Doubt{QStringLiteral("VANISHED"), attempt.bootId,
                          QDateTime::currentSecsSinceEpoch() - 2 * secondLook};
    doubted.startedAt = doubted.doubt->since - lived;
    QVERIFY_RESULT(store->record(attempt, doubted));
}

inline void killAttempt(const SampleFolder &folder, const Attempt &attempt)
{
    killAttempt(folder, attempt, folder.hostBase());
}

// What the last event of this kind says.
inline QJsonObject eventOf(const SampleService &service, const QString &uuid, const char *kind)
{
    const auto history = service->store().events(uuid).value();
    for (auto event = history.rbegin(); event != history.rend(); ++event) {
        if (event->kind == QLatin1String(kind))
            return event->data;
    }
    return {};
}

} // namespace outcrop::samples
