// How long the catalog takes: what a start pays (decoding), and what it would pay without compiling
// (YAML). The acceptance is 250 types in under 50 ms; the last lines print it for 250 and the ratio
// of the two.
#include "core/builtin_catalog/builtin_catalog.h"
#include "core/catalog/catalog_cbor.h"
#include "core/catalog/catalog_yaml.h"

#include <QElapsedTimer>

#include <benchmark/benchmark.h>

#include <cstdio>

using namespace outcrop;

namespace {

const QString folder = QStringLiteral(OUTCROP_CATALOG_FOLDER);

void decodeCbor(benchmark::State &state)
{
    const QByteArray cbor = encodeCatalog(builtinCatalog());
    for (auto _ : state)
        benchmark::DoNotOptimize(decodeCatalog(cbor));
    state.SetBytesProcessed(state.iterations() * cbor.size());
}
BENCHMARK(decodeCbor)->Unit(benchmark::kMillisecond);

void builtin(benchmark::State &state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(builtinCatalog());
}
BENCHMARK(builtin)->Unit(benchmark::kMillisecond);

void loadYaml(benchmark::State &state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(loadCatalog(folder));
}
BENCHMARK(loadYaml)->Unit(benchmark::kMillisecond);

template<class Work>
double milliseconds(int rounds, Work work)
{
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < rounds; ++i)
        work();
    return double(timer.nsecsElapsed()) / 1e6 / rounds;
}

void printRatio()
{
    const Catalog catalog = builtinCatalog();
    const double decode = milliseconds(20, [] { benchmark::DoNotOptimize(builtinCatalog()); });
    const double yaml = milliseconds(3, [] { benchmark::DoNotOptimize(loadCatalog(folder)); });
    std::printf(
        "%d types: %.1f ms from CBOR, %.0f ms from YAML: %.0f times as fast; 250 types: %.1f ms\n",
        catalog.types().size(), decode, yaml, yaml / decode, decode * 250 / catalog.types().size());
}

} // namespace

int main(int argc, char **argv)
{
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    printRatio();
    return 0;
}
