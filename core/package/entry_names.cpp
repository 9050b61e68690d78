#include "core/package/entry_names.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::EntryNames)
};

constexpr int longestName =
    1024; // Bytes; PATH_MAX is 4,096 and the host's own folder takes some of it.
constexpr int longestPart = 255;

bool isReserved(const QString &part)
{
    static const QRegularExpression names(
        QStringLiteral("\\A(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?\\z"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    return names.match(part).hasMatch();
}

std::optional<QString> partProblem(const QString &part)
{
    if (part == QLatin1String(".."))
        return Tr::tr("which leaves the package");
    if (part.isEmpty() || part == QLatin1String("."))
        return Tr::tr("which has an empty part");
    if (part.toUtf8().size() > longestPart)
        return Tr::tr("which has a part longer than 255 bytes");
    if (part.endsWith(QLatin1Char('.')) || part.endsWith(QLatin1Char(' ')))
        return Tr::tr("which has a part that ends with a dot or a space");
    if (isReserved(part))
        return Tr::tr("which has a part that some systems reserve");
    return {};
}

QString folded(const QString &name)
{
    return name.normalized(QString::NormalizationForm_C).toCaseFolded();
}

} // namespace

std::optional<QString> entryNameProblem(const QString &name)
{
    static const QRegularExpression drive(QStringLiteral("\\A[A-Za-z]:"));
    if (name.isEmpty())
        return Tr::tr("which is empty");
    if (name.startsWith(QLatin1Char('/')) || drive.match(name).hasMatch())
        return Tr::tr("which is absolute");
    if (name.contains(QLatin1Char('\\')))
        return Tr::tr("which has a backslash");
    const bool control = std::any_of(name.begin(), name.end(), [](QChar c) {
        return c.unicode() < 0x20 || (c.unicode() >= 0x7F && c.unicode() < 0xA0)
               || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
    });
    if (control)
        return Tr::tr("which has a control character");
    if (name.toUtf8().size() > longestName)
        return Tr::tr("which is longer than 1,024 bytes");
    for (const QString &part : name.split(QLatin1Char('/'))) {
        if (const auto problem = partProblem(part))
            return problem;
    }
    return {};
}

std::optional<QString> EntryNames::add(const QString &name)
{
    const bool isFolder = name.endsWith(QLatin1Char('/'));
    const QString path = isFolder ? name.chopped(1) : name;
    if (const auto problem = entryNameProblem(path))
        return problem;

    const QString key = folded(path);
    if (m_files.contains(key) || (!isFolder && m_folders.contains(key)))
        return Tr::tr("which is there twice, as some file systems see it");
    for (int slash = key.indexOf(QLatin1Char('/')); slash >= 0;
         slash = key.indexOf(QLatin1Char('/'), slash + 1)) {
        if (m_files.contains(key.left(slash)))
            return Tr::tr("which is below a file");
        m_folders.insert(key.left(slash));
    }
    (isFolder ? m_folders : m_files).insert(key);
    return {};
}

} // namespace outcrop
