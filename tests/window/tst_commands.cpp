#include "app/window/command_palette.h"
#include "app/window/window_options.h"

#include <QLineEdit>
#include <QListView>
#include <QtTest>

using namespace outcrop;

class TestCommands : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Style> m_style;

private slots:
    void initTestCase() { m_style = std::make_unique<Style>(*qApp, ThemeChoice::Light); }
    void cleanupTestCase() { m_style.reset(); }

    void lettersInOrderFitAndBeginningsOfWordsFitBest()
    {
        QVERIFY(fitOf(QStringLiteral("fa"), QStringLiteral("Fit all")) > 0);
        QVERIFY(fitOf(QStringLiteral("fa"), QStringLiteral("Fit all"))
                > fitOf(QStringLiteral("fa"), QStringLiteral("unfair")));
        QVERIFY(fitOf(QStringLiteral("xq"), QStringLiteral("Fit all")) < 0);
        QCOMPARE(fitOf(QString(), QStringLiteral("Fit all")), 0);
    }

    void aPersonsKeysTakeThePlaceOfTheProgramsAndCanBeTakenBack()
    {
        QWidget window;
        Commands commands(*m_style, &window);
        QAction *const run = commands.add(
            {QStringLiteral("run"), {}, QStringLiteral("&Run"), {QKeySequence(Qt::Key_F5)}, {}});
        commands.useShortcuts({{QStringLiteral("run"), QStringLiteral("Ctrl+J")}});
        QCOMPARE(Commands::keysOf(*run), QStringLiteral("Ctrl+J"));
        commands.useShortcuts({});
        QCOMPARE(Commands::keysOf(*run), QStringLiteral("F5"));
        QCOMPARE(Commands::plainText(*run), QStringLiteral("Run"));
    }

    void typingAndEnterRunsACommandAndItComesFirstNextTime()
    {
        QWidget window;
        window.resize(800, 600);
        window.show();
        Commands commands(*m_style, &window);
        commands.add({QStringLiteral("a"), {}, QStringLiteral("Copy"), {}, {}});
        QAction *const paste =
            commands.add({QStringLiteral("b"), {}, QStringLiteral("Paste"), {}, {}});
        const QSignalSpy triggered(paste, &QAction::triggered);
        CommandPalette palette(commands, *m_style, &window);
        palette.open();
        QTest::keyClicks(palette.findChild<QLineEdit *>(), QStringLiteral("pas"));
        QTest::keyClick(palette.findChild<QLineEdit *>(), Qt::Key_Return);
        QCOMPARE(triggered.count(), 1);
        QVERIFY(palette.isHidden());
        palette.open();
        QCOMPARE(palette.findChild<QListView *>()->currentIndex().data().toString(),
                 QStringLiteral("Paste"));
    }

    void optionsOfTheWindowAreReadAndOthersAreASentence()
    {
        const WindowOptions options =
            parseWindowOptions({QStringLiteral("--theme"), QStringLiteral("dark"),
                                QStringLiteral("--no-restore"), QStringLiteral("a.outcrop")});
        QCOMPARE(options.theme, ThemePreference::Dark);
        QVERIFY(!options.restore);
        QCOMPARE(options.files, QStringList(QStringLiteral("a.outcrop")));
        QVERIFY(options.error.isEmpty());
        QVERIFY(!parseWindowOptions({QStringLiteral("--theme"), QStringLiteral("pink")})
                     .error.isEmpty());
        QVERIFY(!parseWindowOptions({QStringLiteral("--nonsense")}).error.isEmpty());
    }
};

QTEST_MAIN(TestCommands)
#include "tst_commands.moc"
