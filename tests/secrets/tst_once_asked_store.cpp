#include "core/secrets/once_asked_store.h"
#include "tests/support/counted_secrets.h"

#include <QtTest>

#include <thread>

using namespace outcrop;
using samples::CountedSecrets;

class TestOnceAskedStore : public QObject
{
    Q_OBJECT

private:
    std::shared_ptr<CountedSecrets> m_inner;
    std::unique_ptr<OnceAskedStore> m_store;

    QByteArray find(const char *name)
    {
        const auto found = m_store->find(QLatin1String(name));
        return found ? QByteArray(found->text()) : QByteArray("nothing");
    }

private slots:
    void init()
    {
        m_inner = std::make_shared<CountedSecrets>();
        m_store = std::make_unique<OnceAskedStore>(m_inner);
    }

    void isAskedOnceForEachName()
    {
        m_inner->all[QStringLiteral("lab")] = "secret";
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(find("lab"), QByteArray("secret"));
            QCOMPARE(find("cellar"), QByteArray("nothing"));
        }
        QCOMPARE(m_inner->asked.load(), 2);
    }

    void isAskedAgainOfWhatWasKeptOrForgotten()
    {
        QCOMPARE(find("lab"), QByteArray("nothing"));
        QVERIFY(m_store->keep(QStringLiteral("lab"), Secret("new")));
        QCOMPARE(find("lab"), QByteArray("new"));
        QVERIFY(m_store->forget(QStringLiteral("lab")).value());
        QCOMPARE(find("lab"), QByteArray("nothing"));
        QCOMPARE(find("cellar"), QByteArray("nothing"));
        QCOMPARE(m_inner->asked.load(), 4);
        QVERIFY(!m_store->forget(QStringLiteral("lab")).value());
        QCOMPARE(find("cellar"), QByteArray("nothing"));
        QCOMPARE(m_inner->asked.load(), 4); // One name changes nothing of another.
    }

    void lockedStoreIsAskedAgain()
    {
        m_inner->all[QStringLiteral("lab")] = "secret";
        m_inner->broken = QStringLiteral("It is locked.");
        QCOMPARE(find("lab"), QByteArray("nothing"));
        QCOMPARE(m_store->whyNot(), m_inner->broken);
        m_inner->broken.clear();
        QCOMPARE(find("lab"), QByteArray("secret"));
        m_inner->broken = QStringLiteral("It is locked.");
        QCOMPARE(find("lab"), QByteArray("secret")); // That it has said.
    }

    void threadsThatAskTogetherAskOnce()
    {
        m_inner->all[QStringLiteral("lab")] = "secret";
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([this] { QCOMPARE(find("lab"), QByteArray("secret")); });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(m_inner->asked.load(), 1);
    }
};

QTEST_GUILESS_MAIN(TestOnceAskedStore)
#include "tst_once_asked_store.moc"
