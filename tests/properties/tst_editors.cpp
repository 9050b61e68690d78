#include "core/builtin_catalog/builtin_catalog.h"
#include "core/table/bundled_tables.h"
#include "tests/support/accessible_names.h"
#include "widgets/properties/attribute_help.h"
#include "widgets/properties/attribute_row.h"
#include "widgets/properties/columns_popup.h"
#include "widgets/properties/path_editor.h"
#include "widgets/properties/toggle_switch.h"
#include "widgets/style/search_field.h"
#include "widgets/style/style.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>
#include <QtTest>

using namespace outcrop;

using List = AttributeValue::List;

Q_DECLARE_METATYPE(outcrop::AttributeValue)
Q_DECLARE_METATYPE(outcrop::Giving)

class TestEditors : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qRegisterMetaType<AttributeValue>("outcrop::AttributeValue");
        qRegisterMetaType<Giving>("outcrop::Giving");
    }

    void cleanup() { m_row.reset(); }

    void everyAttributeOfTheCatalogShowsItsDefaultAndItsChoicesWithoutGivingAnything()
    {
        int count = 0;
        for (const BlockType &type : m_catalog.types()) {
            if (!type.common)
                continue;
            for (const AttributeSpec &spec : type.attributes) {
                AttributeRow row(spec, m_style);
                QSignalSpy given(&row, &AttributeRow::given);
                row.showState({spec.defaultValue, false, {}});
                for (const AttributeValue &value : pickableValues(spec))
                    row.showState({value, true, {}});
                row.showState({std::nullopt, true, {}});
                QCOMPARE(given.size(), 0);
                QCOMPARE(row.note(), QString());
                QCOMPARE(test::namelessChildren(row), QStringList());
                ++count;
            }
        }
        QVERIFY(count > 300);
    }

    void numberKeepsItsKind()
    {
        make("sklearn.RandomForestClassifier", "min_samples_split");
        type(QStringLiteral("1.0"));
        QVERIFY(last() == AttributeValue(1.0));
        QCOMPARE(tag(), QStringLiteral("float"));
        type(QStringLiteral("2"));
        QVERIFY(last() == AttributeValue(2));
        QCOMPARE(tag(), QStringLiteral("int"));
    }

    void tagNeverHidesThatWhichItTags()
    {
        make("sklearn.RandomForestClassifier", "min_samples_split");
        type(QStringLiteral("0.123456789"));
        line()->resize(220, line()->height());
        QCOMPARE(tag(), QStringLiteral("float"));
        line()->resize(90, line()->height());
        QCOMPARE(tag(), QString());
        QCOMPARE(line()->textMargins().right(), 0);
        line()->resize(220, line()->height());
        QCOMPARE(tag(), QStringLiteral("float"));
    }

    void scientificNotationIsTaken()
    {
        make("sklearn.MLPClassifier", "alpha");
        type(QStringLiteral("1e-3"));
        QVERIFY(last() == AttributeValue(0.001));
    }

    void wrongTextIsSaidAndGoesNoFurther_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("outside of the range") << QStringLiteral("0");
        QTest::newRow("a word") << QStringLiteral("many");
        QTest::newRow("nothing") << QString();
        QTest::newRow("another locale") << QStringLiteral("1,5");
        QTest::newRow("too large") << QStringLiteral("99999999999999999999");
    }

    void wrongTextIsSaidAndGoesNoFurther()
    {
        QFETCH(QString, typed);
        make("sklearn.RandomForestClassifier", "n_estimators");
        QSignalSpy given(m_row.get(), &AttributeRow::given);
        auto *line = m_row->findChild<QLineEdit *>();
        line->selectAll();
        QTest::keyClick(line, Qt::Key_Delete);
        given.clear();
        QTest::keyClicks(line, typed);
        QVERIFY(m_row->note().startsWith(QLatin1String("n_estimators is")));
        QVERIFY(line->property("wrong").toBool());
        AttributeValue good(100);
        for (const auto &arguments : given) { // "9" was right on the way.
            good = arguments[0].value<AttributeValue>();
            QVERIFY(!checkValue(m_row->spec(), good));
        }

        QTest::keyClick(line, Qt::Key_Escape);
        QCOMPARE(m_row->note(), QString());
        QCOMPARE(line->text(), formatValue(good));
    }

    void unionTakesEachOfItsForms()
    {
        make("sklearn.RandomForestClassifier", "max_features");
        auto *combo = m_row->findChild<QComboBox *>();
        QVERIFY(combo->isEditable());
        type(QStringLiteral("0.5"));
        QVERIFY(last() == AttributeValue(0.5));
        type(QStringLiteral("3"));
        QVERIFY(last() == AttributeValue(3));
        type(QStringLiteral("log2"));
        QVERIFY(last() == AttributeValue(QStringLiteral("log2")));
        QCOMPARE(tag(), QString());
        type(QStringLiteral("none"));
        QVERIFY(last().isNone());
        pick(combo, QStringLiteral("sqrt"));
        QVERIFY(last() == AttributeValue(QStringLiteral("sqrt")));
        QCOMPARE(m_giving, Giving::Choosing);
    }

    void listIsTypedWithOrWithoutBrackets()
    {
        make("sklearn.MLPClassifier", "hidden_layer_sizes");
        type(QStringLiteral("64, 32"));
        QVERIFY(last() == AttributeValue(List{AttributeValue(64), AttributeValue(32)}));
        QCOMPARE(tag(), QStringLiteral("list"));
        type(QStringLiteral("64"));
        QVERIFY(last() == AttributeValue(64));
    }

    void switchAnswersToMouseAndKeys()
    {
        make("sklearn.RandomForestClassifier", "bootstrap");
        auto *toggle = m_row->findChild<ToggleSwitch *>();
        QVERIFY(toggle->isChecked());
        QTest::mouseClick(toggle, Qt::LeftButton);
        QVERIFY(last() == AttributeValue(false));
        QTest::keyClick(toggle, Qt::Key_Space);
        QVERIFY(last() == AttributeValue(true));
        QTest::keyClick(toggle, Qt::Key_Return);
        QVERIFY(last() == AttributeValue(false));
    }

    void wheelOverAChoiceChangesNothing()
    {
        make("sklearn.RandomForestClassifier", "criterion");
        auto *combo = m_row->findChild<QComboBox *>();
        QSignalSpy given(m_row.get(), &AttributeRow::given);
        QWheelEvent wheel(QPointF(5, 5), combo->mapToGlobal(QPointF(5, 5).toPoint()), {}, {0, -120},
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(combo, &wheel);
        QCOMPARE(given.size(), 0);
        QCOMPARE(combo->currentText(), QStringLiteral("gini"));
        pick(combo, QStringLiteral("entropy"));
        QVERIFY(last() == AttributeValue(QStringLiteral("entropy")));
    }

    void choiceThatCannotBeSeenHasAName()
    {
        make("input.csv", "separator");
        QVERIFY(m_row->findChild<QComboBox *>()->findText(QStringLiteral("tab")) >= 0);
    }

    void searchSpaceAndWrongValuesFallBackToText()
    {
        make("sklearn.RandomForestClassifier", "criterion");
        SearchSpace space;
        space.kind = SearchSpace::Kind::Choice;
        space.choices = {AttributeValue(QStringLiteral("gini"))};
        m_row->showState({AttributeValue(space), true, {}});
        QCOMPARE(line()->text(), QStringLiteral("{search: {choice: [gini]}}"));
        m_row->showState({AttributeValue(QStringLiteral("mse")), true, {}});
        QCOMPARE(line()->text(), QStringLiteral("mse"));
        m_row->showState({AttributeValue(QStringLiteral("gini")), false, {}});
        QVERIFY(!m_row->findChild<QComboBox *>()->isEditable());
    }

    void columnIsChosenFromTheTableOrTyped()
    {
        make("table.split", "group_column");
        m_row->setColumns(bundledTable(QStringLiteral("iris"))->columns);
        auto *combo = m_row->findChild<QComboBox *>();
        QCOMPARE(combo->count(), 6); // And none.
        pick(combo, QStringLiteral("target"));
        QVERIFY(last() == AttributeValue(QStringLiteral("target")));
        type(QStringLiteral("elsewhere"));
        QVERIFY(last() == AttributeValue(QStringLiteral("elsewhere")));
        type(QStringLiteral("none"));
        QVERIFY(last().isNone());
    }

    void whatIsTypedStaysAsItIsWhenTheColumnsComeAgain()
    {
        make("table.split", "group_column");
        const QVector<ColumnFacts> columns = bundledTable(QStringLiteral("iris"))->columns;
        connect(m_row.get(), &AttributeRow::given, m_row.get(),
                [this, &columns] { m_row->setColumns(columns); });
        type(QStringLiteral("species"));
        QVERIFY(last() == AttributeValue(QStringLiteral("species")));
    }

    void columnsAreCheckedInAPopup()
    {
        ColumnsPopup popup(bundledTable(QStringLiteral("iris"))->columns,
                           AttributeValue(QStringLiteral("all")), m_style, nullptr);
        popup.setAttribute(Qt::WA_DeleteOnClose, false);
        popup.show();
        QCOMPARE(test::namelessChildren(popup), QStringList());
        QSignalSpy given(&popup, &ColumnsPopup::given);
        auto *search = popup.findChild<SearchField *>();
        QTest::keyClicks(search, QStringLiteral("petal w"));
        QTest::keyClick(search, Qt::Key_Return);
        QVERIFY(given.last()[0].value<AttributeValue>()
                == AttributeValue(List{AttributeValue(QStringLiteral("petal width (cm)"))}));
        QTest::keyClicks(search, QStringLiteral("made later"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(popup.value().as<List>()->size(), 2);
        for (auto *button : popup.findChildren<QToolButton *>()) {
            if (button->text() == QLatin1String("Numeric"))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QVERIFY(popup.value() == AttributeValue(QStringLiteral("numeric")));
    }

    void pathBelowTheBaseFolderBecomesRelative_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("path");
        QTest::newRow("below") << QStringLiteral("/srv/loans/data/a.csv")
                               << QStringLiteral("data/a.csv");
        QTest::newRow("beside") << QStringLiteral("/srv/other/a.csv")
                                << QStringLiteral("/srv/other/a.csv");
    }

    void pathBelowTheBaseFolderBecomesRelative()
    {
        QFETCH(QString, file);
        QFETCH(QString, path);
        make("input.csv", "path");
        m_row->setBaseFolder(QStringLiteral("/srv/loans"));
        QMimeData dropped;
        dropped.setUrls({QUrl::fromLocalFile(file)});
        auto *editor = m_row->findChild<PathEditor *>();
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &dropped, Qt::LeftButton, {});
        QApplication::sendEvent(editor, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &dropped, Qt::LeftButton, {});
        QApplication::sendEvent(editor, &drop);
        QVERIFY(last() == AttributeValue(path));
    }

    void codeIsIndentedByFourSpacesAndShiftTabLeaves()
    {
        make("python.script", "code");
        auto *code = m_row->findChild<QPlainTextEdit *>();
        code->setFocus();
        code->selectAll();
        QTest::keyClicks(code, QStringLiteral("x"));
        QTest::keyClick(code, Qt::Key_Tab);
        QCOMPARE(code->toPlainText(), QStringLiteral("x   "));
        QVERIFY(last() == AttributeValue(QStringLiteral("x   ")));
        QTest::keyClick(code, Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY(!code->hasFocus());
    }

    void codeIsEditedInALargerWindow()
    {
        make("python.script", "code");
        QToolButton *larger = nullptr;
        for (auto *button : m_row->findChildren<QToolButton *>()) {
            if (button->text().startsWith(QLatin1String("Edit larger")))
                larger = button;
        }
        QVERIFY(larger);
        QTest::mouseClick(larger, Qt::LeftButton);
        auto *dialog = m_row->findChild<QDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        auto *edit = dialog->findChild<QPlainTextEdit *>();
        edit->selectAll();
        QTest::keyClicks(edit, QStringLiteral("y = 1"));
        QTest::keyClick(dialog->findChildren<QPushButton *>().first(), Qt::Key_Return);
        QTRY_VERIFY(!m_row->findChild<QDialog *>());
        QVERIFY(last() == AttributeValue(QStringLiteral("y = 1")));
    }

    void helpSaysWhatIsTakenAndTheDefault()
    {
        const AttributeSpec *spec =
            m_catalog.find(QStringLiteral("sklearn.RandomForestClassifier"))
                ->findAttribute(QStringLiteral("n_estimators"));
        QCOMPARE(helpText(*spec),
                 QStringLiteral("Takes a whole number of 1 or more. The default is 100."));
    }

private:
    // The row of an attribute with its default, as in a panel that takes what is given.
    void make(const char *type, const char *attribute)
    {
        const AttributeSpec &spec =
            *m_catalog.find(QLatin1String(type))->findAttribute(QLatin1String(attribute));
        m_row = std::make_unique<AttributeRow>(spec, m_style);
        m_row->showState({spec.defaultValue, false, {}});
        connect(m_row.get(), &AttributeRow::given, this,
                [this](const AttributeValue &value, Giving giving) {
                    m_last = value;
                    m_giving = giving;
                    m_row->showState({value, true, {}});
                });
        m_row->resize(320, 60);
        m_row->show();
        QVERIFY(QTest::qWaitForWindowActive(m_row.get()));
    }

    QLineEdit *line() const { return m_row->findChild<QLineEdit *>(); }

    void type(const QString &text)
    {
        line()->selectAll();
        QTest::keyClicks(line(), text);
        QCOMPARE(line()->text(), text);
    }

    void pick(QComboBox *combo, const QString &text)
    {
        const int index = combo->findText(text);
        QVERIFY(index >= 0);
        combo->setCurrentIndex(index);
        emit combo->activated(index);
    }

    QString tag() const
    {
        const auto *label = line()->findChild<QLabel *>();
        return label->isVisible() ? label->text() : QString();
    }

    const AttributeValue &last() const { return m_last; }

    Style m_style{*qApp, ThemeChoice::Light};
    const Catalog m_catalog = builtinCatalog();
    std::unique_ptr<AttributeRow> m_row;
    AttributeValue m_last;
    Giving m_giving = Giving::Typing;
};

QTEST_MAIN(TestEditors)
#include "tst_editors.moc"
