#include "widgets/style/search_field.h"

#include "widgets/style/style.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QPainter>

namespace outcrop {

SearchField::SearchField(Style &style, const QString &placeholder, Escape escape, QWidget *parent)
    : QLineEdit(parent), m_style(style), m_escape(escape)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    addAction(style.icon(QStringLiteral("search"), Ink::Muted), QLineEdit::LeadingPosition);
    QAction *clearing =
        addAction(style.icon(QStringLiteral("close"), Ink::Muted), QLineEdit::TrailingPosition);
    clearing->setText(tr("Clear the search"));
    clearing->setToolTip(tr("Clear the search (Esc)"));
    clearing->setVisible(false);
    connect(clearing, &QAction::triggered, this, &QLineEdit::clear);
    connect(this, &QLineEdit::textChanged, clearing,
            [clearing](const QString &text) { clearing->setVisible(!text.isEmpty()); });
}

void SearchField::setResults(QAbstractItemView *results)
{
    m_results = results;
}

void SearchField::setHint(const QString &hint)
{
    m_hint = hint;
    setToolTip(QStringLiteral("%1 (%2)").arg(placeholderText(), hint));
    update();
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_results)
            QCoreApplication::sendEvent(m_results, event);
        else
            QLineEdit::keyPressEvent(event);
        return;
    case Qt::Key_Escape:
        if (m_escape == Escape::Clears && !text().isEmpty())
            clear();
        else
            event->ignore();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    const int hintWidth = QFontMetrics(m_style.small()).horizontalAdvance(m_hint);
    const int taken = fontMetrics().horizontalAdvance(placeholderText()) + 60;
    if (m_hint.isEmpty() || !text().isEmpty() || hasFocus() || width() < taken + hintWidth)
        return;
    QPainter painter(this);
    painter.setFont(m_style.small());
    painter.setPen(m_style.theme().mutedText);
    painter.drawText(rect().adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter, m_hint);
}

} // namespace outcrop
