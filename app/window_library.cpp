#include "app/window_library.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QLibrary>

#include <algorithm>
#include <cstdio>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::WindowLibrary)
};

using OpenWindow = int (*)(int, char **);

// Options that make a window of an otherwise empty command line. Qt's take one dash and are taken
// for what they are: https://doc.qt.io/qt-5/qguiapplication.html#supported-command-line-options
bool isWindowOption(const QString &argument)
{
    static const QStringList options{
        QStringLiteral("--theme"),          QStringLiteral("--no-restore"),
        QStringLiteral("--screenshot"),     QStringLiteral("--measure-start"),
        QStringLiteral("--describe"),       QStringLiteral("-platform"),
        QStringLiteral("-style"),           QStringLiteral("-display"),
        QStringLiteral("-geometry"),        QStringLiteral("-stylesheet"),
        QStringLiteral("-qwindowgeometry"), QStringLiteral("-qwindowtitle"),
        QStringLiteral("-session"),         QStringLiteral("-reverse"),
        QStringLiteral("-fontengine"),      QStringLiteral("-plugin")};
    return options.contains(argument);
}

} // namespace

bool asksForWindow(const QStringList &arguments)
{
    return arguments.isEmpty() || isWindowOption(arguments.first())
           || arguments.first().endsWith(QLatin1String(".outcrop"));
}

bool hasScreen(const QStringList &arguments)
{
    const auto isSet = [](const char *variable) { return !qEnvironmentVariableIsEmpty(variable); };
    return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") || isSet("QT_QPA_PLATFORM")
           || arguments.contains(QLatin1String("-platform"))
           || arguments.contains(QLatin1String("-display"));
}

int openWindow(int argc, char **argv)
{
    const QString program = QFile::symLinkTarget(QStringLiteral("/proc/self/exe"));
    const QString folder = QFileInfo(program).path();
    for (const char *place : {"/liboutcrop_window.so", "/../lib/outcrop/liboutcrop_window.so"}) {
        const QString path = folder + QLatin1String(place);
        if (!QFile::exists(path))
            continue;
        QLibrary library(path);
        if (const auto open = reinterpret_cast<OpenWindow>(library.resolve("outcropOpenWindow")))
            return open(argc, argv);
        std::fprintf(stderr, "outcrop: %s\n", qPrintable(library.errorString()));
        return 1;
    }
    std::fprintf(stderr, "outcrop: %s\n",
                 qPrintable(Tr::tr("This build has no window (liboutcrop_window.so is not there); "
                                   "the command line has everything: see 'outcrop --help'.")));
    return 1;
}

} // namespace outcrop
