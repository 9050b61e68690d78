#include "widgets/charts/chart_style.h"

#include <QVector>

#include <array>
#include <cmath>

namespace outcrop {

namespace {

// In units of the pen's width, dash and gap in turn.
const QVector<qreal> &dashes(int look)
{
    static const std::array<QVector<qreal>, 6> patterns{
        QVector<qreal>{}, {4.5, 2}, {1, 1.5}, {6, 1.8, 1, 1.8}, {9, 2.5}, {5, 1.5, 1, 1.5, 1, 1.5}};
    return patterns[std::size_t(look) % patterns.size()];
}

} // namespace

ChartStyle::ChartStyle(Theme theme, double pixelsPerPoint)
    : ChartStyle(theme == Theme::Dark ? darkTheme() : lightTheme(), QStringLiteral("DejaVu Sans"),
                 pixelsPerPoint)
{
}

ChartStyle::ChartStyle(const outcrop::Theme &theme, const QString &typeface, double pixelsPerPoint)
    : background(theme.panel)
    , text(theme.text)
    , faint(theme.mutedText)
    , axis(theme.mutedText)
    , grid(theme.canvasDot)
    , frame(theme.strongLine)
    , m_series(theme.series)
    , m_typeface(typeface)
    , m_pixelsPerPoint(pixelsPerPoint)
{
    bars = pale(color(0), theme.dark ? 0.75 : 0.6);
}

int ChartStyle::wholePixels(double points) const
{
    return int(std::lround(pixels(points)));
}

QFont ChartStyle::font(double points, bool bold) const
{
    QFont font(m_typeface);
    font.setPixelSize(std::max(1, wholePixels(points)));
    font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QPen ChartStyle::pen(const QColor &color, double points, Qt::PenStyle style) const
{
    QPen pen(color, std::max(1.0, pixels(points)), style, Qt::RoundCap, Qt::RoundJoin);
    if (style != Qt::SolidLine)
        pen.setCapStyle(Qt::FlatCap);
    return pen;
}

QColor ChartStyle::color(int look) const
{
    if (look < 0)
        return faint;
    return m_series[std::size_t(look) % m_series.size()];
}

QPen ChartStyle::line(int look, double points) const
{
    QPen result = pen(color(look), points);
    if (look > 0 && !dashes(look).isEmpty()) {
        result.setDashPattern(dashes(look));
        result.setCapStyle(Qt::FlatCap);
    }
    return result;
}

QColor ChartStyle::pale(const QColor &color, double strength) const
{
    const auto mix = [strength](int front, int back) {
        return int(std::lround(strength * front + (1 - strength) * back));
    };
    return {mix(color.red(), background.red()), mix(color.green(), background.green()),
            mix(color.blue(), background.blue())};
}

} // namespace outcrop
