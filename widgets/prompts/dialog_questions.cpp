#include "widgets/prompts/dialog_questions.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Questions)
};

QFileDialog *fileDialog(QWidget *window, const FileKind &kind)
{
    auto *const dialog = new QFileDialog(window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters(
        {QStringLiteral("%1 (%2)").arg(kind.title, kind.pattern), Tr::tr("All files (*)")});
    dialog->setDefaultSuffix(kind.suffix);
    return dialog;
}

QMessageBox *box(QWidget *window, const QString &question, const QString &remark)
{
    auto *const box = new QMessageBox(window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setWindowTitle(QCoreApplication::applicationName());
    box->setText(question);
    box->setInformativeText(remark);
    box->setWindowModality(Qt::WindowModal);
    return box;
}

} // namespace

void DialogQuestions::askToSave(const QStringList &names,
                                const std::function<void(SaveAnswer)> &answer)
{
    const QString question =
        names.size() == 1 ? Tr::tr("Save the changes to %1?").arg(names.first())
                          : Tr::tr("Save the changes to %n pipelines?", nullptr, names.size());
    const QString remark =
        names.size() == 1
            ? Tr::tr("What is not saved is lost.")
            : Tr::tr("%1. What is not saved is lost.").arg(names.join(QStringLiteral(", ")));
    QMessageBox *const dialog = box(m_window, question, remark);
    QPushButton *const save = dialog->addButton(
        names.size() == 1 ? Tr::tr("Save") : Tr::tr("Save all"), QMessageBox::AcceptRole);
    QPushButton *const discard = dialog->addButton(Tr::tr("Discard"), QMessageBox::DestructiveRole);
    dialog->setEscapeButton(dialog->addButton(Tr::tr("Cancel"), QMessageBox::RejectRole));
    dialog->setDefaultButton(save);
    QObject::connect(dialog, &QMessageBox::finished, dialog, [=] {
        answer(dialog->clickedButton() == save      ? SaveAnswer::Save
               : dialog->clickedButton() == discard ? SaveAnswer::Discard
                                                    : SaveAnswer::Cancel);
    });
    dialog->open();
}

void DialogQuestions::askToOpen(const FileKind &kind, const QString &folder,
                                const std::function<void(const QStringList &)> &answer)
{
    QFileDialog *const dialog = fileDialog(m_window, kind);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setDirectory(folder);
    dialog->setWindowTitle(Tr::tr("Open"));
    QObject::connect(dialog, &QFileDialog::filesSelected, dialog, answer);
    dialog->open();
}

void DialogQuestions::askWhereToSave(const FileKind &kind, const QString &suggested,
                                     const std::function<void(const QString &)> &answer)
{
    QFileDialog *const dialog = fileDialog(m_window, kind);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDirectory(QFileInfo(suggested).path());
    dialog->selectFile(QFileInfo(suggested).fileName());
    dialog->setWindowTitle(Tr::tr("Save as"));
    QObject::connect(dialog, &QFileDialog::finished, dialog, [dialog, answer](int result) {
        answer(result == QDialog::Accepted ? dialog->selectedFiles().value(0) : QString());
    });
    dialog->open();
}

void DialogQuestions::confirm(const Confirmation &question, const std::function<void(bool)> &answer)
{
    QMessageBox *const dialog = box(m_window, question.question, question.remark);
    QPushButton *const verb = dialog->addButton(question.verb, QMessageBox::AcceptRole);
    QPushButton *const cancel = dialog->addButton(Tr::tr("Cancel"), QMessageBox::RejectRole);
    dialog->setDefaultButton(cancel);
    dialog->setEscapeButton(cancel);
    QObject::connect(dialog, &QMessageBox::finished, dialog,
                     [=] { answer(dialog->clickedButton() == verb); });
    dialog->open();
}

} // namespace outcrop
