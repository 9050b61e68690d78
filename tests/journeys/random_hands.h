#pragma once

#include "tests/support/canvas_mouse.h"
#include "tests/support/window_difference.h"

#include <QTreeView>

#include <random>

namespace outcrop {

// Somebody who does anything that can be done in the window, in an order that a seed decides.
class RandomHands
{
public:
    RandomHands(WindowFixture &fixture, unsigned seed) : m_fixture(fixture), m_random(seed) {}

    // Does one thing, and gives its name.
    QString act()
    {
        using Act = QString (RandomHands::*)();
        static constexpr std::array acts{
            &RandomHands::add,     &RandomHands::add,     &RandomHands::command,
            &RandomHands::command, &RandomHands::click,   &RandomHands::drag,
            &RandomHands::connect, &RandomHands::connect, &RandomHands::rename,
            &RandomHands::type,    &RandomHands::type,    &RandomHands::type,
            &RandomHands::choose,  &RandomHands::choose,  &RandomHands::useOutline,
            &RandomHands::undoSome};
        const QVector<BlockId> before = m_fixture.window.panels().selection();
        const Act next = pipeline().blockCount() == 0 ? &RandomHands::add : pick(acts);
        const QString done = (this->*next)();
        if (m_fixture.window.panels().selection() != before)
            m_typed.clear();
        return done;
    }

    // Fields that were typed in: what is refused stays there until something else is selected.
    const QSet<QString> &typed() const { return m_typed; }

private:
    const Pipeline &pipeline() const { return m_fixture.document()->pipeline(); }
    int number(int limit) { return int(m_random() % unsigned(limit)); }

    template<class List>
    typename List::value_type pick(const List &list)
    {
        return list[typename List::size_type(number(int(list.size())))];
    }
    BlockId anyBlock() { return pick(pipeline().blockIds()); }

    QString add()
    {
        static const std::array types{
            "sklearn.StandardScaler", "sklearn.SVC",          "input.csv",
            "evaluation.evaluate",    "table.split",          "python.script",
            "sklearn.SimpleImputer",  "sklearn.MLPClassifier"};
        const char *const type = pick(types);
        m_fixture.canvas().addBlockAtCenter(QLatin1String(type));
        return QStringLiteral("add %1").arg(QLatin1String(type));
    }

    QString command()
    {
        static const std::array ids{"duplicate", "delete", "undo",    "redo",    "select_all",
                                    "copy",      "paste",  "cut",     "group",   "ungroup",
                                    "arrange",   "note",   "zoom_in", "fit_all", "fit_selection"};
        const char *const id = pick(ids);
        const bool grows = qstrcmp(id, "paste") == 0 || qstrcmp(id, "duplicate") == 0;
        if (m_fixture.action(id)->isEnabled() && !(grows && pipeline().blockCount() > 40))
            m_fixture.trigger(id);
        return QLatin1String(id);
    }

    QString undoSome()
    {
        const char *const id = number(3) == 0 ? "redo" : "undo";
        for (int i = number(6); i >= 0 && m_fixture.action(id)->isEnabled(); --i)
            m_fixture.trigger(id);
        return QLatin1String(id);
    }

    // The mouse on the canvas.

    void pull(QPoint from, QPoint to, Qt::KeyboardModifiers keys = Qt::NoModifier)
    {
        outcrop::pull(m_fixture.canvas(), from, to, keys);
    }
    QPoint inView(QPointF scene) { return m_fixture.canvas().mapFromScene(scene); }
    QPoint middleOf(BlockId block)
    {
        return inView(m_fixture.canvas().canvas().rectOf(block).center());
    }

    QString click()
    {
        m_fixture.trigger("fit_all");
        const QPoint at = middleOf(anyBlock());
        pull(at, at, number(3) == 0 ? Qt::ControlModifier : Qt::NoModifier);
        return QStringLiteral("click");
    }

    QString drag()
    {
        m_fixture.trigger("fit_all");
        const QPoint by(number(200) - 100, number(200) - 100);
        const bool isBlock = number(4) > 0;
        const QPoint from = isBlock ? middleOf(anyBlock()) : QPoint(2, 2);
        pull(from, isBlock ? from + by : QPoint(300, 200) + by);
        return QStringLiteral("drag");
    }

    QString connect()
    {
        m_fixture.trigger("fit_all");
        const CanvasScene &scene = m_fixture.canvas().canvas();
        for (int tries = 0; tries < 10; ++tries) {
            const BlockId from = anyBlock(), to = anyBlock();
            const auto &outputs = scene.typeOf(from)->outputs;
            const auto &inputs = scene.typeOf(to)->inputs;
            const bool fits = !outputs.isEmpty() && !inputs.isEmpty()
                              && (outputs[0].type == inputs[0].type || number(4) == 0);
            if (!fits)
                continue;
            pull(inView(scene.centerOf({{from, outputs[0].name}, Side::Output})),
                 inView(scene.centerOf({{to, inputs[0].name}, Side::Input})));
            break;
        }
        closePopup();
        return QStringLiteral("connect");
    }

    void closePopup() // What a pull into space asks for.
    {
        if (QWidget *const popup = QApplication::activePopupWidget())
            popup->close();
    }

    // The keyboard, in fields.

    QString anyText()
    {
        static const std::array texts{"",     "7",   "-5",         "1.5",   "none", "auto",
                                      "true", "abc", "[1, 2]",     "1e-3",  "x, y", "[",
                                      "é ∆",  "0",   "data/x.csv", "[0.5,", "mean"};
        return QString::fromUtf8(pick(texts));
    }

    // QTest knows only the letters of a keyboard in English.
    static void typeInto(QWidget *field, const QString &text)
    {
        for (const QChar letter : text)
            QTest::sendKeyEvent(QTest::Click, field, Qt::Key_unknown, QString(letter), {});
    }

    QString rename()
    {
        m_fixture.trigger("rename");
        const QString text = anyText();
        if (auto *const editor = m_fixture.canvas().findChild<QPlainTextEdit *>()) {
            editor->selectAll();
            typeInto(editor, text);
            QTest::keyClick(editor, number(4) == 0 ? Qt::Key_Escape : Qt::Key_Return);
        }
        return QStringLiteral("rename to '%1'").arg(text);
    }

    template<class Widget>
    QVector<Widget *> shownFields()
    {
        QVector<Widget *> shown;
        for (Widget *const field :
             m_fixture.window.findChild<PropertyPanel *>()->template findChildren<Widget *>()) {
            if (field->isVisible() && field->isEnabled())
                shown << field;
        }
        return shown;
    }

    QString type()
    {
        const QVector<QLineEdit *> fields = shownFields<QLineEdit>();
        if (fields.isEmpty())
            return QStringLiteral("nothing to type in");
        QLineEdit *const field = pick(fields);
        const QString text = anyText();
        const QString name = field->accessibleName();
        m_typed << name;
        field->setFocus();
        field->selectAll();
        QTest::keyClick(field, Qt::Key_Delete);
        typeInto(field, text);
        return QStringLiteral("type '%1' into %2").arg(text, name);
    }

    QString choose()
    {
        const QVector<QComboBox *> combos = shownFields<QComboBox>();
        const QVector<QAbstractButton *> buttons = shownFields<QAbstractButton>();
        if (!combos.isEmpty() && number(2) == 0) {
            QComboBox *const combo = pick(combos);
            QTest::keyClick(combo, number(2) == 0 ? Qt::Key_Up : Qt::Key_Down);
            return QStringLiteral("choose in ") + combo->accessibleName();
        }
        for (QAbstractButton *const button : buttons) {
            const QString name = button->accessibleName();
            const bool isSafe = !name.startsWith(QLatin1String("Browse"))
                                && button->text() != QLatin1String("Docs");
            if (isSafe && number(buttons.size()) < 2) {
                QTest::mouseClick(button, Qt::LeftButton);
                return QStringLiteral("press ") + name + button->text();
            }
        }
        return QStringLiteral("nothing to choose");
    }

    QString useOutline()
    {
        auto &outline = *m_fixture.window.findChild<OutlineModel *>();
        const QModelIndex block = outline.index(number(outline.rowCount()), 0);
        outline.fetchMore(block);
        const QString text = anyText();
        const int row = number(outline.rowCount(block) + 1);
        const bool isBlock = row == outline.rowCount(block);
        outline.setData(isBlock ? block : outline.index(row, 1, block), text, Qt::EditRole);
        return QStringLiteral("give '%1' in the outline").arg(text);
    }

    WindowFixture &m_fixture;
    std::mt19937 m_random;
    QSet<QString> m_typed;
};

} // namespace outcrop
