#pragma once

#include "core/pipeline/pipeline.h"

#include <functional>

namespace outcrop {

// A one-click repair of a Problem.
struct Fix
{
    QString title; // "Use squared_error", a command for a button.
    std::function<Pipeline(Pipeline)> apply;
};

// A finding of validation. An unfinished pipeline is no Error; it has Problems.
struct Problem
{
    enum class Severity {
        Error,  // It cannot run.
        Notice, // It can, but a person would want to know: a guess, a default that matters.
    };

    Severity severity = Severity::Error;
    QString code;      // Stable, for programs: "cycle", "missing_input", "value_out_of_range", …
    QString message;   // One translated sentence.
    BlockId block{};   // 0: the whole pipeline.
    QString attribute; // Empty: the block itself.
    QVector<Fix> fixes;
};

} // namespace outcrop
