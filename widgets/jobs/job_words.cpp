#include "widgets/jobs/job_words.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobWords)
};

constexpr qint64 staleAfter = 90; // Seconds; hosts are asked once a minute.

QString ordinal(int number)
{
    const bool isTeen = number / 10 % 10 == 1;
    switch (isTeen ? 0 : number % 10) {
    case 1:
        return Tr::tr("%1st", "place in a queue").arg(number);
    case 2:
        return Tr::tr("%1nd", "place in a queue").arg(number);
    case 3:
        return Tr::tr("%1rd", "place in a queue").arg(number);
    default:
        return Tr::tr("%1th", "place in a queue").arg(number);
    }
}

QString placeText(const JobRow &row)
{
    const QString form =
        row.outlook.isPaused ? Tr::tr("Waiting, %1 in the paused queue of %2")
        : row.outlook.isHeld
            ? Tr::tr("Waiting, %1 in the queue of %2, as the list of hosts cannot be read")
            : Tr::tr("Waiting, %1 in the queue of %2");
    return form.arg(ordinal(row.outlook.place), plainLine(row.host, 40));
}

} // namespace

QString stateText(const JobRow &row)
{
    const JobState state = row.job.attempt.state;
    const JobProgress &progress = row.progress;
    if (state == JobState::Queued && row.outlook.place > 0)
        return placeText(row);
    if (state == JobState::Failed && !progress.failedIn.isEmpty())
        return Tr::tr("Failed in “%1”").arg(plainLine(progress.failedIn, 40));
    if (state == JobState::Running && progress.models >= progress.finishedModels
        && progress.models > 0)
        return Tr::tr("Running %1 of %2").arg(progress.finishedModels).arg(progress.models);
    if (state == JobState::Running && progress.finishedModels > 0)
        return progress.finishedModels == 1
                   ? Tr::tr("Running · 1 model done")
                   : Tr::tr("Running · %1 models done").arg(progress.finishedModels);
    return stateTitle(state);
}

StateTone stateTone(JobState state)
{
    switch (state) {
    case JobState::Succeeded:
        return StateTone::Good;
    case JobState::Failed:
    case JobState::Lost:
        return StateTone::Bad;
    case JobState::Attention:
        return StateTone::Doubtful;
    case JobState::Cancelled:
    case JobState::Queued:
        return StateTone::Calm;
    default:
        return StateTone::Active;
    }
}

QString stateIcon(JobState state)
{
    switch (state) {
    case JobState::Succeeded:
        return QStringLiteral("good");
    case JobState::Failed:
        return QStringLiteral("error");
    case JobState::Lost:
        return QStringLiteral("unknown");
    case JobState::Attention:
        return QStringLiteral("attention");
    case JobState::Cancelled:
    case JobState::Cancelling:
        return QStringLiteral("cancelled");
    case JobState::Queued:
    case JobState::Pending:
        return QStringLiteral("waiting");
    default:
        return QStringLiteral("running");
    }
}

QString whenText(const QDateTime &utc, const QDateTime &now)
{
    if (!utc.isValid())
        return {};
    const QDateTime local = utc.toLocalTime();
    const QString time = QLocale().toString(local.time(), QStringLiteral("HH:mm"));
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    if (days == 0)
        return time;
    if (days == 1)
        return Tr::tr("Yesterday %1").arg(time);
    const bool isThisYear = local.date().year() == now.toLocalTime().date().year();
    return QLocale().toString(local, isThisYear ? QStringLiteral("d MMM HH:mm")
                                                : QStringLiteral("d MMM yyyy"));
}

QString utcText(const QDateTime &utc)
{
    return utc.isValid() ? utc.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'"))
                         : QString();
}

QDateTime startOf(const Job &job)
{
    return job.attempt.startedAt ? QDateTime::fromSecsSinceEpoch(*job.attempt.startedAt, Qt::UTC)
                                 : job.createdAt;
}

std::optional<double> secondsOf(const Job &job, const QDateTime &now)
{
    const Attempt &attempt = job.attempt;
    if (!attempt.startedAt || (isTerminal(attempt.state) && !attempt.endedAt))
        return {};
    const qint64 end = attempt.endedAt.value_or(now.toSecsSinceEpoch());
    return double(std::max(qint64(0), end - *attempt.startedAt));
}

bool isStale(const JobRow &row, const QDateTime &now)
{
    return !isTerminal(row.job.attempt.state)
           && (row.link != LinkState::Ok || row.seen.secsTo(now) > staleAfter);
}

} // namespace outcrop
