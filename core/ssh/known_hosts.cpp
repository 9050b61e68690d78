#include "core/ssh/known_hosts.h"

#include "core/base/descriptor.h"
#include "core/base/files.h"
#include "core/base/folders.h"
#include "core/base/gui_thread.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::KnownHosts)
};

constexpr qint64 longestFile = 16 << 20;
constexpr auto byteOrderMark = "\xEF\xBB\xBF";

// What the lines of all files said, before it is judged.
struct Findings
{
    using Places = std::vector<KnownHostsAnswer::Place>;
    Places revoked, same, sameType, otherTypes;
    QStringList remarks;
    bool hasUnreadable = false;
};

void placeLine(const KnownHostsLine &line, const KnownHostsAnswer::Place &place, const HostKey &key,
               Findings &findings)
{
    if (line.mark == KnownHostsLine::Mark::Authority)
        findings.remarks << Tr::tr("%1:%2 names a certificate authority, which Outcrop does not "
                                   "support; the line does not count.")
                                .arg(plainLine(place.file))
                                .arg(place.line);
    else if (line.mark == KnownHostsLine::Mark::None)
        (line.key == key             ? findings.same
         : line.key.type == key.type ? findings.sameType
                                     : findings.otherTypes)
            .push_back(place);
    else if (line.key == key)
        findings.revoked.push_back(place);
}

// A line that another editor spoiled is not enough to trust a key, but enough to distrust one.
void readLines(const QString &file, QByteArray content, const QByteArray &name, const HostKey &key,
               Findings &findings)
{
    const bool hasMark = content.startsWith(byteOrderMark);
    if (hasMark) {
        content.remove(0, int(qstrlen(byteOrderMark)));
        findings.remarks << Tr::tr("%1 begins with a byte order mark, so its first line does not "
                                   "count; save it without.")
                                .arg(plainLine(file));
    }
    if (content.contains("\r\n"))
        findings.remarks
            << Tr::tr("%1 has Windows line ends; such lines do not count.").arg(plainLine(file));
    int number = 0;
    for (const QByteArray &text : content.split('\n')) {
        ++number;
        const std::optional<KnownHostsLine> line = parseKnownHostsLine(text);
        const bool isSpoiled = text.endsWith('\r') || (hasMark && number == 1);
        const bool wouldTrust =
            line && line->mark == KnownHostsLine::Mark::None && line->key == key;
        if (line && line->isFor(name) && !(isSpoiled && wouldTrust))
            placeLine(*line, {file, number, line->key}, key, findings);
    }
}

Findings findLines(const KnownHostsFiles &files, const QByteArray &name, const HostKey &key)
{
    Findings findings;
    for (const QString &file : files.user + files.global) {
        const Result<QByteArray> content = readFile(file, longestFile);
        if (content) {
            readLines(file, *content, name, key, findings);
        } else if (content.error().kind != ErrorKind::NotFound) {
            findings.hasUnreadable = true;
            findings.remarks << content.error().message;
        }
    }
    return findings;
}

// The lock goes with the descriptor.
Result<Descriptor> openLocked(const QString &file)
{
    const QString what = Tr::tr("Cannot write");
    const QString folder = QFileInfo(file).absolutePath();
    if (!QFileInfo::exists(folder)) {
        if (Result<> made = makeFolder(folder); !made)
            return failure(made.error());
    }
    Descriptor opened(::open(QFile::encodeName(file).constData(),
                             O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0600));
    if (!opened.isOpen() || ::flock(opened.number(), LOCK_EX) != 0)
        return failure(systemError(what, file, errno));
    return opened;
}

bool endsWithNewline(const Descriptor &file)
{
    const off_t size = ::lseek(file.number(), 0, SEEK_END);
    char last = '\n';
    return size <= 0 || ::pread(file.number(), &last, 1, size - 1) != 1 || last == '\n';
}

} // namespace

KnownHostsFiles usualKnownHostsFiles()
{
    const QString own = QDir::homePath() + QLatin1String("/.ssh/known_hosts");
    const QString all = QStringLiteral("/etc/ssh/ssh_known_hosts");
    return {{own, own + QLatin1Char('2')}, {all, all + QLatin1Char('2')}};
}

QString ownKnownHostsFile()
{
    return foldersFromEnvironment().config + QLatin1String("/known_hosts");
}

KnownHostsAnswer lookUpHostKey(const KnownHostsFiles &files, const QString &name,
                               const HostKey &key)
{
    assertMayBlock();
    Findings found = findLines(files, name.toUtf8(), key);
    KnownHostsAnswer answer{KeyVerdict::Unknown, {}, found.remarks};
    const auto decide = [&answer](KeyVerdict verdict, Findings::Places &places) {
        answer.verdict = verdict;
        answer.places = std::move(places);
    };
    if (!found.revoked.empty())
        decide(KeyVerdict::Revoked, found.revoked);
    else if (found.hasUnreadable)
        answer.verdict = KeyVerdict::Unreadable;
    else if (!found.same.empty())
        decide(KeyVerdict::Trusted, found.same);
    else if (!found.sameType.empty())
        decide(KeyVerdict::Changed, found.sameType);
    else if (!found.otherTypes.empty())
        decide(KeyVerdict::OtherType, found.otherTypes);
    return answer;
}

Result<QByteArray> linesThatCount(const KnownHostsFiles &files, const QStringList &names)
{
    assertMayBlock();
    QByteArray lines;
    for (const QString &file : files.user + files.global) {
        const Result<QByteArray> content = readFile(file, longestFile);
        if (!content && content.error().kind == ErrorKind::NotFound)
            continue;
        if (!content)
            return failure(ErrorKind::HostKey,
                           Tr::tr("Whether host keys are the right ones cannot be found out: %1")
                               .arg(content.error().message));
        bool isFirst = content->startsWith(byteOrderMark);
        for (const QByteArray &text : content->split('\n')) {
            const bool isSpoiled = std::exchange(isFirst, false) || text.endsWith('\r');
            const std::optional<KnownHostsLine> line = parseKnownHostsLine(text);
            // One that is spoiled can be dropped: its key is refused then, and looked up.
            if (!line || isSpoiled || line->mark == KnownHostsLine::Mark::Authority)
                continue;
            const bool isRevoked = line->mark == KnownHostsLine::Mark::Revoked;
            for (const QString &name : names) {
                if (line->isFor(name.toUtf8()))
                    lines += (isRevoked ? "@revoked " : "")
                             + formatKnownHostsLine(name.toUtf8(), line->key) + '\n';
            }
        }
    }
    return lines;
}

Result<> addHostKey(const QString &file, const QString &name, const HostKey &key)
{
    assertMayBlock();
    const Result<Descriptor> opened = openLocked(file);
    if (!opened)
        return failure(opened.error());
    const QByteArray line =
        (endsWithNewline(*opened) ? "" : "\n") + formatKnownHostsLine(name.toUtf8(), key) + '\n';
    if (::write(opened->number(), line.constData(), size_t(line.size())) != line.size()
        || ::fsync(opened->number()) != 0)
        return failure(systemError(Tr::tr("Cannot write"), file, errno));
    return {};
}

Result<int> forgetHostKeys(const QString &file, const QString &name)
{
    assertMayBlock();
    const Result<Descriptor> lock = openLocked(file);
    if (!lock)
        return failure(lock.error());
    const Result<QByteArray> content = readFile(file, longestFile);
    if (!content)
        return failure(content.error());
    QList<QByteArray> lines = content->split('\n');
    const auto isAbout = [bytes = name.toUtf8()](const QByteArray &text) {
        const std::optional<KnownHostsLine> line = parseKnownHostsLine(text);
        const bool isPlain = line && line->mark == KnownHostsLine::Mark::None
                             && !line->hosts.contains(',') && !line->hosts.contains('*');
        return isPlain && line->isFor(bytes);
    };
    const auto kept = std::remove_if(lines.begin(), lines.end(), isAbout);
    const int removed = int(std::distance(kept, lines.end()));
    lines.erase(kept, lines.end());
    if (removed > 0) {
        if (Result<> saved = saveAtomically(file, lines.join('\n')); !saved)
            return failure(saved.error());
    }
    return removed;
}

} // namespace outcrop
