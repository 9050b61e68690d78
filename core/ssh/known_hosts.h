#pragma once

#include "core/base/result.h"
#include "core/ssh/known_hosts_line.h"

#include <QStringList>

#include <vector>

namespace outcrop {

// The files that say which keys hosts have. The first of `user` is where new ones are written.
struct KnownHostsFiles
{
    QStringList user;
    QStringList global;

    bool operator==(const KnownHostsFiles &) const = default;
};

// ~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts, each with its older sibling.
KnownHostsFiles usualKnownHostsFiles();

// known_hosts beside config.ini: for hosts whose keys ssh is told to write down nowhere.
QString ownKnownHostsFile();

enum class KeyVerdict {
    Trusted,
    Unknown,    // Nothing is known of the host: ask.
    Changed,    // It had another key of this type. This and the next three stop.
    OtherType,  // It had keys, but none of this type.
    Revoked,    // The very key is marked @revoked.
    Unreadable, // A file is there that cannot be read.
};

struct KnownHostsAnswer
{
    struct Place
    {
        QString file;
        int line = 0; // From 1.
        HostKey key;
    };

    KeyVerdict verdict = KeyVerdict::Unknown;
    std::vector<Place> places; // The lines that made the verdict.
    QStringList remarks;       // Sentences: lines that could not be honoured, unreadable files.
};

// What the files say of `key` as the key of `name` (see knownHostsName()). Own code, since the
// library overlooks @revoked lines and tells little of what it found.
KnownHostsAnswer lookUpHostKey(const KnownHostsFiles &files, const QString &name,
                               const HostKey &key);

// What counts in the files for a key to be that of one of these names: a line for each, and no
// other. For the system's ssh, which believes lines that lookUpHostKey() does not
// (@cert-authority). HostKey: a file is there that cannot be read.
Result<QByteArray> linesThatCount(const KnownHostsFiles &files, const QStringList &names);

// Appends a line, under a lock, behind a newline if one was missing. The file has mode 0600 if it
// is new.
Result<> addHostKey(const QString &file, const QString &name, const HostKey &key);

// Takes out all plain lines that speak of nothing but `name`. Returns how many they were.
Result<int> forgetHostKeys(const QString &file, const QString &name);

} // namespace outcrop
