#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <chrono>

namespace outcrop {

// The three streams of a command that runs here or on a host.
class ShellChannel
{
public:
    virtual ~ShellChannel() = default;

    // Adds to what is to be written to its standard input by the next exchanges.
    virtual void say(const QByteArray &bytes) = 0;

    // Its standard input is closed behind what was said.
    virtual void endInput() = 0;

    // Bytes that were said and are not yet taken.
    virtual qint64 unsaid() const = 0;

    // Moves what can be moved within `wait`, and adds it to the two. False once both outputs are
    // closed.
    virtual Result<bool> exchange(QByteArray &output, QByteArray &errors,
                                  std::chrono::milliseconds wait) = 0;
};

} // namespace outcrop
