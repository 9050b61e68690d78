#include "widgets/properties/row_note.h"

#include "widgets/style/style.h"

#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

namespace outcrop {

namespace {

constexpr int iconSize = 14;

} // namespace

RowNote::RowNote(Style &style, QWidget *parent)
    : QWidget(parent)
    , m_style(style)
    , m_icon(new QLabel)
    , m_text(new QLabel)
    , m_fixes(new QHBoxLayout)
{
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 2);
    layout->setHorizontalSpacing(6);
    layout->setVerticalSpacing(2);
    layout->setColumnStretch(1, 1);
    m_text->setFont(style.small());
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setFocusPolicy(Qt::NoFocus);
    layout->addWidget(m_icon, 0, 0, Qt::AlignTop);
    layout->addWidget(m_text, 0, 1);
    layout->addLayout(m_fixes, 1, 1);
    m_fixes->setContentsMargins(0, 0, 0, 0);
    hide();
}

void RowNote::say(const QString &sentence, Problem::Severity severity, const QVector<Fix> &fixes)
{
    clear();
    m_icon->show();
    const bool isError = severity == Problem::Severity::Error;
    const Ink ink = isError ? Ink::Bad : Ink::Warning;
    m_icon->setPixmap(
        m_style.icon(isError ? QStringLiteral("error") : QStringLiteral("warning"), ink)
            .pixmap(m_style.iconSize(iconSize)));
    m_text->setText(sentence);
    m_text->setForegroundRole(isError ? QPalette::BrightText : QPalette::WindowText);
    for (const Fix &fix : fixes) {
        auto *button = new QToolButton;
        button->setText(fix.title);
        button->setFont(m_style.small());
        button->setFocusPolicy(Qt::StrongFocus);
        button->setProperty("link", true);
        m_fixes->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, fix] { emit fixWished(fix); });
    }
    m_fixes->addStretch();
    show();
}

void RowNote::mention(const QString &sentence)
{
    clear();
    m_icon->hide();
    m_text->setText(sentence);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    setVisible(!sentence.isEmpty());
}

void RowNote::clear()
{
    hide();
    m_text->clear();
    while (QLayoutItem *item = m_fixes->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

QString RowNote::sentence() const
{
    return m_text->text();
}

} // namespace outcrop
