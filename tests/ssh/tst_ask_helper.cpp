#include "core/ssh/ask_helper.h"
#include "tests/support/verify_result.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

using namespace outcrop;

// The script as ssh runs it.
class TestAskHelper : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    AskHelper m_helper;

    void ask(QProcess &script, const QString &question, const char *hint = "")
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SSH_ASKPASS_PROMPT"), QLatin1String(hint));
        script.setProcessEnvironment(environment);
        script.start(m_helper.program(), {question});
        QVERIFY(script.waitForStarted());
    }

    std::optional<AskHelper::Question> heard()
    {
        std::optional<AskHelper::Question> question;
        static_cast<void>(
            QTest::qWaitFor([&] { return (question = m_helper.question()).has_value(); }));
        return question;
    }

private slots:
    void init() { QVERIFY_RESULT(m_helper.prepare(m_folder.path(), true)); }

    void anAnswerIsWhatTheScriptPrintsAndNoFileHasIt()
    {
        QVERIFY(m_helper.passesOn());
        for (const QByteArray &word : {QByteArray("canary $(id) \"' \\ "), QByteArray(),
                                       QByteArray(1000, 'x'), QByteArray("p\xc3\xa4ss")}) {
            QProcess script;
            ask(script, QStringLiteral("(ann@lab) Code: "));
            const auto question = heard();
            QVERIFY(question);
            QCOMPARE(question->text, QStringLiteral("(ann@lab) Code:"));
            QVERIFY(!question->isPermission);
            QVERIFY_RESULT(m_helper.answer(Secret(QByteArray(word.constData(), word.size())), {}));
            QVERIFY(script.waitForFinished());
            QCOMPARE(script.exitCode(), 0);
            QCOMPARE(script.readAllStandardOutput(), word + '\n');
        }
        for (const QFileInfo &file : QDir(m_folder.path()).entryInfoList(QDir::Files)) {
            QFile script(file.filePath());
            QVERIFY(script.open(QIODevice::ReadOnly));
            QVERIFY(!script.readAll().contains("canary"));
        }
    }

    void aQuestionIsTextOfOneLineHoweverLong()
    {
        QProcess script;
        ask(script, QStringLiteral("\x1b[2J\nRoot \u202ename: ") + QString(50000, QLatin1Char('x')),
            "confirm");
        const auto question = heard();
        QVERIFY(question);
        QVERIFY(question->text.size() < 5000);
        QVERIFY(question->isPermission);
        for (const QChar c : {QChar(0x1b), QChar(0x0a), QChar(0x202e)})
            QVERIFY(!question->text.contains(c));
        QVERIFY_RESULT(m_helper.answer(Secret(QByteArray()), {}));
        QVERIFY(script.waitForFinished());
        QCOMPARE(script.exitCode(), 0);
    }

    void aTouchIsToldAndNobodyIsAsked()
    {
        QProcess script;
        ask(script, QStringLiteral("Confirm user presence for key"), "none");
        QVERIFY(script.waitForFinished());
        QVERIFY(AskHelper::wantsTouch(script.readAllStandardError()));
        QVERIFY(!m_helper.question());
    }

    void nobodyElseCanReadThePipesAndAnAnswerForNobodyIsLost()
    {
        struct stat status
        {
        };
        for (const char *name : {"question", "answer"}) {
            const QString pipe = m_folder.filePath(QLatin1String(name));
            QCOMPARE(::stat(QFile::encodeName(pipe).constData(), &status), 0);
            QCOMPARE(status.st_mode, mode_t(S_IFIFO | 0600));
        }
        QProcess script;
        ask(script, QStringLiteral("Code"));
        QVERIFY(heard());
        script.kill();
        QVERIFY(script.waitForFinished());
        CancelToken cancel;
        cancel.cancel();
        QCOMPARE(m_helper.answer(Secret("canary"), cancel).error().kind, ErrorKind::Canceled);
    }

    void whereNobodyIsToBeAskedTheScriptRefuses()
    {
        AskHelper refusing;
        QTemporaryDir folder;
        QVERIFY_RESULT(refusing.prepare(folder.path(), false));
        QVERIFY(!refusing.passesOn());
        QCOMPARE(QProcess::execute(refusing.program(), {QStringLiteral("Code")}), 1);
    }
};

QTEST_GUILESS_MAIN(TestAskHelper)
#include "tst_ask_helper.moc"
