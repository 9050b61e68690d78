#include "core/host_catalog/library_there.h"

#include "core/base/text.h"
#include "core/host_catalog/host_catalog.h"
#include "core/pipeline/edits.h"
#include "core/pipeline/naming.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::LibraryThere)
};

// Without the choices that are wrong here, and the kinds that are left with none. The default is
// what stands where nothing is chosen.
QVector<AttributeKind> takenHere(const AttributeSpec &there, const AttributeSpec &here)
{
    QVector<AttributeKind> kinds = there.kinds;
    for (AttributeKind &kind : kinds) {
        const auto isWrong = [&](const AttributeValue &value) {
            return value != there.defaultValue && checkValue(here, value);
        };
        kind.choices.erase(std::remove_if(kind.choices.begin(), kind.choices.end(), isWrong),
                           kind.choices.end());
    }
    const auto isEmpty = [](const AttributeKind &kind) {
        return kind.form == AttributeKind::Form::Choice && kind.choices.isEmpty();
    };
    kinds.erase(std::remove_if(kinds.begin(), kinds.end(), isEmpty), kinds.end());
    return kinds.isEmpty() ? here.kinds : kinds;
}

class Judgement
{
public:
    Judgement(const Catalog &here, const LibraryThere &there)
        : m_here(here), m_there(there), m_name(there.name())
    {
    }

    void judge(BlockId id, const Block &block)
    {
        const BlockType *const here = m_here.find(block.type);
        if (!here || !isOfLibrary(*here))
            return;
        m_block = id;
        m_title = displayTitle(block, m_here);
        const BlockType *const there = m_there.catalog.find(block.type);
        if (!there) {
            add({}, Tr::tr("%1 has no %2.").arg(m_name, here->className));
            return;
        }
        for (auto own = block.attributes.begin(); own != block.attributes.end(); ++own) {
            const AttributeSpec *const known = here->findAttribute(own.key());
            if (known && known->isParameter)
                judge(own.key(), *own, there->findAttribute(own.key()));
        }
    }

    QVector<Problem> problems;

private:
    void judge(const QString &attribute, const AttributeValue &value, const AttributeSpec *there)
    {
        if (!there)
            add(attribute, Tr::tr("%1 does not know %2.").arg(m_name, attribute));
        else if (const auto wrong = checkValue(*there, value))
            add(attribute, Tr::tr("With %1, %2").arg(m_name, plainLine(*wrong, 200)));
    }

    void add(const QString &attribute, const QString &what)
    {
        Problem problem{Problem::Severity::Notice,
                        QStringLiteral("not_on_host"),
                        Tr::tr("%1: %2").arg(m_title, what),
                        m_block,
                        attribute,
                        {}};
        if (!attribute.isEmpty())
            problem.fixes << Fix{Tr::tr("Reset %1").arg(attribute),
                                 [block = m_block, attribute](Pipeline pipeline) {
                                     return resetAttribute(std::move(pipeline), block, attribute);
                                 }};
        problems << problem;
    }

    const Catalog &m_here;
    const LibraryThere &m_there;
    const QString m_name;
    BlockId m_block{};
    QString m_title;
};

} // namespace

QString LibraryThere::name() const
{
    return Tr::tr("%1 on %2", "library, host")
        .arg(plainLine(catalog.source(), 60), plainLine(host, 60));
}

std::optional<LibraryThere> keptLibrary(const HostProfile &host, const Catalog &here,
                                        const QString &cache)
{
    const std::optional<CatalogFile> kept = keptCatalog(host, cache);
    if (!kept || kept->source == here.source())
        return std::nullopt;
    LibraryThere library{host.title, Catalog(kept->types)};
    library.catalog.setSource(kept->source);
    return library;
}

bool isOfLibrary(const BlockType &type)
{
    return type.key.startsWith(QLatin1String("sklearn."));
}

TypeThere typeThere(const BlockType &here, const Catalog &there)
{
    TypeThere result;
    if (!isOfLibrary(here))
        return result;
    const BlockType *const type = there.find(here.key);
    result.isMissing = !type;
    for (const AttributeSpec &spec : here.attributes) {
        if (!type || !spec.isParameter)
            continue;
        const AttributeSpec *const other = type->findAttribute(spec.name);
        if (!other) {
            result.missing.insert(spec.name);
        } else if (other->defaultValue != spec.defaultValue
                   || describeKinds(other->kinds) != describeKinds(spec.kinds)) {
            AttributeSpec shown = spec;
            shown.defaultValue = other->defaultValue;
            shown.kinds = takenHere(*other, spec);
            result.others << shown;
        }
    }
    return result;
}

Catalog catalogThere(const Catalog &here, const Catalog &there)
{
    QVector<BlockType> types = here.types();
    for (BlockType &type : types) {
        for (const AttributeSpec &other : typeThere(type, there).others) {
            const auto is = [&](const AttributeSpec &spec) { return spec.name == other.name; };
            *std::find_if(type.attributes.begin(), type.attributes.end(), is) = other;
        }
    }
    Catalog catalog(std::move(types));
    catalog.setSource(there.source());
    return catalog;
}

Pipeline setAttributeThere(Pipeline pipeline, BlockId block, const QString &name,
                           const AttributeValue &value, const Catalog &here, const Catalog &shown)
{
    const Block *const found = pipeline.find(block);
    const BlockType *const typeHere = found ? here.find(found->type) : nullptr;
    const BlockType *const typeShown = found ? shown.find(found->type) : nullptr;
    const AttributeSpec *const specHere = typeHere ? typeHere->findAttribute(name) : nullptr;
    const AttributeSpec *const specShown = typeShown ? typeShown->findAttribute(name) : nullptr;
    if (!specHere || !specShown || specHere->defaultValue == specShown->defaultValue)
        return setAttribute(std::move(pipeline), block, name, value, here);
    if (value == specShown->defaultValue && checkValue(*specHere, value))
        return resetAttribute(std::move(pipeline), block, name);
    return setAttribute(std::move(pipeline), block, name, value, Catalog()); // As it is.
}

QVector<Problem> problemsThere(const Pipeline &pipeline, const Catalog &here,
                               const LibraryThere &there)
{
    Judgement judgement(here, there);
    pipeline.forEachBlock([&](BlockId id, const Block &block) { judgement.judge(id, block); });
    return judgement.problems;
}

} // namespace outcrop
