#include "app/commands/terminal.h"

#include "app/commands/exit_code.h"
#include "core/base/json.h"
#include "core/base/text.h"

#include <QCoreApplication>

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Terminal)
};

// A reader of a pipe that has seen enough ends the program without a word; a full disk with one.
void endUnwritten(FILE *stream, int code)
{
    constexpr int closedPipe = 128 + SIGPIPE;
    if (code == EPIPE)
        _exit(closedPipe);
    if (stream != stdout)
        return;
    const QString sentence =
        Tr::tr("outcrop: Cannot write to standard output: %1.\n").arg(qt_error_string(code));
    fputs(sentence.toUtf8().constData(), stderr);
    _exit(int(code == ENOSPC ? ExitCode::DiskFull : ExitCode::Failure));
}

void write(FILE *stream, const QByteArray &bytes)
{
    const bool written =
        fwrite(bytes.constData(), 1, size_t(bytes.size()), stream) == size_t(bytes.size());
    if (!written || fflush(stream) != 0)
        endUnwritten(stream, errno);
}

bool isNumeric(const QVector<QStringList> &rows, int column)
{
    bool any = false;
    for (const QStringList &row : rows) {
        const QString cell = row.value(column);
        any = any || !cell.isEmpty();
        if (!cell.isEmpty() && cell != QLatin1String("-") && !cell[0].isDigit()
            && !parseFloat(cell))
            return false;
    }
    return any;
}

} // namespace

Terminal::Terminal(TerminalOptions options) : m_options(options)
{
    const QByteArray term = qgetenv("TERM");
    const bool dumb = term.isEmpty() || term == "dumb";
    m_color = !options.noColor && !dumb && qEnvironmentVariableIsEmpty("NO_COLOR")
              && isatty(STDOUT_FILENO) != 0;
    m_progress = !options.quiet && !dumb && isatty(STDERR_FILENO) != 0;
}

void Terminal::data(const QByteArray &bytes) const
{
    clearProgress();
    write(stdout, bytes);
}

void Terminal::line(const QString &text) const
{
    data(text.toUtf8() + '\n');
}

void Terminal::object(QJsonObject object) const
{
    object.insert(QStringLiteral("schema"), 1);
    data(formatJsonLine(object));
}

void Terminal::table(const QStringList &header, const QVector<QStringList> &rows) const
{
    if (m_options.plain) {
        for (const QStringList &row : rows) {
            QStringList cells;
            for (const QString &cell : row)
                cells << plainLine(cell, 100000);
            line(cells.join(QLatin1Char('\t')));
        }
        return;
    }
    QVector<int> widths;
    QVector<bool> right;
    for (int column = 0; column < header.size(); ++column) {
        int width = header[column].size();
        for (const QStringList &row : rows)
            width = std::max(width, row.value(column).size());
        widths << width;
        right << isNumeric(rows, column);
    }
    const auto format = [&](const QStringList &row) {
        QString text;
        for (int column = 0; column < header.size(); ++column) {
            const QString cell = plainLine(row.value(column));
            text += right[column] ? cell.rightJustified(widths[column])
                                  : cell.leftJustified(widths[column]);
            text += QStringLiteral("  ");
        }
        while (text.endsWith(QLatin1Char(' ')))
            text.chop(1);
        return text;
    };
    line(bold(format(header)));
    for (const QStringList &row : rows)
        line(format(row));
}

void Terminal::message(const QString &text) const
{
    if (m_options.quiet)
        return;
    clearProgress();
    write(stderr, text.toUtf8() + '\n');
}

void Terminal::detail(const QString &text, int verbosity) const
{
    if (m_options.verbosity >= verbosity)
        message(text);
}

void Terminal::progress(const QString &text)
{
    if (!m_progress)
        return;
    write(stderr, "\r\x1b[K" + plainLine(text, 100).toUtf8());
    m_progressShown = true;
}

void Terminal::clearProgress() const
{
    if (m_progressShown)
        write(stderr, "\r\x1b[K");
    m_progressShown = false;
}

void Terminal::error(const Error &error, const QJsonObject &found) const
{
    refuse(errorWord(error.kind), error.message, found);
}

void Terminal::usageError(const QString &sentence) const
{
    refuse(QStringLiteral("USAGE"), sentence, {});
}

void Terminal::refuse(const QString &code, const QString &sentence, QJsonObject found) const
{
    clearProgress();
    if (m_options.json) {
        found.insert(QStringLiteral("error"), QJsonObject{{QStringLiteral("code"), code},
                                                          {QStringLiteral("message"), sentence}});
        object(found);
    }
    write(stderr, (Tr::tr("outcrop: %1").arg(sentence) + QLatin1Char('\n')).toUtf8());
}

QString Terminal::bold(const QString &text) const
{
    return m_color ? QStringLiteral("\x1b[1m%1\x1b[0m").arg(text) : text;
}

QString Terminal::faint(const QString &text) const
{
    return m_color ? QStringLiteral("\x1b[2m%1\x1b[0m").arg(text) : text;
}

} // namespace outcrop
