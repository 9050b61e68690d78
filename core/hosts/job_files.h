#pragma once

#include "core/base/result.h"
#include "core/hosts/job_limits.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QUuid>

namespace outcrop {

// The two files a client writes for a job: PROTOCOL.md 2 and 3.

// job.json
struct JobFile
{
    QUuid uuid;
    QString key;              // the idempotency key
    QString app;              // the version of Outcrop that made it
    QString name;             // a person's text
    QByteArray packageSha256; // 64 lower-case hexadecimal digits
    QString created;          // RFC 3339, UTC

    bool operator==(const JobFile &) const = default;
};

QByteArray formatJobFile(const JobFile &job);          // one line
Result<JobFile> parseJobFile(const QByteArray &bytes); // from a host, so hostile

// start.json
struct StartFile
{
    QString entryPoint;                                       // a .py file of the package, relative
    QString outputFolder = QStringLiteral("training_result"); // relative to the package
    QStringList modules;      // must be importable; empty for a foreign package
    QStringList pythons;      // tried in this order
    QStringList requirements; // normalRequirement(); what none of them has goes into an environment
    QByteArray wheels;        // HostProfile::wheels
    QString activation;       // HostProfile::activation; not in start.json, but beside it
    qint64 maxEntries = 10000;
    qint64 maxBytes = qint64(2) << 30; // unpacked
    QMap<QString, QString> environment;
    JobLimits job = {}; // of the running job
};

// One line. Refuses what no host program may be asked for: an entry point or output folder that is
// absolute, leaves the package or has control characters, names of variables that are not
// [A-Z_][A-Z0-9_]*, a Python or an activation with a newline, a requirement that is not normal.
Result<QByteArray> formatStartFile(const StartFile &start);

// BASE/jobs/<this>: lower case, without braces.
QByteArray folderName(const QUuid &job);

} // namespace outcrop
