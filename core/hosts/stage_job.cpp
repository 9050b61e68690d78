// HostSession: how a package comes to a host.
#include "core/base/files.h"
#include "core/base/text.h"
#include "core/hosts/host_session.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::StageJob)
};

constexpr qint64 smallPackage = 256 << 10;      // travels with the question
constexpr qint64 roomBeside = qint64(64) << 20; // an upload leaves the host at least this

} // namespace

// True: the host has the whole package, verified. False: it wants (the rest of) it, and has room
// for it.
Result<bool> HostSession::offerJob(const JobFile &job, const QString &package, const char *how,
                                   const Patience &patience)
{
    QByteArray input = formatJobFile(job);
    if (qstrcmp(how, "whole") == 0) {
        const Result<QByteArray> bytes = readFile(package, smallPackage);
        if (!bytes)
            return failure(bytes.error());
        input += bytes->toBase64() + '\n';
    }
    const QByteArray arguments = folderName(job.uuid) + " '" + how + '\'' + place();
    const Result<Answer> answer = ask("stage.sh", arguments, input, patience);
    if (!answer)
        return failure(answer.error());
    const QByteArray word = answer->body.trimmed();
    if (word == "staged")
        return true;
    bool isNumber = false;
    const qint64 free = word.mid(int(qstrlen("wanted "))).toLongLong(&isNumber) * 1024;
    if (isNumber && free < 2 * QFileInfo(package).size() + roomBeside)
        return failure(ErrorKind::NoSpace,
                       Tr::tr("%1 has only %2 left for the job; free some space there.")
                           .arg(m_profile.title, formatSize(free)));
    return false;
}

// True: the host has verified it. False: it is uploaded.
Result<bool> HostSession::sendJob(const JobFile &job, const QString &package, const char *how,
                                  const Patience &patience)
{
    const Result<bool> isThere = offerJob(job, package, how, patience);
    if (isThere && !*isThere) {
        const QByteArray part = jobFolder(job.uuid) + "/package.zip.part";
        if (const Result<> put = m_shell.putFile(package, part, patience); !put)
            return failure(put.error());
    }
    return isThere;
}

// One call for a small package, two for a larger one.
Result<> HostSession::stageJob(const JobFile &job, const QString &package, const Patience &patience)
{
    const bool isSmall = QFileInfo(package).size() <= smallPackage;
    const Result<bool> sent = sendJob(job, package, isSmall ? "whole" : "", patience);
    return sent ? Result<>() : failure(sent.error());
}

// The first round goes on with what is there, which may be a round that was cut off.
Result<> HostSession::stageVerified(const JobFile &job, const QString &package,
                                    const Patience &patience)
{
    for (const char *how : {"", "anew"}) {
        Result<bool> isThere = sendJob(job, package, how, patience);
        if (isThere && !*isThere)
            isThere = offerJob(job, package, "", patience);
        if (!isThere)
            return failure(isThere.error());
        if (*isThere)
            return {};
    }
    return failure(ErrorKind::Corrupt,
                   Tr::tr("The package %1 does not arrive whole at %2: it differs from what was "
                          "submitted, or changes on the way.")
                       .arg(plainLine(package), m_profile.title));
}

} // namespace outcrop
