#include "app/window/host_desk.h"
#include "core/base/files.h"
#include "tests/ssh/accounts.h"

#include <QSignalSpy>

#include <thread>

using namespace outcrop;
using samples::Accounts;

// A host that asks for a code each time somebody logs in.
class TestHostDeskLogin : public QObject
{
    Q_OBJECT

private:
    static constexpr int patience = 60000;
    const QString m_lab = QStringLiteral("lab");

private slots:
    void whatLogsInByHandLetsJobsIn()
    {
        const Accounts accounts("UsePAM yes\nKbdInteractiveAuthentication yes\n");
        const QTemporaryDir home;
        qputenv("HOME", QFile::encodeName(home.path()));
        QVERIFY(makeFolder(home.filePath(QStringLiteral(".ssh"))));
        QVERIFY(saveAtomically(home.filePath(QStringLiteral(".ssh/config")),
                               "Host *\n IdentityAgent none\n UserKnownHostsFile "
                                   + accounts.server->path("known_hosts").toUtf8() + '\n'));
        HostEntry entry;
        entry.profile = thisComputer();
        entry.profile.id = entry.profile.title = m_lab;
        entry.address = QStringLiteral("127.0.0.1");
        entry.user = accounts.profile().user;
        entry.port = accounts.server->port;

        HostDesk desk(home.filePath(QStringLiteral("config")), {});
        QSignalSpy changed(&desk, &HostDesk::changed);
        std::optional<HostReport> report;
        connect(&desk, &HostDesk::looked, this,
                [&](const QString &, const HostReport &seen) { report = seen; });
        const auto look = [&] {
            report.reset();
            desk.look(m_lab);
            return QTest::qWaitFor([&] { return report.has_value(); }, patience);
        };
        int asked = 0;
        desk.setPerson([&](const LoginQuestion &question, const CancelToken &,
                           const LoginQuestions::Reply &reply) {
            ++asked;
            LoginAnswer answer;
            for (size_t i = 0; i < question.prompts.size(); ++i)
                answer.secrets.emplace_back(QByteArray("canary-pass"));
            reply(std::move(answer));
        });
        desk.save(entry);
        QVERIFY(changed.wait(patience));

        // As a job does, in a thread of its own.
        const auto work = [shells = desk.shells(), profile = entry.profile] {
            Result<ScriptOutput> output = failure(ErrorKind::Io, QString());
            std::thread([&] { output = shells(profile)->run("echo", {}); }).join();
            return output;
        };
        QCOMPARE(work().error().kind, ErrorKind::NeedsLogin);
        QCOMPARE(asked, 0);

        QVERIFY(look());
        QVERIFY2(!report->error, qPrintable(report->error ? report->error->message : QString()));
        QCOMPARE(asked, 1);
        QVERIFY_RESULT(work());
        QVERIFY(look() && !report->error); // Nor is somebody asked to look again.
        QCOMPARE(asked, 1);

        accounts.server->cutSessions();
        QTRY_VERIFY_WITH_TIMEOUT(!work() && work().error().kind == ErrorKind::NeedsLogin, patience);
        QCOMPARE(asked, 1);
    }
};

QTEST_GUILESS_MAIN(TestHostDeskLogin)
#include "tst_host_desk_login.moc"
