#pragma once

#include "widgets/jobs/results_place.h"

#include <QAction>
#include <QTableView>

namespace outcrop {

// The table of jobs among the tables of the place Results.
inline QTableView *tableOf(const ResultsPlace &place)
{
    for (QTableView *const table : place.findChildren<QTableView *>()) {
        if (table->accessibleName() == QStringLiteral("Jobs"))
            return table;
    }
    qFatal("no table of jobs");
}

// What its menu offers; null: there is no such thing.
inline QAction *actionOf(const ResultsPlace &place, const char *text)
{
    for (QAction *const action : tableOf(place)->actions()) {
        if (action->text() == QLatin1String(text))
            return action;
    }
    return nullptr;
}

} // namespace outcrop
