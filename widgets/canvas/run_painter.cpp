#include "widgets/canvas/run_painter.h"

#include "widgets/canvas/card_geometry.h"
#include "widgets/canvas/card_text.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::RunPainter)
};

constexpr int mostSparkPoints = 40;

QVector<double> finite(const QVector<double> &values)
{
    QVector<double> kept;
    std::copy_if(values.begin(), values.end(), std::back_inserter(kept),
                 [](double v) { return std::isfinite(v); });
    return kept;
}

} // namespace

QString stateIcon(BlockRunState state)
{
    switch (state) {
    case BlockRunState::Waiting:
        return QStringLiteral("waiting");
    case BlockRunState::Running:
        return QStringLiteral("running");
    case BlockRunState::Done:
        return QStringLiteral("good");
    case BlockRunState::Failed:
        return QStringLiteral("error");
    case BlockRunState::Cancelled:
        break;
    }
    return QStringLiteral("cancelled");
}

Ink stateInk(BlockRunState state)
{
    switch (state) {
    case BlockRunState::Waiting:
    case BlockRunState::Cancelled:
        return Ink::Muted;
    case BlockRunState::Running:
        return Ink::Accent;
    case BlockRunState::Done:
        return Ink::Good;
    case BlockRunState::Failed:
        break;
    }
    return Ink::Bad;
}

RunPainter::RunPainter(const Style &style, CardPixmaps &pixmaps, TextRuns &texts)
    : m_style(style), m_pixmaps(pixmaps), m_texts(texts)
{
}

void RunPainter::paint(QPainter &scaled, const BlockRun &run, bool changedSince)
{
    scaled.setRenderHint(QPainter::Antialiasing);
    paintState(scaled, run);
    if (run.state == BlockRunState::Running)
        paintBar(scaled, run);
    if (run.losses.size() > 1)
        paintLosses(scaled, finite(run.losses));
    paintBelow(scaled, run, changedSince);
}

void RunPainter::paintSmall(QPainter &painter, const QRectF &rect, BlockRunState state) const
{
    const QColor color = m_style.color(stateInk(state));
    const QRectF edge = rect.adjusted(0.5, 0.5, -0.5, -0.5); // Its lines are on whole pixels.
    painter.setPen(color);
    painter.setBrush(Qt::NoBrush);
    switch (state) {
    case BlockRunState::Waiting:
        return;
    case BlockRunState::Running:
        painter.drawRect(edge);
        return;
    case BlockRunState::Done:
        painter.fillRect(rect, color);
        return;
    case BlockRunState::Failed:
        painter.drawLine(edge.topLeft(), edge.bottomRight());
        painter.drawLine(edge.topRight(), edge.bottomLeft());
        return;
    case BlockRunState::Cancelled:
        painter.drawLine(QPointF(edge.left(), edge.center().y()),
                         QPointF(edge.right(), edge.center().y()));
        return;
    }
}

void RunPainter::paintState(QPainter &painter, const BlockRun &run)
{
    const QRectF rect = stateRect();
    painter.drawPixmap(
        rect, m_pixmaps.icon(stateIcon(run.state), stateInk(run.state), rect.width()), QRectF());
    if (run.warnings > 0)
        painter.drawPixmap(warningRect(),
                           m_pixmaps.icon(QStringLiteral("warning"), Ink::Warning, rect.width()),
                           QRectF());
}

void RunPainter::paintBar(QPainter &painter, const BlockRun &run)
{
    if (run.total <= 0)
        return;
    const QRectF bar = barRect();
    const double part = std::clamp(run.done / run.total, 0.0, 1.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.theme().line);
    painter.drawRoundedRect(bar, 1.5, 1.5);
    painter.setBrush(m_style.theme().running);
    painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(bar.width() * part, bar.height())), 1.5,
                            1.5);
}

void RunPainter::paintLosses(QPainter &painter, const QVector<double> &losses)
{
    if (losses.size() < 2)
        return;
    const auto [low, high] = std::minmax_element(losses.begin(), losses.end());
    const double span = std::max(*high - *low, 1e-12);
    const QRectF rect = sparkRect();
    const int count = std::min(int(losses.size()), mostSparkPoints);
    QVector<QPointF> points;
    for (int i = 0; i < count; ++i) {
        const double loss = losses[i * (losses.size() - 1) / (count - 1)];
        points << QPointF(rect.left() + rect.width() * i / (count - 1),
                          rect.bottom() - rect.height() * (loss - *low) / span);
    }
    painter.setPen(QPen(m_style.theme().running, 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(points.constData(), points.size());
}

void RunPainter::paintBelow(QPainter &painter, const BlockRun &run, bool changedSince)
{
    const Theme &theme = m_style.theme();
    const QFontMetricsF &metrics = m_texts.metrics(TextFont::Line);
    const QRectF rect = belowRect();
    const double base = rect.top() + metrics.ascent() + 1;
    double room = rect.width();
    if (changedSince) {
        const QString changed = Tr::tr("changed since");
        m_texts.draw(painter, {rect.left(), base}, changed, TextFont::Line, theme.warning);
        room -= metrics.horizontalAdvance(changed) + 8;
    }
    const QString line = metrics.elidedText(runLine(run), Qt::ElideRight, room);
    m_texts.draw(painter, {rect.right() - metrics.horizontalAdvance(line), base}, line,
                 TextFont::Line, run.state == BlockRunState::Failed ? theme.bad : theme.mutedText);
}

} // namespace outcrop
