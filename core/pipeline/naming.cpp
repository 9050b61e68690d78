#include "core/pipeline/naming.h"

#include <QCoreApplication>
#include <QSet>
#include <QUuid>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Naming)
};

constexpr int longestId = 48;

// keyword.kwlist and keyword.softkwlist of Python 3.8 to 3.13 in lower case, the name of the dummy
// model in every leaderboard, and the modules that a generated program calls by these names.
const QSet<QString> &reservedWords()
{
    static const QSet<QString> words = [] {
        const QStringList list = QStringLiteral("and as assert async await break case class "
                                                "continue def del elif else except finally for "
                                                "from global if import in is lambda match nonlocal "
                                                "not or pass raise return try type while "
                                                "with yield baseline joblib json np pd sys")
                                     .split(QLatin1Char(' '));
        return QSet<QString>(list.begin(), list.end());
    }();
    return words;
}

bool isLower(QChar c)
{
    return c >= QLatin1Char('a') && c <= QLatin1Char('z');
}

bool isIdCharacter(QChar c)
{
    return isLower(c) || (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || c == QLatin1Char('_');
}

// `title` as a valid id, whoever else has it.
QString idFromTitle(const QString &title)
{
    QString id;
    const QString decomposed = title.normalized(QString::NormalizationForm_KD).toLower();
    for (QChar c : decomposed) {
        if (isIdCharacter(c) && c != QLatin1Char('_'))
            id += c;
        else if (!id.isEmpty() && !id.endsWith(QLatin1Char('_')) && !c.isMark())
            id += QLatin1Char('_');
    }
    id.truncate(longestId - 8); // Room for a number.
    while (id.endsWith(QLatin1Char('_')))
        id.chop(1);
    if (id.isEmpty() || !isLower(id[0]))
        id.prepend(id.isEmpty() ? QLatin1String("block") : QLatin1String("block_"));
    return reservedWords().contains(id) ? id + QLatin1String("_block") : id;
}

} // namespace

std::optional<QString> checkBlockId(const QString &id)
{
    const bool wellFormed = !id.isEmpty() && id.size() <= longestId && isLower(id[0])
                            && std::all_of(id.begin(), id.end(), isIdCharacter);
    if (!wellFormed)
        return Tr::tr("%1 is no id: take a lower-case letter and then up to 47 lower-case letters, "
                      "digits or "
                      "underscores, such as %2.")
            .arg(id.isEmpty() ? Tr::tr("Nothing") : id.left(60), idFromTitle(id));
    if (reservedWords().contains(id))
        return Tr::tr("%1 cannot be an id because Python means something else by it: take another, "
                      "such as %2.")
            .arg(id, idFromTitle(id));
    return {};
}

QString unusedBlockId(const Pipeline &pipeline, const QString &title)
{
    const QString base = idFromTitle(title);
    QString id = base;
    for (int number = 2; pipeline.findById(id) != BlockId{}; ++number)
        id = QStringLiteral("%1_%2").arg(base).arg(number);
    return id;
}

QString displayTitle(const Block &block, const Catalog &catalog)
{
    if (!block.title.isEmpty())
        return block.title;
    const BlockType *type = catalog.find(block.type);
    return type && !type->title.isEmpty() ? type->title : block.id;
}

QString blockGuid(const QString &id)
{
    static const QUuid outcropBlocks(QStringLiteral("{8f1c2a52-6d0b-4a0e-9c35-5b7f1c0e9d41}"));
    return QUuid::createUuidV5(outcropBlocks, id).toString(QUuid::WithoutBraces);
}

} // namespace outcrop
