// A real server on loopback, which does as it likes.
#include "core/base/hash.h"
#include "core/download/download.h"

#include <QDir>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>

#include <functional>

using namespace outcrop;

namespace {

const QByteArray content(300'000, 'x');

QByteArray head(const QByteArray &status, const QByteArray &more = {})
{
    return "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + more + "\r\n";
}

QByteArray sized(qint64 size)
{
    return "Content-Length: " + QByteArray::number(size) + "\r\n";
}

// Answers each request by what `answer` does with its first line and the socket.
class Server : public QTcpServer
{
public:
    using Answer = std::function<void(const QByteArray &request, QTcpSocket &socket)>;

    explicit Server(Answer answer, bool isTls = false) : m_answer(std::move(answer)), m_isTls(isTls)
    {
        listen(QHostAddress::LocalHost);
    }

    QUrl at(const QString &path) const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2/%3")
                        .arg(m_isTls ? QStringLiteral("https") : QStringLiteral("http"))
                        .arg(serverPort())
                        .arg(path));
    }

    int requests = 0;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *const socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
        if (m_isTls) {
            QFile file(QStringLiteral(OUTCROP_SOURCE_DIR "/tests/download/fixtures/localhost.pem"));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray pem = file.readAll();
            socket->setLocalCertificate(QSslCertificate(pem));
            socket->setPrivateKey(QSslKey(pem, QSsl::Ec));
            socket->startServerEncryption();
        }
        connect(socket, &QSslSocket::readyRead, this, [this, socket] {
            const QByteArray request = socket->readAll();
            if (request.isEmpty())
                return;
            ++requests;
            m_answer(request, *socket);
        });
    }

private:
    Answer m_answer;
    bool m_isTls;
};

// Answers with these bytes, then closes.
Server::Answer says(const QByteArray &bytes)
{
    return [bytes](const QByteArray &, QTcpSocket &socket) {
        socket.write(bytes);
        socket.disconnectFromHost();
    };
}

// Never stops writing.
Server::Answer neverEnds(const QByteArray &first)
{
    return [first](const QByteArray &, QTcpSocket &socket) {
        socket.write(first + content);
        QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, [&socket] {
            if (socket.bytesToWrite() < 1 << 20)
                socket.write(content);
        });
    };
}

} // namespace

class TestDownload : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;
    QString cache() const { return m_home.filePath(QStringLiteral("cache")); }

    Result<Downloaded> fetch(const QUrl &from, const DownloadLimits &limits = {})
    {
        std::optional<Result<Downloaded>> answer;
        Download download(cache(), limits);
        connect(&download, &Download::finished, this,
                [&answer](const Result<Downloaded> &result) { answer.emplace(result); });
        download.start(from);
        Q_ASSERT(!answer);
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 60'000))
            return failure(ErrorKind::Io, QStringLiteral("It never finished."));
        return *answer;
    }

    // Fails in this way, says these words, and leaves nothing.
    void refuses(const Server &server, ErrorKind kind, const char *words,
                 const DownloadLimits &limits = {})
    {
        const Result<Downloaded> result = fetch(server.at(QStringLiteral("own.zip")), limits);
        QVERIFY(!result);
        QVERIFY2(result.error().message.contains(QLatin1String(words)),
                 qPrintable(result.error().message));
        QCOMPARE(int(result.error().kind), int(kind));
        QVERIFY(QDir(cache()).isEmpty());
    }

private slots:
    void whatIsThereComesWholeHashedAndGoesWithItsLastUser()
    {
        const Server server(says(head("200 OK", sized(content.size())) + content));
        Result<Downloaded> result = fetch(server.at(QStringLiteral("a/own.zip?v=1")));
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message));
        QCOMPARE(result->size, qint64(content.size()));
        QCOMPARE(result->sha256, sha256(content));
        QCOMPARE(*sha256OfFile(result->path), sha256(content));
        QVERIFY(!QDir(cache()).isEmpty());
        result = failure(ErrorKind::Io, {});
        QVERIFY(QDir(cache()).isEmpty());
    }

    void aServerThatTellsNoLengthIsFine()
    {
        const Server server(says(head("200 OK") + content));
        QCOMPARE(fetch(server.at({}))->sha256, sha256(content));
    }

    void redirectsAreToldAndFollowedToTheEnd()
    {
        Server *other = nullptr;
        const Server first([&other](const QByteArray &, QTcpSocket &socket) {
            says(head("302 Found", "Location: " + other->at(QStringLiteral("b.zip")).toEncoded()
                                       + "\r\n"))({}, socket);
        });
        Server second(says(head("200 OK", sized(content.size())) + content));
        other = &second;
        QStringList told;
        std::optional<Result<Downloaded>> answer;
        Download download(cache());
        connect(&download, &Download::redirected, this,
                [&told](const QUrl &to) { told << shownAddress(to); });
        connect(&download, &Download::finished, this,
                [&answer](const Result<Downloaded> &result) { answer.emplace(result); });
        download.start(first.at(QStringLiteral("a.zip")));
        QTRY_VERIFY(answer.has_value());
        QCOMPARE((*answer)->from, second.at(QStringLiteral("b.zip")));
        QCOMPARE(told, QStringList{shownAddress(second.at(QStringLiteral("b.zip")))});
    }

    void aRedirectInACircleIsLeft()
    {
        const Server server(says(head("302 Found", "Location: /own.zip\r\n" + sized(0))));
        refuses(server, ErrorKind::Network, "redirected more than 5 times");
        QCOMPARE(server.requests, 6);
    }

    void aRedirectToAFileOfThisComputerIsNotFollowed()
    {
        const Server server(says(head("302 Found", "Location: file:///etc/passwd\r\n" + sized(0))));
        refuses(server, ErrorKind::Network, "Cannot fetch");
    }

    void whatDoesNotEndIsLeftAtTheLimit()
    {
        DownloadLimits limits;
        limits.bytes = 5 << 20;
        refuses(Server(neverEnds(head("200 OK"))), ErrorKind::Denied, "larger than 5.2 MB", limits);
        refuses(
            Server(neverEnds(head("200 OK", "Transfer-Encoding: chunked\r\n") + "7fffffff\r\n")),
            ErrorKind::Denied, "larger than 5.2 MB", limits);
    }

    void aSizeAboveTheLimitIsRefusedByItsHead()
    {
        refuses(Server(neverEnds(head("200 OK", sized(qint64(3) << 30)))), ErrorKind::Denied,
                "larger than 2.1 GB");
    }

    void lessThanPromisedIsNoFile()
    {
        refuses(Server(says(head("200 OK", sized(content.size() + 1)) + content)),
                ErrorKind::Network, "Cannot fetch");
        refuses(Server(says(head("200 OK", "Transfer-Encoding: chunked\r\n") + "493e0\r\nxxx")),
                ErrorKind::Network, "Cannot fetch");
    }

    void aServerThatFallsSilentIsLeft()
    {
        DownloadLimits limits;
        limits.silence = 300;
        refuses(Server([](const QByteArray &, QTcpSocket &socket) {
                    socket.write(head("200 OK", sized(content.size())) + "begun");
                }),
                ErrorKind::Network, "nothing came for 0.3 s", limits);
        refuses(Server([](const QByteArray &, QTcpSocket &) {}), ErrorKind::Network,
                "nothing came for 0.3 s", limits);
    }

    void aServerThatDripsIsLeftInTheEnd()
    {
        DownloadLimits limits;
        limits.total = 500;
        refuses(Server([](const QByteArray &, QTcpSocket &socket) {
                    socket.write(head("200 OK"));
                    auto *const drip = new QTimer(&socket);
                    QObject::connect(drip, &QTimer::timeout, &socket,
                                     [&socket] { socket.write("x"); });
                    drip->start(20);
                }),
                ErrorKind::Network, "took longer than 0.5 s", limits);
    }

    void anAnswerThatIsNoFileIsSaid()
    {
        const QByteArray page = "Content-Type: text/html; charset=utf-8\r\n";
        refuses(Server(says(head("404 Not Found", page) + "<p>no")), ErrorKind::NotFound,
                "nothing there (404 Not Found)");
        refuses(Server(says(head("403 Forbidden", page) + "<p>no")), ErrorKind::Denied,
                "wants a login (403 Forbidden)");
        refuses(Server(says(head("500 \x1b[2J", page) + "<p>no")), ErrorKind::Network,
                "answers 500 \\x1b[2J");
        refuses(Server(says(head("204 No Content"))), ErrorKind::Network, "answers 204");
        refuses(Server(says(head("200 OK", page) + "<p>Log in")), ErrorKind::InvalidInput,
                "a web page comes from there");
        refuses(Server(says("SSH-2.0-OpenSSH_9.2\r\n")), ErrorKind::Network, "Cannot fetch");
    }

    void aCertificateThatNobodyVouchesForIsRefused()
    {
        const Server server(says(head("200 OK") + content), true);
        refuses(server, ErrorKind::HostKey, "is not one that this computer trusts");
        QCOMPARE(server.requests, 0);
    }

    void aCertificateOfThisComputersListIsTrusted()
    {
        QSslConfiguration usual = QSslConfiguration::defaultConfiguration();
        QSslConfiguration trusting = usual;
        QVERIFY(trusting.addCaCertificates(
            QStringLiteral(OUTCROP_SOURCE_DIR "/tests/download/fixtures/localhost.pem")));
        QSslConfiguration::setDefaultConfiguration(trusting);
        const Server server(says(head("200 OK", sized(content.size())) + content), true);
        const QByteArray hash = fetch(server.at(QStringLiteral("own.zip")))
                                    .map([](const Downloaded &file) { return file.sha256; })
                                    .value_or(QByteArray());
        // From there to where anybody may listen is no way.
        const Server plain(says(head("200 OK") + content));
        const Server leaves(
            says(head("302 Found", "Location: " + plain.at({}).toEncoded() + "\r\n" + sized(0))),
            true);
        refuses(leaves, ErrorKind::Denied, "an address that is not protected");
        QSslConfiguration::setDefaultConfiguration(usual);
        QCOMPARE(hash, sha256(content));
        QCOMPARE(plain.requests, 0);
    }

    void nobodyThereIsSaid()
    {
        Server server(says({}));
        const QUrl address = server.at(QStringLiteral("own.zip"));
        server.close();
        const Result<Downloaded> result = fetch(address);
        QCOMPARE(int(result.error().kind), int(ErrorKind::Network));
        QVERIFY(QDir(cache()).isEmpty());
    }

    void whatIsBrokenOffLeavesNothing()
    {
        const Server server(neverEnds(head("200 OK")));
        {
            Download dropped(cache());
            qint64 done = 0;
            connect(&dropped, &Download::progressed, this, [&done](qint64 now) { done = now; });
            dropped.start(server.at({}));
            QTRY_VERIFY(done > 0);
        }
        QVERIFY(QDir(cache()).isEmpty());
        Download stopped(cache());
        std::optional<Result<Downloaded>> answer;
        connect(&stopped, &Download::progressed, &stopped, &Download::cancel);
        connect(&stopped, &Download::finished, this,
                [&answer](const Result<Downloaded> &result) { answer.emplace(result); });
        stopped.start(server.at({}));
        QTRY_VERIFY(answer.has_value());
        QCOMPARE(int(answer->error().kind), int(ErrorKind::Canceled));
        QVERIFY(QDir(cache()).isEmpty());
    }

    void aFolderThatCannotBeMadeIsSaid()
    {
        const Server server(says(head("200 OK") + content));
        std::optional<Result<Downloaded>> answer;
        Download download(QStringLiteral("/proc/nowhere"));
        connect(&download, &Download::finished, this,
                [&answer](const Result<Downloaded> &result) { answer.emplace(result); });
        download.start(server.at({}));
        QVERIFY(!answer);
        QTRY_VERIFY(answer.has_value());
        QVERIFY(answer->error().message.contains(QLatin1String("/proc/nowhere")));
    }

    void anAddressIsToldFromAPath()
    {
        for (const char *path : {"own.zip", "/a/b.zip", "a:b.zip", "lab:/x.zip", "", "-"})
            QVERIFY2(!isAddress(QLatin1String(path)), path);
        for (const char *address : {"https://a.b/c.zip", "HTTP://a", "file:///x", "ftp://x/y"})
            QVERIFY2(isAddress(QLatin1String(address)), address);
        for (const char *wrong : {"ftp://a/b.zip", "http://", "file://other/x.zip", "ssh://a/b",
                                  "https:///b.zip", "http://a:b:c/", "javascript://x"})
            QVERIFY2(!parseAddress(QLatin1String(wrong)), wrong);
        const QUrl secret = *parseAddress(QStringLiteral("http://me:canary@a.b/c%20d.zip?x=1"));
        QCOMPARE(shownAddress(secret), QStringLiteral("http://a.b/c d.zip?x=1"));
        QCOMPARE(fileNameAt(secret), QStringLiteral("c d.zip"));
        QVERIFY(!isProtected(secret));
        QCOMPARE(fileNameAt(QUrl(QStringLiteral("https://a.b/"))), QStringLiteral("a.b"));
        QCOMPARE(fileNameAt(QUrl(QStringLiteral("https://a.b/%2e%2e%2f%1b"))).contains(QChar(27)),
                 false);
    }
};

QTEST_GUILESS_MAIN(TestDownload)
#include "tst_download.moc"
