#include "core/codegen/script_template.h"

#include <QRegularExpression>
#include <QVector>

#include <algorithm>

namespace outcrop {

namespace {

bool holdsAll(const QString &condition, const QSet<QString> &holds)
{
    const QStringList words = condition.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&](const QString &word) {
        return word.startsWith(QLatin1Char('!')) ? !holds.contains(word.mid(1))
                                                 : holds.contains(word);
    });
}

// Which of the conditions around a line hold.
class Conditions
{
public:
    explicit Conditions(const QSet<QString> &holds) : m_holds(holds) {}

    void read(const QString &directive)
    {
        if (directive.startsWith(QLatin1String("if "))) {
            m_open << holdsAll(directive.mid(3), m_holds);
            return;
        }
        Q_ASSERT(!m_open.isEmpty());
        if (directive == QLatin1String("else"))
            m_open.last() = !m_open.last();
        else
            m_open.removeLast();
        Q_ASSERT(directive == QLatin1String("else") || directive == QLatin1String("end"));
    }

    bool allHold() const { return !m_open.contains(false); }
    bool isClosed() const { return m_open.isEmpty(); }

private:
    const QSet<QString> &m_holds;
    QVector<bool> m_open;
};

// Nothing: the line goes away.
QString fillLine(const QString &line, const QMap<QString, QString> &values)
{
    static const QRegularExpression mark(QStringLiteral("«([a-z_]+)»"));
    if (!line.contains(QChar(0xAB)))
        return line + QLatin1Char('\n');
    QString filled;
    int done = 0;
    auto matches = mark.globalMatch(line);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        Q_ASSERT(values.contains(match.captured(1)));
        const QString value = values.value(match.captured(1));
        if (value.isEmpty() && match.captured() == line.trimmed())
            return {};
        filled += line.mid(done, match.capturedStart() - done) + value;
        done = match.capturedEnd();
    }
    return filled + line.mid(done) + QLatin1Char('\n');
}

} // namespace

QString fillTemplate(const QByteArray &source, const ScriptFacts &facts)
{
    static const QString directive = QStringLiteral("#: ");
    Conditions conditions(facts.holds);
    QString filled;
    QStringList lines = QString::fromUtf8(source).split(QLatin1Char('\n'));
    if (lines.last().isEmpty())
        lines.removeLast();
    for (const QString &line : qAsConst(lines)) {
        if (line.trimmed().startsWith(directive))
            conditions.read(line.trimmed().mid(directive.size()));
        else if (conditions.allHold())
            filled += fillLine(line, facts.values);
    }
    Q_ASSERT(conditions.isClosed());
    return filled;
}

QString fillScript(const QByteArray &source, ScriptFacts facts,
                   const QVector<ImportedName> &imports)
{
    QString &lines = facts.values[QStringLiteral("imports")];
    lines.clear();
    lines = importLines(fillTemplate(source, facts), imports);
    return fillTemplate(source, facts);
}

} // namespace outcrop
