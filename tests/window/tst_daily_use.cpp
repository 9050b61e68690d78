#include "app/window/shortcut_editor.h"
#include "core/pipeline/edits.h"
#include "tests/support/window_fixture.h"

#include <QKeySequenceEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>

using namespace outcrop;

class TestDailyUse : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<WindowFixture> m_fixture;

    MessageBar &undoBar() { return m_fixture->window.undoBar(); }

    void deleteOneBlock()
    {
        const Pipeline &pipeline = m_fixture->document()->pipeline();
        m_fixture->canvas().reveal(pipeline.blockIds()[3]);
        m_fixture->trigger("delete");
    }

    QPushButton *button(const QWidget &within, const QString &text)
    {
        for (QPushButton *const button : within.findChildren<QPushButton *>()) {
            if (button->text().remove(QLatin1Char('&')) == text && !button->isHidden())
                return button;
        }
        return nullptr;
    }

    static Job job(JobState state)
    {
        Job job;
        job.uuid = QStringLiteral("j");
        job.title = QStringLiteral("swift-fern-12");
        job.name = QStringLiteral("loans");
        job.attempt.state = state;
        job.attempt.host = QStringLiteral("local");
        job.attempt.reason = QStringLiteral("ValueError: a line of the log");
        return job;
    }

    void tell(JobState state) { emit m_fixture->desk.jobChanged(job(state)); }

private slots:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_fixture = std::make_unique<WindowFixture>(m_home->path());
    }
    void cleanup() { m_fixture.reset(); }

    void aDeletedBlockIsGoneAtOnceAndComesBackByOneClick()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("breast-cancer")));
        const int before = m_fixture->document()->pipeline().blockIds().size();
        deleteOneBlock();
        QCOMPARE(m_fixture->document()->pipeline().blockIds().size(), before - 1);
        QVERIFY(undoBar().isVisible());
        QTest::mouseClick(button(undoBar(), QStringLiteral("Undo")), Qt::LeftButton);
        QCOMPARE(m_fixture->document()->pipeline().blockIds().size(), before);
        QVERIFY(!undoBar().isVisible());
    }

    void theOfferEndsWithTheNextChangeAndWithAnotherTab()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("breast-cancer")));
        deleteOneBlock();
        QVERIFY(undoBar().isVisible());
        PipelineDocument &document = m_fixture->document()->document();
        document.apply(QStringLiteral("Rename"),
                       setName(document.pipeline(), QStringLiteral("other")));
        QVERIFY(!undoBar().isVisible());
        deleteOneBlock();
        QVERIFY(undoBar().isVisible());
        m_fixture->trigger("new");
        QVERIFY(!undoBar().isVisible());
    }

    void theOfferLiesOverTheCanvasWhichStaysWhereItIs()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("breast-cancer")));
        const QPoint before = m_fixture->canvas().mapToGlobal(QPoint());
        deleteOneBlock();
        QCoreApplication::processEvents();
        QCOMPARE(m_fixture->canvas().mapToGlobal(QPoint()), before);
        const QRect canvas(before, m_fixture->canvas().size());
        QVERIFY(canvas.contains(QRect(undoBar().mapToGlobal(QPoint()), undoBar().size())));
    }

    void aPipelineLeavesAsAFolderThatRunsByItself()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("iris-csv")));
        const QString folder = m_home->filePath(QStringLiteral("out"));
        m_fixture->questions->saveNames.push(folder);
        m_fixture->trigger("export_folder");
        QVERIFY(m_fixture->waitFor([this] { return m_fixture->window.messages().count() > 0; }));
        for (const char *file : {"train.py", "notebook.ipynb", "metadata.yaml", "data/iris.csv"})
            QVERIFY2(QFile::exists(folder + QLatin1Char('/') + QLatin1String(file)), file);
        m_fixture->window.messages().dismissAll();
        m_fixture->questions->saveNames.push(folder);
        m_fixture->trigger("export_folder"); // Nothing that is there is overwritten.
        QVERIFY(m_fixture->waitFor([this] { return m_fixture->window.messages().count() > 0; }));
        QVERIFY(m_fixture->window.messages().text().contains(folder));
        QVERIFY(m_fixture->window.messages().text().contains(QStringLiteral("already")));
    }

    void aPipelineLeavesAsAPackage()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("iris-csv")));
        const QString path = m_home->filePath(QStringLiteral("iris.zip"));
        m_fixture->questions->saveNames.push(path);
        m_fixture->trigger("export_package");
        QVERIFY(m_fixture->waitFor([this] { return m_fixture->window.messages().count() > 0; }));
        QVERIFY(QFile::exists(path));
    }

    void newKeysActAtOnceAndAreTakenFromAnotherOnlyByASecondWord()
    {
        ShortcutEditor *const editor =
            new ShortcutEditor(m_fixture->window.commands(), m_fixture->settings, m_fixture->style,
                               &m_fixture->window);
        editor->show();
        editor->choose(QStringLiteral("run"));
        auto *const keys = editor->findChild<QKeySequenceEdit *>();
        keys->setKeySequence(QKeySequence(QStringLiteral("F12")));
        QCOMPARE(m_fixture->action("run")->shortcut(), QKeySequence(QStringLiteral("F12")));
        keys->setKeySequence(QKeySequence(QStringLiteral("Ctrl+N")));
        QCOMPARE(m_fixture->action("run")->shortcut(), QKeySequence(QStringLiteral("F12")));
        QPushButton *const take = button(*editor, QStringLiteral("Use it here"));
        QVERIFY(take);
        take->click();
        QCOMPARE(m_fixture->action("run")->shortcut(), QKeySequence(QStringLiteral("Ctrl+N")));
        QVERIFY(!m_fixture->action("new")->shortcuts().contains(
            QKeySequence(QStringLiteral("Ctrl+N"))));
        QPushButton *const resetAll = button(*editor, QStringLiteral("All defaults"));
        QVERIFY(m_fixture->waitFor([resetAll] { return resetAll->isEnabled(); }));
        resetAll->click();
        QCOMPARE(m_fixture->action("run")->shortcut(), QKeySequence(QStringLiteral("F5")));
        QCOMPARE(m_fixture->action("new")->shortcut(), QKeySequence(QKeySequence::New));
        editor->close();
    }

    void whoIsElsewhereIsToldOfTheEndWithoutAWordOfTheLog()
    {
        m_fixture->window.hide(); // Not the active window.
        tell(JobState::Running);
        QVERIFY(m_fixture->notices.isEmpty());
        tell(JobState::Failed);
        QCOMPARE(m_fixture->notices.size(), 1);
        QVERIFY(m_fixture->notices[0].contains(QStringLiteral("swift-fern-12")));
        QVERIFY(!m_fixture->notices[0].contains(QStringLiteral("ValueError")));
        tell(JobState::Failed);
        QCOMPARE(m_fixture->notices.size(), 1);
        m_fixture->settings.setNotifies(false);
        tell(JobState::Running);
        tell(JobState::Succeeded);
        QCOMPARE(m_fixture->notices.size(), 1);
    }

    void keysOfAPanelGiveItTheKeyboard()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("iris-csv")));
        const auto focus = [this] { return m_fixture->window.focusWidget()->accessibleName(); };
        const std::pair<const char *, const char *> panels[] = {
            {"outline", "Outline of the pipeline"},
            {"code", "Generated code"},
            {"data", "Columns"}};
        for (const auto &[id, name] : panels) {
            m_fixture->trigger(id);
            QVERIFY(m_fixture->waitFor([&, name = QString::fromLatin1(name)] { // Once it is read.
                return focus() == name;
            }));
        }
    }

    void clickOnTheTabOfAPanelGivesItTheKeyboard()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("iris-csv")));
        QTabBar *tabs = nullptr;
        for (QTabBar *const bar : m_fixture->window.buildPlace().findChildren<QTabBar *>())
            tabs = bar->tabText(1) == QLatin1String("Code") ? bar : tabs;
        QVERIFY(tabs);
        m_fixture->canvas().setFocus();
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
        QCOMPARE(tabs->currentIndex(), 1);
        QCOMPARE(m_fixture->window.focusWidget()->accessibleName(),
                 QStringLiteral("Generated code"));
    }

    void clickOnRunOrStopLeavesTheKeyboardToTheCanvas()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("iris-csv")));
        m_fixture->canvas().setFocus();
        for (const char *const name : {"Run", "Stop"}) {
            QPushButton *const pressed = button(m_fixture->window, QLatin1String(name));
            QVERIFY(pressed);
            QVERIFY(m_fixture->waitFor([&] { return pressed->isEnabled(); }));
            QTest::mouseClick(pressed, Qt::LeftButton);
            QCOMPARE(m_fixture->window.focusWidget(), static_cast<QWidget *>(&m_fixture->canvas()));
        }
        QVERIFY(m_fixture->waitFor([&] { return !m_fixture->action("stop")->isEnabled(); }));
        QCOMPARE(m_fixture->window.focusWidget(), static_cast<QWidget *>(&m_fixture->canvas()));
    }

    void quittingWhileJobsRunAsksNothingAndSaysThatTheyGoOn()
    {
        tell(JobState::Running);
        m_fixture->window.close();
        QVERIFY(m_fixture->waitFor([this] { return !m_fixture->window.isVisible(); }));
        QVERIFY(m_fixture->questions->asked.isEmpty());
        QCOMPARE(m_fixture->notices.size(), 1);
        QVERIFY(m_fixture->notices[0].contains(QStringLiteral("goes on running")));
    }

    void whoQuitsIsToldOfJobsThatAreNotSentYet()
    {
        tell(JobState::Queued);
        m_fixture->window.close();
        QVERIFY(m_fixture->waitFor([this] { return !m_fixture->window.isVisible(); }));
        QCOMPARE(m_fixture->notices.size(), 1);
        QVERIFY(m_fixture->notices[0].startsWith(QStringLiteral("1 job waits")));
    }

    void recentFilesThatAreGoneAreGreyAndCanBeRemoved()
    {
        const QString there = m_home->filePath(QStringLiteral("there.outcrop"));
        QFile file(there);
        QVERIFY(file.open(QFile::WriteOnly));
        m_fixture->settings.setRecentFiles(
            {{there}, {m_home->filePath(QStringLiteral("gone.outcrop"))}});
        const auto find = [this](const QString &text) -> QAction * {
            for (QMenu *const menu : m_fixture->window.findChildren<QMenu *>()) {
                for (QAction *const action : menu->actions()) {
                    if (action->text().startsWith(text))
                        return action;
                }
            }
            return nullptr;
        };
        QVERIFY(m_fixture->waitFor(
            [&] { return find(QStringLiteral("gone is not there any more")) != nullptr; }));
        QVERIFY(!find(QStringLiteral("gone is not there any more"))->isEnabled());
        QVERIFY(find(QStringLiteral("there"))->isEnabled());
        find(QStringLiteral("&Remove from this list"))->menu()->actions().first()->trigger();
        QCOMPARE(m_fixture->settings.recentFiles().size(), 1);
        button(m_fixture->window.messages(), QStringLiteral("Undo"))->click();
        QCOMPARE(m_fixture->settings.recentFiles().size(), 2);
    }
};

QTEST_MAIN(TestDailyUse)
#include "tst_daily_use.moc"
