#include "core/secrets/keychain.h"
#include "tests/secrets/secret_service.h"
#include "tests/secrets/wallet_service.h"
#include "tests/support/verify_result.h"

using namespace outcrop;
using samples::SecretService;

namespace {

const QString lab = QStringLiteral("password ann@cpu1:2222");

constexpr std::chrono::minutes whatABusyComputerNeeds(1);

Secret secret(const char *text)
{
    return Secret(QByteArray(text));
}

QByteArray found(Keychain &keychain, const QString &name)
{
    const std::optional<Secret> kept = keychain.find(name);
    return kept ? QByteArray(kept->text()) : QByteArray("nothing");
}

} // namespace

// The functions run in their order: the last ends the bus.
class TestKeychain : public QObject
{
    Q_OBJECT

    SecretService m_service;

    // Does not wait long for a service that stands still.
    Keychain m_impatient{std::chrono::milliseconds(200)};

private slots:
    void init()
    {
        m_service.join();
        m_service.startKeyring();
    }

    void whatIsKeptIsFoundUntilItIsForgotten()
    {
        Keychain keychain(whatABusyComputerNeeds);
        QCOMPARE(keychain.whyNot(), QString());
        QCOMPARE(found(keychain, lab), QByteArray("nothing"));
        QVERIFY_RESULT(keychain.keep(lab, secret("first")));
        QVERIFY_RESULT(keychain.keep(lab, secret("s\xc3\xa9sam ' \\ \n$(x)")));
        QCOMPARE(found(keychain, lab), QByteArray("s\xc3\xa9sam ' \\ \n$(x)"));
        QCOMPARE(found(keychain, lab + QLatin1Char('1')), QByteArray("nothing"));
        QVERIFY(keychain.forget(lab).value_or(false));
        QCOMPARE(found(keychain, lab), QByteArray("nothing"));
        QVERIFY(!keychain.forget(lab).value_or(true));
    }

    void whatIsKeptOutlivesTheKeyringAndIsReadableInNoFile()
    {
        Keychain keychain(whatABusyComputerNeeds);
        QVERIFY_RESULT(keychain.keep(lab, secret("canary-in-the-keyring")));
        m_service.stopKeyring();
        QVERIFY(m_service.hasKeyringFile());
        QCOMPARE(m_service.filesWith("canary"), QStringList());
        QCOMPARE(m_service.filesWith(QByteArray("canary-in-the-keyring").toBase64()),
                 QStringList());
        m_service.startKeyring();
        QCOMPARE(found(keychain, lab), QByteArray("canary-in-the-keyring"));
    }

    void aSessionWithoutABusHasNoKeychain()
    {
        SecretService::leave();
        Keychain keychain(whatABusyComputerNeeds);
        QVERIFY(keychain.whyNot().contains(QLatin1String("no D-Bus")));
        QCOMPARE(found(keychain, lab), QByteArray("nothing"));
        QVERIFY(!keychain.keep(lab, secret("x")));
        QVERIFY(!keychain.forget(lab));
    }

    void aBusWithoutASecretServiceHasNoKeychain()
    {
        m_service.stopKeyring();
        Keychain keychain(whatABusyComputerNeeds);
        QVERIFY(keychain.whyNot().contains(QLatin1String("no Secret Service")));
        QCOMPARE(found(keychain, lab), QByteArray("nothing"));
        QVERIFY(!keychain.keep(lab, secret("x")));
    }

    // Or the desktop would ask for its password, in the middle of something else.
    void aLockedKeychainIsNotAsked()
    {
        Keychain keychain(whatABusyComputerNeeds);
        QVERIFY_RESULT(keychain.keep(lab, secret("behind the lock")));
        SecretService::lock();
        QVERIFY(keychain.whyNot().contains(QLatin1String("locked")));
        QCOMPARE(found(keychain, lab), QByteArray("nothing"));
        QVERIFY(!keychain.keep(lab, secret("x")));
        QVERIFY(!keychain.forget(lab));
        m_service.stopKeyring();
        m_service.startKeyring();
        QCOMPARE(found(keychain, lab), QByteArray("behind the lock"));
    }

    // As KWallet is once it was opened with the session.
    void anOpenWalletThatIsCalledLockedIsUsed()
    {
        m_service.stopKeyring();
        samples::WalletService wallet;
        Keychain keychain(whatABusyComputerNeeds);
        QVERIFY(keychain.whyNot().contains(QLatin1String("locked")));
        wallet.isOpen = true;
        QCOMPARE(keychain.whyNot(), QString());
    }

    void aSilentKeychainIsNotWaitedForUntilItAnswersAgain()
    {
        QVERIFY_RESULT(Keychain(whatABusyComputerNeeds).keep(lab, secret("patience")));
        m_service.freeze();
        QCOMPARE(found(m_impatient, lab), QByteArray("nothing"));
        QVERIFY(m_impatient.whyNot().contains(QLatin1String("does not answer")));
        // Not even one with all the time of the world.
        Keychain patient(std::chrono::hours(1));
        QCOMPARE(found(patient, lab), QByteArray("nothing"));
        QVERIFY(!patient.keep(lab, secret("x")));
        m_service.thaw();
        QVERIFY(QTest::qWaitFor([&] { return m_impatient.whyNot().isEmpty(); }, 60000));
        QCOMPARE(found(patient, lab), QByteArray("patience"));
    }

    void theProgramOutlivesItsBus()
    {
        Keychain keychain(whatABusyComputerNeeds);
        QCOMPARE(keychain.whyNot(), QString());
        QVERIFY_RESULT(keychain.keep(lab, secret("x")));
        m_service.stopBus();
        QVERIFY(QTest::qWaitFor([&] { return !keychain.whyNot().isEmpty(); }, 60000));
        QCOMPARE(found(keychain, lab), QByteArray("nothing"));
    }
};

QTEST_GUILESS_MAIN(TestKeychain)
#include "tst_keychain.moc"
