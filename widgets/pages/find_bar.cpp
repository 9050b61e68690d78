#include "widgets/pages/find_bar.h"

#include "widgets/style/search_field.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QToolButton>

namespace outcrop {

FindBar::FindBar(QWidget *searched, Style &style, QWidget *parent)
    : QWidget(parent)
    , m_searched(searched)
    , m_style(style)
    , m_field(new SearchField(style, tr("Find"), SearchField::Escape::Leaves))
    , m_outcome(new QLabel)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(4);
    m_field->setMaximumWidth(m_field->fontMetrics().averageCharWidth() * 44);
    row->addWidget(m_field, 3);
    QToolButton *const previous =
        addButton(QStringLiteral("chevron_up"), tr("Previous"), tr("Shift+F3"));
    QToolButton *const next = addButton(QStringLiteral("chevron_down"), tr("Next"), tr("F3"));
    row->addWidget(previous);
    row->addWidget(next);
    m_outcome->setTextFormat(Qt::PlainText);
    m_outcome->setFont(m_style.small());
    row->addWidget(m_outcome);
    row->addStretch(1);
    QToolButton *const close = addButton(QStringLiteral("close"), tr("Close"), tr("Esc"));
    row->addWidget(close);
    setFocusProxy(m_field);
    m_field->installEventFilter(this);
    m_searched->installEventFilter(this);

    connect(m_field, &QLineEdit::textChanged, this, &FindBar::queryChanged);
    connect(previous, &QToolButton::clicked, this, &FindBar::previousWished);
    connect(next, &QToolButton::clicked, this, &FindBar::nextWished);
    connect(close, &QToolButton::clicked, this, &FindBar::close);
    hide();
}

QToolButton *FindBar::addButton(const QString &icon, const QString &name, const QString &keys)
{
    auto *button = new QToolButton;
    button->setIcon(m_style.icon(icon));
    button->setToolTip(tr("%1 (%2)").arg(name, keys));
    button->setAccessibleName(name);
    return button;
}

QString FindBar::query() const
{
    return m_field->text();
}

void FindBar::open(const QString &text)
{
    if (!text.isEmpty())
        m_field->setText(text);
    show();
    m_field->setFocus();
    m_field->selectAll();
    emit queryChanged(query());
}

void FindBar::close()
{
    hide();
    m_searched->setFocus();
    emit closed();
}

void FindBar::showOutcome(const QString &sentence, bool found)
{
    m_outcome->setText(sentence);
    if (m_field->property("wrong").toBool() == !found)
        return;
    m_field->setProperty("wrong", !found);
    m_field->style()->unpolish(m_field);
    m_field->style()->polish(m_field);
}

bool FindBar::takeKey(const QKeyEvent &key)
{
    if (key.matches(QKeySequence::Find))
        emit openWished();
    else if (key.key() == Qt::Key_F3 && key.modifiers() == Qt::ShiftModifier)
        emit previousWished();
    else if (key.key() == Qt::Key_F3 && key.modifiers() == Qt::NoModifier)
        emit nextWished();
    else
        return false;
    return true;
}

bool FindBar::takeFieldKey(const QKeyEvent &key)
{
    if (key.key() == Qt::Key_Escape)
        close();
    else if (key.key() != Qt::Key_Return && key.key() != Qt::Key_Enter)
        return takeKey(key);
    else if (key.modifiers() & Qt::ShiftModifier)
        emit previousWished();
    else
        emit nextWished();
    return true;
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // The window has these keys too: here they mean what is searched.
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Find) || key->key() == Qt::Key_F3
            || (watched == m_field && key->key() == Qt::Key_Escape))
            event->accept();
    } else if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        return watched == m_field ? takeFieldKey(*key) : takeKey(*key);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace outcrop
