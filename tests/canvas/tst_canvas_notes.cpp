#include "tests/canvas/fixture.h"
#include "widgets/canvas/inline_editor.h"

#include <QAction>

using namespace outcrop;
using samples::Canvas;
using samples::text;

namespace {

Pipeline withNote(const char *markdown = "**Why** five?")
{
    Note note;
    note.text = text(markdown);
    note.position = {0, 140};
    note.size = {240, 96};
    return addNote(samples::row(), note);
}

// Of the note, which a double click opens.
InlineEditor *editorOf(const Canvas &canvas)
{
    canvas.mouse(QEvent::MouseButtonDblClick, canvas.toView({100, 190}), Qt::LeftButton,
                 Qt::LeftButton);
    return canvas.view->findChild<InlineEditor *>();
}

Pipeline withGroup()
{
    Group group;
    group.title = text("Prepare");
    group.blocks = {text("data"), text("scale")};
    return addGroup(samples::row(), group);
}

} // namespace

class TestCanvasNotes : public QObject
{
    Q_OBJECT

private slots:
    void noteIsMovedInOneStep()
    {
        Canvas canvas(withNote());
        canvas.drag(canvas.toView({100, 190}), canvas.toView({130, 200}));
        QCOMPARE(canvas.document.pipeline().notes()[0].position, QPointF(30, 150));
        QCOMPARE(canvas.undoLabel(), text("Move note"));
    }

    void cornerOfANoteResizesIt()
    {
        Canvas canvas(withNote());
        const QPointF corner(236, 232);
        canvas.drag(canvas.toView(corner), canvas.toView(corner + QPointF(60, 40)));
        QCOMPARE(canvas.document.pipeline().notes()[0].size, QPointF(300, 136));
        QCOMPARE(canvas.undoLabel(), text("Resize note"));
        canvas.document.undo();
        QCOMPARE(canvas.view->canvas().notes()[0]->frame().size(), QSizeF(240, 96));
    }

    void noteCannotBecomeTooSmallToTakeHoldOf()
    {
        Canvas canvas(withNote());
        canvas.drag(canvas.toView({236, 232}), canvas.toView({-200, -100}));
        QCOMPARE(canvas.view->canvas().notes()[0]->frame().size(), NoteItem::leastSize());
    }

    void textOfANoteIsEditedInPlace()
    {
        Canvas canvas(withNote());
        InlineEditor *const editor = editorOf(canvas);
        QVERIFY(editor && editor->hasFocus());
        QCOMPARE(editor->toPlainText(), text("**Why** five?"));
        QTest::keyClicks(editor, text("Because"));
        QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(canvas.document.pipeline().notes()[0].text, text("Because"));
        QCOMPARE(canvas.undoLabel(), text("Edit note"));
    }

    void newNoteIsEditedAtOnceAndAClickElsewhereTakesIt()
    {
        Canvas canvas;
        canvas.view->addNote();
        auto *editor = canvas.view->findChild<InlineEditor *>();
        QVERIFY(editor);
        QTest::keyClicks(editor, text("Loans of 1998"));
        canvas.click(canvas.toView({100, -100}));
        QCOMPARE(canvas.document.pipeline().notes().value(0).text, text("Loans of 1998"));
    }

    void whatAShortcutDoesFindsTheText()
    {
        Canvas canvas(withNote());
        QAction save;
        save.setShortcut(QKeySequence::Save);
        canvas.view->addAction(&save);
        QString saved;
        connect(&save, &QAction::triggered,
                [&] { saved = canvas.document.pipeline().notes()[0].text; });
        InlineEditor *const editor = editorOf(canvas);
        QVERIFY(editor);
        QTest::keyClicks(editor, text("Because"));
        QTest::keyClick(editor, Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(saved, text("Because"));
    }

    void theEndOfAWindowTakesTheText()
    {
        Canvas canvas(withNote());
        QTest::keyClicks(editorOf(canvas), text("Because"));
        QVERIFY(canvas.view->window()->close());
        QCOMPARE(canvas.document.pipeline().notes()[0].text, text("Because"));
    }

    void aCanvasMayGoWhileANoteIsWritten()
    {
        Canvas canvas;
        canvas.view->addNote();
        QVERIFY(canvas.view->findChild<InlineEditor *>());
        canvas.view.reset();
    }

    void newNoteCoversNoBlock()
    {
        Canvas canvas(samples::row());
        const CanvasScene &scene = canvas.view->canvas();
        canvas.view->centerOn(scene.rectOf(canvas.block("data")).center());
        canvas.view->addNote();
        const Note note = canvas.document.pipeline().notes().value(0);
        const QRectF frame(note.position, QSizeF(note.size.x(), note.size.y()));
        for (const char *id : {"data", "scale", "forest", "evaluate"})
            QVERIFY(!scene.rectOf(canvas.block(id)).intersects(frame));
    }

    void secondNoteLiesBesideTheFirst()
    {
        Canvas canvas;
        for (const char *words : {"One", "Two"}) {
            canvas.view->addNote();
            QTest::keyClicks(canvas.view->findChild<InlineEditor *>(), text(words));
            QTest::keyClick(canvas.view->findChild<InlineEditor *>(), Qt::Key_Escape);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        const QVector<Note> notes = canvas.document.pipeline().notes();
        QCOMPARE(notes.size(), 2);
        const auto frame = [](const Note &note) {
            return QRectF(note.position, QSizeF(note.size.x(), note.size.y()));
        };
        QVERIFY(!frame(notes[0]).intersects(frame(notes[1])));
    }

    void escapeKeepsWhatWasWrittenAndLeavesNoEmptyNote()
    {
        Canvas canvas;
        canvas.view->addNote();
        auto *editor = canvas.view->findChild<InlineEditor *>();
        QTest::keyClicks(editor, text("Loans of 1998"));
        QTest::keyClick(editor, Qt::Key_Escape);
        QCOMPARE(canvas.document.pipeline().notes().value(0).text, text("Loans of 1998"));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        canvas.view->addNote();
        QCOMPARE(canvas.document.pipeline().notes().size(), 2);
        QTest::keyClick(canvas.view->findChild<InlineEditor *>(), Qt::Key_Escape);
        QCOMPARE(canvas.document.pipeline().notes().size(), 1);
        QCOMPARE(canvas.undoLabel(), text("Edit note"));
    }

    void notesAreCopiedPastedAndDeleted()
    {
        Canvas canvas(withNote());
        canvas.click(canvas.toView({100, 190}));
        canvas.key(Qt::Key_C, Qt::ControlModifier);
        canvas.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(canvas.document.pipeline().notes().size(), 2);
        QCOMPARE(canvas.document.pipeline().notes()[1].text, text("**Why** five?"));
        QCOMPARE(canvas.undoLabel(), text("Paste note"));
        canvas.key(Qt::Key_Delete);
        QCOMPARE(canvas.document.pipeline().notes().size(), 1);
        QCOMPARE(canvas.undoLabel(), text("Delete note"));
    }

    void noteOfAHostileFileFetchesNothing()
    {
        QTemporaryDir folder;
        const QString picture = folder.filePath(text("red.png"));
        QImage red(64, 64, QImage::Format_RGB32);
        red.fill(Qt::red);
        QVERIFY(red.save(picture));
        const QString note = QStringLiteral("![x](file://%1) <img src=\"%1\"/>").arg(picture);
        Canvas canvas(withNote(qPrintable(note)));
        const QImage shown = canvas.view->grab().toImage();
        for (int y = 0; y < shown.height(); ++y) {
            for (int x = 0; x < shown.width(); ++x)
                QVERIFY(shown.pixelColor(x, y) != QColor(Qt::red));
        }
    }

    void titleOfAGroupMovesItsBlocks()
    {
        Canvas canvas(withGroup());
        const QRectF before = canvas.view->canvas().groups()[0]->frame();
        const QPoint title = canvas.toView(canvas.view->canvas().groups()[0]->titleRect().center());
        canvas.drag(title, title + QPoint(10, 30));
        QCOMPARE(canvas.at("data").position, QPointF(10, 30));
        QCOMPARE(canvas.at("scale").position, QPointF(250, 30));
        QCOMPARE(canvas.at("forest").position, QPointF(480, 0));
        QCOMPARE(canvas.view->canvas().groups()[0]->frame(), before.translated(10, 30));
    }

    void frameFollowsItsBlocksAndGoesWithTheLast()
    {
        Canvas canvas(withGroup());
        const QRectF before = canvas.view->canvas().groups()[0]->frame();
        canvas.drag(canvas.on("scale"), canvas.on("scale") + QPoint(0, 100));
        QCOMPARE(canvas.view->canvas().groups()[0]->frame(), before.adjusted(0, 0, 0, 100));
        canvas.document.apply(text("x"),
                              removeBlocks(canvas.document.pipeline(),
                                           {canvas.block("data"), canvas.block("scale")}));
        QVERIFY(canvas.view->canvas().groups().isEmpty());
    }
};

QTEST_MAIN(TestCanvasNotes)
#include "tst_canvas_notes.moc"
