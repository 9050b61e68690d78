#include "core/host_list/remembered_credentials.h"
#include "tests/ssh/scripted_credentials.h"
#include "tests/ssh/ssh_server.h"
#include "tests/support/soak_progress.h"

#include <QRandomGenerator>

using namespace outcrop;
using samples::ScriptedCredentials;
using samples::SshServer;

namespace {

// What becomes of a connection when a computer sleeps, or comes to another network.
enum class Fate {
    Closed, // While nobody used it.
    ClosedInUse,
    Silent, // Nothing comes any more, and nobody says so.
};

const char *const passphrase = "typed once";

} // namespace

class TestReconnects : public QObject
{
    Q_OBJECT

    SshServer m_server;
    ScriptedCredentials m_person;
    int m_lost = 0; // Calls that a connection did not outlast.

    static Patience within(int milliseconds)
    {
        Patience patience;
        patience.silence = std::chrono::milliseconds(milliseconds);
        return patience;
    }

    SshProfile profile() const
    {
        SshProfile profile = m_server.profile();
        profile.identityFiles = QStringList{m_server.path("locked")};
        return profile;
    }

    // All of the remote file, although the connection meets its fate after so many bytes.
    QByteArray fetch(SshShell &shell, Fate fate, int after)
    {
        const QByteArray remote = QFile::encodeName(m_server.path("events"));
        QByteArray fetched;
        bool isMet = fate == Fate::Closed;
        if (isMet)
            m_server.cutSessions();
        const auto keep = [&](const QByteArray &bytes) -> Result<> {
            fetched += bytes;
            if (!isMet && fetched.size() >= after) {
                isMet = true;
                fate == Fate::Silent ? m_server.freeze() : m_server.cutSessions();
            }
            return {};
        };
        for (int tries = 0; tries < 20; ++tries) {
            const int silence = fate == Fate::Silent && !isMet ? 700 : 20000;
            const Result<> whole = shell.fetchFile(remote, fetched.size(), keep, within(silence));
            m_server.thaw(); // Back at the desk.
            if (whole)
                return fetched;
            if (whole.error().kind != ErrorKind::Network)
                qFatal("%s", qPrintable(whole.error().message));
            ++m_lost;
        }
        return fetched;
    }

private slots:
    // Promise 41: 5 times as often in the soak test.
    void connectionsThatWereLostAreMadeAgainAndNothingIsTypedTwice()
    {
        samples::makeKeyPair(m_server.path("locked"), "ed25519", passphrase);
        m_server.write("authorized_keys", readFile(m_server.path("locked.pub")).value());
        QByteArray events;
        for (int line = 0; events.size() < (6 << 20); ++line)
            events += QByteArray::number(line) + " loss=0.25\n";
        m_server.write("events", events);
        m_person.answers[LoginQuestion::Kind::Passphrase] = {{passphrase}};
        LoginMemory memory;
        RememberedCredentials credentials(memory, &m_person);
        SshShell shell(profile(), m_server.trust(), credentials);
        QVERIFY_RESULT(shell.run("echo", {}));

        const int rounds = qEnvironmentVariableIntValue("OUTCROP_SOAK") > 0 ? 30 : 6;
        QRandomGenerator random(1);
        for (int round = 0; round < rounds; ++round) {
            const auto fate = Fate(round % 3);
            QVERIFY2(fetch(shell, fate, random.bounded(1, 1 << 20)) == events,
                     qPrintable(QStringLiteral("round %1").arg(round)));
            tellProgress(round + 1, rounds);
        }
        QVERIFY2(m_lost >= rounds * 2 / 3, qPrintable(QString::number(m_lost))); // In use.
        QCOMPARE(m_person.asked.size(), size_t(1));
        qInfo("promise 41: N=%d connections that were lost, each file whole, one passphrase typed "
              "once",
              rounds);
    }
};

QTEST_GUILESS_MAIN(TestReconnects)
#include "tst_reconnects.moc"
