#include "core/builtin_catalog/builtin_catalog.h"
#include "core/pipeline/edits.h"
#include "core/pipeline_file/pipeline_file.h"
#include "widgets/code/code_panel.h"
#include "widgets/code/code_view.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollBar>
#include <QTextBlock>
#include <QtTest>

using namespace outcrop;

namespace {

const QString examples = QStringLiteral(OUTCROP_SOURCE_DIR "/resources/examples");

Pipeline example(const QString &name)
{
    const auto pipeline = loadPipeline(examples + QLatin1Char('/') + name);
    if (!pipeline)
        qFatal("%s", qPrintable(pipeline.error().message));
    return *pipeline;
}

void clickLine(CodeView *view, int line)
{
    const QTextCursor at(view->document()->findBlockByNumber(line));
    view->setTextCursor(at);
    view->centerCursor();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, Qt::NoModifier,
                      view->cursorRect(at).center());
}

} // namespace

class TestCodePanel : public QObject
{
    Q_OBJECT

private:
    const Catalog m_catalog = builtinCatalog();
    std::unique_ptr<Style> m_style;
    PipelineDocument m_document;
    std::unique_ptr<CodePanel> m_panel;
    CodeView *m_view = nullptr;

    BlockId block(const char *id) const
    {
        return m_document.pipeline().findById(QLatin1String(id));
    }

    int lineOf(const QString &text) const { return m_view->document()->find(text).blockNumber(); }

    void change(const char *id, const char *attribute, const AttributeValue &value)
    {
        Pipeline next = m_document.pipeline();
        Block changed = *next.find(block(id));
        changed.attributes[QLatin1String(attribute)] = value;
        next.replace(block(id), changed);
        m_document.apply(QStringLiteral("Change"), next);
    }

private slots:
    void init()
    {
        m_style = std::make_unique<Style>(*qApp, ThemeChoice::Light);
        m_document.reset(example(QStringLiteral("breast-cancer.outcrop")));
        m_panel = std::make_unique<CodePanel>(m_catalog, *m_style);
        m_panel->resize(800, 300);
        m_panel->setFolder(examples);
        m_panel->setDocument(&m_document);
        m_view = m_panel->findChild<CodeView *>();
        QSignalSpy shown(m_panel.get(), &CodePanel::shown);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        QVERIFY(shown.count() > 0 || shown.wait(20000));
    }

    void cleanup() { m_panel.reset(); }

    void showsTheProgramOfTheDocumentWithItsLinesCounted()
    {
        QVERIFY(m_panel->text().startsWith(QLatin1String("\"\"\"Trains and compares")));
        QVERIFY(m_panel->text().contains(QLatin1String("def make_forest():")));
        const int lines = m_panel->text().count(QLatin1Char('\n'));
        QCOMPARE(m_panel->status(),
                 QStringLiteral("train.py · %1 lines · follows the canvas").arg(lines));
        QVERIFY(m_view->isReadOnly());
    }

    void editIsFollowedAndUndoTakesItBack()
    {
        QSignalSpy shown(m_panel.get(), &CodePanel::shown);
        const QString before = m_panel->text();
        for (const int trees : {11, 12, 13}) // Only the newest need be made.
            change("forest", "n_estimators", AttributeValue(qint64(trees)));
        QTRY_VERIFY_WITH_TIMEOUT(m_panel->text().contains(QLatin1String("n_estimators=13")), 20000);
        QVERIFY(shown.count() <= 2);
        for (int i = 0; i < 3; ++i)
            m_document.undo();
        QTRY_COMPARE_WITH_TIMEOUT(m_panel->text(), before, 20000);
    }

    void selectedBlockIsMarkedAndSeen()
    {
        m_panel->select({block("svc")});
        QVERIFY(m_view->isLineVisible(lineOf(QStringLiteral("def make_svc"))));
        QCOMPARE(m_view->extraSelections().size(), 3);
        m_panel->select({});
        QVERIFY(m_view->extraSelections().isEmpty());
    }

    void clickIntoTheLinesOfABlockSelectsIt()
    {
        QVector<QVector<BlockId>> selected;
        connect(m_panel.get(), &CodePanel::selected, m_panel.get(),
                [&](const QVector<BlockId> &blocks) { selected.append(blocks); });
        clickLine(m_view, lineOf(QStringLiteral("def make_forest")) + 1);
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.value(0), QVector<BlockId>{block("forest")});
        clickLine(m_view, lineOf(QStringLiteral("def rank(")));
        QCOMPARE(selected.size(), 1);
        m_panel->select({block("svc")});
        QCOMPARE(selected.size(), 1);
    }

    void innermostBlockIsTheOneThatIsMeant()
    {
        QVector<QVector<BlockId>> selected;
        connect(m_panel.get(), &CodePanel::selected, m_panel.get(),
                [&](const QVector<BlockId> &blocks) { selected.append(blocks); });
        clickLine(m_view, lineOf(QStringLiteral("with report.block(\"split\")")) + 1);
        QCOMPARE(selected.value(0), QVector<BlockId>{block("split")});
    }

    void brokenPipelineKeepsTheLastGoodCodeAndSaysWhy()
    {
        QSignalSpy shown(m_panel.get(), &CodePanel::shown);
        const QString before = m_panel->text();
        m_document.apply(QStringLiteral("Remove"),
                         removeBlocks(m_document.pipeline(), {block("cancer")}));
        QVERIFY(shown.wait(20000));
        QCOMPARE(m_panel->text(), before);
        QVERIFY(!m_panel->status().contains(QLatin1String("follows the canvas")));
        m_document.undo();
        QVERIFY(shown.wait(20000));
        QVERIFY(m_panel->status().contains(QLatin1String("follows the canvas")));
    }

    void everyFileOfThePackageCanBeChosen()
    {
        auto *files = m_panel->findChild<QComboBox *>();
        QStringList names;
        for (int i = 0; i < files->count(); ++i)
            names.append(files->itemText(i));
        for (const char *name :
             {"train.py", "predict.py", "metadata.yaml", "requirements.txt", "outcrop_run.py"})
            QVERIFY2(names.contains(QLatin1String(name)), name);
        for (const QString &name : qAsConst(names)) {
            QSignalSpy shown(m_panel.get(), &CodePanel::shown);
            m_panel->showFile(name);
            QVERIFY2(name == QLatin1String("train.py") || shown.wait(20000), qPrintable(name));
            QVERIFY2(m_panel->status().startsWith(name), qPrintable(m_panel->status()));
            QVERIFY2(!m_panel->text().isEmpty(), qPrintable(name));
        }
    }

    void fileIsChosenByKeyboard()
    {
        auto *files = m_panel->findChild<QComboBox *>();
        QSignalSpy shown(m_panel.get(), &CodePanel::shown);
        files->setFocus();
        QTest::keyClick(files, Qt::Key_Down);
        QVERIFY(shown.wait(20000));
        QVERIFY(m_panel->text().contains(QLatin1String("def predict(")));
    }

    void findGoesRoundAndSaysHowMany()
    {
        m_view->setFocus();
        QTest::keyClick(m_view, Qt::Key_F, Qt::ControlModifier);
        auto *field = m_panel->findChild<QLineEdit *>();
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, QStringLiteral("make_scale"));
        const int first = m_view->textCursor().blockNumber();
        QCOMPARE(m_view->textCursor().selectedText(), QStringLiteral("make_scale"));
        QCOMPARE(m_view->foundIndex(), 0);
        for (int i = 1; i < m_view->foundCount(); ++i) {
            QTest::keyClick(field, Qt::Key_Return);
            QCOMPARE(m_view->foundIndex(), i);
        }
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_view->textCursor().blockNumber(), first);
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(m_view->foundIndex(), m_view->foundCount() - 1);
        QTest::keyClicks(field, QStringLiteral("zzz"));
        QCOMPARE(m_view->foundCount(), 0);
        QVERIFY(field->property("wrong").toBool());
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(m_view->hasFocus());
    }

    void shownLinesAreThoseOfTheFileAfterAnyEdit()
    {
        CodeView view(*m_style);
        const QStringList texts{QStringLiteral("a\nb\nc\n"),
                                QStringLiteral("a\nc\n"),
                                QStringLiteral("a\nb\nb\nc\n"),
                                QStringLiteral("c\n"),
                                QString(),
                                QStringLiteral("x\na\nb\nc\n"),
                                QStringLiteral("a\nb\nc\nx"),
                                QStringLiteral("\n\n"),
                                QStringLiteral("b\nb\nb\nb\n")};
        for (const QString &from : texts) {
            for (const QString &to : texts) {
                view.showText(from, {}, CodeView::Begin::AtTop);
                view.showText(to, {}, CodeView::Begin::AsItWas);
                const QString shown = to.endsWith(QLatin1Char('\n')) ? to.chopped(1) : to;
                QCOMPARE(view.toPlainText(), shown);
            }
        }
    }

    void placeOfReadingStaysWhereItIs()
    {
        m_panel->select({block("mlp")});
        const int top = m_view->verticalScrollBar()->value();
        QVERIFY(top > 0);
        change("svc", "C", AttributeValue(2.5));
        QTRY_VERIFY_WITH_TIMEOUT(m_panel->text().contains(QLatin1String("C=2.5")), 20000);
        QCOMPARE(m_view->verticalScrollBar()->value(), top);
        QVERIFY(m_view->toPlainText().contains(QLatin1String("C=2.5")));
    }

    void copyTakesTheWholeFile()
    {
        m_panel->copyAll();
        QCOMPARE(QApplication::clipboard()->text(), m_panel->text());
    }

    void hiddenPanelMakesNothing()
    {
        m_panel->hide();
        QSignalSpy shown(m_panel.get(), &CodePanel::shown);
        change("forest", "n_estimators", AttributeValue(qint64(77)));
        QVERIFY(!m_panel->isCurrent());
        QCOMPARE(shown.count(), 0);
        m_panel->show();
        QTRY_VERIFY_WITH_TIMEOUT(m_panel->text().contains(QLatin1String("n_estimators=77")), 20000);
    }

    void documentMayGoWhileItsCodeIsMade()
    {
        auto other = std::make_unique<PipelineDocument>();
        other->reset(example(QStringLiteral("diabetes.outcrop")));
        m_panel->setDocument(other.get());
        other.reset();
        m_panel->setDocument(&m_document);
        QTRY_VERIFY_WITH_TIMEOUT(m_panel->text().contains(QLatin1String("def load_cancer")), 20000);
        m_panel->setDocument(nullptr);
        QVERIFY(m_panel->text().isEmpty());
    }

    void keywordsHaveTheColourOfTheThemeAlsoAfterItChanged()
    {
        const auto keyword = [this] {
            const auto formats =
                m_view->document()->find(QStringLiteral("import json")).block().layout()->formats();
            return formats.isEmpty() ? QColor() : formats[0].format.foreground().color();
        };
        QCOMPARE(keyword(), lightTheme().keyword);
        m_style->choose(ThemeChoice::Dark);
        QCOMPARE(keyword(), darkTheme().keyword);
    }
};

QTEST_MAIN(TestCodePanel)
#include "tst_code_panel.moc"
