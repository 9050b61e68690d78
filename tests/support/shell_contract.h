#pragma once

#include "core/hosts/remote_shell.h"
#include "core/hosts/shell_text.h"
#include "tests/support/verify_result.h"

#include <QFile>
#include <QTemporaryDir>

// What every RemoteShell keeps, whatever it goes through: called by the test of each of them.
namespace outcrop::samples {

inline void aScriptAnswersWithOutputErrorsAndExitCode(RemoteShell &shell)
{
    const auto output = shell.run("echo out; echo err >&2; exit 3", {});
    QVERIFY_RESULT(output);
    QCOMPARE(output->exitCode, 3);
    QCOMPARE(output->body, QByteArray("out\n"));
    QCOMPARE(output->errors, QByteArray("err\n"));
}

inline void everyWordArrivesAsItIs(RemoteShell &shell)
{
    QByteArray all;
    for (int byte = 1; byte < 256; ++byte)
        all += char(byte);
    for (const QByteArray &word : {all, QByteArray("'"), QByteArray("-n"), QByteArray("!a"),
                                   QByteArray("$(exit 1)\n"), QByteArray("a'b''c")}) {
        const auto output = shell.run("printf %s " + shellWord(word), {});
        QVERIFY_RESULT(output);
        QCOMPARE(output->body, word);
    }
}

inline void muchOutputAndALongScriptPassBothWays(RemoteShell &shell)
{
    const QByteArray text = QByteArray("0123456789abcde\n").repeated(1 << 18);
    const auto output = shell.run("cat << 'END'\n" + text + "END", {});
    QVERIFY_RESULT(output);
    QCOMPARE(output->body, text);
}

// A file on the same computer, on whichever side.
inline void filesPassWholeBothWays(RemoteShell &shell)
{
    const QTemporaryDir folder;
    const QByteArray whole = QByteArray("0123456789abcdef").repeated(1 << 20);
    QFile local(folder.filePath(QStringLiteral("local")));
    QVERIFY(local.open(QIODevice::WriteOnly) && local.write(whole) == whole.size());
    local.close();
    const QByteArray remote = QFile::encodeName(folder.filePath(QStringLiteral("remote")));
    QVERIFY_RESULT(shell.putFile(local.fileName(), remote, {}));
    QByteArray fetched;
    const auto keep = [&fetched](const QByteArray &bytes) -> Result<> {
        fetched += bytes;
        return {};
    };
    QVERIFY_RESULT(shell.fetchFile(remote, 0, keep, {}));
    QVERIFY(fetched == whole);
}

} // namespace outcrop::samples
