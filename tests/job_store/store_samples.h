#pragma once

#include "core/job_store/job_store.h"

#include <QUuid>

// Small language of the tests of the job store.
namespace samples {

inline outcrop::NewJob job(const QString &key)
{
    outcrop::NewJob job;
    job.uuid = QUuid::createUuid().toString(QUuid::WithoutBraces);
    job.name = QStringLiteral("Loan");
    job.host = QStringLiteral("local");
    job.key = key;
    job.packageSha256 = QByteArray(64, 'a');
    job.createdAt = QDateTime::currentDateTimeUtc();
    return job;
}

inline outcrop::Result<outcrop::JobStore> open(const QString &folder)
{
    return outcrop::JobStore::open({folder, outcrop::Journal::ByFileSystem, {}});
}

inline outcrop::Attempt moved(outcrop::Attempt attempt, outcrop::JobState state)
{
    attempt.state = state;
    return attempt;
}

} // namespace samples
