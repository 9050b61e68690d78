#include "widgets/hosts/login_dialog.h"

#include "core/base/text.h"
#include "widgets/pages/wrapped_label.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop {

namespace {

// What is asked, where the host does not say it in its own words.
QString promptOf(const LoginQuestion &question)
{
    return question.kind == LoginQuestion::Kind::Passphrase
               ? LoginDialog::tr("Passphrase of the key %1").arg(plainLine(question.file, 200))
               : LoginDialog::tr("Password");
}

} // namespace

LoginDialog::LoginDialog(const LoginQuestion &question, Style &style, QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Log in"));
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(8);
    const QString host = plainLine(question.host, 120);
    auto *const title = wrappedLabel(question.isJump ? tr("Log in to the jump host %1").arg(host)
                                                     : tr("Log in to %1").arg(host));
    title->setFont(style.title());
    column->addWidget(title);
    if (question.attempt > 1)
        column->addWidget(wrappedLabel(tr("That was wrong. Please try again.")));
    const bool isForeign = question.kind == LoginQuestion::Kind::Prompts;
    const QString banner = question.attempt == 1 ? question.hostText : QString();
    for (const QString &said : {banner, question.instruction}) {
        if (const QString shown = plainLine(said.trimmed(), 1000); !shown.isEmpty())
            column->addWidget(wrappedLabel(tr("Text from the host: %1").arg(shown)));
    }
    for (const LoginQuestion::Prompt &prompt : question.prompts) {
        const QString text = isForeign ? plainLine(prompt.text, 200) : promptOf(question);
        auto *const field = new QLineEdit;
        field->setEchoMode(prompt.isShown ? QLineEdit::Normal : QLineEdit::Password);
        field->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                                   | Qt::ImhNoAutoUppercase);
        field->setAccessibleName(text);
        column->addWidget(wrappedLabel(text));
        column->addWidget(field);
        m_fields.push_back(field);
    }
    auto *const remark = wrappedLabel(
        isForeign ? tr("It is not kept.")
                  : tr("It is kept in memory until Outcrop is closed, and in no file."));
    remark->setEnabled(false);
    column->addWidget(remark);
    if (question.keeping != LoginQuestion::Keeping::NotOffered)
        column->addWidget(makeKeeping(question));
    column->addStretch();
    auto *const buttons = new QDialogButtonBox;
    buttons->addButton(tr("Log in"), QDialogButtonBox::AcceptRole)->setDefault(true);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole)->setAutoDefault(false);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    if (!m_fields.empty())
        m_fields.front()->setFocus();
    setMinimumWidth(style.scaled(420));
}

QWidget *LoginDialog::makeKeeping(const LoginQuestion &question)
{
    auto *const part = new QWidget;
    auto *const column = new QVBoxLayout(part);
    column->setContentsMargins(0, 4, 0, 0);
    m_keep = new QCheckBox(tr("&Keep it in the desktop's keychain"));
    m_keep->setToolTip(tr("It is kept if it is right, and not asked for the next time"));
    column->addWidget(m_keep);
    if (question.keeping == LoginQuestion::Keeping::Impossible) {
        m_keep->setEnabled(false);
        m_keep->setToolTip(question.whyNotKept);
        m_keep->setAccessibleDescription(question.whyNotKept);
        auto *const why = wrappedLabel(question.whyNotKept);
        why->setEnabled(false);
        column->addWidget(why);
    }
    return part;
}

LoginAnswer LoginDialog::take()
{
    LoginAnswer answer;
    for (QLineEdit *const field : m_fields) {
        answer.secrets.emplace_back(field->text().toUtf8());
        field->clear();
    }
    answer.isToBeKept = m_keep && m_keep->isChecked();
    return answer;
}

} // namespace outcrop
