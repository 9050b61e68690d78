#pragma once

#include "core/base/result.h"

#include <QCoreApplication>

namespace outcrop {

// The sentences of a pipeline that cannot be planned.
struct PlanText
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Plan)
};

inline tl::unexpected<Error> refuse(const QString &sentence)
{
    return failure(ErrorKind::InvalidInput, sentence);
}

} // namespace outcrop
