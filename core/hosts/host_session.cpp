#include "core/hosts/host_session.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/hosts/host_programs.h"
#include "core/hosts/preflight.h"
#include "core/hosts/shell_text.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostSession)
};

QByteArray words(const AttemptId &attempt)
{
    return folderName(attempt.job) + '/' + QByteArray::number(attempt.number);
}

// What the exit codes of the host programs mean (they are in their first lines).
tl::unexpected<Error> hostError(const ScriptOutput &output, const QString &title)
{
    switch (output.exitCode) {
    case 20:
        return failure(ErrorKind::NotFound,
                       Tr::tr("%1 does not have the job's package.").arg(title));
    case 21:
        return failure(ErrorKind::Corrupt,
                       Tr::tr("The package on %1 is not the one that was sent.").arg(title));
    case 22:
        return failure(
            ErrorKind::Io,
            Tr::tr("%1 cannot write the job's folder; its disk may be full.").arg(title));
    case 23:
        return failure(ErrorKind::Busy,
                       Tr::tr("%1 has another job under the same number.").arg(title));
    case 24:
        return failure(ErrorKind::Busy,
                       Tr::tr("The job still runs on %1; cancel it first.").arg(title));
    case 25:
        return failure(ErrorKind::Busy,
                       Tr::tr("A job on %1 uses this environment; cancel it first, or wait for "
                              "its end.")
                           .arg(title));
    case 26:
        return failure(ErrorKind::NotFound, Tr::tr("%1 has no such environment.").arg(title));
    case 27: {
        const PreflightLine line = slurmStartsJobs();
        return failure(ErrorKind::Denied, Tr::tr("%1: %2. %3.").arg(title, line.what, line.fix));
    }
    case 30:
        return failure(ErrorKind::Denied,
                       Tr::tr("%1 cannot create Outcrop's folder: %2")
                           .arg(title, plainLine(QString::fromUtf8(output.errors.trimmed()))));
    case 31:
        return failure(
            ErrorKind::Denied,
            Tr::tr("Outcrop's folder on %1 belongs to somebody else or may be written by "
                   "others; make it yours alone (chmod 700).")
                .arg(title));
    case 32:
        return failure(ErrorKind::Denied, Tr::tr("%1 does not run Linux.").arg(title));
    default:
        return failure(ErrorKind::Io,
                       Tr::tr("A control program failed on %1 (%2): %3")
                           .arg(title)
                           .arg(output.exitCode)
                           .arg(plainLine(QString::fromUtf8(output.errors.trimmed()))));
    }
}

// An answer that cannot be read says nothing of what was done there.
tl::unexpected<Error> unreadable(const Error &error)
{
    return failure(ErrorKind::Io, error.message);
}

tl::unexpected<Error> aboutAnother(const QString &title)
{
    return failure(ErrorKind::Io, Tr::tr("%1 answered about another job.").arg(title));
}

// Where a call goes, as words for the shell there, and what marks its answer.
struct CallPlace
{
    QByteArray base, programs, nonce;
};

// A program, its arguments behind BASE and a nonce, and what it reads.
QByteArray callScript(const CallPlace &place, const char *program, const QByteArray &arguments,
                      const QByteArray &input)
{
    QByteArray script = "sh " + place.programs + '/' + program + ' ' + place.base + ' '
                        + place.nonce + ' ' + arguments;
    if (!input.isEmpty())
        script += " << '" + place.nonce + "'\n" + input + place.nonce + '\n';
    return script;
}

} // namespace

HostSession::HostSession(RemoteShell &shell, HostProfile profile)
    : m_shell(shell), m_profile(std::move(profile))
{
}

Result<> HostSession::prepare(const Patience &patience)
{
    const Result<ScriptOutput> found = m_shell.run(prepareScript(m_profile.base), patience);
    if (!found)
        return failure(found.error());
    if (found->exitCode != 0)
        return hostError(*found, m_profile.title);
    return settle(found->body, patience);
}

// What prepare.sh said: the path, which may itself hold newlines, and a word.
Result<> HostSession::settle(const QByteArray &said, const Patience &patience)
{
    const QByteArray answer = said.trimmed();
    const int newline = answer.lastIndexOf('\n');
    const QByteArray base = answer.left(newline), word = answer.mid(newline + 1);
    if (newline < 0 || !base.startsWith('/') || (word != "ready" && word != "install"))
        return failure(ErrorKind::Io,
                       Tr::tr("%1 gave an answer that cannot be read.").arg(m_profile.title));
    if (word == "install") {
        const Result<ScriptOutput> installed = m_shell.run(installScript(base), patience);
        if (!installed)
            return failure(installed.error());
        if (installed->exitCode != 0)
            return hostError(*installed, m_profile.title);
    }
    m_base = base;
    m_programs = base + "/runner/" + hostProgramsVersion();
    return {};
}

// Of a host that is not prepared the call is behind prepare.sh, and behind a mark that parts what
// the two say: prepare.sh alone would be a round trip more. Without the mark the programs were not
// there, and nothing was done.
Result<HostSession::Answer> HostSession::ask(const char *program, const QByteArray &arguments,
                                             const QByteArray &input, const Patience &patience)
{
    const bool isFirst = m_programs.isEmpty();
    const QByteArray nonce = freshNonce();
    const QByteArray mark = '\n' + nonce + '\n';
    QByteArray script =
        callScript({isFirst ? "\"$PWD\"" : shellWord(m_base),
                    isFirst ? "\"$PWD/runner/$version\"" : shellWord(m_programs), nonce},
                   program, arguments, input);
    if (isFirst)
        script = prepareScript(m_profile.base) + "[ -d \"runner/$version\" ] || exit 0\necho "
                 + nonce + "\ncd -P .\n" + script;
    const Result<ScriptOutput> output = m_shell.run(script, patience);
    if (!output)
        return failure(output.error());
    if (output->exitCode != 0) {
        m_programs.clear(); // If they were deleted, the next call brings them back.
        return hostError(*output, m_profile.title);
    }
    if (!isFirst)
        return Answer{output->body, nonce};
    const int end = output->body.indexOf(mark);
    if (const Result<> settled = settle(output->body.mid(0, end), patience); !settled)
        return failure(settled.error());
    if (end < 0)
        return ask(program, arguments, input, patience);
    return Answer{output->body.mid(end + mark.size()), nonce};
}

Result<AttemptStatus> HostSession::askAboutOne(const char *program, const AttemptId &attempt,
                                               const QByteArray &input, const Patience &patience,
                                               const QByteArray &place)
{
    const Result<Answer> answer = ask(program, words(attempt) + place, input, patience);
    if (!answer)
        return failure(answer.error());
    const Result<HostStatus> status = parseHostStatus(answer->body, answer->nonce);
    if (!status)
        return unreadable(status.error());
    if (status->attempts.size() != 1 || status->attempts.front().id != attempt)
        return aboutAnother(m_profile.title);
    return status->attempts.front();
}

Result<AttemptStatus> HostSession::start(const AttemptId &attempt, const StartFile &start,
                                         const Patience &patience)
{
    StartFile file = start;
    if (file.pythons.isEmpty())
        file.pythons = m_profile.pythons;
    const Result<QByteArray> line = formatStartFile(file);
    if (!line)
        return failure(line.error());
    return askAboutOne("start.sh", attempt,
                       *line + file.pythons.join(QLatin1Char('\n')).toUtf8() + "\n\n"
                           + file.activation.toUtf8() + '\n',
                       patience, place());
}

Result<HostStatus> HostSession::status(const std::vector<AttemptId> &attempts, bool findJobs,
                                       const Patience &patience)
{
    QByteArray list;
    for (const AttemptId &attempt : attempts)
        list += words(attempt) + '\n';
    const Result<Answer> answer = ask("status.sh", findJobs ? "jobs" : "", list, patience);
    if (!answer)
        return failure(answer.error());
    Result<HostStatus> status = parseHostStatus(answer->body, answer->nonce);
    if (!status)
        return unreadable(status.error());
    const auto same = [](const AttemptStatus &a, const AttemptId &b) { return a.id == b; };
    if (!std::equal(status->attempts.begin(), status->attempts.end(), attempts.begin(),
                    attempts.end(), same))
        return aboutAnother(m_profile.title);
    return status;
}

Result<AttemptStatus> HostSession::follow(const AttemptId &attempt, Offsets from,
                                          const FollowFrames::Sink &sink, const Patience &patience)
{
    const QByteArray arguments =
        words(attempt) + ' ' + QByteArray::number(from.log) + ' ' + QByteArray::number(from.events);
    if (m_programs.isEmpty()) {
        if (Result<> prepared = prepare(patience); !prepared)
            return failure(prepared.error());
    }
    const QByteArray nonce = freshNonce();
    FollowFrames frames(nonce);
    const auto read = [&frames, &sink](const QByteArray &bytes) { return frames.add(bytes, sink); };
    const QByteArray script =
        callScript({shellWord(m_base), shellWord(m_programs), nonce}, "follow.sh", arguments, {});
    const Result<int> code = m_shell.follow(script, read, patience);
    if (!code)
        return failure(code.error());
    if (!frames.end()) {
        m_programs.clear();
        return failure(ErrorKind::Network,
                       Tr::tr("%1 stopped telling about the job.").arg(m_profile.title));
    }
    AttemptStatus status;
    status.id = attempt;
    status.state = *frames.end();
    status.exitCode = frames.exitCode();
    return status;
}

Result<AttemptStatus> HostSession::cancel(const AttemptId &attempt, const Patience &patience)
{
    return askAboutOne("cancel.sh", attempt, {}, patience);
}

Result<AttemptStatus> HostSession::salvage(const AttemptId &attempt, const Patience &patience)
{
    return askAboutOne("salvage.sh", attempt, {}, patience);
}

Result<> HostSession::fetchPackage(const QUuid &job, const QByteArray &sha256, const QString &path,
                                   const Patience &patience)
{
    if (m_base.isEmpty()) {
        if (Result<> prepared = prepare(patience); !prepared)
            return prepared;
    }
    const QString part = path + QStringLiteral(".part");
    QFile file(part);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return failure(ErrorKind::Io, Tr::tr("Cannot write %1: %2.").arg(part, file.errorString()));
    const ByteSink sink = [&file, &part](const QByteArray &bytes) -> Result<> {
        if (file.write(bytes) != bytes.size())
            return failure(ErrorKind::Io,
                           Tr::tr("Cannot write %1: %2.").arg(part, file.errorString()));
        return {};
    };
    if (Result<> got = m_shell.fetchFile(jobFolder(job) + "/package.zip", 0, sink, patience); !got)
        return got;
    file.close();
    if (const auto found = sha256OfFile(part); !found || *found != sha256) {
        QFile::remove(part);
        return failure(ErrorKind::Corrupt,
                       Tr::tr("The package of the job on %1 is damaged.").arg(m_profile.title));
    }
    return publishFile(part, path);
}

Result<QByteArray> HostSession::read(const AttemptId &attempt, Stream stream, qint64 offset,
                                     qint64 count, const Patience &patience)
{
    if (m_base.isEmpty()) {
        if (Result<> prepared = prepare(patience); !prepared)
            return failure(prepared.error());
    }
    const char *name = stream == Stream::Log ? "/process.log" : "/events.jsonl";
    Result<QByteArray> bytes = m_shell.read(attemptFolder(attempt) + name, offset, count, patience);
    if (!bytes && bytes.error().kind == ErrorKind::NotFound)
        return QByteArray();
    return bytes;
}

Result<> HostSession::remove(const QUuid &job, const Patience &patience)
{
    const Result<Answer> answer = ask("remove.sh", folderName(job), {}, patience);
    return answer ? Result<>() : failure(answer.error());
}

Result<QByteArray> HostSession::loginCommand(const AttemptId &attempt, const Patience &patience)
{
    if (m_programs.isEmpty()) {
        if (Result<> prepared = prepare(patience); !prepared)
            return failure(prepared.error());
    }
    // Every shell reads these alike between such quotes.
    for (const char special : {'\'', '!', '\\', '\n', '`', '$'}) {
        if (m_programs.contains(special))
            return failure(ErrorKind::InvalidInput,
                           Tr::tr("Outcrop's folder on %1 has a name that not every shell can be "
                                  "told: %2")
                               .arg(m_profile.title, plainLine(QString::fromUtf8(m_base))));
    }
    return "exec /bin/sh '" + m_programs + "/login.sh' " + words(attempt);
}

Result<std::vector<Environment>> HostSession::environments(const Patience &patience)
{
    const Result<Answer> answer = ask("environments.sh", {}, {}, patience);
    if (!answer)
        return failure(answer.error());
    return parseEnvironments(answer->body, answer->nonce);
}

Result<> HostSession::removeEnvironment(const QByteArray &key, const Patience &patience)
{
    if (!isEnvironmentKey(key))
        return failure(
            ErrorKind::InvalidInput,
            Tr::tr("“%1” is no key of an environment.").arg(plainLine(QString::fromUtf8(key), 80)));
    const Result<Answer> answer = ask("environments.sh", "remove " + key, {}, patience);
    return answer ? Result<>() : failure(answer.error());
}

// Whoever sits at a computer may use it, whatever it submits to.
QByteArray HostSession::place() const
{
    return m_profile.id == thisComputer().id ? QByteArray() : QByteArray(" shared");
}

QByteArray HostSession::jobFolder(const QUuid &job) const
{
    return m_base + "/jobs/" + folderName(job);
}

QByteArray HostSession::attemptFolder(const AttemptId &attempt) const
{
    return jobFolder(attempt.job) + "/a/" + QByteArray::number(attempt.number);
}

} // namespace outcrop
