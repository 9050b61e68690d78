#include "app/window/desktop_theme.h"
#include "tests/secrets/secret_service.h"
#include "widgets/style/style.h"

#include <QApplication>
#include <QDBusConnection>

using namespace outcrop;

namespace {

const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString colorScheme = QStringLiteral("color-scheme");

} // namespace

// What a desktop answers: the portal's part of it.
class Portal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    QDBusVariant scheme{QVariant(0U)};

    void change(const QVariant &value)
    {
        scheme = QDBusVariant(value);
        emit SettingChanged(appearance, colorScheme, scheme);
    }

public slots:
    // Wrapped twice, as the real one does.
    QDBusVariant Read(const QString &group, const QString &name) // NOLINT: the interface's word
    {
        const bool isKnown = group == appearance && name == colorScheme;
        return QDBusVariant(QVariant::fromValue(isKnown ? scheme : QDBusVariant(QString())));
    }

signals:
    void SettingChanged(const QString &group, const QString &name, // NOLINT: the interface's word
                        const QDBusVariant &value);
};

// A real bus and the answers of a portal; the palette of the test's platform is light.
class TestDesktopTheme : public QObject
{
    Q_OBJECT

    samples::SecretService m_bus;
    Portal m_portal;

    static bool isDark(const Style &style) { return style.theme().dark; }

private slots:
    void initTestCase()
    {
        QDBusConnection connection =
            QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("portal"));
        QVERIFY(connection.registerObject(
            QStringLiteral("/org/freedesktop/portal/desktop"), &m_portal,
            QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(connection.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
    }

    void init() { QApplication::setPalette(QPalette()); } // As before the style of another test.

    void themeIsThatOfTheDesktopAndFollowsIt()
    {
        m_portal.change(1U);
        Style style(*qApp, ThemeChoice::System);
        QVERIFY(!isDark(style));
        DesktopTheme theme(style);
        QTRY_VERIFY(isDark(style));
        m_portal.change(2U);
        QTRY_VERIFY(!isDark(style));
        m_portal.change(1U);
        QTRY_VERIFY(isDark(style));
        m_portal.change(0U); // No preference: the palette tells.
        QTRY_VERIFY(!isDark(style));
        m_portal.change(1U);
        QTRY_VERIFY(isDark(style));
        m_portal.change(QStringLiteral("dark")); // Nothing that the interface knows.
        QTRY_VERIFY(!isDark(style));
    }

    void whoChoseAThemeKeepsIt()
    {
        m_portal.change(1U);
        Style style(*qApp, ThemeChoice::Light);
        QSignalSpy changed(&style, &Style::changed);
        DesktopTheme theme(style);
        m_portal.change(2U);
        m_portal.change(1U);
        QTest::qWait(300);
        QVERIFY(!isDark(style));
        QCOMPARE(changed.count(), 0);
        style.choose(ThemeChoice::System);
        QTRY_VERIFY(isDark(style));
    }

    void answerIsTakenBeforeTheFirstWindow()
    {
        m_portal.change(1U);
        Style style(*qApp, ThemeChoice::System);
        DesktopTheme theme(style);
        theme.takeEarly(); // Perhaps too early: nothing happens then.
        QTRY_VERIFY(isDark(style));
    }

    void withoutABusThePaletteTells()
    {
        samples::SecretService::leave();
        Style style(*qApp, ThemeChoice::System);
        DesktopTheme theme(style);
        theme.takeEarly();
        QVERIFY(!isDark(style));
        m_bus.join();
    }
};

QTEST_MAIN(TestDesktopTheme)
#include "tst_desktop_theme.moc"
