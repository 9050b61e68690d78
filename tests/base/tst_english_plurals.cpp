#include "core/base/english_plurals.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

using namespace outcrop;

class TestEnglishPlurals : public QObject
{
    Q_OBJECT

private slots:
    void oneOfAKindIsSaidInTheSingular()
    {
        EnglishPlurals plurals;
        QCoreApplication::installTranslator(&plurals);
        QCOMPARE(QCoreApplication::translate("any", "%n blocks", nullptr, 1),
                 QStringLiteral("1 block"));
        QCOMPARE(QCoreApplication::translate("any", "%n blocks", nullptr, 2),
                 QStringLiteral("2 blocks"));
        QCOMPARE(QCoreApplication::translate("any", "Save"), QStringLiteral("Save"));
        QCoreApplication::removeTranslator(&plurals);
    }

    void everyTextThatCountsHasAForm()
    {
        const QRegularExpression counting(QStringLiteral("\"([^\"\\n]*%n[^\"\\n]*)\""));
        const EnglishPlurals plurals;
        int found = 0;
        for (const char *folder : {"/app", "/widgets", "/core"}) {
            QDirIterator files(QLatin1String(OUTCROP_SOURCE_DIR) + QLatin1String(folder),
                               {QStringLiteral("*.cpp")}, QDir::Files,
                               QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                if (file.fileName().endsWith(QLatin1String("/english_plurals.cpp")))
                    continue;
                QVERIFY(file.open(QFile::ReadOnly));
                auto matches = counting.globalMatch(QString::fromUtf8(file.readAll()));
                while (matches.hasNext()) {
                    const QByteArray text = matches.next().captured(1).toUtf8();
                    ++found;
                    QVERIFY2(!plurals.translate("", text.constData(), nullptr, 1).isEmpty(),
                             (file.fileName().toUtf8() + ": " + text).constData());
                }
            }
        }
        QVERIFY(found > 10);
    }
};

QTEST_GUILESS_MAIN(TestEnglishPlurals)
#include "tst_english_plurals.moc"
