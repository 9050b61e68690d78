#include "widgets/style/style.h"

#include <QApplication>
#include <QCheckBox>
#include <QRadioButton>
#include <QStyleOption>
#include <QtTest>

using namespace outcrop;

Q_DECLARE_METATYPE(outcrop::ThemeChoice)

namespace {

constexpr double visible = 3; // WCAG 2.1, 1.4.11: shapes that carry meaning.

// Its box alone, without the words beside it.
QImage boxOf(QAbstractButton &button, QStyle::SubElement element)
{
    button.resize(button.sizeHint());
    QStyleOptionButton option;
    option.initFrom(&button);
    const QRect box = button.style()->subElementRect(element, &option, &button);
    return button.grab(box).toImage();
}

// Of all pixels of a row through the middle.
double strongest(const QImage &box, const QColor &against)
{
    double most = 0;
    for (int x = 0; x < box.width(); ++x)
        most = std::max(most, contrast(box.pixelColor(x, box.height() / 2), against));
    return most;
}

} // namespace

// Boxes that one ticks are seen, ticked or not, in every theme.
class TestChoices : public QObject
{
    Q_OBJECT

private slots:
    void boxesAreSeenAndTickedOnesDiffer_data()
    {
        QTest::addColumn<ThemeChoice>("theme");
        QTest::newRow("light") << ThemeChoice::Light;
        QTest::newRow("dark") << ThemeChoice::Dark;
        QTest::newRow("high contrast") << ThemeChoice::HighContrast;
    }
    void boxesAreSeenAndTickedOnesDiffer()
    {
        QFETCH(ThemeChoice, theme);
        const Style style(*qApp, theme);
        QWidget window;
        QCheckBox check(&window);
        QRadioButton radio(&window);
        const std::vector<std::pair<QAbstractButton *, QStyle::SubElement>> all{
            {&check, QStyle::SE_CheckBoxIndicator}, {&radio, QStyle::SE_RadioButtonIndicator}};
        for (const auto &[button, element] : all) {
            const QImage off = boxOf(*button, element);
            button->setChecked(true);
            const QImage on = boxOf(*button, element);
            QVERIFY(strongest(off, style.theme().panel) >= visible);
            QVERIFY(strongest(on, style.theme().panel) >= visible);
            QVERIFY(strongest(on, style.theme().field) >= visible);
            QVERIFY(on != off);
        }
    }
};

QTEST_MAIN(TestChoices)
#include "tst_choices.moc"
