#include "core/builtin_catalog/builtin_catalog.h"
#include "core/pipeline/edits.h"
#include "core/workspace/workspace.h"

#include <QDir>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <cstdio>

using namespace outcrop;

namespace {

const RecoveryTimes soon{std::chrono::milliseconds(1), std::chrono::milliseconds(1)};

Folders foldersIn(const QString &home)
{
    Folders folders;
    folders.state = home;
    return folders;
}

QStringList recoveryFiles(const QString &home)
{
    QStringList files;
    const QDir folder(home + QStringLiteral("/recovery"));
    for (const QString &program : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        files << QDir(folder.filePath(program)).entryList({QStringLiteral("*.outcrop")});
    return files;
}

void rename(OpenDocument *document, const QString &name)
{
    document->document().apply(QStringLiteral("Rename"), setName(document->pipeline(), name));
}

// A program that edits, says so when its change has been kept, and waits for its end.
int beKilled(const QString &home)
{
    Workspace workspace(builtinCatalog(), foldersIn(home), soon);
    rename(workspace.create(), QStringLiteral("from the killed one"));
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &poll, [&] {
        if (recoveryFiles(home).isEmpty())
            return;
        poll.stop();
        std::puts("kept");
        std::fflush(stdout);
    });
    poll.start(5);
    return QCoreApplication::exec();
}

} // namespace

class TestRecovery : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;
    QString m_state; // Of the test in progress.

    void crash()
    {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--child"), m_state});
        [&] { QVERIFY(child.waitForReadyRead(60000)); }();
        child.kill();
        child.waitForFinished();
    }

    QVector<Recovery> findIn(Workspace &workspace)
    {
        QVector<Recovery> found;
        connect(&workspace, &Workspace::recoveriesFound, this,
                [&found](const QVector<Recovery> &recoveries) { found = recoveries; });
        workspace.findRecoveries();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!found.isEmpty(), 60000); }();
        workspace.disconnect(this);
        return found;
    }

    // Whether a new program finds nothing: it answers in order, so its own change comes last.
    bool findsNothing(Workspace &workspace)
    {
        const QSignalSpy found(&workspace, &Workspace::recoveriesFound);
        bool done = false;
        workspace.findRecoveries();
        workspace.closeAll([&done] { done = true; });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(done, 60000); }();
        return found.isEmpty();
    }

private slots:
    void init() { m_state = m_home.filePath(QString::fromLatin1(QTest::currentTestFunction())); }

    void aKilledProgramsChangesAreFoundAndOpenAsAnUnsavedCopy()
    {
        crash();
        Workspace workspace(builtinCatalog(), foldersIn(m_state), soon);
        const QVector<Recovery> found = findIn(workspace);
        QCOMPARE(found.size(), 1);
        QVERIFY(found[0].savedAt.secsTo(QDateTime::currentDateTimeUtc()) < 3600);

        workspace.openRecovery(found[0]);

        OpenDocument *const document = workspace.documents().first();
        QCOMPARE(document->pipeline().name(), QStringLiteral("from the killed one"));
        QVERIFY(document->isDirty());
        QVERIFY(document->path().isEmpty());
        QVERIFY(document->name() != found[0].name);
    }

    void whatWasRecoveredButNotSavedOutlivesASecondCrash()
    {
        crash();
        {
            Workspace workspace(builtinCatalog(), foldersIn(m_state), soon);
            workspace.openRecovery(findIn(workspace)[0]);
        } // Ended without closing: nothing was decided.
        Workspace next(builtinCatalog(), foldersIn(m_state), soon);
        QCOMPARE(findIn(next).size(), 1);
    }

    void anEditedRecoveryIsKeptOnce()
    {
        crash();
        Workspace workspace(builtinCatalog(), foldersIn(m_state), soon);
        const Recovery recovery = findIn(workspace)[0];
        const QStringList before = recoveryFiles(m_state);
        workspace.openRecovery(recovery);
        rename(workspace.documents().first(), QStringLiteral("edited"));
        const QString claimed = QDir(m_state + QStringLiteral("/recovery"))
                                    .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                                    .first();
        QTRY_COMPARE_WITH_TIMEOUT(QDir(m_state + QStringLiteral("/recovery"))
                                      .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                                      .size(),
                                  2, 60000);
        QTRY_COMPARE_WITH_TIMEOUT(recoveryFiles(m_state), before, 60000);
        QTRY_VERIFY_WITH_TIMEOUT(QDir(m_state + QStringLiteral("/recovery/") + claimed)
                                     .entryList({QStringLiteral("*.outcrop")})
                                     .isEmpty(),
                                 60000);
    }

    void aDiscardedRecoveryIsGone()
    {
        crash();
        {
            Workspace workspace(builtinCatalog(), foldersIn(m_state), soon);
            workspace.discardRecovery(findIn(workspace)[0]);
            QVERIFY(findsNothing(workspace));
        }
        QCOMPARE(recoveryFiles(m_state), QStringList());
    }

    void theChangesOfALivingProgramAreNotOffered()
    {
        Workspace living(builtinCatalog(), foldersIn(m_state), soon);
        rename(living.create(), QStringLiteral("mine"));
        QTRY_VERIFY_WITH_TIMEOUT(!recoveryFiles(m_state).isEmpty(), 60000);
        Workspace other(builtinCatalog(), foldersIn(m_state), soon);
        QVERIFY(findsNothing(other));
        QVERIFY(!recoveryFiles(m_state).isEmpty());
    }

    void savingDropsTheRecovery()
    {
        Workspace workspace(builtinCatalog(), foldersIn(m_state), soon);
        OpenDocument *const document = workspace.create();
        rename(document, QStringLiteral("a"));
        QTRY_VERIFY_WITH_TIMEOUT(!recoveryFiles(m_state).isEmpty(), 60000);
        workspace.saveAs(document, m_state + QStringLiteral("/a.outcrop"),
                         [](const Result<> &saved) { QVERIFY(saved); });
        QTRY_VERIFY_WITH_TIMEOUT(recoveryFiles(m_state).isEmpty(), 60000);
    }

    void undoingEverythingDropsTheRecovery()
    {
        Workspace workspace(builtinCatalog(), foldersIn(m_state), soon);
        OpenDocument *const document = workspace.create();
        rename(document, QStringLiteral("a"));
        QTRY_VERIFY_WITH_TIMEOUT(!recoveryFiles(m_state).isEmpty(), 60000);
        document->document().undo();
        QTRY_VERIFY_WITH_TIMEOUT(recoveryFiles(m_state).isEmpty(), 60000);
    }

    void closingWithoutSavingLeavesNothing()
    {
        {
            Workspace workspace(builtinCatalog(), foldersIn(m_state), soon);
            rename(workspace.create(), QStringLiteral("a"));
            QTRY_VERIFY_WITH_TIMEOUT(!recoveryFiles(m_state).isEmpty(), 60000);
            QVERIFY(findsNothing(workspace));
        }
        QVERIFY(QDir(m_state + QStringLiteral("/recovery"))
                    .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                    .isEmpty());
    }

    void aDamagedRecoveryIsLeftAlone()
    {
        QDir().mkpath(m_state + QStringLiteral("/recovery/someone"));
        QFile file(m_state + QStringLiteral("/recovery/someone/x.outcrop"));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("# outcrop recovery {\"at\":\n\xff\xfe");
        file.close();
        Workspace workspace(builtinCatalog(), foldersIn(m_state), soon);
        QVERIFY(findsNothing(workspace));
        QVERIFY(file.exists());
    }

    void typingWithoutAPauseIsKeptToo()
    {
        RecoveryClock clock({std::chrono::milliseconds(20), std::chrono::milliseconds(20)});
        const QSignalSpy due(&clock, &RecoveryClock::due);
        QTimer typing;
        connect(&typing, &QTimer::timeout, &clock, &RecoveryClock::edited);
        typing.start(1);
        QTRY_VERIFY_WITH_TIMEOUT(due.count() >= 2, 60000);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--child") == 0)
        return beKilled(QString::fromLocal8Bit(argv[2]));
    TestRecovery test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_recovery.moc"
