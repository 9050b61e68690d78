#include "core/hosts/requirement.h"

#include <QRegularExpression>

namespace outcrop {

namespace {

QString lowerName(const QString &name)
{
    static const QRegularExpression separators(QStringLiteral("[-_.]+"));
    return name.toLower().replace(separators, QStringLiteral("-"));
}

QString sortedParts(const QString &text, QString (*normal)(const QString &))
{
    QStringList parts;
    for (const QString &part : text.split(QLatin1Char(',')))
        parts << normal(part.simplified().remove(QLatin1Char(' ')));
    parts.removeDuplicates();
    parts.sort();
    return parts.join(QLatin1Char(','));
}

} // namespace

std::optional<QString> normalRequirement(const QString &line)
{
    static const QString name = QStringLiteral("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");
    static const QString clause =
        QStringLiteral(" *(?:===|==|!=|<=|>=|~=|<|>) *[A-Za-z0-9.!+*_-]+ *");
    static const QRegularExpression whole(
        QStringLiteral("\\A(%1) *(?:\\[ *(%1(?: *, *%1)*) *\\] *)?(%2(?:,%2)*)?\\z")
            .arg(name, clause));
    const auto match = whole.match(line);
    if (!match.hasMatch() || line.size() > 500)
        return std::nullopt;
    QString normal = lowerName(match.captured(1));
    if (!match.captured(2).isEmpty())
        normal += QLatin1Char('[') + sortedParts(match.captured(2), lowerName) + QLatin1Char(']');
    if (!match.captured(3).isEmpty())
        normal += sortedParts(match.captured(3), [](const QString &part) { return part; });
    return normal;
}

RequirementList readRequirements(const QByteArray &file)
{
    static const QRegularExpression comment(QStringLiteral("(?:\\A|[ \\t])#.*\\z"));
    RequirementList list;
    for (QString line : QString::fromUtf8(file).split(QLatin1Char('\n'))) {
        if (line.endsWith(QLatin1Char('\r')))
            line.chop(1);
        // A byte order mark is no part of the first name.
        line = line.remove(comment).remove(QChar(0xfeff)).trimmed();
        if (line.isEmpty())
            continue;
        if (const auto normal = normalRequirement(line))
            list.requirements << *normal;
        else
            list.refused << line;
    }
    list.requirements.removeDuplicates();
    list.requirements.sort();
    return list;
}

} // namespace outcrop
