#include "core/job_store/job.h"

#include <QCoreApplication>

#include <array>
#include <utility>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Job)
};

constexpr std::array<std::pair<JobState, const char *>, 14> names{{
    {JobState::Queued, "QUEUED"},
    {JobState::Staging, "STAGING"},
    {JobState::Staged, "STAGED"},
    {JobState::Submitting, "SUBMITTING"},
    {JobState::Pending, "PENDING"},
    {JobState::Running, "RUNNING"},
    {JobState::Cancelling, "CANCELLING"},
    {JobState::Exited, "EXITED"},
    {JobState::Collecting, "COLLECTING"},
    {JobState::Succeeded, "SUCCEEDED"},
    {JobState::Failed, "FAILED"},
    {JobState::Cancelled, "CANCELLED"},
    {JobState::Lost, "LOST"},
    {JobState::Attention, "ATTENTION"},
}};

} // namespace

bool isTerminal(JobState state)
{
    return state == JobState::Succeeded || state == JobState::Failed || state == JobState::Cancelled
           || state == JobState::Lost;
}

bool isBeforeStart(JobState state)
{
    return state == JobState::Queued || state == JobState::Staging || state == JobState::Staged;
}

QString stateName(JobState state)
{
    for (const auto &[value, name] : names) {
        if (value == state)
            return QLatin1String(name);
    }
    return {};
}

std::optional<JobState> stateFromName(const QString &name)
{
    for (const auto &[value, known] : names) {
        if (name == QLatin1String(known))
            return value;
    }
    return std::nullopt;
}

QString stateTitle(JobState state)
{
    switch (state) {
    case JobState::Queued:
        return Tr::tr("Queued");
    case JobState::Staging:
        return Tr::tr("Uploading");
    case JobState::Staged:
        return Tr::tr("Uploaded");
    case JobState::Submitting:
        return Tr::tr("Starting");
    case JobState::Pending:
        return Tr::tr("Waiting");
    case JobState::Running:
        return Tr::tr("Running");
    case JobState::Cancelling:
        return Tr::tr("Cancelling");
    case JobState::Exited:
        return Tr::tr("Ended");
    case JobState::Collecting:
        return Tr::tr("Fetching results");
    case JobState::Succeeded:
        return Tr::tr("Succeeded");
    case JobState::Failed:
        return Tr::tr("Failed");
    case JobState::Cancelled:
        return Tr::tr("Cancelled");
    case JobState::Lost:
        return Tr::tr("Lost");
    case JobState::Attention:
        return Tr::tr("Needs attention");
    }
    return {};
}

} // namespace outcrop
