#include "widgets/charts/chart_view.h"

#include "widgets/charts/chart_parts.h"
#include "widgets/charts/chart_table_view.h"
#include "widgets/charts/crosshair.h"
#include "widgets/charts/export_charts.h"
#include "widgets/charts/plot_series.h"
#include "widgets/charts/save_dialog.h"
#include "widgets/style/style.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace outcrop {

namespace {

constexpr double zoomStep = 0.8;

} // namespace

ChartView::ChartView(Style &style, QWidget *parent)
    : QWidget(parent)
    , m_style(style)
    , m_pages(new QStackedWidget(this))
    , m_plot(new QCustomPlot(this))
    , m_table(new ChartTableView(style, this))
    , m_buttons(new QWidget(this))
    , m_tableButton(new QToolButton(m_buttons))
    , m_crosshair(new Crosshair(*m_plot))
    , m_redraw(new QTimer(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(m_pages);
    buildPlot();
    m_pages->addWidget(m_table);
    m_table->installEventFilter(this);
    buildButtons();
    m_redraw->setSingleShot(true);
    m_redraw->setInterval(0);
    connect(m_redraw, &QTimer::timeout, this, &ChartView::redraw);
    connect(&m_style, &Style::changed, this, &ChartView::redraw);
}

void ChartView::buildPlot()
{
    m_pages->addWidget(m_plot);
    m_plot->setMinimumSize(1, 1); // What is drawn fits the room it gets, not the other way round.
    m_plot->setFocusPolicy(Qt::StrongFocus);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->installEventFilter(this);
    m_plot->setMouseTracking(true);
    connect(m_plot, &QCustomPlot::mousePress, this,
            [this](QMouseEvent *event) { m_pressed = event->pos(); });
    connect(m_plot, &QCustomPlot::mouseRelease, this, [this](QMouseEvent *event) {
        const bool isClick =
            (event->pos() - m_pressed).manhattanLength() < QApplication::startDragDistance();
        if (isClick && event->button() == Qt::LeftButton)
            click(event->pos());
    });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &ChartView::resetView);
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent *event) {
        if (event->buttons() == Qt::NoButton)
            m_crosshair->readAt(event->pos());
        else
            m_crosshair->clear();
    });
    connect(m_plot, &QCustomPlot::beforeReplot, this,
            [this] { showEnlargedCorner(*m_plot, !isZoomed()); });
}

void ChartView::buildButtons()
{
    auto *row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    const auto add = [&](QToolButton *button, const char *icon, const QString &name) {
        button->setIcon(m_style.icon(QString::fromLatin1(icon), Ink::Muted));
        button->setAutoRaise(true);
        button->setToolTip(name);
        button->setAccessibleName(name);
        row->addWidget(button);
        return button;
    };
    add(m_tableButton, "table", tr("Show as table (T)"))->setCheckable(true);
    connect(m_tableButton, &QToolButton::toggled, this, &ChartView::showTable);
    connect(add(new QToolButton(m_buttons), "fit", tr("Reset the view (Home)")),
            &QToolButton::clicked, this, &ChartView::resetView);
    QToolButton *more = add(new QToolButton(m_buttons), "export", tr("Export and more (Menu key)"));
    connect(more, &QToolButton::clicked, this,
            [this, more] { openMenu(more->mapToGlobal(QPoint(0, more->height()))); });
}

void ChartView::placeButtons()
{
    m_buttons->adjustSize();
    m_buttons->move(width() - m_buttons->width() - 6, 5);
    m_buttons->raise();
}

void ChartView::showChart(const Chart &chart)
{
    const bool isSame = chart.key == m_chart.key && chart.title == m_chart.title
                        && chart.frame == m_chart.frame && chart.empty == m_chart.empty
                        && m_chart.empty.isEmpty();
    const bool zoomed = isZoomed();
    const auto ranges = rangesOf(*m_plot);
    m_chart = chart;
    m_table->setTable(chart.table);
    describe();
    if (isSame && chart.refresh && chart.refresh(*m_plot)) {
        rememberHome();
        if (zoomed)
            setRanges(*m_plot, ranges);
        m_plot->replot(QCustomPlot::rpQueuedReplot);
        return;
    }
    if (!isSame)
        m_home.clear();
    redraw();
}

void ChartView::describe()
{
    const QString what = m_chart.empty.isEmpty() ? m_chart.summary : m_chart.empty;
    m_plot->setAccessibleName(m_chart.title);
    m_plot->setAccessibleDescription(what);
    m_table->setAccessibleName(tr("%1, as a table").arg(m_chart.title));
    setAccessibleName(m_chart.title);
    setAccessibleDescription(what);
}

void ChartView::redraw()
{
    m_redraw->stop();
    const bool isEmpty = !m_chart.empty.isEmpty();
    m_buttons->setVisible(!isEmpty);
    if (isEmpty && isTable())
        showTable(false);
    placeButtons();
    if (!m_chart.draw && m_chart.empty.isEmpty())
        return;
    const bool zoomed = isZoomed();
    const auto ranges = rangesOf(*m_plot);
    m_crosshair->clear();
    const QFont font = QApplication::font();
    m_crosshair->setFont(m_style.small());
    m_crosshair->setLineColor(m_style.theme().mutedText);
    ChartStyle style(m_style.theme(), font.family(), logicalDpiY() / pointsPerInch);
    style.titleEdge = m_buttons->width() + 6;
    m_plot->setBufferDevicePixelRatio(devicePixelRatioF());
    m_plot->setViewport(QRect(QPoint(), m_plot->size()));
    drawChart(*m_plot, m_chart, style);
    rememberHome();
    if (zoomed)
        setRanges(*m_plot, ranges);
    hideSeries(*m_plot, m_hidden);
    m_plot->replot();
}

void ChartView::rememberHome()
{
    m_home = rangesOf(*m_plot);
}

bool ChartView::isZoomed() const
{
    const auto ranges = rangesOf(*m_plot);
    return m_home.size() == ranges.size() && ranges != m_home;
}

void ChartView::resetView()
{
    setRanges(*m_plot, m_home);
    m_crosshair->clear();
    m_plot->replot();
}

QStringList ChartView::series() const
{
    return seriesOf(*m_plot);
}

QStringList ChartView::hiddenSeries() const
{
    QStringList labels = series();
    labels.erase(std::remove_if(labels.begin(), labels.end(),
                                [this](const QString &label) { return !m_hidden.contains(label); }),
                 labels.end());
    return labels;
}

void ChartView::setSeriesHidden(const QString &label, bool isHidden)
{
    if (isHidden)
        m_hidden.insert(label);
    else
        m_hidden.remove(label);
    m_crosshair->clear();
    hideSeries(*m_plot, m_hidden);
    m_plot->replot();
}

void ChartView::click(const QPoint &place)
{
    const QString label = seriesAt(*m_plot, place);
    if (!label.isEmpty()) {
        setSeriesHidden(label, !m_hidden.contains(label));
        return;
    }
    const std::optional<Reading> reading = readAt(*m_plot, place);
    if (reading && reading->plottable)
        emit lineClicked(reading->plottable->name());
}

QString ChartView::readout() const
{
    return m_crosshair->text();
}

bool ChartView::isTable() const
{
    return m_pages->currentWidget() == m_table;
}

void ChartView::showTable(bool isTable)
{
    const bool hadFocus = m_pages->currentWidget()->hasFocus();
    m_pages->setCurrentWidget(isTable ? static_cast<QWidget *>(m_table) : m_plot);
    m_pages->setContentsMargins(0, isTable ? m_buttons->height() + 8 : 0, 0, 0);
    m_tableButton->setChecked(isTable);
    if (isTable)
        m_table->resizeColumnsToContents();
    if (hadFocus)
        m_pages->currentWidget()->setFocus();
}

void ChartView::copyPicture() const
{
    QApplication::clipboard()->setPixmap(m_plot->grab());
}

Result<QByteArray> ChartView::picture(const QString &suffix) const
{
    const auto finish = [this](QCustomPlot &plot) {
        hideSeries(plot, m_hidden);
        if (isZoomed())
            setRanges(plot, rangesOf(*m_plot));
        showEnlargedCorner(plot, !isZoomed());
    };
    if (suffix == QLatin1String("csv"))
        return toCsv(m_chart.table);
    return suffix == QLatin1String("svg") ? svgOf(m_chart, ChartStyle::Theme::Light, finish)
                                          : pngOf(m_chart, ChartStyle::Theme::Light, finish);
}

void ChartView::askForFile(const QString &suffix)
{
    askAndSave(this, {tr("Export the chart"), m_chart.key + QLatin1Char('.') + suffix,
                      [this, suffix] { return picture(suffix); }, tr("The chart is in %1."),
                      [this](const QString &sentence) { emit status(sentence); }});
}

QMenu *ChartView::makeMenu()
{
    auto *menu = new QMenu(this);
    QAction *table = menu->addAction(tr("Show as table"), this, [this] { showTable(!isTable()); });
    table->setCheckable(true);
    table->setChecked(isTable());
    QAction *reset = menu->addAction(m_style.icon(QStringLiteral("fit")), tr("Reset the view"),
                                     this, &ChartView::resetView);
    reset->setEnabled(isZoomed());
    const QStringList labels = series();
    if (!labels.isEmpty()) {
        QMenu *lines = menu->addMenu(tr("Shown"));
        for (const QString &label : labels) {
            QAction *action = lines->addAction(label);
            action->setCheckable(true);
            action->setChecked(!m_hidden.contains(label));
            connect(action, &QAction::toggled, this,
                    [this, label](bool isShown) { setSeriesHidden(label, !isShown); });
        }
    }
    menu->addSeparator();
    menu->addAction(m_style.icon(QStringLiteral("copy")), tr("Copy the picture"), this,
                    [this] { copyPicture(); });
    for (const char *suffix : {"png", "svg", "csv"}) {
        const QString name = QString::fromLatin1(suffix);
        QAction *action = menu->addAction(m_style.icon(QStringLiteral("export")),
                                          tr("Export as %1…").arg(name.toUpper()), this,
                                          [this, name] { askForFile(name); });
        action->setEnabled(m_chart.empty.isEmpty());
    }
    return menu;
}

void ChartView::openMenu(const QPoint &globalPosition)
{
    QMenu *menu = makeMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(globalPosition);
}

bool ChartView::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ContextMenu:
        openMenu(static_cast<QContextMenuEvent *>(event)->globalPos());
        return true;
    case QEvent::Leave:
        m_crosshair->clear();
        break;
    case QEvent::FocusIn:
    case QEvent::FocusOut:
        update();
        break;
    case QEvent::KeyPress: {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_T && key->modifiers() == Qt::NoModifier) {
            showTable(!isTable());
            return true;
        }
        if (watched == m_table && key->matches(QKeySequence::Copy)) {
            m_table->copy();
            return true;
        }
        if (watched == m_plot)
            return pressKey(*key);
        break;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

bool ChartView::pressKey(const QKeyEvent &event)
{
    if (event.matches(QKeySequence::Copy)) {
        copyPicture();
        return true;
    }
    switch (event.key()) {
    case Qt::Key_Home:
        resetView();
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomPlot(*m_plot, zoomStep);
        return true;
    case Qt::Key_Minus:
        zoomPlot(*m_plot, 1 / zoomStep);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_crosshair->series().isEmpty())
            return false;
        emit lineClicked(m_crosshair->series());
        return true;
    case Qt::Key_Escape:
        if (m_crosshair->text().isEmpty())
            return false;
        m_crosshair->clear();
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        return m_crosshair->move(event.key());
    default:
        return false;
    }
}

void ChartView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeButtons();
    m_redraw->start();
}

void ChartView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_style.theme().panel);
    if (!m_plot->hasFocus() && !m_table->hasFocus())
        return;
    painter.setPen(m_style.theme().accent);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace outcrop
