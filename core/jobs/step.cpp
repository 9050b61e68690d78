#include "core/jobs/step.h"

#include <QJsonArray>

namespace outcrop {

Step stay(const Attempt &attempt, Effect effect)
{
    Step step;
    step.after = attempt;
    step.effect = effect;
    return step;
}

Step go(const Attempt &attempt, JobState state, Effect effect)
{
    Step step = stay(attempt, effect);
    step.after.state = state;
    step.after.doubt.reset();
    return step;
}

Step finish(const Attempt &attempt, JobState state, const QString &reason)
{
    Step step = go(attempt, state);
    step.after.reason = reason;
    step.after.heldFrom.reset();
    return step;
}

Step hold(const Attempt &attempt, const QString &reason)
{
    Step step = go(attempt, JobState::Attention);
    step.after.reason = reason;
    step.after.heldFrom = attempt.state;
    step.evidence[QStringLiteral("choices")] =
        QJsonArray{QStringLiteral("try again"), QStringLiteral("cancel")};
    return step;
}

bool seenTwice(Attempt &attempt, const QString &what, const HostLook &look, qint64 apart)
{
    const QString boot = QString::fromLatin1(look.boot);
    const bool again = attempt.doubt && attempt.doubt->hostState == what
                       && attempt.doubt->bootId == boot && attempt.doubt->since <= look.now;
    if (!again)
        attempt.doubt = Doubt{what, boot, look.now};
    return again && look.now - attempt.doubt->since >= apart;
}

bool seenTwiceFromAnywhere(Attempt &attempt, const QString &what, const HostLook &look,
                           qint64 apart)
{
    HostLook anywhere = look;
    anywhere.boot.clear();
    return seenTwice(attempt, what, anywhere, apart);
}

QString nameOf(AttemptState state)
{
    return QString::fromLatin1(attemptStateName(state));
}

} // namespace outcrop
