#include "core/jobs/submit_job.h"

#include "core/base/descriptor.h"
#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/jobs/start_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Submission)
};

// Copies a file of any size and has it on the disk. Returns the SHA-256 of what was copied.
Result<QByteArray> copyFile(const QString &from, const QString &to)
{
    const QFileInfo about(from);
    if (about.exists() && !about.isFile())
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("Cannot read %1: it is not a file.").arg(plainLine(from)));
    QFile source(from);
    if (!source.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(systemError(Tr::tr("Cannot read"), from, about.exists() ? EACCES : ENOENT));
    const Descriptor target(
        ::open(QFile::encodeName(to).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!target.isOpen())
        return failure(systemError(Tr::tr("Cannot create"), to, errno));

    Sha256 hash;
    QByteArray part(1 << 18, Qt::Uninitialized);
    for (;;) {
        const qint64 count = source.read(part.data(), part.size());
        if (count < 0)
            return failure(
                ErrorKind::Io,
                Tr::tr("Cannot read %1: %2.").arg(plainLine(from), source.errorString()));
        if (count == 0)
            break;
        if (::write(target.number(), part.constData(), size_t(count)) != count)
            return failure(systemError(Tr::tr("Cannot write"), to, errno));
        hash.add(part.constData(), count);
    }
    if (::fsync(target.number()) != 0)
        return failure(systemError(Tr::tr("Cannot write"), to, errno));
    return hash.hex();
}

// The copy is ours: a sentence about it names the file of the person.
Error naming(const QString &file, const QString &copy, Error error)
{
    error.message.replace(plainLine(copy), plainLine(file));
    return error;
}

Result<NewJob> freeze(const JobFolder &folder, const SubmitRequest &request)
{
    if (const Result<> made = makeFolder(folder.path); !made)
        return failure(made.error());
    const Result<QByteArray> hash = copyFile(request.package, folder.package());
    if (!hash)
        return failure(hash.error());
    if (!request.sha256.isEmpty() && *hash != request.sha256.toLower())
        return failure(ErrorKind::Corrupt,
                       Tr::tr("%1 is not the package that is meant: its SHA-256 is %2, not %3.")
                           .arg(plainLine(request.package), QString::fromLatin1(*hash),
                                plainLine(QString::fromLatin1(request.sha256), 64)));
    if (!request.pipeline.isEmpty()) {
        if (const Result<QByteArray> copied = copyFile(request.pipeline, folder.pipeline());
            !copied)
            return failure(copied.error());
    }
    // What the host would refuse is refused here, before anything is promised.
    if (const auto start = startFileOf(folder.package(), {}); !start)
        return failure(naming(request.package, folder.package(), start.error()));
    NewJob job;
    job.packageSha256 = *hash;
    job.hasPipeline = !request.pipeline.isEmpty();
    job.baseFolder = request.baseFolder;
    return job;
}

Result<Submitted> sameAsBefore(const Job &job, const QByteArray &packageSha256)
{
    if (job.packageSha256 != packageSha256)
        return failure(
            ErrorKind::InvalidInput,
            Tr::tr("The key %1 belongs to job %2, which has another package; use another key.")
                .arg(plainLine(job.attempt.key), job.title));
    return Submitted{job, true};
}

} // namespace

Result<Submitted> submitJob(JobStore &store, const SubmitRequest &request, const FaultPoint &fault)
{
    const QString uuid = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QString key = request.key.isEmpty() ? uuid : request.key;
    const JobFolder folder = store.folderOf(uuid);
    const auto reach = [&](const char *point) {
        if (fault)
            fault(point);
    };

    Result<NewJob> job = freeze(folder, request);
    reach("did freeze");
    Result<Submitted> answer = failure(ErrorKind::Io, {});
    if (job) {
        job->uuid = uuid;
        job->key = key;
        job->name =
            request.name.isEmpty() ? QFileInfo(request.package).completeBaseName() : request.name;
        job->host = request.host;
        job->limits = request.limits;
        job->restarts = request.restarts;
        job->insteadOf = request.insteadOf;
        job->createdAt = QDateTime::currentDateTimeUtc();
        reach("before QUEUED");
        const Result<Job> inserted = store.insertJob(*job);
        if (inserted) {
            reach("after QUEUED");
            return Submitted{*inserted, false};
        }
        answer = failure(inserted.error());
        if (answer.error().kind == ErrorKind::Busy) {
            if (const auto other = store.findByKey(key); other && *other)
                answer = sameAsBefore(**other, job->packageSha256);
        }
    } else {
        answer = failure(job.error());
    }
    QDir(folder.path).removeRecursively();
    return answer;
}

void removeAbandoned(const JobStore &store, const QDateTime &before)
{
    const QDir jobs(QFileInfo(store.folderOf(QStringLiteral("x")).path).path());
    for (const QFileInfo &folder : jobs.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const bool isJobs = !QUuid::fromString(folder.fileName()).isNull();
        // What ran or was collected is no broken submission, even if its row is lost.
        const bool hasRun = QFileInfo::exists(folder.filePath() + QStringLiteral("/a"));
        if (!isJobs || hasRun || folder.lastModified() >= before)
            continue;
        const Result<Job> job = store.findJob(folder.fileName());
        if (!job && job.error().kind == ErrorKind::NotFound)
            QDir(folder.filePath()).removeRecursively();
    }
}

} // namespace outcrop
