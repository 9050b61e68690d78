#include "core/pipeline/naming.h"

#include <QCoreApplication>
#include <QSet>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Naming)
};

constexpr int longestId = 48;

// keyword.kwlist, keyword.softkwlist and dir(builtins) of Python 3.8 to 3.13 in lower case, and
// what generated programs import.
const QSet<QString> &reservedWords()
{
    static const QSet<QString> words = [] {
        const QString list = QStringLiteral(
            "and as assert async await break case class continue def del elif else except finally "
            "for from global if "
            "import in is lambda match nonlocal not or pass raise return try type while with yield "
            "abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr "
            "classmethod compile "
            "complex copyright credits delattr dict dir divmod enumerate eval exec exit filter "
            "float format frozenset "
            "getattr globals hasattr hash help hex id input int isinstance issubclass iter len "
            "license list locals "
            "map max memoryview min next object oct open ord pow print property quit range repr "
            "reversed round set "
            "setattr slice sorted staticmethod str sum super tuple vars zip "
            "csv inspect joblib json main math np numpy os outcrop_run pandas pathlib pd sklearn "
            "sys time warnings");
        const QStringList split = list.split(QLatin1Char(' '));
        return QSet<QString>(split.begin(), split.end());
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

} // namespace outcrop
