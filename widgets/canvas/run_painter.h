#pragma once

#include "core/run_presenter/run_view.h"
#include "widgets/canvas/card_pixmaps.h"
#include "widgets/canvas/text_runs.h"

#include <QPointF>

class QPainter;

namespace outcrop {

// Paints what a card shows of a job. The painter is at the card's upper left corner; `scaled` has
// card units, so lines may be drawn in them.
class RunPainter
{
public:
    RunPainter(const Style &style, CardPixmaps &pixmaps, TextRuns &texts);

    void paint(QPainter &scaled, const BlockRun &run, bool changedSince);
    // A few pixels: full when done, hollow while it runs, a cross or a dash when it came to
    // nothing.
    void paintSmall(QPainter &painter, const QRectF &rect, BlockRunState state) const;

private:
    void paintState(QPainter &painter, const BlockRun &run);
    void paintBar(QPainter &painter, const BlockRun &run);
    void paintLosses(QPainter &painter, const QVector<double> &losses);
    void paintBelow(QPainter &painter, const BlockRun &run, bool changedSince);

    const Style &m_style;
    CardPixmaps &m_pixmaps;
    TextRuns &m_texts;
};

// The name of the symbol of a state, and its ink: shape and colour together.
QString stateIcon(BlockRunState state);
Ink stateInk(BlockRunState state);

} // namespace outcrop
