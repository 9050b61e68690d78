#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QMap>
#include <QStringList>

#include <optional>
#include <vector>

namespace outcrop {

// What a host's Python lacked for some package, installed beside it once and shared by all jobs
// with the same requirements: PROTOCOL.md 10.
struct Environment
{
    enum class State {
        Ready,
        Building,
        Unfinished, // Nobody builds it, nobody can use it: its build failed or was broken off.
    };

    QByteArray key;
    State state = State::Unfinished;
    QString python;                  // The version of the Python that it extends: "3.11.2".
    QStringList requirements;        // Sorted.
    QMap<QString, QString> packages; // Name → version, also of what that Python has itself.
    std::optional<qint64> bytes;
    QDateTime made, used; // By the host's clock; invalid if not known.
    int users = 0;        // Jobs that may run and use it.
    QString problem;      // Why its last build failed; empty if it did not.
};

// 32 lower-case hexadecimal digits.
bool isEnvironmentKey(const QByteArray &key);

// "ready", "building", "unfinished": for programs. And for people.
QString environmentStateName(Environment::State state);
QString environmentStateTitle(Environment::State state);

// What environments.sh printed, taken as hostile. Corrupt: it was cut off.
Result<std::vector<Environment>> parseEnvironments(const QByteArray &output,
                                                   const QByteArray &nonce);

} // namespace outcrop
