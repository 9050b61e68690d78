#include "core/download/download.h"

#include "core/base/files.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QSslError>

#include <algorithm>
#include <cerrno>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Download)
};

constexpr qint64 partBytes = 1 << 20; // What is held in memory.
constexpr int leftoverDays = 1;       // No download takes as long.

// As http_proxy and its kin say.
class SystemProxies : public QNetworkProxyFactory
{
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        return systemProxyForQuery(query);
    }
};

void removeLeftovers(const QString &parent)
{
    const QDateTime before = QDateTime::currentDateTime().addDays(-leftoverDays);
    const QDir folder(parent);
    for (const QFileInfo &each : folder.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (each.lastModified() < before)
            QDir(each.filePath()).removeRecursively();
    }
}

QString silenceOf(const DownloadLimits &limits)
{
    return formatDuration(limits.silence / 1000.0);
}

} // namespace

Result<Downloaded> fileHere(const QString &path)
{
    const QFileInfo about(path);
    if (about.exists() && !about.isFile())
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("Cannot read %1: it is not a file.").arg(plainLine(path)));
    const Result<QByteArray> hash = sha256OfFile(path);
    if (!hash)
        return failure(hash.error());
    return Downloaded{path, about.size(), *hash, QUrl::fromLocalFile(path), {}};
}

Download::Download(QString folder, const DownloadLimits &limits, QObject *parent)
    : QObject(parent), m_parent(std::move(folder)), m_limits(limits)
{
    m_longest.setSingleShot(true);
    connect(&m_longest, &QTimer::timeout, this, [this] {
        finish(failure(broken(
            ErrorKind::Network,
            Tr::tr("it took longer than %1.").arg(formatDuration(m_limits.total / 1000.0)))));
    });
}

Download::~Download()
{
    if (m_reply)
        m_reply->disconnect(this);
}

void Download::start(const QUrl &address)
{
    Q_ASSERT(!m_network);
    m_address = address;
    const Result<> made = makeFolder(m_parent);
    if (made) {
        removeLeftovers(m_parent);
        m_folder = std::make_shared<QTemporaryDir>(m_parent + QStringLiteral("/XXXXXX"));
        m_file.setFileName(m_folder->filePath(QStringLiteral("package.zip")));
    }
    if (!made || !m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered)) {
        const Error error =
            made ? systemError(Tr::tr("Cannot create a file in"), m_parent, EACCES) : made.error();
        QTimer::singleShot(0, this, [this, error] { finish(failure(error)); });
        return;
    }
    QNetworkRequest request(address);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::NoLessSafeRedirectPolicy);
    request.setMaximumRedirectsAllowed(m_limits.redirects);
    request.setTransferTimeout(m_limits.silence);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Outcrop"));
    request.setRawHeader("Accept-Encoding", "identity"); // Nothing is unpacked unseen.
    m_network = std::make_unique<QNetworkAccessManager>();
    m_network->setProxyFactory(new SystemProxies);
    m_reply = m_network->get(request);
    m_reply->setReadBufferSize(partBytes);
    connect(m_reply, &QNetworkReply::redirected, this, &Download::redirected);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_tlsProblems << error.errorString();
    });
    connect(m_reply, &QNetworkReply::readyRead, this, &Download::take);
    connect(m_reply, &QNetworkReply::finished, this, &Download::complete);
    m_longest.start(m_limits.total);
}

void Download::cancel()
{
    finish(
        failure(ErrorKind::Canceled, Tr::tr("The download was stopped; nothing of it is left.")));
}

Error Download::broken(ErrorKind kind, const QString &why) const
{
    return {kind, Tr::tr("Cannot fetch %1: %2").arg(shownAddress(m_address), why)};
}

// -1: not told.
qint64 Download::declaredSize() const
{
    const QVariant told = m_reply->header(QNetworkRequest::ContentLengthHeader);
    return told.isValid() ? told.toLongLong() : -1;
}

// What its head says that makes the rest not worth having.
Result<> Download::refuse() const
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QString phrase =
        plainLine(m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString(), 80);
    if (status == 404 || status == 410)
        return failure(
            broken(ErrorKind::NotFound,
                   Tr::tr("the server has nothing there (%1 %2).").arg(status).arg(phrase)));
    if (status == 401 || status == 403 || status == 407)
        return failure(broken(
            ErrorKind::Denied,
            Tr::tr("the server wants a login (%1 %2). Fetch it with a browser and submit the file.")
                .arg(status)
                .arg(phrase)));
    if (status != 200)
        return failure(broken(ErrorKind::Network,
                              Tr::tr("the server answers %1 %2.").arg(status).arg(phrase)));
    const QString type = m_reply->header(QNetworkRequest::ContentTypeHeader).toString();
    if (type.startsWith(QLatin1String("text/html"), Qt::CaseInsensitive))
        return failure(broken(
            ErrorKind::InvalidInput,
            Tr::tr("a web page comes from there, no package; perhaps it asks for a login. Fetch it "
                   "with a browser and submit the file.")));
    if (std::max(declaredSize(), m_done) > m_limits.bytes)
        return failure(broken(ErrorKind::Denied, Tr::tr("it is larger than %1, the most that a "
                                                        "package may be.")
                                                     .arg(formatSize(m_limits.bytes))));
    return {};
}

void Download::take()
{
    while (!m_isFinished && m_reply->bytesAvailable() > 0) {
        const QByteArray bytes = m_reply->read(partBytes);
        m_done += bytes.size();
        if (const Result<> wanted = refuse(); !wanted) {
            finish(failure(wanted.error()));
            return;
        }
        if (m_file.write(bytes) != bytes.size()) {
            const bool isFull = m_file.error() == QFileDevice::ResourceError || errno == ENOSPC;
            finish(failure(
                systemError(Tr::tr("Cannot write"), m_file.fileName(), isFull ? ENOSPC : EIO)));
            return;
        }
        m_hash.add(bytes);
    }
    if (!m_isFinished)
        emit progressed(m_done, declaredSize());
}

// Why the answer cannot be used, if it cannot.
std::optional<Error> Download::problem() const
{
    if (!m_tlsProblems.isEmpty())
        return broken(ErrorKind::HostKey,
                      Tr::tr("its certificate is not one that this computer trusts (%1). Nothing "
                             "was fetched; ask whoever runs the server.")
                          .arg(plainLine(m_tlsProblems.join(QStringLiteral("; ")), 200)));
    switch (m_reply->error()) {
    case QNetworkReply::NoError:
        break;
    case QNetworkReply::TooManyRedirectsError:
        return broken(ErrorKind::Network,
                      Tr::tr("it is redirected more than %1 times.").arg(m_limits.redirects));
    case QNetworkReply::InsecureRedirectError:
        return broken(
            ErrorKind::Denied,
            Tr::tr("it is redirected from https:// to an address that is not protected."));
    case QNetworkReply::OperationCanceledError: // By setTransferTimeout(): else nobody listens.
        return broken(ErrorKind::Network, Tr::tr("nothing came for %1.").arg(silenceOf(m_limits)));
    default:
        if (m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() < 300)
            return broken(ErrorKind::Network, plainLine(m_reply->errorString(), 200));
    }
    if (const Result<> wanted = refuse(); !wanted)
        return wanted.error();
    if (declaredSize() >= 0 && declaredSize() != m_done)
        return broken(
            ErrorKind::Network,
            Tr::tr("it ended after %1 of %2.").arg(formatSize(m_done), formatSize(declaredSize())));
    return {};
}

void Download::complete()
{
    take();
    if (m_isFinished)
        return;
    if (const std::optional<Error> error = problem()) {
        finish(failure(*error));
        return;
    }
    m_file.close();
    Downloaded downloaded{m_file.fileName(), m_done, m_hash.hex(), m_reply->url(), m_folder};
    finish(downloaded);
}

void Download::finish(const Result<Downloaded> &result)
{
    if (std::exchange(m_isFinished, true))
        return;
    m_longest.stop();
    m_file.close();
    m_folder.reset(); // Whoever takes a result has its own.
    if (m_reply) {
        m_reply->disconnect(this);
        if (m_reply->isRunning())
            m_reply->abort();
    }
    emit finished(result);
}

} // namespace outcrop
