#include "core/base/files.h"
#include "core/ssh/known_hosts.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

using namespace outcrop;

class TestKnownHosts : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    HostKey m_key, m_other, m_rsa;
    QString m_keyFile;

    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

    HostKey makeKey(const char *type, const char *name)
    {
        const QString file = path(name);
        QProcess::execute(QStringLiteral("ssh-keygen"),
                          {QStringLiteral("-q"), QStringLiteral("-t"), QLatin1String(type),
                           QStringLiteral("-N"), QString(), QStringLiteral("-f"), file});
        const QList<QByteArray> words =
            readFile(file + QLatin1String(".pub")).value_or(QByteArray()).split(' ');
        return {words.value(0), QByteArray::fromBase64(words.value(1))};
    }

    KnownHostsAnswer look(const QByteArray &content, const HostKey &key,
                          const char *name = "cpu1") const
    {
        const QString file = path("known_hosts");
        if (!saveAtomically(file, content))
            qFatal("cannot write the file of the test");
        return lookUpHostKey({{file}, {}}, QLatin1String(name), key);
    }

    static QByteArray entry(const QByteArray &hosts, const HostKey &key)
    {
        return formatKnownHostsLine(hosts, key) + '\n';
    }

private slots:
    void initTestCase()
    {
        m_key = makeKey("ed25519", "key");
        m_other = makeKey("ed25519", "other");
        m_rsa = makeKey("rsa", "rsa");
        QVERIFY(!m_key.blob.isEmpty() && !m_other.blob.isEmpty() && !m_rsa.blob.isEmpty());
    }

    void theFingerprintIsThatOfSshKeygen()
    {
        QProcess keygen;
        keygen.start(QStringLiteral("ssh-keygen"), {QStringLiteral("-lf"), path("key.pub")});
        QVERIFY(keygen.waitForFinished());
        QVERIFY(keygen.readAll().contains(m_key.fingerprint().toLatin1() + ' '));
    }

    void aCertificateIsAboutAKey()
    {
        makeKey("ed25519", "authority");
        const HostKey ecdsa = makeKey("ecdsa", "ecdsa");
        for (const auto &[name, key] :
             {std::pair{"key", m_key}, std::pair{"rsa", m_rsa}, std::pair{"ecdsa", ecdsa}}) {
            const QString file = path(name);
            QCOMPARE(
                QProcess::execute(QStringLiteral("ssh-keygen"),
                                  {QStringLiteral("-q"), QStringLiteral("-s"), path("authority"),
                                   QStringLiteral("-h"), QStringLiteral("-I"), QStringLiteral("x"),
                                   file + QLatin1String(".pub")}),
                0);
            const QList<QByteArray> words =
                readFile(file + QLatin1String("-cert.pub")).value_or(QByteArray()).split(' ');
            const HostKey certificate{words.value(0), QByteArray::fromBase64(words.value(1))};
            QVERIFY(certificate.type.endsWith("-cert-v01@openssh.com"));
            QCOMPARE(withoutCertificate(certificate), key);
            QCOMPARE(withoutCertificate(key), key);
            // A host can show what it likes.
            for (int length = 0; length < certificate.blob.size(); ++length)
                QVERIFY(withoutCertificate({certificate.type, certificate.blob.left(length)})
                            .blob.size()
                        <= key.blob.size());
        }
        QCOMPARE(withoutCertificate({"x-cert-v01@openssh.com", m_key.blob}), HostKey());
    }

    void aHostNobodyKnowsIsUnknown()
    {
        QCOMPARE(look({}, m_key).verdict, KeyVerdict::Unknown);
        QCOMPARE(look(entry("cpu2", m_key), m_key).verdict, KeyVerdict::Unknown);
        QCOMPARE(look(entry("cpu1", m_key), m_key, "[cpu1]:2222").verdict, KeyVerdict::Unknown);
        QCOMPARE(lookUpHostKey({{path("nothing")}, {}}, QStringLiteral("cpu1"), m_key).verdict,
                 KeyVerdict::Unknown);
    }

    void aRecordedKeyIsTrusted()
    {
        for (const QByteArray &hosts : {QByteArray("cpu1"), QByteArray("CPU1,192.0.2.1"),
                                        QByteArray("cpu?"), QByteArray("*")})
            QVERIFY2(look(entry(hosts, m_key), m_key).verdict == KeyVerdict::Trusted,
                     hosts.constData());
        QCOMPARE(look(entry("[cpu1]:2222", m_key), m_key, "[cpu1]:2222").verdict,
                 KeyVerdict::Trusted);
        QCOMPARE(look(entry("*,!cpu1", m_key), m_key).verdict, KeyVerdict::Unknown);
        const KnownHostsAnswer second = look(entry("cpu1", m_other) + entry("cpu1", m_key), m_key);
        QCOMPARE(second.verdict, KeyVerdict::Trusted);
        QCOMPARE(second.places.at(0).line, 2);
    }

    void hashedNamesAreFound()
    {
        QVERIFY(saveAtomically(path("hashed"), entry("cpu1", m_key)));
        QCOMPARE(QProcess::execute(QStringLiteral("ssh-keygen"),
                                   {QStringLiteral("-q"), QStringLiteral("-H"),
                                    QStringLiteral("-f"), path("hashed")}),
                 0);
        const QByteArray hashed = readFile(path("hashed")).value_or(QByteArray());
        QVERIFY(hashed.startsWith("|1|"));
        QCOMPARE(look(hashed, m_key).verdict, KeyVerdict::Trusted);
        QCOMPARE(look(hashed, m_other).verdict, KeyVerdict::Changed);
        QCOMPARE(look(hashed, m_key, "cpu2").verdict, KeyVerdict::Unknown);
    }

    void anotherKeyOfTheSameTypeIsAChangeWithItsPlace()
    {
        const KnownHostsAnswer answer = look("# a comment\n" + entry("cpu1", m_other), m_key);
        QCOMPARE(answer.verdict, KeyVerdict::Changed);
        QCOMPARE(answer.places.size(), size_t(1));
        QCOMPARE(answer.places[0].line, 2);
        QCOMPARE(answer.places[0].file, path("known_hosts"));
        QCOMPARE(answer.places[0].key, m_other);
    }

    void onlyKeysOfAnotherTypeAreNoReasonToTrust()
    {
        QCOMPARE(look(entry("cpu1", m_rsa), m_key).verdict, KeyVerdict::OtherType);
        QCOMPARE(look(entry("cpu1", m_rsa) + entry("cpu1", m_key), m_key).verdict,
                 KeyVerdict::Trusted);
    }

    void aRevokedKeyIsRevokedEvenBesideAPlainLine()
    {
        const QByteArray plain = entry("cpu1", m_key), revoked = "@revoked " + entry("*", m_key);
        QCOMPARE(look(revoked, m_key).verdict, KeyVerdict::Revoked);
        QCOMPARE(look(plain + revoked, m_key).verdict, KeyVerdict::Revoked);
        QCOMPARE(look(plain + "@revoked " + entry("cpu1", m_other), m_key).verdict,
                 KeyVerdict::Trusted);
        QVERIFY(saveAtomically(path("global"), revoked));
        QVERIFY(saveAtomically(path("known_hosts"), plain));
        QCOMPARE(
            lookUpHostKey({{path("known_hosts")}, {path("global")}}, QStringLiteral("cpu1"), m_key)
                .verdict,
            KeyVerdict::Revoked);
    }

    void anAuthorityDoesNotMakeAHostKnownAndIsSaid()
    {
        const KnownHostsAnswer answer = look("@cert-authority " + entry("*", m_key), m_key);
        QCOMPARE(answer.verdict, KeyVerdict::Unknown);
        QCOMPARE(answer.remarks.size(), 1);
    }

    void linesThatAnEditorSpoiledDoNotTrustButDoDistrust()
    {
        const QByteArray crlf = formatKnownHostsLine("cpu1", m_key) + "\r\n";
        QCOMPARE(look(crlf, m_key).verdict, KeyVerdict::Unknown);
        QCOMPARE(look(crlf, m_key).remarks.size(), 1);
        QCOMPARE(look(crlf, m_other).verdict, KeyVerdict::Changed);
        QCOMPARE(look("@revoked " + crlf + entry("cpu1", m_key), m_key).verdict,
                 KeyVerdict::Revoked);
        QCOMPARE(look("\xEF\xBB\xBF" + entry("cpu1", m_key), m_key).verdict, KeyVerdict::Unknown);
        QCOMPARE(look("\xEF\xBB\xBF" + entry("cpu1", m_key), m_key).remarks.size(), 1);
    }

    void garbageIsSkipped()
    {
        const QByteArray good = entry("cpu1", m_key);
        for (const QByteArray &line :
             {QByteArray("cpu1"), QByteArray("cpu1 ssh-ed25519"),
              QByteArray("cpu1 ssh-ed25519 AAAA"), QByteArray("@strange cpu1 ssh-ed25519 AAAA"),
              QByteArray("|1|x cpu1 y"), QByteArray(100000, 'x'), QByteArray("\0cpu1", 5)}) {
            QCOMPARE(look(line + '\n' + good, m_key).verdict, KeyVerdict::Trusted);
            QCOMPARE(look(line, m_key).verdict, KeyVerdict::Unknown);
        }
    }

    void aFileThatCannotBeReadStops()
    {
        QVERIFY(makeFolder(path("a-folder")));
        QVERIFY(saveAtomically(path("known_hosts"), entry("cpu1", m_key)));
        const KnownHostsAnswer answer = lookUpHostKey({{path("known_hosts"), path("a-folder")}, {}},
                                                      QStringLiteral("cpu1"), m_key);
        QCOMPARE(answer.verdict, KeyVerdict::Unreadable);
        QCOMPARE(answer.remarks.size(), 1);
    }

    void anAddedKeyIsReadByUsAndBySshAndBySomebodyElsesLine()
    {
        const QString file = path("new/known_hosts");
        QVERIFY(makeFolder(path("new")));
        QVERIFY(
            saveAtomically(file, formatKnownHostsLine("cpu2", m_other))); // no newline at its end
        QVERIFY(addHostKey(file, QStringLiteral("[cpu1]:2222"), m_key));
        const KnownHostsFiles files{{file}, {}};
        QCOMPARE(lookUpHostKey(files, QStringLiteral("[cpu1]:2222"), m_key).verdict,
                 KeyVerdict::Trusted);
        QCOMPARE(lookUpHostKey(files, QStringLiteral("cpu2"), m_other).verdict,
                 KeyVerdict::Trusted);
        QCOMPARE(QProcess::execute(QStringLiteral("ssh-keygen"),
                                   {QStringLiteral("-F"), QStringLiteral("[cpu1]:2222"),
                                    QStringLiteral("-f"), file}),
                 0);
        QVERIFY(addHostKey(path("fresh/known_hosts"), QStringLiteral("cpu1"), m_key));
        struct stat status
        {
        };
        QCOMPARE(::stat(QFile::encodeName(path("fresh/known_hosts")).constData(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0600));
    }

    void aForgottenHostLeavesTheOthersAsTheyWere()
    {
        const QByteArray others =
            "# comment\n" + entry("cpu2", m_key) + "@revoked " + entry("cpu1", m_rsa);
        QVERIFY(
            saveAtomically(path("forget"), entry("cpu1", m_key) + others + entry("cpu1", m_other)));
        QCOMPARE(forgetHostKeys(path("forget"), QStringLiteral("cpu1")).value_or(-1), 2);
        QCOMPARE(readFile(path("forget")).value_or(QByteArray()), others);
    }
};

QTEST_GUILESS_MAIN(TestKnownHosts)
#include "tst_known_hosts.moc"
