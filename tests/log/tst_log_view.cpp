#include "widgets/log/log_panel.h"
#include "widgets/log/log_view.h"
#include "widgets/pages/find_bar.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace outcrop;

namespace {

QByteArray numbered(int from, int count)
{
    QByteArray bytes;
    for (int i = from; i < from + count; ++i)
        bytes += "line " + QByteArray::number(i) + "\n";
    return bytes;
}

void send(QWidget *widget, QEvent::Type type, QPoint at, Qt::MouseButton button,
          Qt::MouseButtons held)
{
    QMouseEvent event(type, at, widget->mapToGlobal(at), button, held, Qt::NoModifier);
    QApplication::sendEvent(widget, &event);
}

void wheel(QWidget *widget, int notches)
{
    const QPoint at = widget->rect().center();
    QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, notches * 120}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(widget, &event);
}

int pixelsOf(const QImage &image, const QColor &color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixel(x, y) == color.rgb();
    }
    return count;
}

} // namespace

class TestLogView : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Style> m_style;
    std::unique_ptr<LogPanel> m_panel;
    LogView *m_view = nullptr;

    bool isAtEnd() const
    {
        return m_view->verticalScrollBar()->value() == m_view->verticalScrollBar()->maximum();
    }
    QPushButton *newLinesButton() const { return m_view->findChild<QPushButton *>(); }
    QToolButton *tool(const QString &name) const
    {
        for (QToolButton *button : m_panel->findChildren<QToolButton *>()) {
            if (button->accessibleName() == name)
                return button;
        }
        return nullptr;
    }
    QImage picture() const
    {
        return m_view->viewport()->grab().toImage().convertToFormat(QImage::Format_ARGB32);
    }

private slots:
    void init()
    {
        m_style = std::make_unique<Style>(*qApp, ThemeChoice::Light);
        m_panel = std::make_unique<LogPanel>(*m_style);
        m_panel->resize(700, 320);
        m_panel->showJob(QStringLiteral("swift-fern-12"));
        m_view = &m_panel->view();
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        m_view->setFocus();
    }

    void cleanup() { m_panel.reset(); }

    void followsTheEndUntilAPersonLooksUp()
    {
        m_panel->append(numbered(0, 200));
        QVERIFY(isAtEnd() && m_view->follows());
        wheel(m_view->viewport(), 1);
        QVERIFY(!m_view->follows());
        QVERIFY(!tool(QStringLiteral("Follow the end"))->isChecked());
        const int top = m_view->firstVisibleLine();
        m_panel->append(numbered(200, 17));
        QCOMPARE(m_view->firstVisibleLine(), top);
        QCOMPARE(m_view->newLines(), 17);
        QVERIFY(newLinesButton()->isVisible());
        QCOMPARE(newLinesButton()->text(), QStringLiteral("17 new lines ↓"));
        QTest::mouseClick(newLinesButton(), Qt::LeftButton);
        QVERIFY(m_view->follows() && isAtEnd());
        QCOMPARE(m_view->newLines(), 0);
        QVERIFY(!newLinesButton()->isVisible());
    }

    void scrollingBackToTheEndFollowsAgain()
    {
        m_panel->append(numbered(0, 200));
        m_view->verticalScrollBar()->setValue(3);
        QVERIFY(!m_view->follows());
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
        QVERIFY(m_view->follows());
        QTest::keyClick(m_view, Qt::Key_Home, Qt::ControlModifier);
        QVERIFY(!m_view->follows());
        QCOMPARE(m_view->firstVisibleLine(), 0);
        QTest::keyClick(m_view, Qt::Key_End, Qt::ControlModifier);
        QVERIFY(m_view->follows() && isAtEnd());
    }

    void millionLinesAreThereAtOnce()
    {
        m_panel->append(numbered(0, 1'000'000));
        QCOMPARE(m_view->text().lineCount(), 1'000'000);
        QVERIFY(isAtEnd());
        m_view->jumpTo(0);
        QCOMPARE(m_view->firstVisibleLine(), 0);
        QVERIFY(m_panel->status().contains(QLocale().toString(1'000'000)));
    }

    void jumpShowsTheLineOfAByteAlsoOfOneThatIsStillToCome()
    {
        m_panel->append(numbered(0, 200));
        const QByteArray before = numbered(0, 50);
        m_panel->jumpTo(before.size());
        QCOMPARE(m_view->firstVisibleLine(), 50);
        QCOMPARE(m_view->caret().line, 50);
        QVERIFY(!m_view->follows());
        const qint64 later = numbered(0, 220).size();
        m_panel->jumpTo(later);
        m_panel->append(numbered(200, 20));
        QVERIFY(m_view->caret().line != 220);
        m_panel->append(numbered(220, 100));
        QCOMPARE(m_view->caret().line, 220);
        QCOMPARE(m_view->firstVisibleLine(), 220);
    }

    void dragSelectsAndCopyTakesWhatIsShown()
    {
        m_panel->append("first\n\x1b[31msecond\x1b[0m\nthird\n");
        QWidget *const page = m_view->viewport();
        const int height = m_view->fontMetrics().height() + 1;
        const QPoint from(20, height / 2),
            to(20 + m_view->fontMetrics().horizontalAdvance(QStringLiteral("sec")),
               height + height / 2);
        send(page, QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
        send(page, QEvent::MouseMove, to, Qt::NoButton, Qt::LeftButton);
        send(page, QEvent::MouseButtonRelease, to, Qt::LeftButton, Qt::NoButton);
        QTest::keyClick(m_view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("first\nsec"));
        QVERIFY(pixelsOf(picture(), m_style->theme().accent) > 50);
    }

    void keyboardSelectsToo()
    {
        m_panel->append("alpha\nbeta\ngamma\n");
        QTest::keyClick(m_view, Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClick(m_view, Qt::Key_Right);
        QTest::keyClick(m_view, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(m_view, Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(m_view->selectedText(), QStringLiteral("lpha\nbeta"));
        QTest::keyClick(m_view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(m_view->selectedText(), QStringLiteral("alpha\nbeta\ngamma"));
    }

    void doubleClickSelectsTheWord()
    {
        m_panel->append("loss alpha_1 = 3\n");
        const int x = 20 + m_view->fontMetrics().horizontalAdvance(QStringLiteral("loss al"));
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, {x, 6});
        QCOMPARE(m_view->selectedText(), QStringLiteral("alpha_1"));
    }

    void findMarksGoesRoundAndCounts()
    {
        m_panel->append(numbered(0, 300));
        QTest::keyClick(m_view, Qt::Key_F, Qt::ControlModifier);
        auto *field = m_panel->findChild<QLineEdit *>();
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, QStringLiteral("LINE 27"));
        QCOMPARE(m_view->foundLines(), 11); // 27 and 270 to 279.
        QCOMPARE(m_view->caret().line, 27);
        QCOMPARE(m_view->selectedText(), QStringLiteral("line 27"));
        QVERIFY(!m_view->follows());
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_view->caret().line, 270);
        QVERIFY(m_view->firstVisibleLine() <= 270 && m_view->firstVisibleLine() > 200);
        QVERIFY(pixelsOf(picture(), m_style->theme().note) > 100);
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(m_view->caret().line, 279);
        m_panel->append("line 27 again\n");
        QCOMPARE(m_view->foundLines(), 12);
        QTest::keyClicks(field, QStringLiteral("zzz"));
        QCOMPARE(m_view->foundLines(), 0);
        QVERIFY(field->property("wrong").toBool());
    }

    void findPassesOverWhatIsNotShown()
    {
        m_panel->append("\x1b]0;needle\x07 a\nneedle\n");
        m_view->find(QStringLiteral("needle"));
        QVERIFY(m_view->findPlace(LogView::Find::Here));
        QCOMPARE(m_view->caret().line, 1);
        m_view->find(QStringLiteral("0;need"));
        QVERIFY(!m_view->findPlace(LogView::Find::Here));
    }

    void wrappedLinesAreReachedToTheLastRow()
    {
        m_panel->append(numbered(0, 30) + QByteArray(5000, 'x') + " END\n");
        QVERIFY(m_view->horizontalScrollBar()->maximum() > 0);
        tool(QStringLiteral("Wrap long lines"))->click();
        QCOMPARE(m_view->horizontalScrollBar()->maximum(), 0);
        QVERIFY(isAtEnd());
        QCOMPARE(m_view->firstVisibleLine(), 30);
        for (int i = 0; i < 100; ++i)
            wheel(m_view->viewport(), 1);
        QCOMPARE(m_view->firstVisibleLine(), 0);
        for (int i = 0; i < 100; ++i)
            wheel(m_view->viewport(), -1);
        QVERIFY(isAtEnd() && m_view->follows());
    }

    void errorsAndWarningsHaveTheirColourAndMark()
    {
        m_panel->append("fine\n");
        const int none = pixelsOf(picture(), m_style->theme().bad);
        QCOMPARE(none, 0);
        m_panel->append("ValueError: bad\nUserWarning: careful\n");
        QVERIFY(pixelsOf(picture(), m_style->theme().bad) > 20);
        QVERIFY(pixelsOf(picture(), m_style->theme().warning) > 10);
        m_style->choose(ThemeChoice::Dark);
        QVERIFY(pixelsOf(picture(), darkTheme().bad) > 20);
    }

    void savedAreTheBytesAsTheyCame()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.log"));
        const QByteArray bytes = "a\x1b[31mb\r\n\xff\n";
        m_panel->append(bytes);
        QSignalSpy saved(m_panel.get(), &LogPanel::saved);
        m_panel->saveTo(path);
        QVERIFY(saved.wait());
        QFile file(path);
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(file.readAll(), bytes);
        m_panel->saveTo(folder.filePath(QStringLiteral("none/a.log")));
        QVERIFY(saved.wait());
        QVERIFY(saved[1][0].toString().contains(QLatin1String("a.log")));
    }

    void clearedViewStillFindsOffsetsOfTheStream()
    {
        m_panel->append(numbered(0, 50));
        tool(QStringLiteral("Clear the view; the log itself stays"))->click();
        QCOMPARE(m_view->text().lineCount(), 0);
        m_panel->append(numbered(50, 50));
        m_panel->jumpTo(numbered(0, 60).size());
        QCOMPARE(m_view->caret().line, 10);
    }

    void anotherJobStartsOver()
    {
        m_panel->append(numbered(0, 50));
        m_panel->showJob(QStringLiteral("calm-oak-3"));
        QCOMPARE(m_view->text().lineCount(), 0);
        QCOMPARE(m_view->text().endOffset(), 0);
        QVERIFY(m_panel->status().startsWith(QLatin1String("calm-oak-3")));
        m_panel->showJob({});
        QVERIFY(!m_view->isVisible());
    }

    void currentLineIsToldToAssistiveTechnology()
    {
        m_panel->append("alpha\nbeta\n");
        QTest::keyClick(m_view, Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClick(m_view, Qt::Key_Down);
        QCOMPARE(m_view->accessibleDescription(), QStringLiteral("beta"));
        QTest::keyClick(m_view, Qt::Key_Right);
        QAccessibleInterface *const access = QAccessible::queryAccessibleInterface(m_view);
        QVERIFY(access && access->textInterface());
        QCOMPARE(access->textInterface()->text(0, 99), QStringLiteral("beta"));
        QCOMPARE(access->textInterface()->cursorPosition(), 1);
        QVERIFY(access->state().readOnly);
        for (const QToolButton *button : m_panel->findChildren<QToolButton *>()) {
            if (button->parent()->objectName() != QLatin1String("qt_edit"))
                QVERIFY(!button->accessibleName().isEmpty() || !button->isVisible());
        }
    }

    void oldestLinesGoWithoutMovingWhatIsRead()
    {
        LogText text(2000);
        text.append(numbered(100, 150));
        m_view->setText(std::move(text));
        m_view->jumpTo(numbered(100, 140).size());
        const QByteArray line = m_view->text().line(m_view->caret().line);
        const QByteArray read(line.constData(), line.size()); // The line itself is borrowed.
        m_panel->append(numbered(250, 100));
        QVERIFY(m_view->text().droppedLines() > 0);
        QCOMPARE(m_view->text().line(m_view->caret().line), read);
    }
};

QTEST_MAIN(TestLogView)
#include "tst_log_view.moc"
