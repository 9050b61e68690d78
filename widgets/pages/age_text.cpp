#include "widgets/pages/age_text.h"

#include <QCoreApplication>
#include <QDateTime>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::AgeText)
};

constexpr qint64 minute = 60, hour = 60 * minute, day = 24 * hour; // Seconds.

} // namespace

QString ageText(const QDateTime &time, const QDateTime &now)
{
    if (!time.isValid())
        return {};
    const qint64 age = time.secsTo(now);
    if (age < minute)
        return Tr::tr("just now");
    if (age < hour)
        return Tr::tr("%1 min ago").arg(age / minute);
    if (age < 2 * day)
        return Tr::tr("%1 h ago").arg(age / hour);
    return Tr::tr("%n days ago", nullptr, int(age / day));
}

} // namespace outcrop
