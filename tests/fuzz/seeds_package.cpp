#include "core/package/package.h"
#include "tests/fuzz/seeds.h"

#include <QFile>
#include <QTemporaryDir>

namespace {

QByteArray zipped(const outcrop::Package &package)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("p.zip"));
    QFile file(path);
    if (!outcrop::writePackage(package, path) || !file.open(QIODevice::ReadOnly))
        qFatal("a seed could not be written");
    return file.readAll();
}

} // namespace

std::vector<QByteArray> fuzzSeeds()
{
    outcrop::Package foreign;
    foreign.files[QStringLiteral("metadata.yaml")].content =
        "entry_point: main.py\noutput_folder: out\n";
    foreign.files[QStringLiteral("main.py")].content = "print(1)\n";
    outcrop::Package nested = foreign;
    nested.files[QStringLiteral("data/a/b.csv")].content = QByteArray(5000, 'x');
    nested.files[QStringLiteral("empty")].content = "";
    return {zipped({}), zipped(foreign), zipped(nested), "PK\5\6", ""};
}
