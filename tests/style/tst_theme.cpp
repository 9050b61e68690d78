#include "widgets/style/block_look.h"
#include "widgets/style/theme.h"

#include <QtTest>

using namespace outcrop;

namespace {

constexpr double readable = 4.5; // WCAG 2.1, 1.4.3.
constexpr double visible = 3;    // WCAG 2.1, 1.4.11: shapes that carry meaning.

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
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void themesAreEach()
    {
        QFETCH(bool, dark);
        QCOMPARE((dark ? darkTheme() : lightTheme()).dark, dark);
    }

    void textIsReadableOnEverySurface_data() { themesAreEach_data(); }
    void textIsReadableOnEverySurface()
    {
        QFETCH(bool, dark);
        const Theme theme = dark ? darkTheme() : lightTheme();
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
        QFETCH(bool, dark);
        const Theme theme = dark ? darkTheme() : lightTheme();
        for (int role = 0; role <= int(BlockRole::Other); ++role) {
            const CategoryColors colors = categoryColors(BlockRole(role), theme);
            QVERIFY(contrast(colors.ink, colors.fill) >= visible);
            QVERIFY(contrast(colors.stripe, theme.card) >= visible);
        }
        for (const PortType type :
             {PortType::Table, PortType::Model, PortType::Scores, PortType::Any})
            QVERIFY(contrast(portColor(type, theme), theme.canvas) >= visible);
    }
};

QTEST_GUILESS_MAIN(TestTheme)
#include "tst_theme.moc"
