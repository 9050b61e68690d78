#include "app/window/welcome_page.h"

#include "app/window/card_button.h"
#include "widgets/pages/elided_label.h"

#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

namespace outcrop {

namespace {

constexpr int widest = 860;
constexpr int columns = 2;

void clearLayout(QLayout &layout)
{
    while (QLayoutItem *const item = layout.takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

// "~/work" for a folder in the home of the person.
QString shortFolder(const QString &path)
{
    const QString folder = QFileInfo(path).path();
    const QString home = QDir::homePath();
    return folder == home || folder.startsWith(home + QLatin1Char('/'))
               ? QLatin1Char('~') + folder.mid(home.size())
               : folder;
}

} // namespace

WelcomePage::WelcomePage(Style &style, QWidget *parent)
    : QWidget(parent)
    , m_style(style)
    , m_examples(new QGridLayout)
    , m_recent(new QVBoxLayout)
    , m_noRecent(new QLabel(tr("Pipelines that you open or save appear here.")))
{
    auto *const page = new QWidget;
    auto *const column = new QVBoxLayout;
    column->setSpacing(10);
    auto *const title = new QLabel(tr("Draw a pipeline, press Run, read an honest answer."));
    title->setFont(style.title());
    title->setWordWrap(true);
    column->addWidget(title);
    auto *const remark = new QLabel(
        tr("Examples run on this computer: nothing to configure, no account, no network."));
    remark->setEnabled(false);
    remark->setWordWrap(true);
    column->addWidget(remark);
    column->addSpacing(10);

    auto *const starts = new QGridLayout;
    starts->setSpacing(10);
    auto *const fresh = new CardButton(style, QStringLiteral("new"), tr("New pipeline"),
                                       tr("Begin with an empty canvas. Ctrl+N"));
    auto *const open = new CardButton(style, QStringLiteral("open"), tr("Open…"),
                                      tr("A pipeline from a file, or drop one here. Ctrl+O"));
    connect(fresh, &QAbstractButton::clicked, this, &WelcomePage::newWished);
    connect(open, &QAbstractButton::clicked, this, &WelcomePage::openWished);
    starts->addWidget(fresh, 0, 0);
    starts->addWidget(open, 0, 1);
    column->addLayout(starts);

    column->addSpacing(12);
    column->addWidget(makeHeading(tr("Examples")));
    m_examples->setSpacing(10);
    column->addLayout(m_examples);

    column->addSpacing(12);
    auto *const recentRow = new QHBoxLayout;
    recentRow->addWidget(makeHeading(tr("Recent")), 1);
    auto *const clear = new QPushButton(tr("Clear"));
    clear->setAccessibleName(tr("Clear the recent files"));
    clear->setToolTip(tr("Forget all but the pinned files"));
    connect(clear, &QPushButton::clicked, this, &WelcomePage::clearWished);
    recentRow->addWidget(clear);
    m_clear = clear;
    column->addLayout(recentRow);
    m_noRecent->setEnabled(false);
    column->addWidget(m_noRecent);
    m_recent->setSpacing(2);
    column->addLayout(m_recent);
    column->insertStretch(0, 1); // A little above the middle of a high window.
    column->addStretch(3);

    auto *const middle = new QHBoxLayout(page);
    middle->setContentsMargins(32, 24, 32, 8); // The last row has room below it already.
    auto *const body = new QWidget;
    body->setMaximumWidth(widest);
    body->setLayout(column);
    column->setContentsMargins(0, 0, 0, 0);
    middle->addStretch(1);
    middle->addWidget(body, 100);
    middle->addStretch(1);
    auto *const scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setWidget(page);
    auto *const whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    showRecent({});
}

QLabel *WelcomePage::makeHeading(const QString &text)
{
    auto *const heading = new QLabel(text);
    QFont font = heading->font();
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    return heading;
}

void WelcomePage::showExamples(const QVector<Example> &examples)
{
    clearLayout(*m_examples);
    for (int i = 0; i < examples.size(); ++i) {
        const Example &example = examples[i];
        auto *const card =
            new CardButton(m_style, example.icon, example.title, example.description);
        connect(card, &QAbstractButton::clicked, this,
                [this, path = example.path] { emit exampleWished(path); });
        m_examples->addWidget(card, i / columns, i % columns);
    }
}

void WelcomePage::showRecent(const QVector<RecentFile> &files)
{
    clearLayout(*m_recent);
    m_noRecent->setVisible(files.isEmpty());
    m_clear->setVisible(!files.isEmpty());
    for (const RecentFile &file : files)
        m_recent->addWidget(makeRecentRow(file));
}

QWidget *WelcomePage::makeRecentRow(const RecentFile &file)
{
    auto *const row = new QWidget;
    auto *const line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    const QString name = QFileInfo(file.path).completeBaseName();
    auto *const open = new QToolButton;
    open->setText(name);
    open->setIcon(m_style.icon(QStringLiteral("file"), Ink::Muted));
    open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    open->setToolTip(file.path);
    open->setAccessibleName(tr("Open %1").arg(name));
    open->setEnabled(!file.missing);
    connect(open, &QToolButton::clicked, this,
            [this, path = file.path] { emit recentWished(path); });
    line->addWidget(open);
    auto *const folder = new ElidedLabel;
    folder->setText(file.missing ? tr("%1 · it is not there any more").arg(shortFolder(file.path))
                                 : shortFolder(file.path));
    folder->setEnabled(false);
    line->addWidget(folder, 1);
    const auto addButton = [&](const QString &icon, const QString &tip, Ink ink, auto clicked) {
        auto *const button = new QToolButton;
        button->setIcon(m_style.icon(icon, ink));
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        connect(button, &QToolButton::clicked, this, clicked);
        line->addWidget(button);
    };
    addButton(QStringLiteral("pin"),
              file.pinned ? tr("Unpin %1").arg(name) : tr("Pin %1").arg(name),
              file.pinned ? Ink::Accent : Ink::Muted,
              [this, file] { emit pinWished(file.path, !file.pinned); });
    addButton(QStringLiteral("close"), tr("Remove %1 from this list").arg(name), Ink::Muted,
              [this, file] { emit removeWished(file.path); });
    return row;
}

} // namespace outcrop
