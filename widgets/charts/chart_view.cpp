#include "widgets/charts/chart_view.h"

#include "core/async/run_async.h"
#include "core/base/files.h"
#include "widgets/charts/chart_parts.h"
#include "widgets/charts/chart_table_model.h"
#include "widgets/charts/export_charts.h"
#include "widgets/style/style.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace outcrop {

namespace {

constexpr double zoomStep = 0.8;
constexpr int keyStep = 8; // Pixels the crosshair goes by an arrow key.

// All axes in a fixed order.
QVector<QCPAxis *> axesOf(const QCustomPlot &plot)
{
    QVector<QCPAxis *> axes;
    for (const QCPAxisRect *rect : plot.axisRects()) {
        for (QCPAxis *axis : rect->axes())
            axes << axis;
    }
    return axes;
}

QVector<QPair<double, double>> rangesOf(const QCustomPlot &plot)
{
    QVector<QPair<double, double>> ranges;
    for (const QCPAxis *axis : axesOf(plot))
        ranges << qMakePair(axis->range().lower, axis->range().upper);
    return ranges;
}

void setRanges(const QCustomPlot &plot, const QVector<QPair<double, double>> &ranges)
{
    const QVector<QCPAxis *> axes = axesOf(plot);
    for (int i = 0; i < axes.size() && axes.size() == ranges.size(); ++i)
        axes[i]->setRange(ranges[i].first, ranges[i].second);
}

QString labelOf(const QCPAbstractPlottable &plottable)
{
    const QVariant owner = plottable.property("series");
    return owner.isValid() ? owner.toString() : plottable.name();
}

} // namespace

ChartView::ChartView(Style &style, QWidget *parent)
    : QWidget(parent)
    , m_style(style)
    , m_pages(new QStackedWidget(this))
    , m_plot(new QCustomPlot(this))
    , m_tableView(new QTableView(this))
    , m_table(new ChartTableModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_buttons(new QWidget(this))
    , m_tableButton(new QToolButton(m_buttons))
    , m_bubble(new QLabel(m_plot))
    , m_redraw(new QTimer(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(m_pages);
    buildPlot();
    buildTable();
    buildButtons();
    m_redraw->setSingleShot(true);
    m_redraw->setInterval(0);
    connect(m_redraw, &QTimer::timeout, this, &ChartView::redraw);
    connect(&m_style, &Style::changed, this, &ChartView::redraw);
}

void ChartView::buildPlot()
{
    m_pages->addWidget(m_plot);
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
        read(event->buttons() == Qt::NoButton ? readAt(*m_plot, event->pos()) : std::nullopt);
    });
    connect(m_plot, &QCustomPlot::beforeReplot, this, &ChartView::updateZoomLayers);
    connect(m_plot, &QCustomPlot::afterReplot, this, [this] {
        if (m_reading && m_reading->plottable)
            drawReading();
    });
    m_bubble->setObjectName(QStringLiteral("readout"));
    m_bubble->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_bubble->hide();
}

void ChartView::buildTable()
{
    m_pages->addWidget(m_tableView);
    m_sorted->setSourceModel(m_table);
    m_sorted->setSortRole(Qt::EditRole);
    m_tableView->setModel(m_sorted);
    m_tableView->setSortingEnabled(true);
    m_tableView->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_tableView->horizontalHeader()->setHighlightSections(false);
    m_tableView->verticalHeader()->hide();
    m_tableView->setShowGrid(false);
    m_tableView->setAlternatingRowColors(true);
    m_tableView->setWordWrap(false);
    m_tableView->installEventFilter(this);
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
                        && chart.empty == m_chart.empty && m_chart.empty.isEmpty();
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
    m_tableView->setAccessibleName(tr("%1, as a table").arg(m_chart.title));
    setAccessibleName(m_chart.title);
    setAccessibleDescription(what);
}

void ChartView::redraw()
{
    m_redraw->stop();
    placeButtons();
    if (!m_chart.draw && m_chart.empty.isEmpty())
        return;
    const bool zoomed = isZoomed();
    const auto ranges = rangesOf(*m_plot);
    read({});
    const QFont font = QApplication::font();
    ChartStyle style(m_style.theme(), font.family(), logicalDpiY() / pointsPerInch);
    style.titleEdge = m_buttons->width() + 6;
    m_plot->setBufferDevicePixelRatio(devicePixelRatioF());
    m_plot->setViewport(QRect(QPoint(), m_plot->size()));
    drawChart(*m_plot, m_chart, style);
    rememberHome();
    if (zoomed)
        setRanges(*m_plot, ranges);
    applyHidden(*m_plot);
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
    read({});
    m_plot->replot();
}

void ChartView::updateZoomLayers()
{
    // The enlarged corner would lie over what a person zooms to.
    for (const char *name : {"zoom", "zoom background"}) {
        if (QCPLayer *layer = m_plot->layer(QString::fromLatin1(name)))
            layer->setVisible(!isZoomed());
    }
}

QStringList ChartView::series() const
{
    QStringList labels;
    for (QCPLegend *legend : m_plot->findChildren<QCPLegend *>()) {
        for (int i = 0; i < legend->itemCount(); ++i) {
            if (auto *item = qobject_cast<QCPPlottableLegendItem *>(legend->item(i)))
                labels << item->plottable()->name();
        }
    }
    labels.removeDuplicates();
    return labels;
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
    read({});
    applyHidden(*m_plot);
    m_plot->replot();
}

void ChartView::applyHidden(QCustomPlot &plot) const
{
    for (int i = 0; i < plot.plottableCount(); ++i) {
        QCPAbstractPlottable *plottable = plot.plottable(i);
        plottable->setVisible(!m_hidden.contains(labelOf(*plottable)));
    }
    for (QCPLegend *legend : plot.findChildren<QCPLegend *>()) {
        for (int i = 0; i < legend->itemCount(); ++i) {
            auto *item = qobject_cast<QCPPlottableLegendItem *>(legend->item(i));
            if (!item)
                continue;
            QFont font = item->font();
            font.setStrikeOut(!item->plottable()->visible());
            item->setFont(font);
        }
    }
}

void ChartView::applyRanges(QCustomPlot &plot) const
{
    if (isZoomed())
        setRanges(plot, rangesOf(*m_plot));
    for (const char *name : {"zoom", "zoom background"}) {
        if (QCPLayer *layer = plot.layer(QString::fromLatin1(name)))
            layer->setVisible(!isZoomed());
    }
}

void ChartView::click(const QPoint &place)
{
    if (clickLegend(place))
        return;
    const std::optional<Reading> reading = readAt(*m_plot, place);
    if (reading && reading->plottable)
        emit lineClicked(reading->plottable->name());
}

bool ChartView::clickLegend(const QPointF &place)
{
    for (QCPLegend *legend : m_plot->findChildren<QCPLegend *>()) {
        for (int i = 0; i < legend->itemCount(); ++i) {
            auto *item = qobject_cast<QCPPlottableLegendItem *>(legend->item(i));
            if (item && item->outerRect().contains(place.toPoint())) {
                const QString label = item->plottable()->name();
                setSeriesHidden(label, !m_hidden.contains(label));
                return true;
            }
        }
    }
    return false;
}

void ChartView::read(const std::optional<Reading> &reading)
{
    m_reading = reading;
    drawReading();
}

QString ChartView::readout() const
{
    return m_reading ? m_reading->text : QString();
}

void ChartView::drawReading()
{
    m_plot->update();
    if (!m_reading) {
        m_bubble->hide();
        return;
    }
    m_bubble->setText(m_reading->text);
    m_bubble->setFont(m_style.small());
    m_bubble->adjustSize();
    QPoint corner = m_reading->place.toPoint() + QPoint(12, -m_bubble->height() - 10);
    if (corner.x() + m_bubble->width() > m_plot->width() - 4)
        corner.setX(m_reading->place.toPoint().x() - m_bubble->width() - 12);
    corner.setX(std::max(4, corner.x()));
    corner.setY(std::max(4, corner.y()));
    m_bubble->move(corner);
    m_bubble->show();
}

bool ChartView::moveReading(int key)
{
    const QVector<QCPAbstractPlottable *> lines = readable(*m_plot);
    if (lines.isEmpty())
        return false;
    int index = m_reading ? std::max(0, int(lines.indexOf(m_reading->plottable))) : 0;
    double x = m_reading ? m_reading->place.x() : lines[0]->keyAxis()->axisRect()->center().x();
    if (key == Qt::Key_Up || key == Qt::Key_Down)
        index = (index + (key == Qt::Key_Down ? 1 : lines.size() - 1)) % lines.size();
    else if (m_reading)
        x += key == Qt::Key_Left ? -keyStep : keyStep;
    const QCPAxisRect *rect = lines[index]->keyAxis()->axisRect();
    read(readColumn(*lines[index], std::clamp(x, double(rect->left()), double(rect->right()))));
    if (m_reading) {
        m_plot->setAccessibleDescription(m_reading->text);
        QAccessibleEvent changed(m_plot, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
    return true;
}

void ChartView::zoom(double factor)
{
    for (QCPAxisRect *rect : m_plot->axisRects()) {
        for (QCPAxis *axis : rect->axes()) {
            if (rect->rangeZoom().testFlag(axis->orientation()))
                axis->scaleRange(factor);
        }
    }
    m_plot->replot();
}

bool ChartView::isTable() const
{
    return m_pages->currentWidget() == m_tableView;
}

void ChartView::showTable(bool isTable)
{
    const bool hadFocus = m_pages->currentWidget()->hasFocus();
    m_pages->setCurrentWidget(isTable ? static_cast<QWidget *>(m_tableView) : m_plot);
    m_pages->setContentsMargins(0, isTable ? m_buttons->height() + 8 : 0, 0, 0);
    m_tableButton->setChecked(isTable);
    if (isTable)
        m_tableView->resizeColumnsToContents();
    if (hadFocus)
        m_pages->currentWidget()->setFocus();
}

void ChartView::copyTable() const
{
    QMap<int, QStringList> lines;
    QModelIndexList chosen = m_tableView->selectionModel()->selectedIndexes();
    std::sort(chosen.begin(), chosen.end());
    for (const QModelIndex &index : chosen)
        lines[index.row()] << index.data().toString();
    QStringList text;
    for (const QStringList &cells : lines)
        text << cells.join(QLatin1Char('\t'));
    QApplication::clipboard()->setText(text.join(QLatin1Char('\n')));
}

void ChartView::copyPicture() const
{
    QApplication::clipboard()->setPixmap(m_plot->grab());
}

Result<QByteArray> ChartView::picture(const QString &suffix) const
{
    const auto finish = [this](QCustomPlot &plot) {
        applyHidden(plot);
        applyRanges(plot);
    };
    if (suffix == QLatin1String("csv"))
        return toCsv(m_chart.table);
    return suffix == QLatin1String("svg") ? svgOf(m_chart, ChartStyle::Theme::Light, finish)
                                          : pngOf(m_chart, ChartStyle::Theme::Light, finish);
}

void ChartView::askForFile(const QString &suffix)
{
    auto *dialog = new QFileDialog(this, tr("Export the chart"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(tr("%1 file (*.%2)").arg(suffix.toUpper(), suffix));
    dialog->selectFile(m_chart.key + QLatin1Char('.') + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, suffix](const QString &path) {
        const Result<QByteArray> bytes = picture(suffix);
        if (!bytes) {
            emit status(bytes.error().message);
            return;
        }
        runAsync(
            this, [path, content = *bytes] { return saveAtomically(path, content); },
            [this, path](const Result<> &saved) {
                emit status(saved ? tr("The chart is in %1.").arg(path) : saved.error().message);
            });
    });
    dialog->open();
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
        read({});
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
        if (watched == m_tableView && key->matches(QKeySequence::Copy)) {
            copyTable();
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
        zoom(zoomStep);
        return true;
    case Qt::Key_Minus:
        zoom(1 / zoomStep);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_reading || !m_reading->plottable)
            return false;
        emit lineClicked(m_reading->plottable->name());
        return true;
    case Qt::Key_Escape:
        if (!m_reading)
            return false;
        read({});
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        return moveReading(event.key());
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
    if (!m_plot->hasFocus() && !m_tableView->hasFocus())
        return;
    painter.setPen(m_style.theme().accent);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace outcrop
