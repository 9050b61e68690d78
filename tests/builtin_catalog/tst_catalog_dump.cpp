#include "core/base/files.h"
#include "core/builtin_catalog/builtin_catalog.h"
#include "core/catalog/catalog_yaml.h"

#include <QProcess>
#include <QtTest>

using namespace outcrop;

namespace {

// What the shipped program prints when an interpreter is given its text, as `outcrop catalog dump`
// does.
QByteArray dumped(const QStringList &arguments)
{
    const auto program =
        readFile(QStringLiteral(OUTCROP_SOURCE_DIR "/resources/host/catalog_dump.py"));
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"),
                 QStringList{QStringLiteral("-c"), QString::fromUtf8(*program)} + arguments);
    python.waitForFinished(-1);
    return python.readAllStandardOutput();
}

} // namespace

class TestCatalogDump : public QObject
{
    Q_OBJECT

private slots:
    void dumpOfTheSameLibraryHasTheSameFacts()
    {
        const auto file = readCatalogFile(dumped({}), QStringLiteral("dump"));
        QVERIFY2(file, qPrintable(file ? QString() : file.error().message));
        const Catalog dump(file->types), builtin = builtinCatalog();
        QCOMPARE(file->source, builtin.source());
        QCOMPARE(dump.types().size(), 202);
        for (const BlockType &type : dump.types()) {
            const BlockType *known = builtin.find(type.key);
            QVERIFY2(known, qPrintable(type.key));
            QCOMPARE(type.role, known->role);
            QCOMPARE(type.constants, known->constants);
            QCOMPARE(type.inputs.size(), known->inputs.size());
            QCOMPARE(type.attributes.size(), known->attributes.size());
            for (const AttributeSpec &spec : type.attributes) {
                const AttributeSpec *same = known->findAttribute(spec.name);
                QVERIFY2(same, qPrintable(type.key + QLatin1Char('.') + spec.name));
                QCOMPARE(spec.defaultValue, same->defaultValue);
                QCOMPARE(describeKinds(spec.kinds), describeKinds(same->kinds));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestCatalogDump)
#include "tst_catalog_dump.moc"
