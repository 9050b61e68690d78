#include "app/window/start_measure.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFile>
#include <QTimer>

#include <unistd.h>

#include <cstdio>
#include <ctime>

namespace outcrop {

namespace {

QByteArray readProc(const char *file)
{
    QFile proc{QString::fromLatin1(file)};
    return proc.open(QFile::ReadOnly) ? proc.readAll() : QByteArray();
}

// Field 22 of proc(5) stat: when the process began, in clock ticks after the boot.
double millisecondsSinceStart()
{
    const QByteArray stat = readProc("/proc/self/stat");
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    constexpr int startTime = 22 - 3; // The fields before the closing parenthesis are two.
    const double began = fields.value(startTime).toDouble() / double(::sysconf(_SC_CLK_TCK));
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return (double(now.tv_sec) + double(now.tv_nsec) / 1e9 - began) * 1000;
}

long residentKilobytes()
{
    const QByteArray pages = readProc("/proc/self/statm").split(' ').value(1);
    return pages.toLong() * (::sysconf(_SC_PAGESIZE) / 1024);
}

} // namespace

StartMeasure::StartMeasure(QWidget &window) : QObject(&window)
{
    window.installEventFilter(this);
}

bool StartMeasure::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint) {
        watched->removeEventFilter(this);
        QTimer::singleShot(0, this, [] { // After all of the window was painted.
            std::printf("%.0f %ld\n", millisecondsSinceStart(), residentKilobytes());
            QCoreApplication::exit(0);
        });
    }
    return false;
}

} // namespace outcrop
