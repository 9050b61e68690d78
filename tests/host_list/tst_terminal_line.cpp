#include "core/base/files.h"
#include "core/host_list/terminal_line.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

class TestTerminalLine : public QObject
{
    Q_OBJECT

private:
    static HostEntry lab()
    {
        HostEntry entry;
        entry.profile.id = QStringLiteral("lab");
        entry.address = QStringLiteral("10.1.2.3");
        entry.user = QStringLiteral("ada");
        return entry;
    }

private slots:
    void thisComputerNeedsNoSsh()
    {
        QCOMPARE(typedLine(*terminalWords(thisComputerEntry(), {}, "exec /bin/sh '/a b' x", {})),
                 QStringLiteral("/bin/sh -c 'exec /bin/sh '\\''/a b'\\'' x'"));
    }

    void whatTheEntrySaysIsInTheLineAndTheKeyMustBeKnown()
    {
        HostEntry entry = lab();
        entry.port = 2222;
        entry.identityFiles = QStringList{QStringLiteral("/home/ada/my key")};
        QCOMPARE(typedLine(*terminalWords(entry, {}, "exec sh", {})),
                 QStringLiteral("ssh -t -oStrictHostKeyChecking=yes -l ada -p 2222 -i "
                                "'/home/ada/my key' -- 10.1.2.3 'exec sh'"));
    }

    void jumpsOfTheListAreWrittenAsTheyAreReached()
    {
        HostEntry gate = lab();
        gate.profile.id = QStringLiteral("gate");
        gate.address = QStringLiteral("10.9.9.9");
        gate.port = 22022;
        HostEntry entry = lab();
        entry.jumps = QStringList{QStringLiteral("gate")};
        QCOMPARE(typedLine(*terminalWords(entry, {gate, entry}, "exec sh", {})),
                 QStringLiteral("ssh -t -oStrictHostKeyChecking=yes -l ada -J ada@10.9.9.9:22022 "
                                "-- 10.1.2.3 'exec sh'"));
    }

    void aKeyThatOnlyWeKeepIsKnownToTheLineToo()
    {
        QTemporaryDir folder;
        const QString config = folder.filePath(QStringLiteral("config"));
        QVERIFY(saveAtomically(config, "Host *\n UserKnownHostsFile /dev/null\n"));
        const QString line = typedLine(*terminalWords(lab(), {}, "exec sh", config));
        QVERIFY2(line.contains(QLatin1String("UserKnownHostsFile"))
                     && line.contains(ownKnownHostsFile()),
                 qPrintable(line));
    }

    void whatNoHostCanBeCalledMakesNoLine()
    {
        for (const char *address :
             {"-oProxyCommand=touch owned", "a;touch owned", "a b", "$(id)"}) {
            HostEntry entry = lab();
            entry.address = QLatin1String(address);
            QVERIFY2(!terminalWords(entry, {}, "exec sh", {}), address);
        }
    }
};

QTEST_GUILESS_MAIN(TestTerminalLine)
#include "tst_terminal_line.moc"
