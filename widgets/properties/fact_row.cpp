#include "widgets/properties/fact_row.h"

#include "widgets/pages/elided_label.h"
#include "widgets/style/style.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QToolButton>

namespace outcrop {

namespace {

constexpr int textIndent = 7; // Where the text of a quiet field begins.
constexpr int height = 24;

} // namespace

int factHeight(const Style &style)
{
    return style.scaled(height);
}

QLabel *makeFactName(const QString &name)
{
    auto *label = new QLabel(name);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setFixedWidth(label->fontMetrics().horizontalAdvance(FactRow::tr("Connections")) + 4);
    return label;
}

FactRow::FactRow(const QString &name, Style &style, Copying copying, QWidget *parent)
    : QWidget(parent), m_text(new ElidedLabel)
{
    setFixedHeight(factHeight(style));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    m_text->setContentsMargins(textIndent, 0, 0, 0);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addWidget(makeFactName(name));
    layout->addWidget(m_text, 1);
    if (copying == Copying::Off)
        return;
    auto *button = new QToolButton;
    button->setIcon(style.icon(QStringLiteral("copy"), Ink::Muted));
    button->setIconSize(style.iconSize(14));
    button->setAccessibleName(tr("Copy %1").arg(name));
    button->setToolTip(tr("Copy %1").arg(name));
    button->setFocusPolicy(Qt::StrongFocus);
    layout->addWidget(button);
    connect(button, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_text->text()); });
}

void FactRow::setText(const QString &text)
{
    m_text->setText(text);
}

QString FactRow::text() const
{
    return m_text->text();
}

} // namespace outcrop
