#pragma once

#include "widgets/style/theme.h"

#include <QString>
#include <QVector>

#include <memory>

namespace outcrop {

enum class CodeRole { Keyword, String, Number, Comment };

struct CodeSpan
{
    int start = 0; // Characters in the line.
    int length = 0;
    CodeRole role = CodeRole::Keyword;

    friend bool operator==(const CodeSpan &a, const CodeSpan &b)
    {
        return a.start == b.start && a.length == b.length && a.role == b.role;
    }
};

using ColoredLine = QVector<CodeSpan>;

QColor colorOf(CodeRole role, const Theme &theme);

// Tells keywords from texts and numbers. The door to KSyntaxHighlighting. Costs nothing until the
// first file is read; one thread at a time, but not always the same.
class CodeColors
{
public:
    CodeColors();
    ~CodeColors();

    // Of every line, those without a colour too. Language by the file's name; none is known: none
    // has a colour.
    QVector<ColoredLine> read(const QString &fileName, const QString &text);

private:
    class Reader;

    std::unique_ptr<Reader> m_reader;
};

} // namespace outcrop
