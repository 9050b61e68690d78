#include "widgets/hosts/key_dialog.h"

#include "core/base/text.h"
#include "widgets/pages/wrapped_label.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop {

namespace {

// What a person pasted: with or without what stands before it, or the whole line of ssh-keygen.
bool names(const QString &pasted, const QString &fingerprint)
{
    const QString bare = fingerprint.mid(fingerprint.indexOf(QLatin1Char(':')) + 1);
    for (const QString &word : pasted.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (word == fingerprint || word == bare)
            return true;
    }
    return false;
}

} // namespace

KeyDialog::KeyDialog(const HostKeyQuestion &question, Style &style, QWidget *parent)
    : QDialog(parent)
    , m_style(style)
    , m_fingerprint(question.key.fingerprint())
    , m_pasted(new QLineEdit)
    , m_sign(new QLabel)
    , m_verdict(wrappedLabel({}))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Compare the key"));
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(10);
    const QString host = plainLine(question.host, 120);
    auto *const title =
        wrappedLabel(question.isJump ? tr("Is this the key of the jump host %1?").arg(host)
                                     : tr("Is this the key of %1?").arg(host));
    title->setFont(style.title());
    column->addWidget(title);
    column->addWidget(wrappedLabel(
        tr("Nobody on this computer knows %1 yet. Compare with your administrator: if the key is "
           "another one, somebody else may have answered.")
            .arg(plainLine(question.name, 120))));
    auto *const key = wrappedLabel(QStringLiteral("%1\n%2").arg(
        plainLine(QString::fromLatin1(question.key.type), 60), m_fingerprint));
    key->setFont(style.monospace());
    key->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    key->setAccessibleName(tr("Type and fingerprint of the key"));
    column->addWidget(key);
    for (const QString &remark : question.remarks)
        column->addWidget(wrappedLabel(plainLine(remark, 400)));

    auto *const label = wrappedLabel(tr("&Fingerprint from your administrator"));
    label->setBuddy(m_pasted);
    column->addSpacing(4);
    column->addWidget(label);
    m_pasted->setFont(style.monospace());
    m_pasted->setPlaceholderText(QStringLiteral("SHA256:…"));
    m_pasted->setClearButtonEnabled(true);
    m_pasted->setAccessibleName(tr("Fingerprint from your administrator"));
    column->addWidget(m_pasted);
    auto *const verdict = new QHBoxLayout;
    verdict->addWidget(m_sign);
    verdict->addWidget(m_verdict, 1);
    column->addLayout(verdict);
    column->addStretch();

    auto *const buttons = new QDialogButtonBox;
    m_accept = buttons->addButton(tr("Trust this key"), QDialogButtonBox::AcceptRole);
    QPushButton *const cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_accept->setAutoDefault(false);
    cancel->setDefault(true);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_pasted, &QLineEdit::textChanged, this, &KeyDialog::compare);
    compare();
    m_pasted->setFocus();
    setMinimumWidth(m_style.scaled(520));
}

void KeyDialog::compare()
{
    const QString pasted = m_pasted->text().simplified();
    const bool isSame = names(pasted, m_fingerprint);
    const bool isOther = !pasted.isEmpty() && !isSame;
    m_accept->setEnabled(!isOther);
    m_verdict->setText(pasted.isEmpty() ? tr("Paste it here: Outcrop compares it letter by letter.")
                       : isSame         ? tr("It is the same.")
                                        : tr("It is different: do not trust this key."));
    const QString icon = pasted.isEmpty() ? QStringLiteral("info")
                         : isSame         ? QStringLiteral("good")
                                          : QStringLiteral("error");
    const Ink ink = pasted.isEmpty() ? Ink::Muted : isSame ? Ink::Good : Ink::Bad;
    m_sign->setPixmap(m_style.icon(icon, ink).pixmap(m_style.iconSize()));
    m_pasted->setProperty("wrong", isOther);
    m_pasted->setStyleSheet(m_pasted->styleSheet()); // The look follows the property.
    m_pasted->setAccessibleDescription(m_verdict->text());
}

} // namespace outcrop
