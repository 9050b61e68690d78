#include "widgets/hosts/hosts_place.h"

#include "core/async/run_async.h"
#include "core/hosts/local_shell.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace outcrop {

namespace {

constexpr int iconSize = 18;
constexpr int widest = 860;

HostReport lookAtThisComputer()
{
    LocalShell shell;
    return lookAt(shell, thisComputer());
}

QLabel *plainLabel(const QString &text = {})
{
    auto *const label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

HostsPlace::HostsPlace(Style &style, std::function<HostReport()> look, QWidget *parent)
    : QWidget(parent)
    , m_style(style)
    , m_look(look ? std::move(look) : std::function<HostReport()>(lookAtThisComputer))
    , m_refresh(new QPushButton(tr("Look again")))
    , m_state(plainLabel())
    , m_facts(plainLabel())
    , m_age(new QLabel)
    , m_icon(new QLabel)
    , m_sign(new QLabel)
    , m_lines(new QVBoxLayout)
{
    auto *const page = new QWidget;
    auto *const body = new QWidget;
    body->setMaximumWidth(widest);
    auto *const column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(makeHeader());
    column->addWidget(makeCard());
    auto *const next = plainLabel(
        tr("Other computers come with SSH: then a host is added here, looked at line by line, and "
           "runs the same packages. Until then everything runs on this computer."));
    next->setEnabled(false);
    column->addWidget(next);
    column->addStretch();
    auto *const middle = new QHBoxLayout(page);
    middle->setContentsMargins(32, 28, 32, 28);
    middle->addStretch(1);
    middle->addWidget(body, 100);
    middle->addStretch(1);
    auto *const scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setWidget(page);
    auto *const whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    connect(m_refresh, &QPushButton::clicked, this, &HostsPlace::refresh);
    connect(&m_timer, &QTimer::timeout, this, &HostsPlace::showAge);
    connect(&style, &Style::changed, this, [this] {
        showSign(m_icon, QStringLiteral("computer"), Ink::Accent);
        if (m_report)
            showReport(*m_report);
    });
}

QWidget *HostsPlace::makeHeader()
{
    auto *const header = new QWidget;
    auto *const row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    auto *const title = new QLabel(tr("Hosts"));
    title->setFont(m_style.title());
    row->addWidget(title, 1);
    m_refresh->setIcon(m_style.icon(QStringLiteral("reset")));
    m_refresh->setIconSize(m_style.iconBesideText());
    m_refresh->setToolTip(tr("Look at this computer again"));
    row->addWidget(m_refresh);
    auto *const add = new QPushButton(tr("Add a host…"));
    add->setIcon(m_style.icon(QStringLiteral("plus"), Ink::Muted));
    add->setIconSize(m_style.iconBesideText());
    add->setEnabled(false);
    add->setToolTip(tr("Hosts that are reached by SSH come with a later version."));
    add->setAccessibleDescription(add->toolTip());
    row->addWidget(add);
    return header;
}

QWidget *HostsPlace::makeCard()
{
    auto *const card = new QFrame;
    card->setObjectName(QStringLiteral("card"));
    card->setAccessibleName(tr("This computer"));
    auto *const column = new QVBoxLayout(card);
    column->setContentsMargins(18, 16, 18, 16);
    column->setSpacing(8);
    auto *const head = new QHBoxLayout;
    auto *const name = new QLabel(tr("This computer"));
    QFont bold = name->font();
    bold.setWeight(QFont::DemiBold);
    name->setFont(bold);
    showSign(m_icon, QStringLiteral("computer"), Ink::Accent);
    head->addWidget(m_icon);
    head->addWidget(name);
    head->addSpacing(10);
    head->addWidget(m_sign);
    head->addWidget(m_state, 1);
    m_age->setEnabled(false);
    m_age->setFont(m_style.small());
    head->addWidget(m_age);
    column->addLayout(head);
    m_facts->setEnabled(false);
    column->addWidget(m_facts);
    column->addSpacing(4);
    m_lines->setSpacing(8);
    column->addLayout(m_lines);
    m_state->setText(tr("Being looked at…"));
    return card;
}

void HostsPlace::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_report)
        refresh();
}

void HostsPlace::refresh()
{
    if (m_looking)
        return;
    m_looking = true;
    m_refresh->setEnabled(false);
    runAsync(this, m_look, [this](const HostReport &report) {
        m_looking = false;
        m_refresh->setEnabled(true);
        showReport(report);
        constexpr int everyMilliseconds = 10000;
        m_timer.start(everyMilliseconds);
        emit refreshed();
        emit status(m_state->text());
    });
}

void HostsPlace::showSign(QLabel *label, const QString &icon, Ink ink)
{
    label->setPixmap(m_style.icon(icon, ink).pixmap(m_style.iconSize(iconSize)));
}

void HostsPlace::showReport(const HostReport &report)
{
    m_report = report;
    const bool ready = report.isReady();
    showSign(m_sign, ready ? QStringLiteral("good") : QStringLiteral("warning"),
             ready ? Ink::Good : Ink::Warning);
    m_state->setText(!report.error.isEmpty() ? report.error
                     : ready                 ? tr("Ready for jobs")
                                             : tr("Something is missing"));
    m_facts->setText(report.facts.join(QStringLiteral(" · ")));
    m_facts->setVisible(!report.facts.isEmpty());
    while (QLayoutItem *const item = m_lines->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const PreflightLine &line : report.lines)
        addLine(line);
    showAge();
}

void HostsPlace::addLine(const PreflightLine &line)
{
    auto *const row = new QWidget;
    row->setAccessibleName((line.ok ? tr("Fine: %1") : tr("Missing: %1")).arg(line.what));
    auto *const layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    auto *const sign = new QLabel;
    showSign(sign, line.ok ? QStringLiteral("check") : QStringLiteral("close"),
             line.ok ? Ink::Good : Ink::Bad);
    layout->addWidget(sign, 0, Qt::AlignTop);
    auto *const text = new QVBoxLayout;
    text->setSpacing(2);
    text->addWidget(plainLabel(line.what));
    if (!line.fix.isEmpty()) {
        auto *const fix = plainLabel(line.fix);
        fix->setEnabled(false);
        text->addWidget(fix);
    }
    layout->addLayout(text, 1);
    m_lines->addWidget(row);
}

void HostsPlace::showAge()
{
    if (m_report)
        m_age->setText(ageOf(m_report->at, QDateTime::currentDateTimeUtc()));
}

} // namespace outcrop
