#include "app/window/window_options.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::WindowOptions)
};

} // namespace

WindowOptions parseWindowOptions(const QStringList &arguments)
{
    WindowOptions options;
    for (int i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        const QString value = arguments.value(i + 1);
        if (argument == QLatin1String("--theme")) {
            options.theme = themeFromName(value);
            if (!options.theme)
                options.error = Tr::tr("--theme takes light, dark, high-contrast or system.");
            ++i;
        } else if (argument == QLatin1String("--no-restore")) {
            options.restore = false;
        } else if (argument == QLatin1String("--measure-start")) {
            options.measureStart = true;
        } else if (argument == QLatin1String("--describe")) {
            options.describe = true;
        } else if (argument == QLatin1String("--screenshot")) {
            options.screenshots = value;
            if (value.isEmpty())
                options.error = Tr::tr("--screenshot takes a folder.");
            ++i;
        } else if (argument.startsWith(QLatin1Char('-'))) {
            options.error = Tr::tr("The window has no option %1.").arg(argument);
        } else {
            options.files << argument;
        }
    }
    return options;
}

} // namespace outcrop
