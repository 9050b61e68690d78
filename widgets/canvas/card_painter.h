#pragma once

#include "widgets/canvas/canvas_marks.h"
#include "widgets/canvas/card_pixmaps.h"
#include "widgets/canvas/card_text.h"
#include "widgets/canvas/run_painter.h"

#include <QHash>

class QPainter;

namespace outcrop {

// Below these zooms cards are simpler: two rectangles and a title that keeps its size; then the
// whole canvas is painted at once (OverviewPainter).
constexpr double fullDetailZoom = 0.5;
constexpr double overviewZoom = 0.3;

// One card to be painted.
struct Card
{
    BlockId id{};
    const Block *block = nullptr;
    const BlockType *type = nullptr;
    const BlockRun *run = nullptr; // nullptr: no part of the job that is shown.
    const ProblemMark *problems = nullptr;
    bool selected = false, changedSince = false, faded = false;
};

// Paints cards by level of detail, with all they share: pictures of their bodies, glyphs of their
// texts.
class CardPainter
{
public:
    CardPainter(const Catalog &catalog, const Style &style);

    void clear(); // Theme or font is another one.
    void startFrame(double scale, double devicePixelRatio);
    bool isUnfinished() const { return m_texts.isUnfinished(); }

    // `painter` stands at the card's corner in the canvas' scale. `text` is made when first needed.
    void paint(QPainter &painter, const Card &card, std::unique_ptr<CardText> &text,
               const PortFits *fits);

    TextRuns &texts() { return m_texts; }

private:
    void paintFull(QPainter &painter, const Card &card, std::unique_ptr<CardText> &text,
                   const PortFits *fits);
    void paintTexts(QPainter &painter, const Card &card, std::unique_ptr<CardText> &text);
    void paintBadge(QPainter &painter, const ProblemMark &problems);
    void paintFits(QPainter &painter, const Card &card, const PortFits &fits);
    void paintSmall(QPainter &painter, const Card &card);
    QStringList smallTitle(const QString &title, QSizeF room); // Its lines.

    const Catalog &m_catalog;
    const Style &m_style;
    CardPixmaps m_pixmaps;
    TextRuns m_texts;
    RunPainter m_runs;
    QHash<QString, QStringList> m_smallTitles; // At this zoom.
};

} // namespace outcrop
