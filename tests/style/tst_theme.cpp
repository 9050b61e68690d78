#include "widgets/style/block_look.h"
#include "widgets/style/theme.h"

#include <QtTest>

using namespace outcrop;

using Make = Theme (*)();
Q_DECLARE_METATYPE(Make)

namespace {

constexpr double visible = 3; // WCAG 2.1, 1.4.11: shapes that carry meaning.

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void contrastIsThatOfTheStandard()
    {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
        QVERIFY(std::abs(contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    }

    void themesAreEach_data()
    {
        QTest::addColumn<Make>("make");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<double>("readable"); // WCAG 2.1, 1.4.3 and 1.4.6.
        QTest::newRow("light") << &lightTheme << false << 4.5;
        QTest::newRow("dark") << &darkTheme << true << 4.5;
        QTest::newRow("high contrast") << &highContrastTheme << true << 7.0;
    }

    void themesAreEach()
    {
        QFETCH(Make, make);
        QFETCH(bool, dark);
        QCOMPARE(make().dark, dark);
    }

    void textIsReadableOnEverySurface_data() { themesAreEach_data(); }
    void textIsReadableOnEverySurface()
    {
        QFETCH(Make, make);
        QFETCH(double, readable);
        const Theme theme = make();
        for (const QColor &surface : {theme.rail, theme.panel, theme.canvas, theme.card,
                                      theme.field, theme.hover, theme.selection, theme.note}) {
            for (const QColor &ink : {theme.text, theme.mutedText}) {
                QVERIFY2(contrast(ink, surface) >= readable,
                         qPrintable(QStringLiteral("%1 on %2: %3")
                                        .arg(ink.name(), surface.name())
                                        .arg(contrast(ink, surface))));
            }
        }
        for (const QColor &surface : {theme.rail, theme.panel, theme.canvas, theme.card}) {
            for (const QColor &ink :
                 {theme.accent, theme.good, theme.warning, theme.bad, theme.running, theme.keyword,
                  theme.string, theme.number, theme.comment}) {
                QVERIFY2(contrast(ink, surface) >= readable,
                         qPrintable(QStringLiteral("%1 on %2: %3")
                                        .arg(ink.name(), surface.name())
                                        .arg(contrast(ink, surface))));
            }
        }
        QVERIFY(contrast(theme.accentText, theme.accent) >= readable);
    }

    void iconsAndPortsAreSeen_data() { themesAreEach_data(); }
    void iconsAndPortsAreSeen()
    {
        QFETCH(Make, make);
        const Theme theme = make();
        for (int role = 0; role <= int(BlockRole::Other); ++role) {
            const CategoryColors colors = categoryColors(BlockRole(role), theme);
            QVERIFY(contrast(colors.ink, colors.fill) >= visible);
            QVERIFY(contrast(colors.stripe, theme.card) >= visible);
        }
        for (const PortType type :
             {PortType::Table, PortType::Model, PortType::Scores, PortType::Any})
            QVERIFY(contrast(portColor(type, theme), theme.canvas) >= visible);
    }

    void highContrastDrawsLinesAroundSurfaces()
    {
        const Theme theme = highContrastTheme();
        for (const QColor &surface : {theme.rail, theme.panel, theme.canvas, theme.card}) {
            QVERIFY(contrast(theme.line, surface) >= visible);
            QVERIFY(contrast(theme.strongLine, surface) >= 7);
        }
        for (const QColor &series : theme.series)
            QVERIFY(contrast(series, theme.panel) >= 7);
    }
};

QTEST_GUILESS_MAIN(TestTheme)
#include "tst_theme.moc"
