// Packing against /usr/bin/python3's zipfile (the same deflate level) and, where it is installed,
// `zip`; hashing against QCryptographicHash. Each is measured in the same run, whole process or
// whole call, processor time (user and system): other programs on the machine do not count.

#include "core/base/hash.h"
#include "core/package/package.h"
#include "core/table/table.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <random>

using namespace outcrop;

namespace {

const QTemporaryDir &folder()
{
    static const QTemporaryDir made;
    return made;
}

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

// Rows of five numbers, `bytes` of them or a few more.
QByteArray csvRows(std::mt19937 &random, int bytes)
{
    std::uniform_real_distribution<double> number(0, 1000);
    QByteArray rows;
    while (rows.size() < bytes) {
        for (int i = 0; i < 5; ++i)
            rows += QByteArray::number(number(random), 'f', 4) + (i < 4 ? ',' : '\n');
    }
    return rows;
}

QString csvFolder()
{
    const QString path = folder().filePath(QStringLiteral("csv"));
    if (QFile::exists(path))
        return path;
    QDir().mkpath(path);
    QFile file(path + QLatin1String("/large.csv"));
    std::mt19937 random(1);
    bool written = file.open(QIODevice::WriteOnly) && file.write("a,b,c,d,e\n") == 10;
    while (written && file.size() < 100'000'000)
        written = file.write(csvRows(random, 1 << 20)) > 0;
    if (!written)
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return path;
}

QString smallFilesFolder()
{
    const QString path = folder().filePath(QStringLiteral("small"));
    if (QFile::exists(path))
        return path;
    QDir().mkpath(path);
    std::mt19937 random(1);
    const QByteArray content = csvRows(random, 1700);
    for (int i = 0; i < 10000; ++i)
        writeFile(QStringLiteral("%1/%2.csv").arg(path).arg(i), content + QByteArray::number(i));
    return path;
}

Package packageOf(const QString &path)
{
    Package package;
    for (const QString &name : QDir(path).entryList(QDir::Files))
        package.files.insert(name, {{}, path + QLatin1Char('/') + name});
    return package;
}

// Processor time so far, of this process or of the children it has waited for.
double cpuSeconds(int who)
{
    rusage usage{};
    getrusage(who, &usage);
    const auto seconds = [](const timeval &time) {
        return double(time.tv_sec) + double(time.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

template<class Work>
double secondsOf(const Work &work)
{
    const double start = cpuSeconds(RUSAGE_SELF);
    work();
    return cpuSeconds(RUSAGE_SELF) - start;
}

double secondsOf(const QString &program, const QStringList &arguments, const QString &in)
{
    const double start = cpuSeconds(RUSAGE_CHILDREN);
    QProcess process;
    process.setWorkingDirectory(in);
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(program, arguments);
    if (!process.waitForFinished(-1) || process.exitCode() != 0)
        qFatal("%s failed", qPrintable(program));
    return cpuSeconds(RUSAGE_CHILDREN) - start;
}

double secondsOfPython(const QString &in)
{
    static const char *const script =
        "import os, sys, zipfile\n"
        "with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED, "
        "compresslevel=6) as z:\n"
        "    for name in sorted(os.listdir('.')):\n"
        "        z.write(name)\n";
    return secondsOf(QStringLiteral("/usr/bin/python3"),
                     {QStringLiteral("-c"), QString::fromLatin1(script),
                      folder().filePath(QStringLiteral("python.zip"))},
                     in);
}

double secondsOfZip(const QString &in)
{
    const QString zip = QStandardPaths::findExecutable(QStringLiteral("zip"));
    if (zip.isEmpty())
        return 0;
    const QString out = folder().filePath(QStringLiteral("zip.zip"));
    QFile::remove(out);
    return secondsOf(zip,
                     {QStringLiteral("-q"), QStringLiteral("-6"), QStringLiteral("-r"), out,
                      QStringLiteral(".")},
                     in);
}

double peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_maxrss) / 1024;
}

void pack(benchmark::State &state, const QString &in)
{
    const Package package = packageOf(in);
    const QString out = folder().filePath(QStringLiteral("outcrop.zip"));
    const double before = peakMegabytes();
    double seconds = 0;
    for (auto _ : state)
        seconds += secondsOf([&] {
            if (const auto hash = writePackage(package, out); !hash)
                state.SkipWithError(qPrintable(hash.error().message));
        });
    seconds /= double(state.iterations());
    state.counters["grown_MB"] = peakMegabytes() - before;
    state.counters["python_over_ours"] = secondsOfPython(in) / seconds;
    state.counters["zip_over_ours"] = secondsOfZip(in) / seconds;
}

void packSmallFiles(benchmark::State &state)
{
    pack(state, smallFilesFolder());
}
BENCHMARK(packSmallFiles)->Unit(benchmark::kMillisecond)->Iterations(3);

void packLargeFile(benchmark::State &state)
{
    pack(state, csvFolder());
}
BENCHMARK(packLargeFile)->Unit(benchmark::kMillisecond)->Iterations(1);

void readBack(benchmark::State &state)
{
    const QString path = folder().filePath(QStringLiteral("outcrop.zip"));
    for (auto _ : state) {
        if (!readPackage(path))
            state.SkipWithError("cannot read");
    }
}
BENCHMARK(readBack)->Unit(benchmark::kMillisecond);

void tableFacts(benchmark::State &state)
{
    const QString path = csvFolder() + QLatin1String("/large.csv");
    const double before = peakMegabytes();
    double seconds = 0;
    for (auto _ : state)
        seconds += secondsOf([&] {
            if (!readCsvFacts(path, {}))
                state.SkipWithError("cannot read");
        });
    seconds /= double(state.iterations());
    state.counters["grown_MB"] = peakMegabytes() - before;
    state.counters["pandas_over_ours"] =
        secondsOf(
            QStringLiteral("/usr/bin/python3"),
            {QStringLiteral("-c"), QStringLiteral("import pandas; pandas.read_csv('large.csv')")},
            csvFolder())
        / seconds;
}
BENCHMARK(tableFacts)->Unit(benchmark::kMillisecond);

void hashFile(benchmark::State &state)
{
    const QString path = csvFolder() + QLatin1String("/large.csv");
    double seconds = 0;
    for (auto _ : state)
        seconds += secondsOf([&] { benchmark::DoNotOptimize(sha256OfFile(path)); });
    const double qt = secondsOf([&] {
        QFile file(path);
        QCryptographicHash peer(QCryptographicHash::Sha256);
        if (!file.open(QIODevice::ReadOnly) || !peer.addData(&file))
            state.SkipWithError("cannot read");
    });
    state.counters["qt_over_ours"] = qt / (seconds / double(state.iterations()));
}
BENCHMARK(hashFile)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
