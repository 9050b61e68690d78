#pragma once

#include "core/jobs/advance.h"

namespace outcrop {

// The steps that advance() is made of.

Step stay(const Attempt &attempt, Effect effect = Effect::None);
Step go(const Attempt &attempt, JobState state, Effect effect = Effect::None); // Without a doubt.
Step finish(const Attempt &attempt, JobState state, const QString &reason);    // Terminal.
Step hold(const Attempt &attempt, const QString &reason);                      // Attention.

// Whether `what` was seen before, `apart` seconds ago by the same clock. If not, the attempt
// remembers it.
bool seenTwice(Attempt &attempt, const QString &what, const HostLook &look, qint64 apart);
// The same where the clock is that of whichever node answers.
bool seenTwiceFromAnywhere(Attempt &attempt, const QString &what, const HostLook &look,
                           qint64 apart);

// How the history names the state of an attempt on its host: "ALIVE".
QString nameOf(AttemptState state);

// What follows from a look at the host: reliability 4.10.
Step seenOnHost(const Attempt &before, const HostLook &look);

} // namespace outcrop
