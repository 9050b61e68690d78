#pragma once

#include "widgets/style/theme.h"

#include <QColor>
#include <QFont>
#include <QPen>

#include <array>

namespace outcrop {

// Colours, fonts and pens of the charts. Lengths are points (1/72 inch); `pixelsPerPoint` makes
// them pixels, so that a picture for print and a widget on a screen are the same drawing.
class ChartStyle
{
public:
    enum class Theme { Light, Dark };

    // For print: a typeface that is installed everywhere.
    ChartStyle(Theme theme, double pixelsPerPoint);
    // For a window: its colours and its typeface.
    ChartStyle(const outcrop::Theme &theme, const QString &typeface, double pixelsPerPoint);

    QColor background, text, faint, axis, grid, frame, bars;
    int titleEdge = 0; // Pixels at both ends of a title that something else takes.

    double pixels(double points) const { return points * m_pixelsPerPoint; }
    int wholePixels(double points) const;
    QFont font(double points, bool bold = false) const;
    QPen pen(const QColor &color, double points, Qt::PenStyle style = Qt::SolidLine) const;

    // The colour of a look (see Series). Beyond the last one they start again with other dashes.
    // Negative: the baseline.
    QColor color(int look) const;
    // With the dashes of the look: colour never stands alone.
    QPen line(int look, double points) const;
    // Nearer to the background: for what stands behind.
    QColor pale(const QColor &color, double strength) const;

private:
    std::array<QColor, 7> m_series;
    QString m_typeface;
    double m_pixelsPerPoint;
};

} // namespace outcrop
