#include "core/codegen/notebook.h"

#include "core/base/json.h"
#include "core/base/text.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

namespace outcrop {

namespace {

// A person's text as Markdown that shows it as it is.
QString asMarkdown(const QString &text)
{
    static const QRegularExpression marks(QStringLiteral("([\\\\`*_{}\\[\\]()#+\\-.!|<>&$~])"));
    return plainLine(text).replace(marks, QStringLiteral("\\\\1"));
}

class NotebookWriter
{
public:
    void addMarkdown(const QString &text) { add(QStringLiteral("markdown"), text, {}); }

    void addCode(const QString &text)
    {
        add(QStringLiteral("code"), text,
            {{QStringLiteral("execution_count"), QJsonValue()},
             {QStringLiteral("outputs"), QJsonArray()}});
    }

    QByteArray json() const
    {
        const QJsonObject kernel{{QStringLiteral("display_name"), QStringLiteral("Python 3")},
                                 {QStringLiteral("language"), QStringLiteral("python")},
                                 {QStringLiteral("name"), QStringLiteral("python3")}};
        const QJsonObject language{{QStringLiteral("name"), QStringLiteral("python")}};
        const QJsonObject metadata{{QStringLiteral("kernelspec"), kernel},
                                   {QStringLiteral("language_info"), language}};
        return formatJson({{QStringLiteral("cells"), m_cells},
                           {QStringLiteral("metadata"), metadata},
                           {QStringLiteral("nbformat"), 4},
                           {QStringLiteral("nbformat_minor"), 5}});
    }

private:
    void add(const QString &kind, const QString &text, QJsonObject cell)
    {
        QJsonArray lines;
        const QStringList parts = text.split(QLatin1Char('\n'));
        for (int i = 0; i < parts.size(); ++i)
            lines << (i + 1 < parts.size() ? parts[i] + QLatin1Char('\n') : parts[i]);
        cell[QStringLiteral("cell_type")] = kind;
        cell[QStringLiteral("id")] =
            QStringLiteral("cell-%1").arg(m_cells.size() + 1, 3, 10, QLatin1Char('0'));
        cell[QStringLiteral("metadata")] = QJsonObject();
        cell[QStringLiteral("source")] = lines;
        m_cells << cell;
    }

    QJsonArray m_cells;
};

} // namespace

QByteArray notebook(const QString &trainScript, const QString &title)
{
    NotebookWriter writer;
    writer.addMarkdown(QStringLiteral("# ") + asMarkdown(title));
    const QString quotes = QStringLiteral("\"\"\"");
    const int end = trainScript.indexOf(quotes, quotes.size());
    writer.addMarkdown(trainScript.mid(quotes.size(), end - quotes.size()).trimmed());
    QString code = trainScript.mid(end + quotes.size()).trimmed();
    code.replace(QLatin1String("Path(__file__).resolve().parent"), QLatin1String("Path.cwd()"));
    for (const QString &part : code.split(QStringLiteral("\n\n\n"))) {
        if (part.startsWith(QLatin1String("# ")))
            writer.addMarkdown(QLatin1Char('#') + part);
        else if (part.startsWith(QLatin1String("if __name__")))
            writer.addCode(QStringLiteral("main()"));
        else
            writer.addCode(part);
    }
    return writer.json();
}

} // namespace outcrop
