#include "widgets/prompts/scripted_questions.h"

namespace outcrop {

namespace {

template<class T>
T take(std::queue<T> &answers, T otherwise)
{
    if (answers.empty())
        return otherwise;
    T answer = answers.front();
    answers.pop();
    return answer;
}

} // namespace

void ScriptedQuestions::askToSave(const QStringList &names,
                                  const std::function<void(SaveAnswer)> &answer)
{
    asked << names.join(QStringLiteral(", "));
    answer(take(saves, SaveAnswer::Cancel));
}

void ScriptedQuestions::askToOpen(const FileKind &, const QString &folder,
                                  const std::function<void(const QStringList &)> &answer)
{
    asked << folder;
    answer(take(opens, {}));
}

void ScriptedQuestions::askWhereToSave(const FileKind &, const QString &suggested,
                                       const std::function<void(const QString &)> &answer)
{
    asked << suggested;
    answer(take(saveNames, {}));
}

void ScriptedQuestions::confirm(const Confirmation &question,
                                const std::function<void(bool)> &answer)
{
    asked << question.question;
    answer(take(confirmations, false));
}

} // namespace outcrop
