#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QString>

namespace outcrop {

// A line of a job's history: appended, never changed.
struct JobEvent
{
    qint64 id = 0; // Grows with time.
    int attempt = 1;
    QDateTime at; // UTC, this computer's clock.
    QString kind; // "state": {"from":…,"to":…} and evidence; others by name.
    QJsonObject data;
};

// How far a growing file of the host has been read into the local copy. Before `offset` the copy
// equals it.
struct StreamPosition
{
    qint64 generation = 0; // Grows when the host cut the file.
    qint64 offset = 0;     // Bytes.
};

// A file that was collected from the host.
struct CollectedFile
{
    QByteArray path; // Relative, as the manifest has it.
    qint64 size = 0;
    QByteArray sha256;
};

} // namespace outcrop
