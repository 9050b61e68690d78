#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/download/address.h"

#include <QFile>
#include <QObject>
#include <QTemporaryDir>
#include <QTimer>

#include <memory>
#include <optional>

class QNetworkAccessManager;
class QNetworkReply;

namespace outcrop {

// What a server may do with us. What it says of itself is not believed.
struct DownloadLimits
{
    qint64 bytes = qint64(2) << 30; // Also the most that a package may be unpacked.
    int redirects = 5;
    int silence = 30'000;       // Milliseconds without a byte.
    int total = 12 * 3'600'000; // Milliseconds, however slowly it comes.
};

struct Downloaded
{
    QString path; // Its folder goes with the last copy of this.
    qint64 size = 0;
    QByteArray sha256; // 64 hexadecimal digits.
    QUrl from;         // In the end, where it was redirected.
    std::shared_ptr<QTemporaryDir> folder;
};

// A file of this computer as if it had been fetched: it stays where it is. InvalidInput: no file.
Result<Downloaded> fileHere(const QString &path);

// One file over HTTP(S), whole or not at all, hashed as it comes (the door to QtNetwork). Never
// blocks for the network; writes and hashes in its thread, at most 1 MiB at a time. Follows
// redirects but none from https to http; no certificate is trusted but by the rules of this
// computer. A web page (text/html) is no file: it usually asks somebody to log in.
class Download : public QObject
{
    Q_OBJECT

public:
    // The file appears in a new folder below `folder` (mode 0700). What programs left there that
    // were killed a day ago or earlier is deleted.
    explicit Download(QString folder, const DownloadLimits &limits = {}, QObject *parent = nullptr);
    ~Download() override; // Breaks off; nothing is left then.

    // Once. `address` is one of parseAddress() with http or https.
    void start(const QUrl &address);
    void cancel(); // finished() with Canceled.

signals:
    void progressed(qint64 done, qint64 total); // Bytes; total -1: the server does not say.
    void redirected(const QUrl &address);
    // Once, never from within start(). NotFound, Denied (a login is wanted, or it is too large),
    // Network, HostKey (its certificate), NoSpace, Io, Canceled.
    void finished(const outcrop::Result<outcrop::Downloaded> &result);

private:
    void take();
    void complete();
    void finish(const Result<Downloaded> &result);
    Result<> refuse() const;
    std::optional<Error> problem() const;
    Error broken(ErrorKind kind, const QString &why) const;
    qint64 declaredSize() const;

    const QString m_parent;
    const DownloadLimits m_limits;
    QUrl m_address;
    QTimer m_longest;
    std::unique_ptr<QNetworkAccessManager> m_network;
    QNetworkReply *m_reply = nullptr; // Of m_network.
    std::shared_ptr<QTemporaryDir> m_folder;
    QFile m_file;
    Sha256 m_hash;
    qint64 m_done = 0;
    QStringList m_tlsProblems;
    bool m_isFinished = false;
};

} // namespace outcrop
