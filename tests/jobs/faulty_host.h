#pragma once

#include "core/base/files.h"
#include "core/hosts/local_shell.h"

#include <QDir>
#include <QElapsedTimer>
#include <QReadWriteLock>
#include <QThread>

#include <signal.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <random>

// A host that is a folder of this computer, and what can happen to a host: the way to it is cut, it
// stands still, it is started anew, its processes are killed.
namespace outcrop::samples {

struct FaultyHost
{
    explicit FaultyHost(const QString &folder, quint32 seed) : base(folder), random(seed) {}

    QString base;
    QReadWriteLock running; // Calls read, a reboot writes.
    std::atomic<bool> isDown{false}, isFrozen{false};
    std::atomic<int> refused{0}, cuts{0};

    // Whether this call is cut, before or after its effect.
    int rollCut()
    {
        const std::lock_guard lock(m_mutex);
        const int roll = int(random() % 100);
        return roll < 3 ? 1 : roll < 6 ? 2 : 0;
    }

    // All that runs for its jobs, and the runners: whoever names the folder.
    std::vector<pid_t> processes() const
    {
        std::vector<pid_t> pids;
        const QByteArray needle = QFile::encodeName(base) + "/jobs/";
        for (const QString &name :
             QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const pid_t pid = name.toInt();
            if (pid <= 1 || pid == ::getpid())
                continue;
            for (const char *file : {"cmdline", "environ"}) {
                QFile text(QStringLiteral("/proc/%1/%2").arg(name, QLatin1String(file)));
                if (text.open(QIODevice::ReadOnly) && text.readAll().contains(needle)) {
                    pids.push_back(pid);
                    break;
                }
            }
        }
        return pids;
    }

    QStringList openAttempts() const
    {
        QStringList folders;
        const QDir jobs(base + QStringLiteral("/jobs"));
        for (const QString &job : jobs.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const QDir attempts(jobs.filePath(job) + QStringLiteral("/a"));
            for (const QString &number : attempts.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
                const QString folder = attempts.filePath(number);
                if (QFile::exists(folder + QStringLiteral("/claim"))
                    && !QFile::exists(folder + QStringLiteral("/exit_code")))
                    folders << folder;
            }
        }
        return folders;
    }

    // Everything ends at once, and what ran belongs to an earlier boot.
    void reboot(int number)
    {
        const QWriteLocker lock(&running);
        for (std::vector<pid_t> pids = processes(); !pids.empty(); pids = processes()) {
            for (const pid_t pid : pids)
                ::kill(pid, SIGKILL);
            QThread::msleep(20);
            if (allEnded(pids) && processes() == pids)
                break; // Nobody has looked after them yet.
        }
        for (const QString &attempt : openAttempts()) {
            const QString boot = attempt + QStringLiteral("/claim/boot");
            if (QFile::exists(boot)
                && !saveAtomically(boot, "an earlier boot " + QByteArray::number(number) + '\n'))
                qFatal("cannot write %s", qPrintable(boot));
        }
    }

    // One process of an attempt that runs: its runner, or the job's own.
    bool killOne(bool runner, quint32 roll)
    {
        const QStringList attempts = openAttempts();
        if (attempts.isEmpty())
            return false;
        const QString attempt = attempts[int(roll % quint32(attempts.size()))];
        const auto line =
            readFile(attempt + QLatin1String(runner ? "/claim/pid" : "/claim/job"), 4096);
        const pid_t pid = line ? line->split(' ').front().trimmed().toInt() : 0;
        return pid > 1 && ::kill(pid, SIGKILL) == 0;
    }

private:
    static bool allEnded(const std::vector<pid_t> &pids)
    {
        return std::all_of(pids.begin(), pids.end(), [](pid_t pid) {
            const auto stat = readFile(QStringLiteral("/proc/%1/stat").arg(pid), 65536);
            return !stat || stat->mid(stat->lastIndexOf(')') + 2).startsWith('Z');
        });
    }

    std::mutex m_mutex;
    std::mt19937 random;
};

class FaultyShell : public LocalShell
{
public:
    explicit FaultyShell(std::shared_ptr<FaultyHost> host) : m_host(std::move(host)) {}

    Result<ScriptOutput> run(const QByteArray &script, const Patience &wait) override
    {
        return through(wait, [&] { return LocalShell::run(script, wait); });
    }
    Result<> putFile(const QString &local, const QByteArray &remote, const Patience &wait) override
    {
        return through(wait, [&] { return LocalShell::putFile(local, remote, wait); });
    }
    Result<QByteArray> read(const QByteArray &remote, qint64 offset, qint64 count,
                            const Patience &wait) override
    {
        return through(wait, [&] { return LocalShell::read(remote, offset, count, wait); });
    }
    Result<> fetchFile(const QByteArray &remote, qint64 offset, const ByteSink &sink,
                       const Patience &wait) override
    {
        return through(wait, [&] { return LocalShell::fetchFile(remote, offset, sink, wait); });
    }

private:
    template<class Call>
    std::invoke_result_t<Call> through(const Patience &wait, Call call)
    {
        const auto lost = failure(ErrorKind::Network, QStringLiteral("The host does not answer."));
        if (m_host->isDown) {
            ++m_host->refused;
            return lost;
        }
        const int cut = m_host->rollCut();
        m_host->cuts += cut > 0 ? 1 : 0;
        if (cut == 1)
            return lost;
        const QReadLocker lock(&m_host->running);
        auto answer = call();
        // It stands still before the answer is out.
        for (QElapsedTimer silence; m_host->isFrozen;) {
            if (!silence.isValid())
                silence.start();
            if (wait.cancel.isCanceled() || silence.elapsed() > wait.silence.count())
                return lost;
            QThread::msleep(5);
        }
        if (cut == 2)
            return lost;
        return answer;
    }

    std::shared_ptr<FaultyHost> m_host;
};

} // namespace outcrop::samples
