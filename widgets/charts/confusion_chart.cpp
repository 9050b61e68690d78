#include "widgets/charts/confusion_chart.h"

#include "widgets/charts/chart_parts.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ConfusionChart)
};

constexpr int mostWritten = 12;      // Classes; cells of more have no room for numbers.
constexpr int mostRoomy = 6;         // Classes whose cells have room for the share as well.
constexpr double smallestFigure = 6; // Points.
constexpr double darkest = 1;        // How strong the colour of a full cell is.

QString percentText(double share)
{
    return std::isfinite(share) ? QStringLiteral("%1 %").arg(share * 100, 0, 'f', 1) : QString();
}

// What a pointer over the cell is told.
QString readout(const ConfusionModel &model, const ConfusionModel::Matrix &matrix,
                std::size_t truth, std::size_t predicted)
{
    return Tr::tr("%1 taken for %2\n%3 rows, %4")
        .arg(shownTitle(model.classes[int(truth)]), shownTitle(model.classes[int(predicted)]))
        .arg(matrix.counts[truth][predicted])
        .arg(percentText(matrix.share(truth, predicted)));
}

QCPItemText *addText(QCustomPlot &plot, QCPAxisRect &rect, const QString &text, const QFont &font,
                     const QColor &color)
{
    auto *item = new QCPItemText(&plot);
    item->position->setAxes(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    item->position->setAxisRect(&rect);
    item->setClipAxisRect(&rect);
    item->setText(text);
    item->setFont(font);
    item->setColor(color);
    return item;
}

// In which the largest number fits into a cell of `side` pixels; of 1 pixel if none does.
QFont figureFont(const ConfusionModel::Matrix &matrix, int side, const ChartStyle &style)
{
    const int classes = int(matrix.counts.size());
    qint64 largest = 0;
    for (const auto &row : matrix.counts)
        largest = std::max<qint64>(largest, *std::max_element(row.begin(), row.end()));
    QFont font = style.font(classes <= mostRoomy ? 11 : 8, true);
    const auto fits = [&] {
        const QFontMetrics metrics(font);
        return metrics.horizontalAdvance(QString::number(largest)) + 2 <= side
               && metrics.capHeight() + 4 <= side;
    };
    while (!fits() && font.pixelSize() > style.pixels(smallestFigure))
        font.setPixelSize(font.pixelSize() - 1);
    if (classes > mostWritten || !fits())
        font.setPixelSize(1);
    return font;
}

void addCell(QCustomPlot &plot, QCPAxisRect &rect, const ConfusionModel &model,
             const ConfusionModel::Matrix &matrix, std::size_t truth, std::size_t predicted,
             QFont figures, const ChartStyle &style)
{
    const double share = matrix.share(truth, predicted);
    const double strength = std::isfinite(share) ? share * darkest : 0;
    const int classes = model.classes.size();
    const QPointF center(double(predicted), double(classes - 1 - int(truth)));
    auto *cell = new QCPItemRect(&plot);
    for (QCPItemPosition *corner : {cell->topLeft, cell->bottomRight}) {
        corner->setAxes(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
        corner->setAxisRect(&rect);
    }
    cell->setClipAxisRect(&rect);
    cell->topLeft->setCoords(center + QPointF(-0.5, 0.5));
    cell->bottomRight->setCoords(center + QPointF(0.5, -0.5));
    const QColor fill = style.pale(style.color(0), strength);
    cell->setBrush(fill);
    cell->setPen(style.pen(style.background, 1.2));
    cell->setProperty("readout", readout(model, matrix, truth, predicted));
    if (figures.pixelSize() <= 1)
        return; // The colour says it, and the read-out.
    const QColor ink = contrast(style.text, fill) >= contrast(style.background, fill)
                           ? style.text
                           : style.background;
    const bool isNone = matrix.counts[truth][predicted] == 0;
    const bool isRoomy = classes <= mostRoomy;
    figures.setBold(truth == predicted);
    QCPItemText *count = addText(plot, rect, QString::number(matrix.counts[truth][predicted]),
                                 figures, isNone ? style.faint : ink);
    count->position->setCoords(center);
    if (!isRoomy)
        return;
    count->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
    QCPItemText *percent = addText(plot, rect, percentText(share), style.font(7.5), ink);
    percent->setPositionAlignment(Qt::AlignHCenter | Qt::AlignTop);
    percent->position->setCoords(center);
}

void setClasses(QCPAxis &axis, const QStringList &classes, bool isFalling)
{
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    for (int i = 0; i < classes.size(); ++i)
        ticker->addTick(isFalling ? classes.size() - 1 - i : i, shownTitle(classes[i]));
    axis.setTicker(ticker);
    axis.setTickLength(0, 0);
    axis.setRange(-0.5, classes.size() - 0.5);
    axis.grid()->setVisible(false);
}

// About what a matrix has, in pixels, once title, note, axes and their labels have their room.
int matrixSide(const QCustomPlot &plot, const ConfusionModel &model, const ChartStyle &style)
{
    const QSize whole = plot.viewport().size();
    const int matrices = std::max(1, int(model.matrices.size()));
    return std::min(whole.width() / matrices - style.wholePixels(60),
                    whole.height() - style.wholePixels(124));
}

void addMatrix(QCustomPlot &plot, QCPLayoutGrid &grid, int column, const ConfusionModel &model,
               const ChartStyle &style)
{
    const ConfusionModel::Matrix &matrix = model.matrices[std::size_t(column)];
    auto *title = new QCPTextElement(&plot, matrix.title, style.font(9));
    title->setTextColor(style.faint);
    grid.addElement(0, column, title);
    auto *rect = new SquareAxisRect(&plot);
    grid.addElement(1, column, rect);
    rect->setupFullAxesBox();
    styleAxes(*rect, Tr::tr("predicted"), Tr::tr("true"), style);
    setMovable(*rect, {});
    setClasses(*rect->axis(QCPAxis::atBottom), model.classes, false);
    setClasses(*rect->axis(QCPAxis::atLeft), model.classes, true);
    rect->axis(QCPAxis::atLeft)->setTickLabelRotation(model.classes.size() <= 6 ? -90 : 0);
    const auto classes = std::size_t(model.classes.size());
    const QFont figures = figureFont(
        matrix, matrixSide(plot, model, style) / std::max(1, model.classes.size()), style);
    for (std::size_t truth = 0; truth < classes; ++truth) {
        for (std::size_t predicted = 0; predicted < classes; ++predicted)
            addCell(plot, *rect, model, matrix, truth, predicted, figures, style);
    }
}

void draw(QCustomPlot &plot, const ConfusionModel &model, const ChartStyle &style)
{
    auto *grid = new QCPLayoutGrid;
    plot.plotLayout()->addElement(1, 0, grid);
    for (std::size_t i = 0; i < model.matrices.size(); ++i)
        addMatrix(plot, *grid, int(i), model, style);
    grid->setRowStretchFactor(0, 0.001);
    addNote(plot, 2, model.note, style);
}

ChartTable table(const ConfusionModel &model)
{
    ChartTable table{{Tr::tr("Rows of"), Tr::tr("True"), Tr::tr("Predicted"), Tr::tr("Rows"),
                      Tr::tr("Share of the true class")},
                     {},
                     {}};
    for (const ConfusionModel::Matrix &matrix : model.matrices) {
        for (std::size_t truth = 0; truth < matrix.counts.size(); ++truth) {
            for (std::size_t predicted = 0; predicted < matrix.counts.size(); ++predicted)
                table.rows.push_back(
                    {matrix.title, model.classes[int(truth)], model.classes[int(predicted)],
                     double(matrix.counts[truth][predicted]), matrix.share(truth, predicted)});
        }
    }
    return table;
}

QString summaryOf(const ConfusionModel &model)
{
    QStringList shares;
    for (int i = 0; i < model.classes.size() && !model.matrices.empty(); ++i)
        shares << Tr::tr("%1 recognized in %2")
                      .arg(shownTitle(model.classes[i]), percentText(model.matrices.front().share(
                                                             std::size_t(i), std::size_t(i))));
    return shares.join(QStringLiteral("; "));
}

} // namespace

Chart makeConfusionChart(const ConfusionModel &model)
{
    Chart chart;
    chart.title = model.title;
    chart.empty = model.empty;
    chart.printSize = {std::max(squarePrint.width(), int(model.matrices.size()) * 1200),
                       model.matrices.size() > 1 ? 1500 : squarePrint.height()};
    chart.summary = summaryOf(model);
    if (model.empty.isEmpty())
        chart.table = table(model);
    chart.draw = [model](QCustomPlot &plot, const ChartStyle &style) { draw(plot, model, style); };
    return chart;
}

} // namespace outcrop
