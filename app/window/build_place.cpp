#include "app/window/build_place.h"

#include <QDataStream>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace outcrop {

namespace {

// What the sides take of the place, in percent, and at most and at least in pixels.
struct Share
{
    int percent, least, most;

    int of(int whole, const Style &style) const
    {
        return std::clamp(whole * percent / 100, least, style.scaled(most));
    }
};

constexpr Share leftShare{18, 204, 250}, rightShare{26, 270, 340}, bottomShare{30, 120, 230};

QSplitter *makeSplitter(Qt::Orientation orientation)
{
    auto *const splitter = new QSplitter(orientation);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

QTabWidget *makeTabs(const QString &name)
{
    auto *const tabs = new QTabWidget;
    tabs->setDocumentMode(true);
    tabs->setAccessibleName(name);
    tabs->tabBar()->setDrawBase(false);
    // As by its keys: what is opened has the keyboard, so that Ctrl+F, say, searches in it.
    QObject::connect(tabs, &QTabWidget::tabBarClicked, tabs, [tabs](int index) {
        tabs->setCurrentIndex(index);
        if (QWidget *const panel = tabs->widget(index))
            panel->setFocus(Qt::MouseFocusReason);
    });
    return tabs;
}

} // namespace

BuildPlace::BuildPlace(QWidget *welcome, Style &style, QWidget *parent)
    : QWidget(parent)
    , m_style(style)
    , m_tabs(new DocumentTabs(style))
    , m_pages(new QStackedWidget)
    , m_columns(makeSplitter(Qt::Horizontal))
    , m_rows(makeSplitter(Qt::Vertical))
    , m_left(makeTabs(tr("Blocks and outline")))
    , m_bottom(makeTabs(tr("About the pipeline")))
    , m_right(new QWidget)
    , m_canvases(new QStackedWidget)
{
    auto *const whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_pages);
    auto *const center = new QWidget;
    auto *const column = new QVBoxLayout(center);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tabs);
    column->addWidget(m_canvases, 1);
    m_canvases->setMinimumSize(240, 120);
    m_bottom->setMinimumHeight(90);
    m_left->setMinimumWidth(leftShare.least);
    auto *const right = new QVBoxLayout(m_right);
    right->setContentsMargins(0, 0, 0, 0);
    m_right->setMinimumWidth(rightShare.least);

    m_rows->addWidget(center);
    m_rows->addWidget(m_bottom);
    m_rows->setStretchFactor(0, 1);
    m_columns->addWidget(m_left);
    m_columns->addWidget(m_rows);
    m_columns->addWidget(m_right);
    m_columns->setStretchFactor(1, 1);
    m_pages->addWidget(welcome);
    m_pages->addWidget(m_columns);
    connect(m_tabs, &DocumentTabs::currentChanged, this, &BuildPlace::showCurrent);
    for (const QSplitter *const splitter : {m_columns, m_rows})
        connect(splitter, &QSplitter::splitterMoved, this, [this] { m_isArranged = true; });
}

// A small window gives the canvas what it can.
void BuildPlace::shareOut()
{
    const int left = leftShare.of(width(), m_style), right = rightShare.of(width(), m_style);
    m_columns->setSizes({left, width() - left - right, right});
    const int bottom = bottomShare.of(height(), m_style);
    m_rows->setSizes({height() - bottom, bottom});
}

void BuildPlace::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (!m_isArranged)
        shareOut();
}

void BuildPlace::addLeft(QWidget *panel, const QString &title)
{
    m_left->addTab(panel, title);
}

void BuildPlace::addBottom(QWidget *panel, const QString &title)
{
    m_bottom->addTab(panel, title);
}

void BuildPlace::setRight(QWidget *panel)
{
    m_right->layout()->addWidget(panel);
}

void BuildPlace::setOverCanvas(QWidget *bar)
{
    m_over = bar;
    bar->setParent(m_canvases->parentWidget());
    bar->installEventFilter(this);
    m_canvases->installEventFilter(this);
}

void BuildPlace::placeOver()
{
    constexpr int margin = 14;
    const QRect canvas = m_canvases->geometry();
    const QSize size = m_over->sizeHint().boundedTo(canvas.size() - QSize(2 * margin, 2 * margin));
    const QPoint corner(canvas.center().x() - size.width() / 2, canvas.top() + margin);
    m_over->setGeometry({corner, size});
    m_over->raise();
}

bool BuildPlace::eventFilter(QObject *watched, QEvent *event)
{
    const bool isResized = watched == m_canvases && event->type() == QEvent::Resize;
    const bool isFilled =
        watched == m_over
        && (event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest);
    if (isResized || isFilled)
        placeOver();
    return QWidget::eventFilter(watched, event);
}

void BuildPlace::addCanvas(OpenDocument *document, QWidget *canvas)
{
    m_canvasOf[document] = canvas;
    m_canvases->addWidget(canvas);
    m_tabs->add(document);
    showCurrent();
}

void BuildPlace::removeCanvas(OpenDocument *document)
{
    QWidget *const canvas = m_canvasOf[document];
    m_canvasOf.erase(document);
    m_tabs->remove(document);
    delete canvas;
    showCurrent();
}

void BuildPlace::showCurrent()
{
    if (QWidget *const current = canvas())
        m_canvases->setCurrentWidget(current);
    m_pages->setCurrentIndex(m_canvasOf.empty() ? 0 : 1);
}

QWidget *BuildPlace::canvases() const
{
    return m_canvases;
}

QWidget *BuildPlace::canvas() const
{
    const auto canvas = m_canvasOf.find(m_tabs->current());
    return canvas == m_canvasOf.end() ? nullptr : canvas->second;
}

void BuildPlace::showPanel(QWidget *panel)
{
    for (const auto &[tabs, side] : {std::pair(m_left, Side::Left), {m_bottom, Side::Bottom}}) {
        if (tabs->indexOf(panel) >= 0) {
            setShown(side, true);
            tabs->setCurrentWidget(panel);
        }
    }
    if (m_right->isAncestorOf(panel))
        setShown(Side::Right, true);
}

void BuildPlace::setTitle(QWidget *panel, const QString &title)
{
    for (QTabWidget *const tabs : {m_left, m_bottom}) {
        if (const int index = tabs->indexOf(panel); index >= 0)
            tabs->setTabText(index, title);
    }
}

QWidget *BuildPlace::sideOf(Side side) const
{
    switch (side) {
    case Side::Left:
        return m_left;
    case Side::Right:
        return m_right;
    case Side::Bottom:
        return m_bottom;
    }
    return nullptr;
}

bool BuildPlace::isShown(Side side) const
{
    return !sideOf(side)->isHidden();
}

void BuildPlace::setShown(Side side, bool shown)
{
    sideOf(side)->setVisible(shown);
}

QVector<QWidget *> BuildPlace::panes() const
{
    return {m_tabs->bar(), m_left, canvas(), m_right, m_bottom};
}

QByteArray BuildPlace::saveState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << m_columns->saveState() << m_rows->saveState() << m_left->currentIndex()
           << m_bottom->currentIndex();
    for (const Side side : {Side::Left, Side::Right, Side::Bottom})
        stream << isShown(side);
    return state;
}

void BuildPlace::restoreState(const QByteArray &state)
{
    QDataStream stream(state);
    QByteArray columns, rows;
    int left = 0, bottom = 0;
    std::array<bool, 3> shown{true, true, true};
    stream >> columns >> rows >> left >> bottom >> shown[0] >> shown[1] >> shown[2];
    if (stream.status() != QDataStream::Ok)
        return;
    m_isArranged = true;
    m_columns->restoreState(columns);
    m_rows->restoreState(rows);
    m_left->setCurrentIndex(left);
    m_bottom->setCurrentIndex(bottom);
    setShown(Side::Left, shown[0]);
    setShown(Side::Right, shown[1]);
    setShown(Side::Bottom, shown[2]);
}

} // namespace outcrop
