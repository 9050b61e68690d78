#include "widgets/jobs/job_words.h"

#include "core/base/text.h"
#include "core/job_store/job_flags.h"
#include "widgets/pages/age_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobWords)
};

constexpr qint64 staleAfter = 90;  // Seconds; hosts are asked once a minute.
constexpr qint64 silentAfter = 30; // Where the host does not answer.

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

QString linkText(LinkState link)
{
    switch (link) {
    case LinkState::Retrying:
        return Tr::tr("host does not answer");
    case LinkState::Unreachable:
        return Tr::tr("host unreachable");
    case LinkState::NeedsLogin:
        return Tr::tr("host wants a login");
    case LinkState::HostKeyProblem:
        return Tr::tr("the key of the host is not trusted");
    case LinkState::Ok:
        break;
    }
    return {};
}

// ageText() says "just now" for a minute.
QString asOf(const QDateTime &seen, const QDateTime &now)
{
    const qint64 age = seen.secsTo(now);
    return age < 60 ? Tr::tr("%1 s ago").arg(std::max(qint64(0), age)) : ageText(seen, now);
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

QString stateAsOf(const JobRow &row, const QDateTime &now)
{
    QString text = stateText(row);
    if (const QString flag = flagTitle(row.job.attempt, now); !flag.isEmpty())
        text = QStringLiteral("%1 · %2").arg(text, flag);
    if (!isStale(row, now))
        return text;
    // Of what is not there yet the host has nothing to tell.
    if (!isBeforeStart(row.job.attempt.state) && row.seen.isValid())
        text = Tr::tr("%1, as of %2", "state, age").arg(text, asOf(row.seen, now));
    const QString link = linkText(row.link);
    return link.isEmpty() ? text : QStringLiteral("%1 · %2").arg(text, link);
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
    if (isTerminal(row.job.attempt.state))
        return false;
    const qint64 age = row.seen.isValid() ? row.seen.secsTo(now) : 0;
    switch (row.link) {
    case LinkState::Ok:
        return age > staleAfter;
    case LinkState::Retrying:
    case LinkState::Unreachable:
        return age > silentAfter;
    default: // A person is waited for.
        return true;
    }
}

} // namespace outcrop
