#include "core/hosts/shell_text.h"

#include <QtTest>

using namespace outcrop;

namespace {

const QByteArray nonce("0123456789abcdef0123456789abcdef");

// What comes out when the bytes arrive in pieces of this size.
QByteArray bodyOf(const QByteArray &bytes, int piece, std::optional<int> *exitCode)
{
    ScriptFrame frame(nonce);
    QByteArray body;
    for (int i = 0; i < bytes.size(); i += piece)
        body += frame.add(bytes.mid(i, piece));
    *exitCode = frame.exitCode();
    return body;
}

} // namespace

class TestShellText : public QObject
{
    Q_OBJECT

private slots:
    void aWordIsQuotedWhateverItHolds()
    {
        QCOMPARE(shellWord("plain"), QByteArray("'plain'"));
        QCOMPARE(shellWord("it's"), QByteArray("'it'\\''s'"));
        QCOMPARE(shellWord("$(x) `y`\n\\"), QByteArray("'$(x) `y`\n\\'"));
        QCOMPARE(shellWord(""), QByteArray("''"));
    }

    void noncesAreLongAndNeverTheSame()
    {
        const QByteArray one = freshNonce(), other = freshNonce();
        QCOMPARE(one.size(), 32);
        QVERIFY(one != other);
    }

    void theBodyIsFoundInNoiseWhateverThePieces()
    {
        const QByteArray body = "line @" + nonce + "\n@0123 binary " + QByteArray("\0\xff", 2);
        const QByteArray bytes = "Welcome!\n@" + nonce.left(20) + "\n@" + nonce + '\n' + body + '@'
                                 + nonce + ".end rc=7\nlogout\n";
        for (int piece = 1; piece <= bytes.size(); ++piece) {
            std::optional<int> exitCode;
            QCOMPARE(bodyOf(bytes, piece, &exitCode), body);
            QCOMPARE(exitCode, std::optional(7));
        }
    }

    void whatAShellSaysInsteadOfTheScriptIsKept()
    {
        for (const int piece : {1, 7, 1000}) {
            ScriptFrame refused(nonce), begun(nonce);
            const QByteArray said = "This account is closed.\n";
            for (int i = 0; i < said.size(); i += piece) {
                refused.add(said.mid(i, piece));
                begun.add(said.mid(i, piece));
            }
            begun.add('@' + nonce + "\nbody");
            QCOMPARE(refused.noise(), said);
            QVERIFY(!refused.hasBegun());
            QCOMPARE(begun.noise(), said);
            QVERIFY(begun.hasBegun());
        }
        ScriptFrame much(nonce);
        much.add(QByteArray(100000, 'x'));
        QVERIFY(much.noise().size() < 5000);
    }

    void aScriptMayReadWhatTheShellIsGiven()
    {
        QVERIFY(framedScript("cat", nonce).contains("/dev/null"));
        QVERIFY(!framedScript("cat", nonce, ScriptInput::ThatOfTheShell).contains("/dev/null"));
    }

    void aBodyThatIsCutOffHasNoExitCode()
    {
        const QByteArray bytes = '@' + nonce + "\nbody@" + nonce + ".end rc=0\n";
        for (int length = 0; length < bytes.size(); ++length) {
            std::optional<int> exitCode;
            const QByteArray body = bodyOf(bytes.left(length), 3, &exitCode);
            QVERIFY(QByteArray("body").startsWith(body));
            QVERIFY(!exitCode);
        }
    }

    void aLineIsHandedOverBeforeTheNextOneComes()
    {
        ScriptFrame frame(nonce);
        QCOMPARE(frame.add('@' + nonce + "\nfirst\n"), QByteArray("first\n"));
        QCOMPARE(frame.add("@01"), QByteArray());
        QCOMPARE(frame.add("x"), QByteArray("@01x"));
    }

    void anExitCodeThatIsNoNumberIsNotTakenForSuccess()
    {
        std::optional<int> exitCode;
        bodyOf('@' + nonce + "\n@" + nonce + ".end rc=zero\n", 5, &exitCode);
        QVERIFY(exitCode && *exitCode != 0);
    }
};

QTEST_GUILESS_MAIN(TestShellText)
#include "tst_shell_text.moc"
