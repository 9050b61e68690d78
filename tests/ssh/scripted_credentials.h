#pragma once

#include "core/ssh/credentials.h"

#include <map>

namespace outcrop::samples {

// A person who knows some answers, and what they were asked.
class ScriptedCredentials : public Credentials
{
public:
    std::optional<LoginAnswer> answer(const LoginQuestion &question) override
    {
        asked.push_back(question);
        auto &left = answers[question.kind];
        if (left.empty())
            return {};
        const std::vector<QByteArray> texts = left.front();
        left.erase(left.begin());
        LoginAnswer answer;
        for (const QByteArray &text : texts)
            answer.secrets.emplace_back(QByteArray(text.constData(), text.size()));
        return answer;
    }
    void judge(const LoginQuestion &, const LoginAnswer &answer, bool isRight) override
    {
        judged.push_back(QByteArray(answer.secrets.front().text())
                         + (isRight ? " is right" : " is wrong"));
    }

    // Of each kind, an entry for each time it is asked.
    std::map<LoginQuestion::Kind, std::vector<std::vector<QByteArray>>> answers;
    std::vector<LoginQuestion> asked;
    std::vector<QByteArray> judged; // What came of them.
};

} // namespace outcrop::samples
