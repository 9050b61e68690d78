#include "app/window/host_desk.h"
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
};

QTEST_GUILESS_MAIN(TestHostDesk)
#include "tst_host_desk.moc"
