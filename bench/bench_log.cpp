// A million lines of log beside QPlainTextEdit doing the same in the same run: the counter `ratio`
// is how many times faster ours was, `bytes_a_line` what it took besides the text.

#include "widgets/log/log_view.h"

#include <QApplication>
#include <QFile>
#include <QPlainTextEdit>

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <ctime>

using namespace outcrop;

namespace {

constexpr int lines = 1'000'000;
constexpr int chunkLines = 1000;

Style &style()
{
    static Style instance(*qApp, ThemeChoice::Light);
    return instance;
}

const QByteArray &logOf(int count)
{
    static QByteArray bytes;
    static int made = 0;
    if (made != count) {
        bytes.clear();
        for (int i = 0; i < count; ++i)
            bytes += "2026-01-02 03:04:05 candidate mlp fold 3 iteration " + QByteArray::number(i)
                     + " loss 0.31415926 validation 0.2718281828\n";
        made = count;
    }
    return bytes;
}

double cpuSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
}

double residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QFile::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * double(sysconf(_SC_PAGESIZE));
}

template<class Work>
double secondsOf(Work work)
{
    const double before = cpuSeconds();
    work();
    return cpuSeconds() - before;
}

template<class Widget>
void show(Widget &widget)
{
    widget.resize(1600, 1000);
    widget.show();
    QCoreApplication::processEvents();
}

void paint(QWidget *page)
{
    page->repaint();
}

// All at once, and the first frame.
void logOneShot(benchmark::State &state)
{
    const QByteArray bytes = logOf(lines);
    double ours = 0, theirs = 0, extra = 0;
    for (auto _ : state) {
        LogView view(style());
        show(view);
        const double before = residentBytes();
        const double seconds = secondsOf([&] {
            view.append(bytes);
            paint(view.viewport());
        });
        extra = (residentBytes() - before) / lines; // The text itself is shared.
        state.SetIterationTime(seconds);
        ours += seconds;
    }
    QPlainTextEdit edit;
    edit.setReadOnly(true);
    show(edit);
    theirs = secondsOf([&] {
        edit.setPlainText(QString::fromUtf8(bytes));
        paint(edit.viewport());
    });
    state.counters["ratio"] = theirs * double(state.iterations()) / ours;
    state.counters["bytes_a_line"] = extra;
}

// As a job writes it: a thousand lines and a frame, a thousand times, following the end.
void logStreamed(benchmark::State &state)
{
    const QByteArray bytes = logOf(lines);
    const auto feed = [&](auto append) {
        for (int from = 0, line = 0; from < bytes.size();) {
            int to = from;
            for (int i = 0; i < chunkLines && to < bytes.size(); ++i, ++line)
                to = bytes.indexOf('\n', to) + 1;
            append(bytes.mid(from, to - from));
            from = to;
        }
    };
    double ours = 0;
    for (auto _ : state) {
        LogView view(style());
        show(view);
        const double seconds = secondsOf([&] {
            feed([&](const QByteArray &chunk) {
                view.append(chunk);
                paint(view.viewport());
            });
        });
        state.SetIterationTime(seconds);
        ours += seconds;
    }
    QPlainTextEdit edit;
    edit.setReadOnly(true);
    show(edit);
    const double theirs = secondsOf([&] {
        feed([&](const QByteArray &chunk) {
            edit.appendPlainText(QString::fromUtf8(chunk));
            paint(edit.viewport());
        });
    });
    state.counters["ratio"] = theirs * double(state.iterations()) / ours;
}

// A word that is nowhere, in either case, through all of it.
void logSearch(benchmark::State &state)
{
    LogText text;
    text.append(logOf(lines));
    for (auto _ : state)
        benchmark::DoNotOptimize(text.linesWith("no such words", 0, 1));
    state.SetBytesProcessed(std::int64_t(state.iterations()) * text.bytes().size());
}

BENCHMARK(logOneShot)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(logStreamed)->UseManualTime()->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(logSearch)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
