#include "core/catalog/block_search.h"

#include <algorithm>

namespace outcrop {

namespace {

// How a word was found; the smaller, the better.
enum Rank { TitleStart, TitleWord, Synonym, Class, Initials, Category, Typo, NotFound };

// Shorter words are too near to everything.
constexpr int shortestTypo = 4;

// Lower case, words parted by one space: "One-hot encoder" becomes "one hot encoder".
QString plainWords(const QString &text)
{
    QString plain;
    for (const QChar c : text.toCaseFolded()) {
        if (c.isLetterOrNumber())
            plain += c;
        else if (!plain.isEmpty() && !plain.endsWith(QLatin1Char(' ')))
            plain += QLatin1Char(' ');
    }
    return plain.trimmed();
}

bool hasWordWith(const QString &words, const QString &start)
{
    return words.startsWith(start) || words.contains(QLatin1Char(' ') + start);
}

// "rfc" of RandomForestClassifier.
QString initialsOf(const QString &className)
{
    QString initials;
    for (const QChar c : className) {
        if (c.isUpper())
            initials += c.toCaseFolded();
    }
    return initials;
}

// Whether a beginning of `word` is `typed` but for one letter that is wrong, missing, too many or
// swapped with its neighbour.
bool beginsNearly(const QString &word, const QString &typed)
{
    const int same = int(std::mismatch(word.begin(), word.end(), typed.begin(), typed.end()).first
                         - word.begin());
    const QString rest = typed.mid(same);
    const QString wordRest = word.mid(same);
    if (rest.isEmpty())
        return true;
    const bool swapped = rest.size() > 1 && wordRest.size() > 1 && rest[0] == wordRest[1]
                         && rest[1] == wordRest[0] && wordRest.mid(2).startsWith(rest.mid(2));
    return swapped || wordRest.mid(1).startsWith(rest.mid(1)) // Wrong.
           || wordRest.mid(1).startsWith(rest)                // Missing.
           || wordRest.startsWith(rest.mid(1));               // Too many.
}

// A type with what is searched, in plain words.
struct Searchable
{
    explicit Searchable(const BlockType &t)
        : type(&t)
        , title(plainWords(t.title))
        , className(t.className.toCaseFolded())
        , initials(initialsOf(t.className))
        , category(plainWords(t.category))
    {
        for (const QString &synonym : t.synonyms)
            synonyms << plainWords(synonym);
    }

    Rank rank(const QString &word) const
    {
        if (title.startsWith(word))
            return TitleStart;
        if (hasWordWith(title, word))
            return TitleWord;
        if (std::any_of(synonyms.begin(), synonyms.end(),
                        [&](const QString &synonym) { return hasWordWith(synonym, word); }))
            return Synonym;
        if (className.startsWith(word))
            return Class;
        if (word.size() > 1 && initials.startsWith(word))
            return Initials;
        return hasWordWith(category, word) ? Category : NotFound;
    }

    Rank rankOfTypo(const QString &word) const
    {
        if (word.size() < shortestTypo)
            return NotFound;
        QStringList words = title.split(QLatin1Char(' ')) << className;
        for (const QString &synonym : synonyms)
            words << synonym.split(QLatin1Char(' '));
        return std::any_of(words.begin(), words.end(),
                           [&](const QString &known) { return beginsNearly(known, word); })
                   ? Typo
                   : NotFound;
    }

    const BlockType *type;
    QString title, className, initials, category;
    QStringList synonyms;
};

enum class Typos { Refused, Forgiven };

// Of the whole text as it was typed, else of its worst word.
Rank rankOf(const Searchable &candidate, const QString &text, Typos typos)
{
    const Rank whole = candidate.rank(text);
    if (whole != NotFound)
        return whole;
    Rank worst = TitleStart;
    for (const QString &word : text.split(QLatin1Char(' '))) {
        Rank rank = candidate.rank(word);
        if (rank == NotFound && typos == Typos::Forgiven)
            rank = candidate.rankOfTypo(word);
        worst = std::max(worst, rank);
    }
    return worst;
}

struct Hit
{
    Rank rank;
    const BlockType *type;
};

bool isBefore(const Hit &a, const Hit &b)
{
    if (a.rank != b.rank)
        return a.rank < b.rank;
    if (a.type->common != b.type->common)
        return a.type->common;
    if (a.type->role != b.type->role)
        return a.type->role < b.type->role;
    const int order = a.type->title.compare(b.type->title, Qt::CaseInsensitive);
    return order ? order < 0 : a.type->key < b.type->key;
}

} // namespace

bool canBePlaced(const BlockType &type)
{
    return !type.inputs.isEmpty() || !type.outputs.isEmpty();
}

bool fits(const BlockType &type, const PortFilter &filter)
{
    const bool needsInput = filter.needs == PortFilter::Needs::Input;
    const QVector<PortSpec> &ports = needsInput ? type.inputs : type.outputs;
    return std::any_of(ports.begin(), ports.end(), [&](const PortSpec &port) {
        return needsInput ? typesFit(filter.type, port.type) : typesFit(port.type, filter.type);
    });
}

QVector<const BlockType *> searchBlocks(const Catalog &catalog, const QString &text,
                                        const std::optional<PortFilter> &filter)
{
    const QString words = plainWords(text);
    std::vector<Hit> hits;
    for (const Typos typos : {Typos::Refused, Typos::Forgiven}) {
        for (const BlockType &type : catalog.types()) {
            if (!canBePlaced(type) || (filter && !fits(type, *filter)))
                continue;
            const Rank rank = rankOf(Searchable(type), words, typos);
            if (rank != NotFound)
                hits.push_back({rank, &type});
        }
        if (!hits.empty())
            break;
    }
    std::sort(hits.begin(), hits.end(), isBefore);
    QVector<const BlockType *> found;
    for (const Hit &hit : hits)
        found << hit.type;
    return found;
}

} // namespace outcrop
