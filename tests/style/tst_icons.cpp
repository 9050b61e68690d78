#include "core/builtin_catalog/builtin_catalog.h"
#include "widgets/style/block_look.h"
#include "widgets/style/style.h"

#include <QApplication>
#include <QDirIterator>
#include <QtTest>

using namespace outcrop;

namespace {

int paintedPixels(const QIcon &icon, const QColor &color)
{
    const QImage image = icon.pixmap(40, 40).toImage().convertToFormat(QImage::Format_ARGB32);
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixel(x, y) == color.rgb();
    }
    return count;
}

} // namespace

class TestIcons : public QObject
{
    Q_OBJECT

private slots:
    void everyIconIsDrawnInTheInkOfTheTheme()
    {
        Style style(*qApp, ThemeChoice::Light);
        QDirIterator files(QStringLiteral(":/outcrop/icons"));
        int count = 0;
        while (files.hasNext()) {
            files.next();
            const QString name = files.fileInfo().baseName();
            // They have colours of their own: style sheets have no ink, and the program is itself.
            if (name == QLatin1String("combo") || name == QLatin1String("outcrop"))
                continue;
            const QIcon icon = style.icon(name);
            QVERIFY2(paintedPixels(icon, style.theme().text) > 20, qPrintable(name));
            style.choose(ThemeChoice::Dark);
            QVERIFY2(paintedPixels(icon, style.theme().text) > 20, qPrintable(name));
            style.choose(ThemeChoice::Light);
            ++count;
        }
        QVERIFY(count > 50);
    }

    void everyTypeOfTheCatalogHasAnIconThatExists()
    {
        Style style(*qApp, ThemeChoice::Light);
        const Catalog catalog = builtinCatalog();
        QVERIFY(catalog.types().size() > 200);
        for (const BlockType &type : catalog.types()) {
            const QString icon = blockIcon(&type);
            QVERIFY2(QFile::exists(QStringLiteral(":/outcrop/icons/%1.svg").arg(icon)),
                     qPrintable(type.key + QLatin1Char(' ') + icon));
        }
        QVERIFY(QFile::exists(QStringLiteral(":/outcrop/icons/%1.svg").arg(blockIcon(nullptr))));
    }

    void styleSheetHasNoColourThatTheThemeDoesNotName()
    {
        Style style(*qApp, ThemeChoice::Dark);
        QVERIFY(!qApp->styleSheet().isEmpty());
        QVERIFY2(!qApp->styleSheet().contains(QRegularExpression(QStringLiteral(": [^;]*@"))),
                 "a @name is left");
    }

    void styleSheetWaitsWhereItIsToWait()
    {
        qApp->setStyleSheet({});
        Style style(*qApp, ThemeChoice::Dark, Style::Sheet::WhenDressed);
        style.choose(ThemeChoice::Light);
        QVERIFY(qApp->styleSheet().isEmpty());
        style.dress();
        const QString light = qApp->styleSheet();
        QVERIFY(!light.isEmpty());
        style.choose(ThemeChoice::Dark);
        QVERIFY(qApp->styleSheet() != light);
    }
};

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
