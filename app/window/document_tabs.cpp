#include "app/window/document_tabs.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QTabBar>
#include <QToolButton>

namespace outcrop {

namespace {

constexpr int dot = 7;
constexpr int longestTitle = 32;

// What stands at the right of a tab's title: a dot while something is not saved, and the cross.
class TabEnd : public QWidget
{
public:
    TabEnd(Style &style, QToolButton *close) : m_style(style)
    {
        auto *const row = new QHBoxLayout(this);
        row->setContentsMargins(dot + 4, 0, 0, 0);
        row->addWidget(close);
    }

    void setDirty(bool dirty)
    {
        m_dirty = dirty;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        if (!m_dirty)
            return;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_style.theme().accent);
        painter.drawEllipse(QRectF(0, (height() - dot) / 2.0, dot, dot));
    }

private:
    Style &m_style;
    bool m_dirty = false;
};

} // namespace

DocumentTabs::DocumentTabs(Style &style, QWidget *parent)
    : QFrame(parent), m_style(style), m_tabs(new QTabBar), m_row(new QHBoxLayout(this))
{
    m_tabs->setMovable(true);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideNone); // Many are scrolled: a few letters say nothing.
    m_tabs->setAccessibleName(tr("Open pipelines"));
    m_tabs->installEventFilter(this);
    m_row->setContentsMargins(6, 6, 8, 6);
    m_row->setSpacing(8);
    m_row->addWidget(m_tabs, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, [this] { emit currentChanged(current()); });
    connect(&style, &Style::changed, this, qOverload<>(&QWidget::update));
}

void DocumentTabs::addAtRight(QWidget *widget)
{
    m_row->addWidget(widget);
}

QWidget *DocumentTabs::bar() const
{
    return m_tabs;
}

void DocumentTabs::add(OpenDocument *document)
{
    auto *const close = new QToolButton;
    close->setIcon(m_style.icon(QStringLiteral("close"), Ink::Muted));
    close->setIconSize(m_style.iconSize(14));
    close->setFocusPolicy(Qt::NoFocus);
    auto *const end = new TabEnd(m_style, close);
    connect(close, &QToolButton::clicked, this, [this, document] { emit closeWished(document); });
    {
        const QSignalBlocker quiet(m_tabs); // The first tab is current before it is anybody's.
        const int index = m_tabs->addTab(QString());
        m_tabs->setTabData(index, QVariant::fromValue(document));
        m_tabs->setTabButton(index, QTabBar::RightSide, end);
    }
    refresh(document);
    connect(document, &OpenDocument::dirtyChanged, this, [this, document] { refresh(document); });
    connect(document, &OpenDocument::placeChanged, this, [this, document] { refresh(document); });
    if (m_tabs->count() == 1)
        emit currentChanged(document);
}

void DocumentTabs::refresh(OpenDocument *document)
{
    const int index = indexOf(document);
    if (index < 0)
        return;
    QString title = document->name();
    if (title.size() > longestTitle)
        title = title.left(longestTitle - 1) + QStringLiteral("…");
    m_tabs->setTabText(index, title.replace(QLatin1Char('&'), QStringLiteral("&&")));
    m_tabs->setTabToolTip(index,
                          document->path().isEmpty() ? tr("Not saved yet") : document->path());
    auto *const end = static_cast<TabEnd *>(m_tabs->tabButton(index, QTabBar::RightSide));
    end->setDirty(document->isDirty());
    auto *const close = end->findChild<QToolButton *>();
    close->setToolTip(tr("Close %1 (Ctrl+W)").arg(document->name()));
    close->setAccessibleName(close->toolTip());
    end->setAccessibleName(document->isDirty() ? tr("%1, not saved").arg(document->name())
                                               : document->name());
}

void DocumentTabs::remove(OpenDocument *document)
{
    document->disconnect(this);
    m_tabs->removeTab(indexOf(document));
}

int DocumentTabs::indexOf(const OpenDocument *document) const
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (documentAt(i) == document)
            return i;
    }
    return -1;
}

OpenDocument *DocumentTabs::documentAt(int index) const
{
    return m_tabs->tabData(index).value<OpenDocument *>();
}

void DocumentTabs::setCurrent(OpenDocument *document)
{
    m_tabs->setCurrentIndex(indexOf(document));
}

OpenDocument *DocumentTabs::current() const
{
    return documentAt(m_tabs->currentIndex());
}

QVector<OpenDocument *> DocumentTabs::documents() const
{
    QVector<OpenDocument *> documents;
    for (int i = 0; i < m_tabs->count(); ++i)
        documents.append(documentAt(i));
    return documents;
}

void DocumentTabs::step(int by)
{
    const int count = m_tabs->count();
    if (count > 0)
        m_tabs->setCurrentIndex((m_tabs->currentIndex() + by + count) % count);
}

bool DocumentTabs::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonRelease
        || event->type() == QEvent::MouseButtonDblClick) {
        const auto *const mouse = static_cast<QMouseEvent *>(event);
        const int tab = m_tabs->tabAt(mouse->pos());
        if (mouse->button() == Qt::MiddleButton && tab >= 0)
            emit closeWished(documentAt(tab));
        else if (event->type() == QEvent::MouseButtonDblClick && tab < 0)
            emit newWished();
    }
    return QFrame::eventFilter(watched, event);
}

void DocumentTabs::resizeEvent(QResizeEvent *)
{
    emit resized(width());
}

void DocumentTabs::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_style.theme().panel);
    painter.fillRect(0, height() - 1, width(), 1, m_style.theme().line);
}

} // namespace outcrop
