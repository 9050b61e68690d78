#include "core/builtin_catalog/builtin_catalog.h"
#include "core/hosts/local_shell.h"
#include "core/pipeline/edits.h"
#include "core/pipeline_file/pipeline_file.h"
#include "widgets/data/columns_table_model.h"
#include "widgets/data/data_panel.h"
#include "widgets/pages/empty_page.h"

#include <QApplication>
#include <QFile>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace outcrop;

namespace {

const QString examples = QStringLiteral(OUTCROP_SOURCE_DIR "/resources/examples");
constexpr int patience = 20000;

Pipeline example(const QString &name)
{
    const auto pipeline = loadPipeline(examples + QLatin1Char('/') + name);
    if (!pipeline)
        qFatal("%s", qPrintable(pipeline.error().message));
    return *pipeline;
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(path));
}

} // namespace

class TestDataPanel : public QObject
{
    Q_OBJECT

private:
    const Catalog m_catalog = builtinCatalog();
    std::unique_ptr<Style> m_style;
    PipelineDocument m_document;
    std::unique_ptr<DataPanel> m_panel;

    QTableView *table(const char *name) const
    {
        for (QTableView *view : m_panel->findChildren<QTableView *>()) {
            if (view->accessibleName() == QLatin1String(name))
                return view;
        }
        return nullptr;
    }
    QString cell(const char *name, int row, int column) const
    {
        return table(name)->model()->index(row, column).data().toString();
    }
    QString emptyText() const
    {
        auto *page = m_panel->findChild<EmptyPage *>();
        return page->isVisible()
                   ? page->accessibleName() + QStringLiteral(": ") + page->accessibleDescription()
                   : QString();
    }
    BlockId block(const char *id) const
    {
        return m_document.pipeline().findById(QLatin1String(id));
    }
    void setPath(const QString &path)
    {
        m_document.apply(QStringLiteral("Path"),
                         setAttribute(m_document.pipeline(), block("iris"), QStringLiteral("path"),
                                      AttributeValue(path), m_catalog));
    }

private slots:
    void init()
    {
        m_style = std::make_unique<Style>(*qApp, ThemeChoice::Light);
        m_document.reset(example(QStringLiteral("iris-csv.outcrop")));
        m_panel = std::make_unique<DataPanel>(m_catalog, *m_style);
        m_panel->resize(900, 320);
        m_panel->setFolder(examples);
        m_panel->setDocument(&m_document);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        QTRY_VERIFY_WITH_TIMEOUT(m_panel->status().contains(QLatin1String("iris.csv")), patience);
    }

    void cleanup() { m_panel.reset(); }

    void columnsAndRowsAreThoseOfTheFile()
    {
        QCOMPARE(m_panel->status(), QStringLiteral("iris.csv · 150 rows · 5 columns"));
        const int last = table("Columns")->model()->rowCount() - 1;
        QCOMPARE(last, 4);
        QCOMPARE(cell("Columns", 0, ColumnsTableModel::Type), QStringLiteral("number"));
        QCOMPARE(cell("Columns", last, ColumnsTableModel::Name),
                 QStringLiteral("species · target"));
        QCOMPARE(cell("Columns", last, ColumnsTableModel::Distinct), QStringLiteral("3"));
        QCOMPARE(cell("Columns", 0, ColumnsTableModel::Least), QStringLiteral("4.3"));
        QCOMPARE(cell("Columns", 0, ColumnsTableModel::Mean), QStringLiteral("5.843"));
        QCOMPARE(cell("Columns", 0, ColumnsTableModel::Greatest), QStringLiteral("7.9"));
        QCOMPARE(cell("Columns", last, ColumnsTableModel::Mean), QString());
        QCOMPARE(table("First rows")->model()->rowCount(), 150);
        QCOMPARE(cell("First rows", 0, 0), QStringLiteral("5.1"));
    }

    void numbersAreRightAlignedAndTextIsNot()
    {
        const auto *rows = table("First rows")->model();
        QVERIFY(rows->index(0, 0).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
        QVERIFY(rows->index(0, 4).data(Qt::TextAlignmentRole).toInt() & Qt::AlignLeft);
        const auto *columns = table("Columns")->model();
        QVERIFY(columns->index(0, ColumnsTableModel::Distinct).data(Qt::TextAlignmentRole).toInt()
                & Qt::AlignRight);
    }

    void bundledDataSetHasColumnsAndSaysWhereItsRowsAre()
    {
        m_document.reset(example(QStringLiteral("breast-cancer.outcrop")));
        QTRY_VERIFY_WITH_TIMEOUT(
            m_panel->status().startsWith(QStringLiteral("breast_cancer · 569 rows · 31 columns")),
            patience);
        QCOMPARE(table("Columns")->model()->rowCount(), 31);
        QVERIFY(!table("First rows")->isVisible());
        QVERIFY(m_panel->status().contains(QLatin1String("within scikit-learn")));
        QCOMPARE(cell("Columns", 30, ColumnsTableModel::Name), QStringLiteral("target · target"));
    }

    void aTableOnAHostIsLookedAtWhenItsPathStands()
    {
        QVector<QString> asked;
        m_panel->setPeekAtHost([&asked](const DataLocation &data, const CsvOptions &options,
                                        int rows, const DataPanel::PeekAnswer &answer) {
            asked << data.host + QLatin1Char(' ') + data.path;
            LocalShell here;
            answer(peekTable(here, data.path, data.path, options, rows, {}));
        });
        QSignalSpy peeked(m_panel.get(), &DataPanel::peeked);
        const QString file = examples + QStringLiteral("/iris.csv");
        for (int letters : {3, 1, 0}) // As somebody types it.
            setPath(QStringLiteral("lab:") + file.chopped(letters));
        QVERIFY(emptyText().contains(QStringLiteral("the file stays there")));
        QTRY_COMPARE_WITH_TIMEOUT(
            m_panel->status(), QStringLiteral("iris.csv on lab · 150 rows · 5 columns"), patience);
        QCOMPARE(asked, QVector<QString>{QStringLiteral("lab ") + file});
        QCOMPARE(cell("First rows", 0, 0), QStringLiteral("5.1"));
        QCOMPARE(peeked.count(), 1);
        QCOMPARE(peeked[0][0].toString(), QStringLiteral("iris"));

        setPath(QStringLiteral("lab:/none.csv"));
        QTRY_VERIFY_WITH_TIMEOUT(emptyText().contains(QStringLiteral("there is no such file")),
                                 patience);
        setPath(QStringLiteral("iris.csv"));
        QTRY_COMPARE_WITH_TIMEOUT(m_panel->status(),
                                  QStringLiteral("iris.csv · 150 rows · 5 columns"), patience);
    }

    void selectionShowsTheTableItsRowsComeFrom()
    {
        Pipeline two = m_document.pipeline();
        Block other;
        other.id = QStringLiteral("wine");
        other.type = QStringLiteral("input.dataset");
        other.attributes[QStringLiteral("name")] = AttributeValue(QStringLiteral("wine"));
        two.append(other);
        m_document.apply(QStringLiteral("Add"), two);
        QTRY_VERIFY(emptyText().startsWith(QLatin1String("Several tables")));
        m_panel->select({block("wine")});
        QTRY_VERIFY_WITH_TIMEOUT(m_panel->status().startsWith(QLatin1String("wine")), patience);
        m_panel->select({block("best")});
        QTRY_VERIFY_WITH_TIMEOUT(m_panel->status().startsWith(QLatin1String("iris.csv")), patience);
    }

    void buttonSelectsTheInputBlock()
    {
        QVector<BlockId> selected;
        connect(m_panel.get(), &DataPanel::selected, m_panel.get(),
                [&](const QVector<BlockId> &blocks) { selected = blocks; });
        for (QToolButton *button : m_panel->findChildren<QToolButton *>()) {
            if (button->text() == QLatin1String("Iris measurements"))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(selected, QVector<BlockId>{block("iris")});
    }

    void changedFileIsReadAgainByItself()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.csv"));
        writeFile(path, "a,b\n1,x\n2,\n");
        setPath(path);
        QTRY_COMPARE_WITH_TIMEOUT(m_panel->status(),
                                  QStringLiteral("a.csv · 2 rows · 2 columns · 1 value missing"),
                                  patience);
        QCOMPARE(cell("First rows", 1, 1), QStringLiteral("missing"));
        QCOMPARE(cell("Columns", 1, ColumnsTableModel::Missing), QStringLiteral("1"));
        writeFile(path, "a,b\n1,x\n2,y\n3,z\n");
        QTRY_COMPARE_WITH_TIMEOUT(m_panel->status(), QStringLiteral("a.csv · 3 rows · 2 columns"),
                                  patience);
        QVERIFY(QFile::remove(path)); // As an editor does that saves whole files.
        writeFile(path, "a,b\n1,x\n");
        QTRY_COMPARE_WITH_TIMEOUT(m_panel->status(), QStringLiteral("a.csv · 1 row · 2 columns"),
                                  patience);
    }

    void unreadableFileIsASentenceAndCanBeTriedAgain()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("late.csv"));
        setPath(path);
        QTRY_VERIFY_WITH_TIMEOUT(emptyText().contains(QLatin1String("late.csv")), patience);
        writeFile(path, "a\n1\n");
        auto *again = m_panel->findChild<EmptyPage *>()->findChild<QPushButton *>();
        QTest::mouseClick(again, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_panel->status().startsWith(QStringLiteral("late.csv · 1 row")),
                                 patience);
        writeFile(path, "a,b\n1\n");
        QTRY_VERIFY_WITH_TIMEOUT(emptyText().contains(QLatin1String("line 2")), patience);
    }

    void onlyTheFirstRowsOfALongFileAreShown()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("long.csv"));
        QByteArray bytes = "a\n";
        for (int i = 0; i < 5000; ++i)
            bytes += QByteArray::number(i) + "\n";
        writeFile(path, bytes);
        setPath(path);
        QTRY_COMPARE_WITH_TIMEOUT(
            m_panel->status(),
            QStringLiteral("long.csv · 5,000 rows · 1 column · the first 200 are shown"), patience);
        QCOMPARE(table("First rows")->model()->rowCount(), 200);
        QCOMPARE(cell("Columns", 0, ColumnsTableModel::Distinct), QStringLiteral("1,000 or more"));
    }

    void hostileNamesStayPlainText()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("h.csv"));
        writeFile(path, "<b>x</b>,\"a\nb\"\n\x1b[31m1,2\n");
        setPath(path);
        QTRY_VERIFY_WITH_TIMEOUT(m_panel->status().startsWith(QLatin1String("h.csv")), patience);
        const QModelIndex first = table("Columns")->model()->index(0, ColumnsTableModel::Name);
        QCOMPARE(first.data().toString(), QStringLiteral("<b>x</b>"));
        QVERIFY(!first.data(Qt::ToolTipRole).toString().contains(QLatin1String("<b>")));
        QVERIFY(!cell("Columns", 1, ColumnsTableModel::Name).contains(QLatin1Char('\n')));
        QVERIFY(!cell("First rows", 0, 0).contains(QChar(0x1b)));
    }

    void emptyPipelineOffersTheFirstStep()
    {
        QString wished;
        connect(m_panel.get(), &DataPanel::chosen, m_panel.get(),
                [&](const QString &key) { wished = key; });
        m_document.reset(Pipeline());
        QTRY_VERIFY(emptyText().startsWith(QLatin1String("No data yet")));
        auto *page = m_panel->findChild<EmptyPage *>();
        QTest::mouseClick(page->findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(wished, QStringLiteral("input.csv"));
        QVERIFY(m_catalog.find(wished));
        m_panel->setDocument(nullptr);
        QVERIFY(emptyText().startsWith(QLatin1String("No pipeline is open")));
    }
};

QTEST_MAIN(TestDataPanel)
#include "tst_data_panel.moc"
