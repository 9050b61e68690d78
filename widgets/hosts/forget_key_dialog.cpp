#include "widgets/hosts/forget_key_dialog.h"

#include "core/base/text.h"
#include "widgets/pages/wrapped_label.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop {

ForgetKeyDialog::ForgetKeyDialog(const QString &host, Style &style, QWidget *parent)
    : QDialog(parent), m_name(new QLineEdit)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Forget the old key"));
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(10);
    const QString name = plainLine(host, 80);
    auto *const title =
        wrappedLabel(tr("Did the administrator of %1 give it a new key?").arg(name));
    title->setFont(style.title());
    column->addWidget(title);
    column->addWidget(wrappedLabel(
        tr("A key that changes by itself can mean that somebody else answers in its place. Ask "
           "first. The old key is taken out of your known_hosts, for ssh too; then the new one is "
           "shown, for you to compare.")));
    auto *const label = wrappedLabel(tr("&Type %1 to forget its old key").arg(name));
    label->setBuddy(m_name);
    column->addSpacing(4);
    column->addWidget(label);
    m_name->setAccessibleName(tr("Name of the host"));
    column->addWidget(m_name);
    column->addStretch();

    auto *const buttons = new QDialogButtonBox;
    m_forget = buttons->addButton(tr("Forget old key"), QDialogButtonBox::AcceptRole);
    QPushButton *const cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_forget->setAutoDefault(false);
    m_forget->setEnabled(false);
    cancel->setDefault(true);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this,
            [this, host](const QString &typed) { m_forget->setEnabled(typed.trimmed() == host); });
    m_name->setFocus();
    setMinimumWidth(style.scaled(520));
}

} // namespace outcrop
