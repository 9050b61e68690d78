#pragma once

#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"
#include "core/run_presenter/run_view.h"
#include "widgets/canvas/text_runs.h"

#include <QFontMetricsF>
#include <QPointF>

namespace outcrop {

// What a card says, and where: in card coordinates, each line with the left end of its base line.
struct CardText
{
    struct Line
    {
        QString text;
        QPointF at;
        TextFont font;
    };

    QVector<Line> title; // One line; two where it is long. Cut only if that is not enough.
    QVector<Line> lines; // Up to two beneath: attributes that differ from their defaults.
};

CardText cardText(const Block &block, const Catalog &catalog, const TextRuns &fonts);

// Two lines, broken at the last space before which the first fits; one where there is none. Either
// may be too long.
QStringList broken(const QString &text, const QFontMetricsF &metrics, double width);

// "n_estimators 200", "loans.csv": up to `count` attributes that differ, the plain ones first.
QStringList attributeLines(const Block &block, const BlockType *type, int count);

// Beneath the card while a job runs: "64 of 100 · 2 s left", "0.4 s". Empty: nothing to say.
QString runLine(const BlockRun &run);

// "7/10", beside the bar. Empty: the amount is not known.
QString progressText(const BlockRun &run);

} // namespace outcrop
