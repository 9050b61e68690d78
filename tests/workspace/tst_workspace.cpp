#include "core/base/files.h"
#include "core/builtin_catalog/builtin_catalog.h"
#include "core/pipeline/arrange.h"
#include "core/pipeline/edits.h"
#include "core/pipeline_file/pipeline_file.h"
#include "core/workspace/data_paths.h"
#include "core/workspace/workspace.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

class TestWorkspace : public QObject
{
    Q_OBJECT

private:
    const Catalog m_catalog = builtinCatalog();
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<Workspace> m_workspace;
    OpenDocument *m_opened = nullptr;
    int m_openings = 0;
    QString m_failure;

    QString file(const QString &name) const { return m_home->filePath(name); }

    QString savedPipeline(const QString &name)
    {
        Pipeline pipeline;
        pipeline.setName(name);
        [&] { QVERIFY(savePipeline(pipeline, file(name))); }();
        return file(name);
    }

    OpenDocument *open(const QString &path)
    {
        const int before = m_openings;
        m_workspace->open(path);
        [&] { QTRY_COMPARE_WITH_TIMEOUT(m_openings, before + 1, 60000); }();
        return m_opened;
    }

    void edit(OpenDocument *document, const QString &name)
    {
        document->document().apply(QStringLiteral("Rename"), setName(document->pipeline(), name));
    }

    // The answer to a saving.
    struct Answer
    {
        bool came = false;
        std::optional<Error> error;
    };
    Workspace::Done into(Answer &answer)
    {
        return [&answer](const Result<> &result) {
            answer.came = true;
            if (!result)
                answer.error = result.error();
        };
    }
    Answer save(OpenDocument *document, Overwrite overwrite = Overwrite::Refuse)
    {
        Answer answer;
        m_workspace->save(document, overwrite, into(answer));
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.came, 60000); }();
        return answer;
    }
    Answer saveAs(OpenDocument *document, const QString &path)
    {
        Answer answer;
        m_workspace->saveAs(document, path, into(answer));
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.came, 60000); }();
        return answer;
    }

    BlockId addBlock(OpenDocument *document, const char *type)
    {
        const Insertion insertion =
            outcrop::addBlock(document->pipeline(), *m_catalog.find(QLatin1String(type)), {});
        document->document().apply(QStringLiteral("Add"), insertion.pipeline);
        return insertion.blocks.first();
    }

private slots:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        Folders folders;
        folders.state = file(QStringLiteral("state"));
        m_workspace = std::make_unique<Workspace>(m_catalog, folders);
        m_openings = 0;
        m_failure.clear();
        connect(m_workspace.get(), &Workspace::opened, this, [this](OpenDocument *document) {
            m_opened = document;
            ++m_openings;
        });
        connect(m_workspace.get(), &Workspace::failed, this,
                [this](const QString &sentence) { m_failure = sentence; });
    }
    void cleanup() { m_workspace.reset(); }

    void aFileThatIsOpenAlreadyIsShownNotOpenedAgain()
    {
        const QString path = savedPipeline(QStringLiteral("a.outcrop"));
        QVERIFY(QFile::link(path, file(QStringLiteral("link.outcrop"))));
        OpenDocument *const first = open(path);
        QCOMPARE(open(path), first);
        QCOMPARE(open(file(QStringLiteral("link.outcrop"))), first);
        QCOMPARE(m_workspace->documents().size(), 1);
    }

    void aFileWithoutALayoutIsArrangedAndClean()
    {
        const QString path = file(QStringLiteral("plain.outcrop"));
        QVERIFY(saveAtomically(path, "outcrop: 1\nname: x\nblocks:\n"
                                     "  - {id: data, type: input.dataset}\n"
                                     "  - {id: split, type: table.split}\n"
                                     "connections:\n  - data.table -> split.table\n"));
        OpenDocument *const document = open(path);
        const Pipeline &pipeline = document->pipeline();
        const auto place = [&](const char *id) {
            return pipeline.find(pipeline.findById(QLatin1String(id)))->position;
        };
        QVERIFY(place("split").x() >= place("data").x() + columnStep);
        QVERIFY(!document->isDirty());
        QVERIFY(!document->document().history().canUndo());
    }

    void aFileThatCannotBeOpenedIsASentence()
    {
        m_workspace->open(file(QStringLiteral("nowhere.outcrop")));
        QTRY_VERIFY(m_failure.contains(QStringLiteral("nowhere.outcrop")));
        QCOMPARE(m_workspace->documents().size(), 0);
    }

    void editsMakeDirtyAndUndoBackMakesClean()
    {
        OpenDocument *const document = open(savedPipeline(QStringLiteral("a.outcrop")));
        const QSignalSpy dirty(document, &OpenDocument::dirtyChanged);
        QVERIFY(!document->isDirty());
        edit(document, QStringLiteral("b"));
        QVERIFY(document->isDirty());
        document->document().undo();
        QVERIFY(!document->isDirty());
        QCOMPARE(dirty.count(), 2);
    }

    void savingWritesTheFileAndIsClean()
    {
        OpenDocument *const document = open(savedPipeline(QStringLiteral("a.outcrop")));
        edit(document, QStringLiteral("b"));
        QVERIFY(!save(document).error);
        QVERIFY(!document->isDirty());
        QCOMPARE(loadPipeline(document->path())->name(), QStringLiteral("b"));
    }

    void anEditWhileTheFileIsWrittenStaysUnsaved()
    {
        OpenDocument *const document = open(savedPipeline(QStringLiteral("a.outcrop")));
        edit(document, QStringLiteral("b"));
        Answer answer;
        m_workspace->save(document, Overwrite::Refuse, into(answer));
        edit(document, QStringLiteral("c"));
        QTRY_VERIFY_WITH_TIMEOUT(answer.came, 60000);
        QVERIFY(document->isDirty());
        QCOMPARE(loadPipeline(document->path())->name(), QStringLiteral("b"));
    }

    void aNewPipelineNeedsANameBeforeItIsSaved()
    {
        OpenDocument *const document = m_workspace->create();
        QVERIFY(save(document).error);
        QVERIFY(!saveAs(document, file(QStringLiteral("new.outcrop"))).error);
        QCOMPARE(document->name(), QStringLiteral("new"));
        QVERIFY(!document->isDirty());
    }

    void newPipelinesHaveNamesOfTheirOwn()
    {
        QVERIFY(m_workspace->create()->name() != m_workspace->create()->name());
    }

    void noTabSavesIntoTheFileOfAnother()
    {
        const QString path = savedPipeline(QStringLiteral("a.outcrop"));
        open(path);
        OpenDocument *const other = m_workspace->create();
        edit(other, QStringLiteral("other"));
        const Answer answer = saveAs(other, path);
        QVERIFY(answer.error);
        QCOMPARE(answer.error->kind, ErrorKind::Busy);
        QCOMPARE(loadPipeline(path)->name(), QStringLiteral("a.outcrop"));
    }

    void twoTabsThatAreSavedIntoOneNewFileAtOnceDoNotShareIt()
    {
        OpenDocument *const one = m_workspace->create();
        OpenDocument *const two = m_workspace->create();
        Answer first, second;
        m_workspace->saveAs(one, file(QStringLiteral("same.outcrop")), into(first));
        m_workspace->saveAs(two, file(QStringLiteral("same.outcrop")), into(second));
        QTRY_VERIFY_WITH_TIMEOUT(first.came && second.came, 60000);
        QVERIFY(bool(first.error) != bool(second.error));
    }

    void whatAnotherProgramWroteIsNotOverwrittenUnasked()
    {
        const QString path = savedPipeline(QStringLiteral("a.outcrop"));
        OpenDocument *const document = open(path);
        edit(document, QStringLiteral("mine"));
        Pipeline theirs;
        theirs.setName(QStringLiteral("theirs"));
        QVERIFY(savePipeline(theirs, path));

        const Answer refused = save(document);
        QVERIFY(refused.error);
        QCOMPARE(refused.error->kind, ErrorKind::Busy);
        QCOMPARE(loadPipeline(path)->name(), QStringLiteral("theirs"));

        QVERIFY(!save(document, Overwrite::Allow).error);
        QCOMPARE(loadPipeline(path)->name(), QStringLiteral("mine"));
    }

    void aChangeOnDiskIsToldOnceAndCanBeReloadedAndUndone()
    {
        const QString path = savedPipeline(QStringLiteral("a.outcrop"));
        OpenDocument *const document = open(path);
        QSignalSpy told(m_workspace.get(), &Workspace::changedOnDisk);
        Pipeline theirs;
        theirs.setName(QStringLiteral("theirs, and longer"));
        QVERIFY(savePipeline(theirs, path));
        m_workspace->lookForChanges();
        QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, 60000);

        m_workspace->reload(document);
        QTRY_COMPARE_WITH_TIMEOUT(document->pipeline().name(), QStringLiteral("theirs, and longer"),
                                  60000);
        QVERIFY(!document->isDirty());
        document->document().undo();
        QCOMPARE(document->pipeline().name(), QStringLiteral("a.outcrop"));
    }

    void ourOwnSavingIsNoChangeOnDisk()
    {
        OpenDocument *const document = open(savedPipeline(QStringLiteral("a.outcrop")));
        QSignalSpy told(m_workspace.get(), &Workspace::changedOnDisk);
        edit(document, QStringLiteral("b"));
        QVERIFY(!save(document).error);
        QSignalSpy checked(document, &OpenDocument::problemsChanged);
        m_workspace->lookForChanges();
        QTRY_VERIFY_WITH_TIMEOUT(checked.count() > 0, 60000);
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QCOMPARE(told.count(), 0);
    }

    void anExampleOpensAsACopyThatHasNoFileButItsData()
    {
        m_workspace->openCopy(
            QStringLiteral(OUTCROP_SOURCE_DIR "/resources/examples/iris-csv.outcrop"));
        QTRY_VERIFY_WITH_TIMEOUT(m_openings == 1, 60000);
        QVERIFY(m_opened->path().isEmpty());
        QVERIFY(!m_opened->isDirty());
        QTRY_VERIFY_WITH_TIMEOUT(!m_opened->tables().isEmpty(), 60000);
        QVERIFY(!hasErrors(m_opened->problems()));

        QVERIFY(!saveAs(m_opened, file(QStringLiteral("copy.outcrop"))).error);
        QSignalSpy checked(m_opened, &OpenDocument::problemsChanged);
        m_opened->checkAgain();
        QTRY_VERIFY_WITH_TIMEOUT(m_opened->isChecked(), 60000);
        QVERIFY(!hasErrors(m_opened->problems()));
    }

    void problemsFollowTheNewestEdit()
    {
        OpenDocument *const document = m_workspace->create();
        const BlockId first = addBlock(document, "sklearn.StandardScaler");
        for (int i = 0; i < 20; ++i)
            document->document().apply(QStringLiteral("Edit"),
                                       setAttribute(document->pipeline(), first,
                                                    QStringLiteral("with_mean"),
                                                    AttributeValue(qint64(i)), m_catalog));
        document->document().apply(QStringLiteral("Remove"),
                                   removeBlocks(document->pipeline(), {first}));
        QVERIFY(!document->isChecked());
        QTRY_VERIFY_WITH_TIMEOUT(document->isChecked(), 60000);
        for (const Problem &problem : document->problems())
            QVERIFY(problem.block != first);
    }

    void aTableIsReadAgainWhenItsFileIsWritten()
    {
        QFile data(file(QStringLiteral("data.csv")));
        QVERIFY(data.open(QFile::WriteOnly));
        data.write("a,b\n1,2\n");
        data.close();
        OpenDocument *const document = m_workspace->create();
        const BlockId input = addBlock(document, "input.csv");
        document->document().apply(QStringLiteral("Set"),
                                   setAttribute(document->pipeline(), input, QStringLiteral("path"),
                                                AttributeValue(data.fileName()), m_catalog));
        const QString id = document->pipeline().find(input)->id;
        QTRY_COMPARE_WITH_TIMEOUT(document->tables().value(id).rows, 1, 60000);

        QVERIFY(data.open(QFile::Append));
        data.write("3,4\n");
        data.close();
        m_workspace->lookForChanges();
        QTRY_COMPARE_WITH_TIMEOUT(document->tables().value(id).rows, 2, 60000);
    }

    void aMoveReadsNoTableAgain()
    {
        OpenDocument *const document = m_workspace->create();
        const BlockId input = addBlock(document, "input.dataset");
        QTRY_VERIFY_WITH_TIMEOUT(document->isChecked(), 60000);
        const QSignalSpy tables(document, &OpenDocument::tablesChanged);
        document->document().apply(QStringLiteral("Move"),
                                   moveBlocks(document->pipeline(), {input}, {10, 10}));
        QTRY_VERIFY_WITH_TIMEOUT(document->isChecked(), 60000);
        QCOMPARE(tables.count(), 0);
    }

    void dataPathsNameTheSameFileFromAnotherFolder()
    {
        Pipeline pipeline;
        pipeline.append({QStringLiteral("csv"),
                         QStringLiteral("input.csv"),
                         {},
                         {},
                         {{QStringLiteral("path"), AttributeValue(QStringLiteral("in/x.csv"))}},
                         {}});
        const auto pathFrom = [&](const char *to) {
            const Pipeline moved =
                moveDataPaths(pipeline, m_catalog, QStringLiteral("/a"), QLatin1String(to));
            return *moved.find(moved.findById(QStringLiteral("csv")))
                        ->attributes.value(QStringLiteral("path"))
                        .as<QString>();
        };
        QCOMPARE(pathFrom("/a"), QStringLiteral("in/x.csv"));
        QCOMPARE(pathFrom("/a/in"), QStringLiteral("x.csv"));
        QCOMPARE(pathFrom("/b"), QStringLiteral("/a/in/x.csv"));
    }
};

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
