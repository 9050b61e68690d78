#include "core/settings/settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

class TestSettings : public QObject
{
    Q_OBJECT

private:
    Folders foldersIn(const QTemporaryDir &home) const
    {
        Folders folders;
        folders.config = home.filePath(QStringLiteral("config"));
        folders.state = home.filePath(QStringLiteral("state"));
        return folders;
    }

private slots:
    void whatWasChosenIsThereInTheNextProgram()
    {
        const QTemporaryDir home;
        {
            Settings settings(foldersIn(home));
            settings.setTheme(ThemePreference::Dark);
            settings.setShortcut(QStringLiteral("run"), QStringLiteral("Ctrl+J"));
            settings.setLastFolder(QStringLiteral("chart"), QStringLiteral("/srv/Zeichnungen ä"));
            settings.setLayout(QStringLiteral("main"), QByteArray("\0\xff@x", 4));
            settings.setOpenFiles({QStringLiteral("/a.outcrop"), QStringLiteral("/b, c.outcrop")},
                                  1);
        }
        const Settings settings(foldersIn(home));
        QCOMPARE(settings.theme(), ThemePreference::Dark);
        QCOMPARE(settings.shortcuts().value(QStringLiteral("run")), QStringLiteral("Ctrl+J"));
        QCOMPARE(settings.lastFolder(QStringLiteral("chart")),
                 QStringLiteral("/srv/Zeichnungen ä"));
        QCOMPARE(settings.layout(QStringLiteral("main")), QByteArray("\0\xff@x", 4));
        QCOMPARE(settings.openFiles(),
                 QStringList({QStringLiteral("/a.outcrop"), QStringLiteral("/b, c.outcrop")}));
        QCOMPARE(settings.currentFile(), 1);
    }

    void configurationAndWindowStateLieInFoldersOfTheirOwn()
    {
        const QTemporaryDir home;
        {
            Settings settings(foldersIn(home));
            settings.setTheme(ThemePreference::Light);
            settings.setLayout(QStringLiteral("main"), "x");
        }
        QVERIFY(QFile::exists(home.filePath(QStringLiteral("config/config.ini"))));
        QVERIFY(QFile::exists(home.filePath(QStringLiteral("state/window.ini"))));
    }

    void oddValuesAreTheDefault()
    {
        const QTemporaryDir home;
        QVERIFY(QDir(home.path()).mkdir(QStringLiteral("config")));
        QVERIFY(QDir(home.path()).mkdir(QStringLiteral("state")));
        QFile config(home.filePath(QStringLiteral("config/config.ini")));
        QVERIFY(config.open(QFile::WriteOnly));
        config.write("[General]\ntheme=purple\n\xff\xfe[[[\n");
        config.close();
        QFile window(home.filePath(QStringLiteral("state/window.ini")));
        QVERIFY(window.open(QFile::WriteOnly));
        window.write("[General]\ncurrent=99\nopen=/a\nrecent=../b, /c\n");
        window.close();

        const Settings settings(foldersIn(home));

        QCOMPARE(settings.theme(), ThemePreference::System);
        QCOMPARE(settings.currentFile(), -1);
        QCOMPARE(settings.recentFiles(), QVector<RecentFile>({{QStringLiteral("/c"), false}}));
    }

    void aShortcutCanBeTakenAwayAndReset()
    {
        const QTemporaryDir home;
        Settings settings(foldersIn(home));
        settings.setShortcut(QStringLiteral("run"), QString());
        QVERIFY(settings.shortcuts().contains(QStringLiteral("run")));
        settings.resetShortcut(QStringLiteral("run"));
        QVERIFY(!settings.shortcuts().contains(QStringLiteral("run")));
    }

    void theLastJobOfAFileIsRemembered()
    {
        const QTemporaryDir home;
        {
            Settings settings(foldersIn(home));
            settings.setLastJob(QStringLiteral("/a.outcrop"), QStringLiteral("1"));
            settings.setLastJob(QStringLiteral("/b.outcrop"), QStringLiteral("2"));
            settings.setLastJob(QStringLiteral("/a.outcrop"), QStringLiteral("3"));
        }
        const Settings settings(foldersIn(home));
        QCOMPARE(settings.lastJobs().size(), 2);
        QCOMPARE(settings.lastJobs().value(QStringLiteral("/a.outcrop")), QStringLiteral("3"));
    }

    void themesHaveWords()
    {
        QCOMPARE(themeFromName(QStringLiteral("dark")), ThemePreference::Dark);
        QCOMPARE(themeName(ThemePreference::Light), QStringLiteral("light"));
        QCOMPARE(themeFromName(QStringLiteral("high-contrast")), ThemePreference::HighContrast);
        QVERIFY(!themeFromName(QStringLiteral("Dark")));
    }

    void theTenNewestFilesStayAndPinnedOnesLonger()
    {
        QVector<RecentFile> files =
            pinRecent(addRecent({}, QStringLiteral("/pinned")), QStringLiteral("/pinned"), true);
        for (int i = 0; i < 12; ++i)
            files = addRecent(files, QStringLiteral("/%1").arg(i));
        QCOMPARE(files.size(), longestRecentFiles);
        QCOMPARE(files.first().path, QStringLiteral("/11"));
        QCOMPARE(files.last(), RecentFile({QStringLiteral("/pinned"), true}));
    }

    void aFileThatIsOpenedAgainMovesToTheFrontAndStaysPinned()
    {
        QVector<RecentFile> files = addRecent(addRecent({}, QStringLiteral("/a")), {});
        files = pinRecent(files, QStringLiteral("/a"), true);
        files = addRecent(files, QStringLiteral("/a"));
        QCOMPARE(files.size(), 2);
        QCOMPARE(files.first(), RecentFile({QStringLiteral("/a"), true}));
        QCOMPARE(removeRecent(files, QStringLiteral("/a")).size(), 1);
    }

    void filesThatAreGoneAreKnown()
    {
        const QTemporaryDir home;
        const auto files =
            markMissing({{home.path()}, {home.filePath(QStringLiteral("gone.outcrop"))}});
        QVERIFY(!files[0].missing);
        QVERIFY(files[1].missing);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
