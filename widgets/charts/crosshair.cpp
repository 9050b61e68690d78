#include "widgets/charts/crosshair.h"

#include <QAccessible>
#include <QLabel>
#include <qcustomplot.h>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int keyStep = 8; // Pixels it goes by an arrow key.
constexpr int besides = 12;
constexpr int above = 10;
constexpr int edge = 4;

} // namespace

Crosshair::Crosshair(QCustomPlot &plot) : QObject(&plot), m_plot(plot), m_bubble(new QLabel(&plot))
{
    m_bubble->setObjectName(QStringLiteral("readout"));
    m_bubble->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_bubble->hide();
    connect(&plot, &QCustomPlot::afterReplot, this, [this] {
        if (m_reading && m_reading->plottable)
            draw();
    });
}

void Crosshair::setFont(const QFont &font)
{
    m_bubble->setFont(font);
}

QString Crosshair::text() const
{
    return m_reading ? m_reading->text : QString();
}

QString Crosshair::series() const
{
    return m_reading && m_reading->plottable ? m_reading->plottable->name() : QString();
}

void Crosshair::readAt(const QPointF &pixel)
{
    set(outcrop::readAt(m_plot, pixel));
}

void Crosshair::clear()
{
    set({});
}

void Crosshair::setLineColor(const QColor &color)
{
    m_lineColor = color;
}

void Crosshair::set(const std::optional<Reading> &reading)
{
    m_reading = reading;
    drawLines();
    draw();
}

// Through the place, from edge to edge of its axes. A cell is seen without.
void Crosshair::drawLines()
{
    const bool isShown = m_reading && m_reading->plottable && m_reading->rect;
    QCPLayer *const layer = m_plot.layer(QStringLiteral("overlay"));
    if (!isShown && !m_lines[0])
        return;
    for (QPointer<QCPItemLine> &line : m_lines) {
        if (!line) {
            line = new QCPItemLine(&m_plot);
            line->setLayer(layer);
            line->setSelectable(false);
            line->setAntialiased(false);
            line->start->setType(QCPItemPosition::ptAbsolute);
            line->end->setType(QCPItemPosition::ptAbsolute);
        }
        line->setVisible(isShown);
        line->setPen(QPen(m_lineColor, 0));
    }
    if (isShown) {
        const QRectF rect(m_reading->rect->rect());
        const QPointF place = m_reading->place;
        m_lines[0]->start->setPixelPosition({place.x(), rect.top()});
        m_lines[0]->end->setPixelPosition({place.x(), rect.bottom()});
        m_lines[1]->start->setPixelPosition({rect.left(), place.y()});
        m_lines[1]->end->setPixelPosition({rect.right(), place.y()});
        for (const QPointer<QCPItemLine> &line : m_lines)
            line->setClipAxisRect(m_reading->rect);
    }
    layer->replot();
}

void Crosshair::draw()
{
    m_plot.update();
    if (!m_reading) {
        m_bubble->hide();
        return;
    }
    m_bubble->setText(m_reading->text);
    m_bubble->adjustSize();
    const QPoint place = m_reading->place.toPoint();
    QPoint corner = place + QPoint(besides, -m_bubble->height() - above);
    if (corner.x() + m_bubble->width() > m_plot.width() - edge)
        corner.setX(place.x() - m_bubble->width() - besides);
    m_bubble->move(std::max(edge, corner.x()), std::max(edge, corner.y()));
    m_bubble->show();
}

bool Crosshair::move(int key)
{
    const QVector<QCPAbstractPlottable *> lines = readable(m_plot);
    if (lines.isEmpty())
        return false;
    int index = m_reading ? std::max(0, int(lines.indexOf(m_reading->plottable))) : 0;
    double x = m_reading ? m_reading->place.x() : lines[0]->keyAxis()->axisRect()->center().x();
    if (key == Qt::Key_Up || key == Qt::Key_Down)
        index = (index + (key == Qt::Key_Down ? 1 : lines.size() - 1)) % lines.size();
    else if (m_reading)
        x += key == Qt::Key_Left ? -keyStep : keyStep;
    const QCPAxisRect *rect = lines[index]->keyAxis()->axisRect();
    set(readColumn(*lines[index], std::clamp(x, double(rect->left()), double(rect->right()))));
    if (m_reading)
        tellDescription();
    return true;
}

void Crosshair::tellDescription()
{
    m_plot.setAccessibleDescription(m_reading->text);
    QAccessibleEvent changed(&m_plot, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

} // namespace outcrop
