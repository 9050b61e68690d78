#include "core/hosts/job_limits.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include <cmath>
#include <optional>
#include <utility>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobLimits)
};

constexpr qint64 longest = qint64(366) * 24 * 3600;
constexpr qint64 leastMemory = qint64(16) << 20;
constexpr qint64 mostMemory = qint64(1) << 50;

struct Quantity
{
    double number;
    QChar unit; // Null: none was said.
};

std::optional<Quantity> quantityOf(const QString &text, const char *units)
{
    static const QRegularExpression form(
        QStringLiteral("\\A([0-9]{1,15}(?:\\.[0-9]{1,6})?) ?([A-Za-z]?)\\z"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString unit = match.captured(2);
    if (!unit.isEmpty() && !QLatin1String(units).contains(unit[0]))
        return std::nullopt;
    return Quantity{match.captured(1).toDouble(), unit.isEmpty() ? QChar() : unit[0]};
}

// "1.5 GiB": without the zeros behind the point.
QString shortNumber(double number)
{
    return QLocale::c().toString(number, 'g', 4);
}

QString timeTitle(qint64 seconds)
{
    if (seconds % 3600 == 0)
        return Tr::tr("%1 h").arg(seconds / 3600);
    return seconds % 60 == 0 ? Tr::tr("%1 min").arg(seconds / 60) : Tr::tr("%1 s").arg(seconds);
}

QString memoryTitle(qint64 bytes)
{
    const double mebibytes = double(bytes) / (1 << 20);
    return mebibytes >= 1024 ? Tr::tr("%1 GiB").arg(shortNumber(mebibytes / 1024))
                             : Tr::tr("%1 MiB").arg(shortNumber(mebibytes));
}

} // namespace

JobLimits merged(const JobLimits &over, const JobLimits &under)
{
    return {over.seconds > 0 ? over.seconds : under.seconds,
            over.memory > 0 ? over.memory : under.memory, over.cpus > 0 ? over.cpus : under.cpus,
            over.keep > 0 ? over.keep : under.keep};
}

Result<qint64> parseTimeLimit(const QString &text)
{
    double seconds = 0;
    if (const auto said = quantityOf(text, "smhd")) {
        const char unit = said->unit.toLatin1();
        const double size = unit == 'd' ? 86400 : unit == 'h' ? 3600 : unit == 'm' ? 60 : 1;
        seconds = std::round(said->number * size);
    }
    if (seconds < 1 || seconds > double(longest))
        return failure(
            ErrorKind::InvalidInput,
            Tr::tr("“%1” cannot be a time limit; say 90s, 45m, 2h or 1d, at most a year.")
                .arg(plainLine(text, 40)));
    return qint64(seconds);
}

Result<qint64> parseMemoryLimit(const QString &text)
{
    double bytes = 0;
    if (const auto said = quantityOf(text, "KMGTkmgt")) {
        const int power = QStringLiteral(" KMGT").indexOf(said->unit.toUpper());
        bytes = 1024 * std::ceil(said->number * std::pow(1024.0, std::max(0, power) - 1));
    }
    if (bytes < double(leastMemory) || bytes > double(mostMemory))
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("“%1” cannot be a memory limit; say 512M, 4G or 1.5G, at least 16M.")
                           .arg(plainLine(text, 40)));
    return qint64(bytes);
}

QString timeLimitText(qint64 seconds)
{
    if (seconds <= 0)
        return {};
    for (const auto &[size, unit] : {std::pair(86400, 'd'), {3600, 'h'}, {60, 'm'}}) {
        if (seconds % size == 0)
            return QString::number(seconds / size) + QLatin1Char(unit);
    }
    return QString::number(seconds) + QLatin1Char('s');
}

QString memoryLimitText(qint64 bytes)
{
    if (bytes <= 0)
        return {};
    for (const auto &[size, unit] : {std::pair(qint64(1) << 30, 'G'), {qint64(1) << 20, 'M'}}) {
        if (bytes % size == 0)
            return QString::number(bytes / size) + QLatin1Char(unit);
    }
    return QString::number((bytes + 1023) / 1024) + QLatin1Char('K');
}

QString limitsTitle(const JobLimits &limits)
{
    QStringList parts;
    if (limits.seconds > 0)
        parts << timeTitle(limits.seconds);
    if (limits.memory > 0)
        parts << memoryTitle(limits.memory);
    if (limits.cpus > 0)
        parts << (limits.cpus == 1 ? Tr::tr("1 CPU") : Tr::tr("%1 CPUs").arg(limits.cpus));
    if (limits.keep > 0)
        parts << Tr::tr("kept %1", "a working folder, a time").arg(timeTitle(limits.keep));
    return parts.join(QStringLiteral(", "));
}

} // namespace outcrop
