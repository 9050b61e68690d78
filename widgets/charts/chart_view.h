#pragma once

#include "core/base/result.h"
#include "widgets/charts/chart.h"
#include "widgets/charts/plot_zoom.h"

#include <QSet>
#include <QWidget>

class QKeyEvent;
class QMenu;
class QStackedWidget;
class QTimer;
class QToolButton;

namespace outcrop {

class ChartTableView;
class Crosshair;
class Style;

// A figure one can ask: pointer or arrow keys read values, wheel zooms, drag pans, double click or
// Home resets, a click on the legend hides a line, one on a line or Enter leads to where it came
// from; it is also a table, and leaves as PNG, SVG or CSV. New data keep zoom and hidden lines.
class ChartView : public QWidget
{
    Q_OBJECT

public:
    explicit ChartView(Style &style, QWidget *parent = nullptr);

    // Redraws only what differs from the chart shown before, where the chart can tell.
    void showChart(const Chart &chart);
    const Chart &chart() const { return m_chart; }

    bool isTable() const;
    QString readout() const; // What the crosshair says; empty while there is none.
    bool isZoomed() const;
    QStringList series() const; // Labels of the legend.
    QStringList hiddenSeries() const;

    // The figure as it is shown, for print, in the light theme. By the suffix: png, svg or csv.
    Result<QByteArray> picture(const QString &suffix) const;

    QSize sizeHint() const override { return {520, 380}; }
    QSize minimumSizeHint() const override { return {220, 160}; }

public slots:
    void showTable(bool isTable);
    void resetView();
    void setSeriesHidden(const QString &label, bool isHidden);

signals:
    void status(const QString &sentence);
    void lineClicked(const QString &label); // A line, bar or dot of the series of that label.

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildPlot();
    void buildButtons();
    QMenu *makeMenu();
    void openMenu(const QPoint &globalPosition);
    void placeButtons();

    void redraw();
    void rememberHome();
    void describe();

    bool pressKey(const QKeyEvent &event);
    void click(const QPoint &place);
    void copyPicture() const;
    void askForFile(const QString &suffix);

    Style &m_style;
    Chart m_chart;
    QStackedWidget *m_pages;
    QCustomPlot *m_plot;
    ChartTableView *m_table;
    QWidget *m_buttons;
    QToolButton *m_tableButton;
    Crosshair *m_crosshair;
    QSet<QString> m_hidden;
    PlotRanges m_home;
    QPoint m_pressed;
    QTimer *m_redraw;
};

} // namespace outcrop
