#include "app/window/host_desk.h"
#include "core/base/files.h"
#include "tests/support/counted_secrets.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;
using samples::CountedSecrets;

class TestHostDesk : public QObject
{
    Q_OBJECT

private:
    static constexpr int patience = 60000;
    const QString m_lab = QStringLiteral("lab");
    const QString m_name = QStringLiteral("password ann@127.0.0.1:1");

    // Where nobody answers.
    HostEntry entry() const
    {
        HostEntry entry;
        entry.profile = thisComputer();
        entry.profile.id = entry.profile.title = m_lab;
        entry.address = QStringLiteral("127.0.0.1");
        entry.user = QStringLiteral("ann");
        entry.port = 1;
        return entry;
    }

private slots:
    void keychainIsAskedOnceForAHostWhateverIsLookedAt()
    {
        const QTemporaryDir home;
        qputenv("HOME", QFile::encodeName(home.path()));
        const auto secrets = std::make_shared<CountedSecrets>();
        secrets->all[m_name] = "a password";
        HostDesk desk(home.filePath(QStringLiteral("config")), secrets);
        QSignalSpy changed(&desk, &HostDesk::changed), kept(&desk, &HostDesk::keptFound);
        desk.save(entry());
        QVERIFY(changed.wait(patience));
        const auto isKept = [&](auto &&doing) {
            kept.clear();
            doing();
            return (!kept.isEmpty() || kept.wait(patience)) && kept.last().last().toBool();
        };
        QVERIFY(isKept([&] { desk.look(m_lab); }));
        const int once = secrets->asked;
        QVERIFY(once > 0);
        QVERIFY(isKept([&] { desk.findWay(m_lab); }));
        QVERIFY(isKept([&] { desk.look(m_lab); }));
        QCOMPARE(secrets->asked.load(), once);

        QVERIFY(!isKept([&] { desk.forgetSecrets(m_lab); }));
        QVERIFY(!secrets->all.count(m_name));
        QVERIFY(!isKept([&] { desk.findWay(m_lab); }));
        QVERIFY(secrets->asked > once);
    }

    void whatAnotherProgramMakesOfTheListIsFollowed()
    {
        const QTemporaryDir home;
        qputenv("HOME", QFile::encodeName(home.path()));
        const QString config = home.filePath(QStringLiteral("config"));
        HostDesk desk(config, {});
        QSignalSpy changed(&desk, &HostDesk::changed), failed(&desk, &HostDesk::failed);
        bool isRead = false;
        desk.read([&isRead] { isRead = true; });
        QTRY_VERIFY_WITH_TIMEOUT(isRead, patience);
        QCOMPARE(changed.count(), 1);
        const auto edit = [&](int jobs) {
            return editHostList(config, [&](HostList hosts) -> Result<HostList> {
                HostEntry here = thisComputerEntry();
                here.profile.jobs = jobs;
                return withHost(withHost(std::move(hosts), entry()), here);
            });
        };
        for (const int jobs : {2, 1, 0}) { // Each time the file is replaced.
            QVERIFY(edit(jobs));
            QTRY_COMPARE_WITH_TIMEOUT(desk.profiles().front().jobs, jobs, patience);
            QTRY_COMPARE_WITH_TIMEOUT(desk.profiles().size(), size_t(2), patience);
        }
        QCOMPARE(desk.hosts().size(), size_t(2));
        QVERIFY(failed.isEmpty());

        QVERIFY(saveAtomically(hostListFile(config), "hosts: [\n"));
        QVERIFY(failed.wait(patience));
        QCOMPARE(desk.hosts().size(), size_t(2));
        const int before = changed.count();
        QVERIFY(saveAtomically(config + QStringLiteral("/config.ini"), {}));
        QVERIFY(edit(1).error().message.contains(QLatin1String("hosts.yaml")));
        QTest::qWait(500);
        QCOMPARE(changed.count(), before);
        QCOMPARE(failed.count(), 1); // It is said once.
    }

    void aListThatWasNeverReadHoldsTheJobsOfThisComputer()
    {
        const QTemporaryDir home;
        qputenv("HOME", QFile::encodeName(home.path()));
        const QString config = home.filePath(QStringLiteral("config"));
        QVERIFY(makeFolder(config));
        QVERIFY(saveAtomically(hostListFile(config), "hosts: [\n"));
        HostDesk desk(config, {});
        QSignalSpy changed(&desk, &HostDesk::changed), failed(&desk, &HostDesk::failed);
        bool isRead = false;
        desk.read([&] { isRead = changed.count() == 1; }); // It is known before anything is sent.
        QTRY_VERIFY_WITH_TIMEOUT(isRead, patience);
        QCOMPARE(failed.count(), 1);
        const QString sentence = failed.first().first().toString();
        QVERIFY2(sentence.contains(QLatin1String("hosts.yaml"))
                     && sentence.contains(QLatin1String("no job that waits is sent")),
                 qPrintable(sentence));
        QCOMPARE(desk.profiles().size(), size_t(1));
        QCOMPARE(desk.profiles().front().jobs, unknownJobs);
        QVERIFY(QFile::remove(hostListFile(config)));
        QTRY_COMPARE_WITH_TIMEOUT(desk.profiles().front().jobs, 0, patience);
    }
};

QTEST_GUILESS_MAIN(TestHostDesk)
#include "tst_host_desk.moc"
