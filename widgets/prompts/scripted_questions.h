#pragma once

#include "widgets/prompts/questions.h"

#include <queue>

namespace outcrop {

// Answers that were given before, for tests and for programs that drive the window; the default
// where none is left. Each answers at once.
class ScriptedQuestions : public Questions
{
public:
    std::queue<SaveAnswer> saves;
    std::queue<QStringList> opens;
    std::queue<QString> saveNames;
    std::queue<bool> confirmations;
    QStringList asked; // Every question, in words: the names, the suggested path, the question.

    void askToSave(const QStringList &names,
                   const std::function<void(SaveAnswer)> &answer) override;
    void askToOpen(const FileKind &kind, const QString &folder,
                   const std::function<void(const QStringList &)> &answer) override;
    void askWhereToSave(const FileKind &kind, const QString &suggested,
                        const std::function<void(const QString &)> &answer) override;
    void confirm(const Confirmation &question, const std::function<void(bool)> &answer) override;
};

} // namespace outcrop
