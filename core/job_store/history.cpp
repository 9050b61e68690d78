#include "core/job_store/history.h"

#include "core/base/text.h"
#include "core/job_store/job.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <array>
#include <utility>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::History)
};

constexpr int uuidShown = 8; // Letters of it that a person can tell it by.

struct Words
{
    QString reason, message;
};

QString textIn(const JobEvent &event, const char *key)
{
    return plainLine(event.data.value(QLatin1String(key)).toString());
}

QString stateIn(const JobEvent &event, const char *key)
{
    const QString name = textIn(event, key);
    const std::optional<JobState> state = stateFromName(name);
    return state ? stateTitle(*state) : name;
}

// What a look at the host found that changed no state. As PROTOCOL.md 7 names it.
QString foundText(const QString &found)
{
    constexpr std::array<std::pair<const char *, const char *>, 9> sentences{{
        {"ALIVE", QT_TRANSLATE_NOOP("outcrop::History", "It was seen running.")},
        {"ORPHANED",
         QT_TRANSLATE_NOOP("outcrop::History", "What watches it is gone; its processes live.")},
        {"VANISHED", QT_TRANSLATE_NOOP("outcrop::History",
                                       "Its processes were not seen; it is looked at again.")},
        {"REBOOTED", QT_TRANSLATE_NOOP("outcrop::History", "The host was started anew.")},
        {"NO_DIR", QT_TRANSLATE_NOOP("outcrop::History", "The host has no folder of it.")},
        {"UNCLAIMED", QT_TRANSLATE_NOOP("outcrop::History", "Nobody has begun it there.")},
        {"CLAIMING", QT_TRANSLATE_NOOP("outcrop::History", "It is about to begin there.")},
        {"EXITED", QT_TRANSLATE_NOOP("outcrop::History", "It was seen to have ended.")},
        {"OTHER_NODE",
         QT_TRANSLATE_NOOP("outcrop::History", "It runs on a node that cannot be looked at.")},
    }};
    for (const auto &[name, sentence] : sentences) {
        if (found == QLatin1String(name))
            return Tr::tr(sentence);
    }
    return {};
}

Words wordsOfState(const JobEvent &event)
{
    QString message = textIn(event, "reason");
    const bool isSame =
        event.data.value(QStringLiteral("from")) == event.data.value(QStringLiteral("to"));
    if (message.isEmpty() && isSame)
        message = foundText(textIn(event, "host"));
    return {stateIn(event, "to"), message};
}

Words wordsOfFlags(const JobEvent &event)
{
    QStringList said;
    for (const QJsonValue &flag : event.data.value(QStringLiteral("flags")).toArray()) {
        const QString name = flag.toString();
        if (name == QLatin1String("silent"))
            said << Tr::tr("It lives, but writes nothing any more.");
        else if (name == QLatin1String("low_disk"))
            said << Tr::tr("Little is free for jobs on the host.");
        else if (name == QLatin1String("skew"))
            said << Tr::tr("The clock of the host is wrong, or this computer's.");
        else if (name == QLatin1String("orphaned"))
            said << Tr::tr("Its end will not be recorded.");
    }
    return {Tr::tr("Noticed", "something odd about a job"),
            said.isEmpty() ? Tr::tr("Nothing is odd any more.") : said.join(QLatin1Char(' '))};
}

Words wordsOf(const JobEvent &event)
{
    if (event.kind == QLatin1String("state"))
        return wordsOfState(event);
    if (event.kind == QLatin1String("flags"))
        return wordsOfFlags(event);
    if (event.kind == QLatin1String("restarted"))
        return {Tr::tr("Restarted"), Tr::tr("By itself on %1, after attempt %2: %3")
                                         .arg(textIn(event, "host"))
                                         .arg(event.data.value(QStringLiteral("after")).toInt())
                                         .arg(textIn(event, "because"))};
    if (event.kind == QLatin1String("tried again"))
        return {Tr::tr("Tried again"), Tr::tr("By a person, after attempt %1: %2.")
                                           .arg(event.data.value(QStringLiteral("after")).toInt())
                                           .arg(stateIn(event, "which_was"))};
    if (event.kind == QLatin1String("rerun")) {
        const bool instead = event.data.value(QStringLiteral("instead")).toBool();
        return {instead ? Tr::tr("Run elsewhere") : Tr::tr("Run again"),
                (instead ? Tr::tr("In place of job %1: %2.") : Tr::tr("The same as job %1: %2."))
                    .arg(textIn(event, "of").left(uuidShown), stateIn(event, "which_was"))};
    }
    if (event.kind == QLatin1String("another succeeded"))
        return {Tr::tr("Not needed"), Tr::tr("Job %1, of which it is the same, has succeeded.")
                                          .arg(textIn(event, "job").left(uuidShown))};
    if (event.kind == QLatin1String("still running"))
        return {Tr::tr("Still runs"), Tr::tr("On its host, although it has ended here.")};
    if (event.kind == QLatin1String("no longer running"))
        return {Tr::tr("Runs no more"), Tr::tr("What still ran on its host is gone.")};
    return {plainLine(event.kind), textIn(event, "reason")};
}

} // namespace

std::vector<HistoryRow> historyOf(const std::vector<JobEvent> &events)
{
    std::vector<HistoryRow> rows;
    for (const JobEvent &event : events) {
        const auto [reason, message] = wordsOf(event);
        HistoryRow *const before = rows.empty() ? nullptr : &rows.back();
        if (before && before->attempt == event.attempt && before->reason == reason
            && before->message == message) {
            ++before->count;
            before->last = event.at;
        } else {
            rows.push_back({event.at, event.at, 1, event.attempt, reason, message});
        }
    }
    return rows;
}

} // namespace outcrop
