// Runs a fuzz target over its seeds and a few thousand damaged copies of them, without a fuzzer:
// what every build tests. With a folder as argument it writes the seeds there instead, for the
// fuzzer to begin with.

#include "tests/fuzz/seeds.h"

#include <QDir>
#include <QFile>

#include <cstdio>
#include <random>

extern "C" int LLVMFuzzerTestOneInput(const char *data, size_t size);

namespace {

constexpr int damagedCopies = 200;

QByteArray damaged(QByteArray bytes, std::mt19937 &random)
{
    const auto anywhere = [&] { return int(random() % unsigned(bytes.size() + 1)); };
    for (unsigned times = 1 + random() % 4; times > 0; --times) {
        switch (random() % 4) {
        case 0:
            bytes.truncate(anywhere());
            break;
        case 1:
            bytes.insert(anywhere(), char(random()));
            break;
        case 2:
            bytes.insert(anywhere(), bytes.mid(anywhere(), int(random() % 64)));
            break;
        default:
            bytes.remove(anywhere(), int(random() % 16));
        }
    }
    return bytes;
}

int writeSeeds(const QString &folder)
{
    QDir().mkpath(folder);
    int number = 0;
    for (const QByteArray &seed : fuzzSeeds()) {
        QFile file(QStringLiteral("%1/seed-%2").arg(folder).arg(number++));
        if (!file.open(QIODevice::WriteOnly) || file.write(seed) != seed.size()) {
            std::fprintf(stderr, "Cannot write %s\n", qPrintable(file.fileName()));
            return 1;
        }
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1)
        return writeSeeds(QString::fromLocal8Bit(argv[1]));
    std::mt19937 random(1);
    for (const QByteArray &seed : fuzzSeeds()) {
        LLVMFuzzerTestOneInput(seed.constData(), size_t(seed.size()));
        for (int i = 0; i < damagedCopies; ++i) {
            const QByteArray copy = damaged(seed, random);
            LLVMFuzzerTestOneInput(copy.constData(), size_t(copy.size()));
        }
    }
    return 0;
}
