#include "widgets/hosts/host_way.h"

#include "core/base/text.h"
#include "widgets/hosts/host_card.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace outcrop {

namespace {

constexpr int iconSize = 18;

} // namespace

HostWay::HostWay(Style &style, QWidget *parent)
    : QWidget(parent), m_style(style), m_rows(emptyRows()), m_remarks(emptyRows())
{
    QVBoxLayout *column = nullptr;
    QFrame *const card = makeCard(column);
    auto *const heading = new QLabel(tr("How it is reached"));
    QFont bold = heading->font();
    bold.setWeight(QFont::DemiBold);
    heading->setFont(bold);
    column->addWidget(heading);
    column->addWidget(m_rows);
    column->addWidget(m_remarks);
    auto *const whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(card);
}

void HostWay::showHost(const ListedHost &host, const Result<ConfiguredHost> *way, bool isKept)
{
    setVisible(host.source != ListedHost::Source::ThisComputer);
    removeRows(m_rows);
    removeRows(m_remarks);
    if (way && *way) {
        const SshProfile &profile = (*way)->profile;
        addFact(tr("Address"), shownAddress(profile));
        QStringList jumps;
        for (const SshProfile &jump : profile.jumps)
            jumps << shownAddress(jump);
        addFact(tr("Over"), jumps.join(QStringLiteral(" → ")));
        addFact(tr("Keys"), profile.identityFiles.join(QStringLiteral(", ")));
        for (const QString &sentence : remarksOn(**way))
            addRemark(sentence);
    } else if (way) {
        addRemark(way->error().message);
    } else {
        addFact(tr("Address"), writtenAddress(host.entry));
    }
    addFact(tr("Python"), host.entry.profile.pythons.join(QStringLiteral(", ")));
    addFact(tr("Base folder"), QString::fromUtf8(host.entry.profile.base));
    if (isKept)
        addKept(plainLine(host.entry.profile.title, 80));
    m_remarks->setVisible(m_remarks->layout()->count() > 0);
}

void HostWay::addKept(const QString &title)
{
    auto *const row = new QWidget;
    auto *const layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(factLabel(tr("What you log in with is kept in the desktop's keychain.")), 1);
    auto *const forget = new QPushButton(tr("Forget it"));
    forget->setToolTip(
        tr("Take the password, and the passphrases of its keys, out of the keychain"));
    forget->setAccessibleName(tr("Forget the password of %1").arg(title));
    connect(forget, &QPushButton::clicked, this, &HostWay::forgetSecretsWished);
    layout->addWidget(forget, 0, Qt::AlignTop);
    m_rows->layout()->addWidget(row);
}

void HostWay::addFact(const QString &name, const QString &value)
{
    if (value.isEmpty())
        return;
    auto *const row = new QWidget;
    auto *const layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    QLabel *const label = mutedLabel(name);
    label->setWordWrap(false);
    label->setMinimumWidth(m_style.scaled(96));
    layout->addWidget(label, 0, Qt::AlignTop);
    layout->addWidget(factLabel(plainLine(value, 400)), 1);
    m_rows->layout()->addWidget(row);
}

void HostWay::addRemark(const QString &sentence)
{
    auto *const row = new QWidget;
    auto *const layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    auto *const sign = new QLabel;
    sign->setPixmap(
        m_style.icon(QStringLiteral("warning"), Ink::Warning).pixmap(m_style.iconSize(iconSize)));
    layout->addWidget(sign, 0, Qt::AlignTop);
    layout->addWidget(factLabel(plainLine(sentence, 1000)), 1);
    m_remarks->layout()->addWidget(row);
}

} // namespace outcrop
