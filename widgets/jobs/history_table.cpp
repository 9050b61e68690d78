#include "core/base/text.h"
#include "widgets/jobs/job_details.h"

#include <QCoreApplication>
#include <QLocale>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HistoryTable)
};

QString secondText(const QDateTime &utc)
{
    return utc.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

} // namespace

ChartTable historyTable(const std::vector<HistoryRow> &history)
{
    ChartTable table;
    table.columns = QStringList{Tr::tr("First"),   Tr::tr("Last"), Tr::tr("Count"),
                                Tr::tr("Attempt"), Tr::tr("What"), Tr::tr("Message")};
    table.figures = {2, 3};
    // The newest first: what a person looks for is how it came to be as it is.
    for (auto row = history.rbegin(); row != history.rend(); ++row) {
        const bool isOnce = row->count == 1;
        table.rows.push_back(
            {secondText(row->first), isOnce ? QString() : secondText(row->last),
             isOnce ? QString() : QLocale().toString(row->count),
             history.back().attempt > 1 ? QLocale().toString(row->attempt) : QString(), row->reason,
             plainLine(row->message, 200)});
    }
    return table;
}

} // namespace outcrop
