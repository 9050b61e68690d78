#include "core/job_store/job_flags.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobFlags)
};

// Whether the host may have something of it to be odd.
bool isOnHost(const Attempt &attempt)
{
    return !isTerminal(attempt.state) && !isBeforeStart(attempt.state);
}

bool mayWrite(const Attempt &attempt)
{
    return attempt.state == JobState::Running || attempt.state == JobState::Cancelling;
}

// "42 min": its beginning is of the host's clock.
QString silenceText(const Attempt &attempt, const QDateTime &now)
{
    const qint64 there = now.toSecsSinceEpoch() + attempt.flags.skew.value_or(0);
    const qint64 minutes = std::max(qint64(0), there - attempt.flags.silence->since) / 60;
    return minutes < 60 ? Tr::tr("%1 min").arg(minutes) : formatDuration(double(minutes * 60));
}

} // namespace

QStringList flagNames(const Attempt &attempt)
{
    QStringList names;
    if (mayWrite(attempt) && attempt.orphaned)
        names << QStringLiteral("orphaned");
    if (mayWrite(attempt) && attempt.flags.silence)
        names << QStringLiteral("silent");
    if (isOnHost(attempt) && attempt.flags.lowDisk)
        names << QStringLiteral("low_disk");
    if (isOnHost(attempt) && attempt.flags.skew)
        names << QStringLiteral("skew");
    return names;
}

QString flagTitle(const Attempt &attempt, const QDateTime &now)
{
    if (!mayWrite(attempt))
        return {};
    if (attempt.orphaned)
        return Tr::tr("its end will not be recorded");
    return attempt.flags.silence ? Tr::tr("silent for %1").arg(silenceText(attempt, now))
                                 : QString();
}

QStringList flagSentences(const Attempt &attempt, const QDateTime &now)
{
    QStringList sentences;
    if (mayWrite(attempt) && attempt.orphaned)
        sentences << Tr::tr("Training still runs but its end will not be recorded: what watched it "
                            "on the host was killed. It can be stopped.");
    if (mayWrite(attempt) && attempt.flags.silence)
        sentences
            << Tr::tr("It lives, but has written nothing for %1.").arg(silenceText(attempt, now));
    return sentences + hostSentences(attempt);
}

QStringList hostSentences(const Attempt &attempt)
{
    QStringList sentences;
    if (!isOnHost(attempt))
        return sentences;
    const AttemptFlags &flags = attempt.flags;
    if (flags.lowDisk)
        sentences
            << Tr::tr("Only %1 are free for jobs on the host.").arg(formatSize(*flags.lowDisk));
    if (flags.skew)
        sentences << (*flags.skew > 0
                          ? Tr::tr("The clock of the host is %1 ahead of this computer's.")
                          : Tr::tr("The clock of the host is %1 behind this computer's."))
                         .arg(formatDuration(double(std::abs(*flags.skew))));
    return sentences;
}

} // namespace outcrop
