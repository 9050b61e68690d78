#pragma once

#include "core/base/files.h"
#include "core/jobs/job_service.h"
#include "core/package/package.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <random>

// Small language of the tests of jobs: a service with a folder for its store and another for its
// host, and packages whose train.py is given as text.
namespace outcrop::samples {

inline JobServiceOptions sampleOptions(const QString &folder)
{
    JobServiceOptions options;
    options.dataFolder = folder + QStringLiteral("/data");
    options.hosts = {{QStringLiteral("local"),
                      QStringLiteral("Test"),
                      QFile::encodeName(folder + QStringLiteral("/host")),
                      {QStringLiteral("/usr/bin/python3")}}};
    options.times.afterChange = {std::chrono::milliseconds(100), std::chrono::milliseconds(300)};
    options.times.background = options.times.idle = std::chrono::milliseconds(300);
    options.times.firstRetry = std::chrono::milliseconds(20);
    options.times.others = std::chrono::milliseconds(50);
    return options;
}

struct SampleFolder
{
    QTemporaryDir folder;

    QString data() const { return folder.filePath(QStringLiteral("data")); }
    QString hostBase() const { return folder.filePath(QStringLiteral("host")); }
    // What jobs append to, one line a run: train.py's `marks` names it.
    QString marks() const { return folder.filePath(QStringLiteral("marks")); }
    QList<QByteArray> runs() const
    {
        return QByteArray(readFile(marks()).value_or(QByteArray())).split('\n').mid(0, markCount());
    }
    int markCount() const { return readFile(marks()).value_or(QByteArray()).count('\n'); }

    // `ballast` bytes that no packer makes fewer are beside it.
    QString package(const QByteArray &script, int ballast = 0) const
    {
        Package package;
        if (ballast > 0)
            package.files[QStringLiteral("ballast")].content = noise(ballast);
        package.files[QStringLiteral("metadata.yaml")].content =
            "model:\n  name: \"Sample\"\nentry_point: \"train.py\"\noutput_folder: "
            "\"training_result\"\n";
        package.files[QStringLiteral("train.py")].content =
            "import os, sys\n"
            "marks = '"
            + QFile::encodeName(marks())
            + "'\n"
              "def mark(text):\n"
              "    fd = os.open(marks, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)\n"
              "    os.write(fd, (text + '\\n').encode())\n"
              "def wait_for(path):\n"
              "    import time\n"
              "    for _ in range(45000):\n" // Not for ever: the test may be gone.
              "        if os.path.exists(path):\n"
              "            return\n"
              "        time.sleep(0.02)\n"
            + script;
        const QString path = folder.filePath(
            QString::fromLatin1(QByteArray::number(qHash(script) + uint(ballast), 16))
            + QStringLiteral(".zip"));
        return writePackage(package, path) ? path : QString();
    }

    static QByteArray noise(int size)
    {
        QByteArray bytes(size, Qt::Uninitialized);
        std::mt19937 random(1);
        std::generate(bytes.begin(), bytes.end(), [&random] { return char(random()); });
        return bytes;
    }

    JobServiceOptions options() const { return sampleOptions(folder.path()); }

    SubmitRequest request(const QByteArray &script, const QString &key = {}) const
    {
        SubmitRequest request;
        request.package = package(script);
        request.key = key;
        return request;
    }

    QString attemptFile(const QString &uuid, const QString &name, int attempt = 1) const
    {
        return QStringLiteral("%1/jobs/%2/a/%3/%4").arg(hostBase(), uuid).arg(attempt).arg(name);
    }
};

// A service and what it has told.
struct SampleService
{
    explicit SampleService(const JobServiceOptions &options)
        : service(std::move(JobService::open(options)).value())
    {
        QObject::connect(service.get(), &JobService::jobChanged, service.get(),
                         [this](const Job &job) { states[job.uuid] << job.attempt.state; });
        QObject::connect(
            service.get(), &JobService::logReceived, service.get(),
            [this](const QString &uuid, const QByteArray &bytes) { logs[uuid] += bytes; });
        QObject::connect(
            service.get(), &JobService::eventsReceived, service.get(),
            [this](const QString &uuid, const QByteArray &bytes) { events[uuid] += bytes; });
        QObject::connect(service.get(), &JobService::problem, service.get(),
                         [this](const QString &sentence) { problems << sentence; });
    }

    JobService *operator->() const { return service.get(); }

    Job job(const QString &uuid) const { return service->store().findJob(uuid).value(); }
    JobState state(const QString &uuid) const { return job(uuid).attempt.state; }
    // What was told last.
    JobState told(const QString &uuid) const
    {
        const auto all = states.value(uuid);
        return all.isEmpty() ? JobState::Queued : all.last();
    }

    std::unique_ptr<JobService> service;
    QMap<QString, QVector<JobState>> states;
    QMap<QString, QByteArray> logs, events;
    QStringList problems;
};

} // namespace outcrop::samples

// Fails the test with the sentence of a Result that has none of its value. Evaluates it once.
#define QVERIFY_RESULT(result)                                                                     \
    do {                                                                                           \
        const auto &verified = (result);                                                           \
        QVERIFY2(verified.has_value(), verified ? "" : qPrintable(verified.error().message));      \
    } while (false)
