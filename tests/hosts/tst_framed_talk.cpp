#include "core/hosts/child_shell.h"
#include "core/hosts/framed_talk.h"
#include "tests/support/verify_result.h"

#include <QTest>

using namespace outcrop;

// Real shells whose streams are led through pipes, as a network leads them.
class TestFramedTalk : public QObject
{
    Q_OBJECT

    static Result<ScriptOutput> run(const QByteArray &shell, const QByteArray &script)
    {
        Result<ChildShell> child = ChildShell::start({"/bin/sh", "-c", shell});
        if (!child)
            return failure(child.error());
        return runFramed(*child, script, QStringLiteral("the shell"), {});
    }

private slots:
    void errorsThatComeAfterTheOutputAreWaitedFor()
    {
        const auto output =
            run("{ sh -s 2>&1 >&3 3>&- | { sleep 0.3; cat >&2; }; } 3>&1", "echo err >&2; exit 3");
        QVERIFY_RESULT(output);
        QCOMPARE(output->exitCode, 3);
        QCOMPARE(output->errors, QByteArray("err\n"));
    }

    void theEndOfLongErrorsIsKept()
    {
        const auto output = run("exec sh -s", "printf '%09999d' 7 >&2");
        QVERIFY_RESULT(output);
        QCOMPARE(output->errors, QByteArray(4095, '0') + '7');
    }

    // Nothing is known then of what the script has done.
    void anAnswerThatIsTooLongIsNoneAtAll()
    {
        const auto output = run("exec sh -s", "head -c 70000000 /dev/zero");
        QVERIFY(!output);
        QCOMPARE(output.error().kind, ErrorKind::Io);
    }

    void aShellWithoutStandardErrorAnswers()
    {
        for (const char *shell :
             {"exec sh -s 2>&-", "exec sh -s 2>/dev/null", "sleep 60 & exec sh -s 2>/dev/null"}) {
            const auto output = run(shell, "echo out; echo err >&2; exit 3");
            QVERIFY_RESULT(output);
            QCOMPARE(output->exitCode, 3);
            QCOMPARE(output->body, QByteArray("out\n"));
            QCOMPARE(output->errors, QByteArray());
        }
    }
};

QTEST_GUILESS_MAIN(TestFramedTalk)
#include "tst_framed_talk.moc"
