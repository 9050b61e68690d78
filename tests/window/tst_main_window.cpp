#include "core/pipeline/edits.h"
#include "tests/support/window_fixture.h"
#include "widgets/code/code_panel.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QMenuBar>
#include <QShortcut>

using namespace outcrop;

class TestMainWindow : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<WindowFixture> m_fixture;

    void rename(const QString &name)
    {
        PipelineDocument &document = m_fixture->document()->document();
        document.apply(QStringLiteral("Rename"), setName(document.pipeline(), name));
    }
    QString file(const char *name) const { return m_home->filePath(QLatin1String(name)); }

private slots:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_fixture = std::make_unique<WindowFixture>(m_home->path());
    }
    void cleanup() { m_fixture.reset(); }

    void theTitleMarksWhatIsNotSavedAndUndoTakesTheMarkAway()
    {
        m_fixture->trigger("new");
        QVERIFY(!m_fixture->window.isWindowModified());
        rename(QStringLiteral("a"));
        QVERIFY(m_fixture->window.isWindowModified());
        QVERIFY(m_fixture->window.windowTitle().contains(m_fixture->document()->name()));
        QCOMPARE(m_fixture->action("undo")->text().remove(QLatin1Char('&')),
                 QStringLiteral("Undo Rename"));
        m_fixture->trigger("undo");
        QVERIFY(!m_fixture->window.isWindowModified());
        QVERIFY(m_fixture->action("redo")->isEnabled());
    }

    void noTwoEntriesOfAMenuHaveTheSameLetter()
    {
        for (const QMenu *const menu : m_fixture->window.menuBar()->findChildren<QMenu *>()) {
            QStringList letters;
            for (const QAction *const action : menu->actions()) {
                const QString letter = QKeySequence::mnemonic(action->text()).toString();
                QVERIFY2(letter.isEmpty() || !letters.contains(letter), qPrintable(action->text()));
                letters << letter;
            }
        }
    }

    void closingAsksOnceWithTheNamesAndCancelKeepsEverything()
    {
        m_fixture->trigger("new");
        rename(QStringLiteral("a"));
        m_fixture->trigger("new");
        rename(QStringLiteral("b"));
        m_fixture->window.close();
        QCOMPARE(m_fixture->questions->asked.size(), 1);
        for (const OpenDocument *const document : m_fixture->workspace.documents())
            QVERIFY(m_fixture->questions->asked[0].contains(document->name()));
        QVERIFY(m_fixture->window.isVisible());
        QCOMPARE(m_fixture->workspace.documents().size(), 2);
    }

    void closingAndSavingWritesTheFileAndCloses()
    {
        m_fixture->trigger("new");
        rename(QStringLiteral("kept"));
        m_fixture->questions->saves.push(SaveAnswer::Save);
        m_fixture->questions->saveNames.push(file("kept.outcrop"));
        m_fixture->window.close();
        QVERIFY(m_fixture->waitFor([this] { return !m_fixture->window.isVisible(); }));
        QVERIFY(QFile::exists(file("kept.outcrop")));
    }

    void savingUnderTheNameOfAnotherTabIsRefusedWithASentence()
    {
        m_fixture->trigger("new");
        m_fixture->questions->saveNames.push(file("a.outcrop"));
        m_fixture->trigger("save");
        QVERIFY(m_fixture->waitFor([this] { return !m_fixture->document()->path().isEmpty(); }));
        m_fixture->trigger("new");
        m_fixture->questions->saveNames.push(file("a.outcrop"));
        m_fixture->trigger("save_as");
        QVERIFY(m_fixture->waitFor([this] { return m_fixture->window.messages().count() > 0; }));
        QVERIFY(m_fixture->window.messages().text().contains(QStringLiteral("a.outcrop")));
        QVERIFY(m_fixture->document()->path().isEmpty());
    }

    void runIsGreyAndSaysWhy()
    {
        QVERIFY(!m_fixture->action("run")->isEnabled());
        QVERIFY(!m_fixture->window.runs().whyNot().isEmpty());
        m_fixture->trigger("new");
        QVERIFY(!m_fixture->action("run")->isEnabled());
        m_fixture->canvas().addBlockAtCenter(QStringLiteral("sklearn.StandardScaler"));
        QVERIFY(m_fixture->waitFor([this] { return m_fixture->document()->isChecked(); }));
        QVERIFY(!m_fixture->action("run")->isEnabled());
        QVERIFY(m_fixture->openExample(QStringLiteral("breast-cancer")));
        QVERIFY(m_fixture->action("run")->isEnabled());
    }

    void theSelectionIsTheSameEverywhere()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("breast-cancer")));
        const BlockId block = m_fixture->document()->pipeline().blockIds()[3];
        m_fixture->canvas().reveal(block);
        QCOMPARE(m_fixture->window.panels().selection(), QVector<BlockId>{block});
        m_fixture->trigger("delete");
        QVERIFY(!m_fixture->document()->pipeline().find(block));
    }

    void whatIsPickedIsShownAgainWhereATabComesBack()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("breast-cancer")));
        OpenDocument *const first = m_fixture->document();
        const BlockId block = first->pipeline().blockIds()[3];
        m_fixture->canvas().reveal(block);
        m_fixture->trigger("new");
        QCOMPARE(m_fixture->window.panels().selection(), QVector<BlockId>());
        m_fixture->window.buildPlace().tabs().setCurrent(first);
        QCOMPARE(m_fixture->window.panels().selection(), QVector<BlockId>{block});
    }

    void theLayoutHoldsOnASmallScreen()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("digits")));
        const QSize least = m_fixture->window.minimumSizeHint();
        QVERIFY2(least.width() <= 1024 && least.height() <= 600,
                 qPrintable(QStringLiteral("%1x%2").arg(least.width()).arg(least.height())));
        m_fixture->window.resize(1024, 600);
        QCOMPARE(m_fixture->window.size(), QSize(1024, 600));
    }

    void f6GoesRoundThePanesAndBack()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("breast-cancer")));
        QVERIFY(QTest::qWaitForWindowActive(&m_fixture->window));
        m_fixture->canvas().setFocus();
        const QVector<QWidget *> panes = m_fixture->window.buildPlace().panes();
        const auto current = [&] {
            for (int i = 0; i < panes.size(); ++i) {
                const QWidget *const focus = QApplication::focusWidget();
                if (focus && (panes[i] == focus || panes[i]->isAncestorOf(focus)))
                    return i;
            }
            return -1;
        };
        const int begin = panes.indexOf(m_fixture->window.buildPlace().canvas());
        QCOMPARE(current(), begin);
        const auto count = int(panes.size());
        for (const auto &[key, by] : {std::pair(Qt::NoModifier, 1), {Qt::ShiftModifier, -1}}) {
            for (int step = 1; step <= count; ++step) {
                QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6, key);
                QCOMPARE(current(), (begin + by * step + count) % count);
            }
        }
    }

    void f6GoesRoundThePanesOfResultsAndHostsToo()
    {
        QVERIFY(QTest::qWaitForWindowActive(&m_fixture->window));
        for (const MainWindow::Place place : {MainWindow::Results, MainWindow::Hosts}) {
            m_fixture->window.showPlace(place);
            QSet<QWidget *> visited;
            for (int step = 0; step < 4; ++step) {
                m_fixture->trigger("next_pane");
                visited << QApplication::focusWidget();
            }
            QVERIFY(!visited.contains(nullptr));
            QVERIFY(place == MainWindow::Results || visited.size() == 2); // No jobs, one way on.
        }
    }

    void aNewWindowShowsTheCodeThatWillRun()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("iris-csv")));
        QVERIFY(m_fixture->window.findChild<CodePanel *>()->isVisible());
    }

    void everyControlHasAName()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("breast-cancer")));
        for (int place = 0; place < 3; ++place) {
            m_fixture->window.showPlace(place);
            for (const QWidget *const widget : m_fixture->window.findChildren<QWidget *>()) {
                const auto *const button = qobject_cast<const QAbstractButton *>(widget);
                const bool isControl = button || qobject_cast<const QLineEdit *>(widget)
                                       || qobject_cast<const QComboBox *>(widget);
                const QString owner =
                    widget->parentWidget()
                        ? QString::fromLatin1(widget->parentWidget()->metaObject()->className())
                        : QString();
                if (!isControl || !widget->isVisible() || owner == QLatin1String("QTabBar")
                    || widget->focusPolicy() == Qt::NoFocus)
                    continue;
                const QString name =
                    widget->accessibleName() + (button ? button->text() : QString());
                QVERIFY2(!name.isEmpty(),
                         qPrintable(QString::fromLatin1(widget->metaObject()->className())
                                    + QStringLiteral(" in ") + owner));
            }
        }
    }

    void noTwoCommandsOfTheWindowShareAKey()
    {
        QSet<QString> keys;
        for (const QAction *const action : m_fixture->window.commands().all()) {
            for (const QKeySequence &key : action->shortcuts()) {
                QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
                keys.insert(key.toString());
            }
        }
        for (const QShortcut *const shortcut : m_fixture->window.findChildren<QShortcut *>()) {
            const QString key = shortcut->key().toString();
            if (shortcut->context() == Qt::WindowShortcut)
                QVERIFY2(!keys.contains(key), qPrintable(key));
        }
    }

    void theSearchForABlockIsReachedFromAnywhere_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifier");
        QTest::newRow("Ctrl+K") << int(Qt::Key_K) << int(Qt::ControlModifier);
        QTest::newRow("/") << int(Qt::Key_Slash) << int(Qt::NoModifier);
    }

    void theSearchForABlockIsReachedFromAnywhere()
    {
        QFETCH(int, key);
        QFETCH(int, modifier);
        m_fixture->trigger("new");
        m_fixture->trigger("outline");
        QVERIFY(QTest::qWaitForWindowActive(&m_fixture->window));
        QTest::keyClick(&m_fixture->window, Qt::Key(key), Qt::KeyboardModifiers(modifier));
        QCOMPARE(QApplication::focusWidget()->accessibleName(), QStringLiteral("Search blocks"));
    }

    void whatWasOpenIsOpenInTheNextWindow()
    {
        for (const char *const name : {"c.outcrop", "a.outcrop", "b.outcrop"}) {
            m_fixture->trigger("new");
            m_fixture->questions->saveNames.push(file(name));
            m_fixture->trigger("save");
            QVERIFY(
                m_fixture->waitFor([this] { return !m_fixture->document()->path().isEmpty(); }));
        }
        m_fixture->trigger("previous_tab");
        QCOMPARE(m_fixture->document()->name(), QStringLiteral("a"));
        m_fixture->window.close();
        QVERIFY(m_fixture->waitFor([this] { return !m_fixture->window.isVisible(); }));
        m_fixture = std::make_unique<WindowFixture>(m_home->path());
        m_fixture->window.restoreLayout();
        m_fixture->window.restoreFiles();
        const auto names = [this] {
            QStringList all;
            for (const OpenDocument *const document :
                 m_fixture->window.buildPlace().tabs().documents())
                all << document->name();
            return all.join(QLatin1Char(' '));
        };
        QVERIFY(m_fixture->waitFor([&] { return names() == QLatin1String("c a b"); }));
        QCOMPARE(m_fixture->document()->name(), QStringLiteral("a"));
        QCOMPARE(m_fixture->settings.openFiles().size(), 3);
        QCOMPARE(m_fixture->settings.currentFile(), 1);
    }

    void theThemeChangesAtOnceEverywhere()
    {
        QVERIFY(m_fixture->openExample(QStringLiteral("breast-cancer")));
        const QColor before = m_fixture->window.grab().toImage().pixelColor(4, 200);
        m_fixture->style.choose(ThemeChoice::Dark);
        const QColor after = m_fixture->window.grab().toImage().pixelColor(4, 200);
        QVERIFY(before.lightness() > 128 && after.lightness() < 128);
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
