#pragma once

#include "core/ssh/credentials.h"

#include <map>

namespace outcrop::samples {

// A person who knows some answers, and what they were asked.
class ScriptedCredentials : public Credentials
{
public:
    std::optional<std::vector<Secret>> answer(const LoginQuestion &question) override
    {
        asked.push_back(question);
        auto &left = answers[question.kind];
        if (left.empty())
            return {};
        const std::vector<QByteArray> texts = left.front();
        left.erase(left.begin());
        std::vector<Secret> secrets;
        for (const QByteArray &text : texts)
            secrets.emplace_back(QByteArray(text.constData(), text.size()));
        return secrets;
    }

    // Of each kind, an entry for each time it is asked.
    std::map<LoginQuestion::Kind, std::vector<std::vector<QByteArray>>> answers;
    std::vector<LoginQuestion> asked;
};

} // namespace outcrop::samples
