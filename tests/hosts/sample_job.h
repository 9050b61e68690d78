#pragma once

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/hosts/host_session.h"
#include "core/hosts/local_shell.h"
#include "core/hosts/shell_text.h"
#include "tests/support/verify_result.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

namespace outcrop::samples {

// A host in a folder that goes away, and jobs for it whose train.py is given as text.
struct SampleHost
{
    QTemporaryDir folder;
    LocalShell shell;
    HostSession session{shell, {QStringLiteral("test"), QStringLiteral("Test"), base(), pythons()}};

    // Not the one that comes first on some PATHs.
    static QStringList pythons() { return {QStringLiteral("/usr/bin/python3")}; }
    QByteArray base() const { return QFile::encodeName(folder.filePath(QStringLiteral("base"))); }

    QString package(const QByteArray &script)
    {
        const QString name = QString::fromLatin1(sha256(script).left(12));
        const QString path = folder.filePath(name);
        const bool made = makeFolder(path)
                          && saveAtomically(path + QLatin1String("/train.py"), script)
                          && shell.run("cd " + shellWord(QFile::encodeName(path))
                                           + " && /usr/bin/python3 -m zipfile -c ../"
                                           + name.toLatin1() + ".zip train.py",
                                       {});
        return made ? path + QLatin1String(".zip") : QString();
    }

    // One that is uploaded: it does not travel with a question.
    QString largePackage(const QByteArray &script)
    {
        QByteArray ballast;
        for (int i = 0; i < 12000; ++i)
            ballast += "# " + sha256(QByteArray::number(i)) + '\n';
        return package(script + ballast);
    }

    // Where the upload of a job lies until it is verified.
    QString partOf(const JobFile &job) const
    {
        return QStringLiteral("%1/jobs/%2/package.zip.part")
            .arg(QFile::decodeName(base()), QString::fromLatin1(folderName(job.uuid)));
    }

    // Python that goes on when somebody has created work/go, or after a minute, when the test is
    // long over.
    static QByteArray untilGo()
    {
        return "import os, time\nfor _ in range(60000):\n    if os.path.exists('go'): break\n    "
               "time.sleep(0.01)\n";
    }

    JobFile jobFile(const QString &package) const
    {
        return {QUuid::createUuid(),
                QStringLiteral("key"),
                QStringLiteral("0.1.0"),
                QStringLiteral("A “name” with 'quotes', $(commands) and \n lines"),
                sha256OfFile(package).value_or(QByteArray()),
                QStringLiteral("2026-01-02T03:04:05Z")};
    }

    // Stages and starts it.
    Result<AttemptStatus> run(const QByteArray &script, AttemptId *id)
    {
        const QString zip = package(script);
        const JobFile job = jobFile(zip);
        *id = {job.uuid, 1};
        if (const Result<> staged = session.stageJob(job, zip); !staged)
            return failure(staged.error());
        return session.start(*id, startFile());
    }

    static StartFile startFile()
    {
        StartFile start;
        start.entryPoint = QStringLiteral("train.py");
        return start;
    }

    // What a host that lies would offer: one file.
    void replaceManifest(const AttemptId &id, const QByteArray &path, qint64 size,
                         const QByteArray &digest) const
    {
        const QByteArray line = "{\"path\":\"" + path + "\",\"size\":" + QByteArray::number(size)
                                + ",\"sha256\":\"" + digest + "\"}\n";
        QVERIFY(saveAtomically(attemptFile(id, QStringLiteral("manifest.jsonl")), line));
        QVERIFY(saveAtomically(attemptFile(id, QStringLiteral("manifest.sha256")),
                               sha256(line) + '\n'));
    }

    // Follows it to its end.
    Result<AttemptStatus> awaitEnd(const AttemptId &id, QByteArray *log = nullptr)
    {
        return session.follow(id, {}, [log](const StreamPart &part) {
            if (log && part.stream == Stream::Log)
                *log += part.bytes;
        });
    }

    QString attemptFile(const AttemptId &id, const QString &name) const
    {
        return QStringLiteral("%1/jobs/%2/a/%3/%4")
            .arg(QFile::decodeName(base()), QString::fromLatin1(folderName(id.job)))
            .arg(id.number)
            .arg(name);
    }
};

} // namespace outcrop::samples
