#include "core/jobs/failure_reason.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <csignal>
#include <cstring>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::FailureReason)
};

// The line "ValueError: could not convert…" that ends a traceback, with its class in front.
QString exceptionOf(const QStringList &lines)
{
    static const QRegularExpression exception(QStringLiteral(
        "^[A-Za-z_][A-Za-z0-9_.]*(Error|Exception|Exit|Interrupt|Warning)\\b(:.*)?$"));
    const int traceback = lines.lastIndexOf(QStringLiteral("Traceback (most recent call last):"));
    if (traceback < 0)
        return {};
    for (int i = traceback + 1; i < lines.size(); ++i) {
        if (exception.match(lines[i]).hasMatch())
            return lines[i];
    }
    return {};
}

QString lastWords(const QStringList &lines)
{
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        if (!line->trimmed().isEmpty())
            return line->trimmed();
    }
    return {};
}

QString signalSentence(int number)
{
    if (number == SIGKILL)
        return Tr::tr("It was killed (signal 9); often the host ran out of memory.");
    const char *const name = ::sigdescr_np(number);
    return name ? Tr::tr("It was ended by signal %1 (%2).").arg(number).arg(QLatin1String(name))
                : Tr::tr("It was ended by signal %1.").arg(number);
}

} // namespace

QString failureReason(int exitCode, const QByteArray &logTail)
{
    const QStringList lines =
        QString::fromUtf8(logTail).remove(QLatin1Char('\r')).split(QLatin1Char('\n'));
    if (const QString exception = exceptionOf(lines); !exception.isEmpty())
        return plainLine(exception);
    if (exitCode > 128 && exitCode < 128 + NSIG)
        return signalSentence(exitCode - 128);
    const QString words = lastWords(lines);
    if (words.isEmpty())
        return Tr::tr("It ended with exit code %1 and said nothing.").arg(exitCode);
    return Tr::tr("It ended with exit code %1; its last words: %2")
        .arg(exitCode)
        .arg(plainLine(words));
}

} // namespace outcrop
