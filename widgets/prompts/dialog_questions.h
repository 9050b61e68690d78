#pragma once

#include "widgets/prompts/questions.h"

#include <QPointer>
#include <QWidget>

namespace outcrop {

// Questions as dialogs of a window.
class DialogQuestions : public Questions
{
public:
    explicit DialogQuestions(QWidget *window) : m_window(window) {}

    void askToSave(const QStringList &names,
                   const std::function<void(SaveAnswer)> &answer) override;
    void askToOpen(const FileKind &kind, const QString &folder,
                   const std::function<void(const QStringList &)> &answer) override;
    void askWhereToSave(const FileKind &kind, const QString &suggested,
                        const std::function<void(const QString &)> &answer) override;
    void confirm(const Confirmation &question, const std::function<void(bool)> &answer) override;

private:
    QPointer<QWidget> m_window;
};

} // namespace outcrop
