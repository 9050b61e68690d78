#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace outcrop {

// What went wrong, coarse enough for a caller to branch on. Add a kind only when some caller must
// behave differently for it: the command line turns each into an exit code.
enum class ErrorKind {
    InvalidInput, // What was given cannot be: a bad file, a bad value.
    NotFound,
    Corrupt, // It was whole once: a hash or a count does not fit.
    Io,
    NoSpace,
    Network,
    HostKey,    // The host's key is not one that is trusted: nothing was sent to it.
    NeedsLogin, // The host takes none of what could be offered; a person must log in.
    Denied,
    Busy, // Somebody else holds it, or two facts contradict each other.
    Canceled,
};

struct [[nodiscard]] Error
{
    ErrorKind kind;
    QString message; // One translated sentence: what, where, and how to mend it.
};

// The value of an operation that can fail, or the reason why it failed. Becomes std::expected with
// C++23.
template<class T = void>
using Result = tl::expected<T, Error>;

// return failure(ErrorKind::NotFound, Tr::tr("…"));
inline tl::unexpected<Error> failure(ErrorKind kind, QString message)
{
    return tl::make_unexpected(Error{kind, std::move(message)});
}

inline tl::unexpected<Error> failure(Error error)
{
    return tl::make_unexpected(std::move(error));
}

// "Cannot open loan.outcrop: line 3: …": prefixes an error on its way up.
inline tl::unexpected<Error> failure(const QString &context, const Error &error)
{
    return failure(error.kind, QStringLiteral("%1: %2").arg(context, error.message));
}

} // namespace outcrop
