#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QStringList>
#include <QVector>

namespace outcrop {

// How a person asked the program to speak.
struct TerminalOptions
{
    bool json = false;  // One object, or JSON Lines for streams.
    bool plain = false; // Tab-separated, stable columns, no header.
    bool quiet = false;
    bool noColor = false;
    int verbosity = 0;
};

// The two streams. stdout carries data only; messages, progress and questions go to stderr. Foreign
// text is made harmless before it is shown.
class Terminal
{
public:
    explicit Terminal(TerminalOptions options);

    const TerminalOptions &options() const { return m_options; }
    bool isJson() const { return m_options.json; }
    bool hasColor() const { return m_color; } // Of stdout.

    void data(const QByteArray &bytes) const; // As it is, flushed.
    void line(const QString &text) const;
    void object(QJsonObject object) const; // One line, `"schema":1` added.

    // Columns aligned for a terminal, tab-separated with --plain. Columns whose cells are all
    // numbers stand right.
    void table(const QStringList &header, const QVector<QStringList> &rows) const;

    void message(const QString &text) const;                   // Not with --quiet.
    void detail(const QString &text, int verbosity = 1) const; // Only with -v; 2: -vv.
    void progress(
        const QString &text); // A line rewritten in place; nothing where stderr is no terminal.
    // A sentence on stderr; with --json on stdout, too, in the object of what was found before.
    void error(const Error &error, const QJsonObject &found = {}) const;

    // The same of a wrong command line: USAGE.
    void usageError(const QString &sentence) const;

    QString bold(const QString &text) const;
    QString faint(const QString &text) const;

private:
    void clearProgress() const;
    void refuse(const QString &code, const QString &sentence, QJsonObject found) const;

    TerminalOptions m_options;
    bool m_color = false;
    bool m_progress = false; // stderr can rewrite a line.
    mutable bool m_progressShown = false;
};

} // namespace outcrop
