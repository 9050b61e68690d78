#include "core/builtin_catalog/builtin_catalog.h"
#include "core/pipeline/check.h"
#include "core/pipeline/edits.h"
#include "core/pipeline/naming.h"
#include "tests/support/accessible_names.h"
#include "tests/support/older_library.h"
#include "widgets/properties/attribute_form.h"
#include "widgets/properties/property_panel.h"
#include "widgets/style/style.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QtTest>

using namespace outcrop;

class TestPropertyPanel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_panel.reset();
        Pipeline pipeline;
        m_forest = add(pipeline, "sklearn.RandomForestClassifier");
        m_other = add(pipeline, "sklearn.RandomForestClassifier");
        m_network = add(pipeline, "sklearn.MLPClassifier");
        m_document.reset(pipeline);
        m_panel = std::make_unique<PropertyPanel>(m_catalog, m_style);
        m_panel->setDocument(&m_document);
        m_panel->resize(320, 900);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    }

    void typingIsOneStepAndUndoneAtOnce()
    {
        m_panel->select({m_forest});
        type("n_estimators", QStringLiteral("250"));
        QVERIFY(value(m_forest, "n_estimators") == AttributeValue(250));
        QCOMPARE(m_document.history().undoLabel(), QStringLiteral("Set n_estimators"));
        m_document.undo();
        QVERIFY(value(m_forest, "n_estimators") == AttributeValue(100));
        QCOMPARE(line("n_estimators")->text(), QStringLiteral("100"));
        QVERIFY(!m_document.history().canUndo());
    }

    void comingBackToAFieldBeginsANewStep()
    {
        m_panel->select({m_forest});
        type("n_estimators", QStringLiteral("250"));
        line("max_depth")->setFocus();
        type("n_estimators", QStringLiteral("300"));
        m_document.undo();
        QVERIFY(value(m_forest, "n_estimators") == AttributeValue(250));
    }

    void lastGoodValueStaysInForceWhileTheTextIsWrong()
    {
        m_panel->select({m_forest});
        type("n_estimators", QStringLiteral("250"));
        type("n_estimators", QStringLiteral("-5"));
        QVERIFY(row("n_estimators")->note().startsWith(QLatin1String("n_estimators is -5")));
        QVERIFY(value(m_forest, "n_estimators") == AttributeValue(250));
        QCOMPARE(line("n_estimators")->text(), QStringLiteral("-5"));
        // Another edit elsewhere does not take the text away.
        m_document.apply(QStringLiteral("x"),
                         setTitle(m_document.pipeline(), m_forest, QStringLiteral("Trees")));
        QCOMPARE(line("n_estimators")->text(), QStringLiteral("-5"));
    }

    void whatIsWrongInOneBlockIsNotShownInTheNext()
    {
        m_panel->select({m_forest});
        type("n_estimators", QStringLiteral("-5"));
        m_panel->select({m_other});
        QCOMPARE(line("n_estimators")->text(), QStringLiteral("100"));
        QCOMPARE(row("n_estimators")->note(), QString());
    }

    void resetArrowBringsTheDefaultBack()
    {
        m_panel->select({m_forest});
        QToolButton *reset = resetOf("n_estimators");
        QVERIFY(!reset->isVisible());
        type("n_estimators", QStringLiteral("7"));
        QVERIFY(reset->isVisible());
        QTest::mouseClick(reset, Qt::LeftButton);
        QVERIFY(m_document.pipeline().find(m_forest)->attributes.isEmpty());
        QCOMPARE(line("n_estimators")->text(), QStringLiteral("100"));
        QVERIFY(!reset->isVisible());
        QCOMPARE(m_document.history().undoLabel(), QStringLiteral("Reset n_estimators"));
    }

    void severalBlocksAreSetInOneStep()
    {
        m_document.apply(QStringLiteral("x"), setAttribute(m_document.pipeline(), m_other,
                                                           QStringLiteral("n_estimators"),
                                                           AttributeValue(5), m_catalog));
        m_panel->select({m_forest, m_other});
        QCOMPARE(line("n_estimators")->text(), QString());
        QCOMPARE(line("n_estimators")->placeholderText(), QStringLiteral("several values"));
        type("n_estimators", QStringLiteral("40"));
        QVERIFY(value(m_forest, "n_estimators") == AttributeValue(40));
        QVERIFY(value(m_other, "n_estimators") == AttributeValue(40));
        m_document.undo();
        QVERIFY(value(m_forest, "n_estimators") == AttributeValue(100));
        QVERIFY(value(m_other, "n_estimators") == AttributeValue(5));
    }

    void severalBlocksShowOnlyWhatTheyShare()
    {
        m_panel->select({m_forest, m_network});
        QVERIFY(findRow("random_state"));
        QVERIFY(!findRow("n_estimators"));
        QVERIFY(!findRow("alpha"));
    }

    void titleIsEditedAndEmptiedTitleIsTheTypes()
    {
        m_panel->select({m_forest});
        QLineEdit *title = named(QStringLiteral("Title"));
        title->setFocus();
        title->selectAll();
        QTest::keyClicks(title, QStringLiteral("My trees"));
        QCOMPARE(displayTitle(block(m_forest), m_catalog), QStringLiteral("My trees"));
        title->selectAll();
        QTest::keyClick(title, Qt::Key_Delete);
        QCOMPARE(displayTitle(block(m_forest), m_catalog), QStringLiteral("Random forest"));
        m_document.undo();
        QVERIFY(!m_document.history().canUndo());
    }

    void idIsCheckedWhileItIsTyped()
    {
        m_panel->select({m_forest});
        QLineEdit *id = named(QStringLiteral("ID"));
        id->selectAll();
        QTest::keyClicks(id, QStringLiteral("trees"));
        QCOMPARE(block(m_forest).id, QStringLiteral("trees"));
        QTest::keyClicks(id, QStringLiteral(" two"));
        QCOMPARE(block(m_forest).id, QStringLiteral("trees"));
        QVERIFY(says(QStringLiteral("is no id")));
        QTest::keyClick(id, Qt::Key_Backspace);
        id->setText(block(m_other).id.chopped(1));
        QTest::keyClicks(id, block(m_other).id.right(1)); // Another block's.
        QVERIFY(block(m_forest).id != block(m_other).id);
    }

    void guidIsCopied()
    {
        m_panel->select({m_forest});
        auto *copy = buttonNamed(QStringLiteral("Copy GUID"));
        QTest::mouseClick(copy, Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), blockGuid(block(m_forest).id));
    }

    void documentationIsOpenedInTheBrowser()
    {
        m_panel->select({m_forest});
        QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "openUrl");
        QTest::mouseClick(buttonNamed(QStringLiteral("Docs")), Qt::LeftButton);
        QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
        QCOMPARE(m_opened.toString(), m_catalog.find(block(m_forest).type)->documentation);
    }

    void advancedAttributesAreFoldedUntilWished()
    {
        m_panel->select({m_forest});
        QVERIFY(!findRow("n_jobs"));
        m_panel->editAttribute(m_forest, QStringLiteral("n_jobs"));
        QVERIFY(row("n_jobs")->isVisible());
        QVERIFY(row("n_jobs")->isAncestorOf(QApplication::focusWidget()));
        m_panel->select({m_network});
        QVERIFY2(!findRow("warm_start") || !row("warm_start")->isVisible(),
                 "a jump unfolds one block's attributes only");
    }

    void editingABlockBeginsWithItsFirstAttribute()
    {
        m_panel->editAttribute(m_forest, {});
        QVERIFY(line("n_estimators")->hasFocus());
        m_panel->editAttribute(m_network, {});
        QVERIFY(row("hidden_layer_sizes")->isAncestorOf(QApplication::focusWidget()));
    }

    void wishedAttributeIsScrolledIntoView()
    {
        m_panel->resize(320, 420);
        m_panel->select({});
        m_panel->editAttribute(m_forest, QStringLiteral("max_samples"));
        const AttributeRow *wished = row("max_samples");
        QTRY_VERIFY(!wished->visibleRegion().isEmpty());
    }

    void whatDoesNotApplySaysWhyAndComesBack()
    {
        m_panel->select({m_network});
        QVERIFY(!line("momentum")->isVisible());
        QVERIFY(says(QStringLiteral("if solver is sgd")));
        auto *solver = row("solver")->findChild<QComboBox *>();
        QTest::keyClick(solver, Qt::Key_Down); // adam → lbfgs
        QTest::keyClick(solver, Qt::Key_Down); // → sgd
        QVERIFY(value(m_network, "solver") == AttributeValue(QStringLiteral("sgd")));
        QVERIFY(line("momentum")->isVisible());
    }

    void helpFollowsTheFocus()
    {
        m_panel->select({m_forest});
        line("n_estimators")->setFocus();
        QVERIFY(says(QStringLiteral("Takes a whole number of 1 or more. The default is 100.")));
    }

    void problemsStandBelowTheirRowAndAreMendedThere()
    {
        m_document.apply(QStringLiteral("x"),
                         setAttribute(m_document.pipeline(), m_forest, QStringLiteral("max_depth"),
                                      AttributeValue(0), m_catalog));
        m_panel->select({m_forest});
        m_panel->showProblems(check(m_document.pipeline(), m_catalog));
        QVERIFY(row("max_depth")->note().startsWith(QLatin1String("max_depth")));
        QTest::mouseClick(buttonNamed(QStringLiteral("Use none")), Qt::LeftButton);
        QVERIFY(value(m_forest, "max_depth").isNone());
        QCOMPARE(m_document.history().undoLabel(), QStringLiteral("Use none"));
        m_panel->showProblems(check(m_document.pipeline(), m_catalog));
        QCOMPARE(row("max_depth")->note(), QString());
        // The button is gone: the hands stay at the attribute.
        QVERIFY(row("max_depth")->isAncestorOf(QApplication::focusWidget()));
    }

    void longTitlesHaveSmallerLetters()
    {
        m_panel->resize(260, 600);
        m_panel->select({m_forest});
        QCoreApplication::processEvents();
        auto *title = named(QStringLiteral("Title"));
        const int large = title->fontInfo().pixelSize();
        m_document.apply(QStringLiteral("x"),
                         setTitle(m_document.pipeline(), m_forest,
                                  QStringLiteral("A forest whose title is too long")));
        QVERIFY(title->fontInfo().pixelSize() < large);
    }

    void nothingSelectedShowsThePipeline()
    {
        m_panel->select({});
        QVERIFY(says(QStringLiteral("Pipeline")));
        QLineEdit *name = named(QStringLiteral("name"));
        QTest::keyClicks(name, QStringLiteral("Loans"));
        QCOMPARE(m_document.pipeline().name(), QStringLiteral("Loans"));
        QLineEdit *seed = named(QStringLiteral("seed"));
        seed->selectAll();
        QTest::keyClicks(seed, QStringLiteral("42"));
        QCOMPARE(m_document.pipeline().seed(), qint64(42));
        QTest::keyClicks(seed, QStringLiteral("x"));
        QCOMPARE(m_document.pipeline().seed(), qint64(42));
        QVERIFY(says(QStringLiteral("must be a whole number from 0")));
    }

    void removedBlockIsNoLongerShownAndUndoShowsNothingWrong()
    {
        m_panel->select({m_forest, m_other});
        m_document.apply(QStringLiteral("x"), removeBlocks(m_document.pipeline(), {m_forest}));
        QCOMPARE(m_panel->selection(), QVector<BlockId>{m_other});
        m_document.apply(QStringLiteral("x"), removeBlocks(m_document.pipeline(), {m_other}));
        QVERIFY(m_panel->selection().isEmpty());
        m_document.undo();
        m_document.undo();
        m_panel->select({m_forest});
        QCOMPARE(line("n_estimators")->text(), QStringLiteral("100"));
    }

    void rowsAreMadeOnceAType()
    {
        m_panel->select({m_forest});
        const auto *first = row("n_estimators");
        m_panel->select({m_network});
        m_panel->select({m_other});
        QCOMPARE(row("n_estimators"), first);
    }

    void unknownTypeIsShownWithWhatItHolds()
    {
        Pipeline pipeline;
        Block foreign;
        foreign.id = QStringLiteral("odd");
        foreign.type = QStringLiteral("elsewhere.Thing");
        foreign.attributes.insert(QStringLiteral("size"), AttributeValue(3));
        const BlockId id = pipeline.append(foreign);
        m_document.reset(pipeline);
        m_panel->select({id});
        QCOMPARE(line("size")->text(), QStringLiteral("3"));
        type("size", QStringLiteral("3.5"));
        QVERIFY(block(id).attributes.value(QStringLiteral("size")) == AttributeValue(3.5));
    }

    void goneDocumentLeavesAnEmptyPanel()
    {
        m_panel->select({m_forest});
        m_panel->setDocument(nullptr);
        QVERIFY(m_panel->selection().isEmpty());
        m_panel->select({m_forest});
        QVERIFY(m_panel->selection().isEmpty());
        m_panel->showProblems({});
        m_panel->setTables({});
    }

    void everyControlHasAnAccessibleName()
    {
        m_panel->select({m_forest});
        m_panel->editAttribute(m_forest, QStringLiteral("n_jobs"));
        QCOMPARE(test::namelessChildren(*m_panel), QStringList());
        m_panel->select({});
        QCOMPARE(test::namelessChildren(*m_panel), QStringList());
    }

    void attributesFollowTheLibraryOfTheHost()
    {
        m_panel->select({m_forest});
        QCOMPARE(line("n_estimators")->text(), QStringLiteral("100"));
        m_panel->setLibrary(olderLibrary());
        QCOMPARE(line("n_estimators")->text(), QStringLiteral("10"));
        QVERIFY(saysAnywhere(QStringLiteral("As in scikit-learn 1.0 on lab")));
        const QString missing = QStringLiteral("not in scikit-learn 1.0 on lab");
        QVERIFY(saysAnywhere(missing));
        QVERIFY(!line("ccp_alpha")->isVisible());
        type("n_estimators", QStringLiteral("600")); // More than that version takes.
        QVERIFY(!row("n_estimators")->note().isEmpty());
        type("n_estimators", QStringLiteral("100")); // Its own default, and another one there.
        QVERIFY(block(m_forest).attributes.contains(QStringLiteral("n_estimators")));
        m_panel->select({m_network});
        QVERIFY(saysAnywhere(QStringLiteral("has no MLPClassifier")));

        m_panel->select({m_forest});
        m_panel->setLibrary(std::nullopt);
        QVERIFY(!saysAnywhere(missing));
        QVERIFY(line("ccp_alpha")->isVisible());
        QVERIFY(!saysAnywhere(QStringLiteral("on lab")));
    }

    void columnsAreWishedForWhereTheyAreChosenAndWhatIsSaidOfThemStandsThere()
    {
        QSignalSpy wished(m_panel.get(), &PropertyPanel::columnsWished);
        m_panel->select({m_forest});
        QCOMPARE(wished.count(), 0);
        Pipeline pipeline = m_document.pipeline();
        const BlockId select = add(pipeline, "table.select_columns");
        m_document.apply(QStringLiteral("Add"), pipeline);
        m_panel->select({select});
        QCOMPARE(wished.count(), 1);
        m_panel->setColumnsRemark({QStringLiteral("Reading columns from lab…"), false});
        QCOMPARE(row("columns")->note(), QStringLiteral("Reading columns from lab…"));
        m_panel->setColumnsRemark({QStringLiteral("lab does not answer."), true});
        QCOMPARE(row("columns")->note(), QStringLiteral("lab does not answer."));
        m_panel->setColumnsRemark({});
        QVERIFY(row("columns")->note().isEmpty());
    }

    void theLibraryDoesNotChangeUnderTheHandsOfSomebodyWhoTypes()
    {
        m_panel->select({m_forest});
        line("n_estimators")->setFocus();
        line("n_estimators")->selectAll();
        QTest::keyClicks(line("n_estimators"), QStringLiteral("12x")); // No number yet.
        m_panel->setLibrary(olderLibrary());
        QTest::keyClick(line("n_estimators"), Qt::Key_Backspace);
        QVERIFY(line("n_estimators")->hasFocus());
        QCOMPARE(line("n_estimators")->text(), QStringLiteral("12"));
        QVERIFY(!saysAnywhere(QStringLiteral("on lab")));
        m_panel->findChild<QLineEdit *>()->setFocus(); // The title.
        QTRY_VERIFY(saysAnywhere(QStringLiteral("As in scikit-learn 1.0 on lab")));
        QCOMPARE(line("n_estimators")->text(), QStringLiteral("12"));
        m_panel->setLibrary(std::nullopt);
        QVERIFY(!saysAnywhere(QStringLiteral("on lab")));
    }

public slots:
    void openUrl(const QUrl &url) { m_opened = url; }

private:
    bool saysAnywhere(const QString &text) const
    {
        for (const QLabel *const label : m_panel->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }

    BlockId add(Pipeline &pipeline, const char *key) const
    {
        Insertion added = addBlock(pipeline, *m_catalog.find(QLatin1String(key)), {});
        pipeline = added.pipeline;
        return added.blocks.first();
    }

    const Block &block(BlockId id) const { return *m_document.pipeline().find(id); }

    AttributeValue value(BlockId id, const char *name) const
    {
        return attributeValue(block(id), QLatin1String(name), m_catalog);
    }

    AttributeRow *findRow(const char *name) const
    {
        for (auto *form : m_panel->findChildren<AttributeForm *>()) {
            for (auto *candidate : form->findChildren<AttributeRow *>()) {
                if (form->isVisible() && candidate->spec().name == QLatin1String(name))
                    return candidate;
            }
        }
        return nullptr;
    }

    AttributeRow *row(const char *name) const
    {
        AttributeRow *found = findRow(name);
        Q_ASSERT(found);
        return found;
    }

    QLineEdit *line(const char *name) const { return row(name)->findChild<QLineEdit *>(); }

    void type(const char *name, const QString &text)
    {
        line(name)->setFocus();
        line(name)->selectAll();
        QTest::keyClicks(line(name), text);
    }

    QToolButton *resetOf(const char *name) const
    {
        return buttonNamed(QStringLiteral("Reset %1").arg(QLatin1String(name)));
    }

    QToolButton *buttonNamed(const QString &name) const
    {
        for (auto *button : m_panel->findChildren<QToolButton *>()) {
            const bool isShown = button->parentWidget()->isVisible();
            if (isShown && (button->accessibleName() == name || button->text() == name))
                return button;
        }
        return nullptr;
    }

    QLineEdit *named(const QString &name) const
    {
        for (auto *field : m_panel->findChildren<QLineEdit *>()) {
            if (field->isVisible() && field->accessibleName() == name)
                return field;
        }
        return nullptr;
    }

    bool says(const QString &words) const
    {
        const auto labels = m_panel->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(words);
        });
    }

    Style m_style{*qApp, ThemeChoice::Light};
    const Catalog m_catalog = builtinCatalog();
    PipelineDocument m_document;
    BlockId m_forest{}, m_other{}, m_network{};
    QUrl m_opened;
    std::unique_ptr<PropertyPanel> m_panel;
};

QTEST_MAIN(TestPropertyPanel)
#include "tst_property_panel.moc"
