#include "core/catalog/catalog_cbor.h"

#include <QCborStreamReader>
#include <QCborStreamWriter>
#include <QCoreApplication>

#include <type_traits>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CatalogCbor)
};

constexpr qint64 formatVersion = 1;
constexpr QCborTag searchTag{1};
constexpr int deepestNesting = 64;

template<class T, class Struct>
concept MaybeConst = std::is_same_v<std::remove_const_t<T>, Struct>;

// What a struct consists of: the one description that writing and reading follow.
template<class Archive, MaybeConst<PortSpec> T>
void fields(Archive &archive, T &port)
{
    archive(port.name, port.type, port.many, port.required);
}

template<class Archive, MaybeConst<AttributeKind> T>
void fields(Archive &archive, T &kind)
{
    archive(kind.form, kind.min, kind.max, kind.aboveMin, kind.belowMax, kind.fractionOnly,
            kind.choices, kind.items);
}

template<class Archive, MaybeConst<AppliesWhen> T>
void fields(Archive &archive, T &applies)
{
    archive(applies.attribute, applies.values);
}

template<class Archive, MaybeConst<RewriteRule> T>
void fields(Archive &archive, T &rule)
{
    archive(rule.from, rule.to, rule.why);
}

template<class Archive, MaybeConst<SearchSpace> T>
void fields(Archive &archive, T &space)
{
    archive(space.kind, space.low, space.high, space.log, space.choices);
}

template<class Archive, MaybeConst<AttributeSpec> T>
void fields(Archive &archive, T &spec)
{
    archive(spec.name, spec.kinds, spec.defaultValue, spec.required, spec.unit, spec.help,
            spec.advanced, spec.tunable, spec.isParameter, spec.applies, spec.rewrites);
}

template<class Archive, MaybeConst<BlockType> T>
void fields(Archive &archive, T &type)
{
    archive(type.key, type.title, type.category, type.synonyms, type.common, type.help,
            type.documentation, type.role, type.platform, type.module, type.className, type.inputs,
            type.outputs, type.attributes, type.requirements, type.pandasOutput, type.textInput,
            type.predictsProba, type.hasDecisionFunction, type.constants);
}

class Writer
{
public:
    explicit Writer(QByteArray *bytes) : m_cbor(bytes) {}

    template<class... T>
    void operator()(const T &...parts)
    {
        m_cbor.startArray(sizeof...(parts));
        (write(parts), ...);
        m_cbor.endArray();
    }

private:
    void write(AttributeValue::None) { m_cbor.appendNull(); }
    void write(const QString &text) { m_cbor.append(text); }
    void write(bool flag) { m_cbor.append(flag); }
    void write(double number) { m_cbor.append(number); }
    void write(qint64 number) { m_cbor.append(number); }
    template<class T>
    requires std::is_enum_v<T>
    void write(T value) { m_cbor.append(qint64(value)); }
    template<class T>
    void write(const std::optional<T> &value)
    {
        if (value)
            write(*value);
        else
            m_cbor.appendNull();
    }
    void write(const QStringList &list) { writeItems(list); }
    template<class T>
    void write(const QVector<T> &list)
    {
        writeItems(list);
    }
    template<class List>
    void writeItems(const List &list)
    {
        m_cbor.startArray(quint64(list.size()));
        for (const auto &item : list)
            write(item);
        m_cbor.endArray();
    }
    void write(const AttributeValue &value)
    {
        std::visit([this](const auto &held) { write(held); }, value.data);
    }
    void write(const SearchSpace &space)
    {
        m_cbor.append(searchTag);
        fields(*this, space);
    }
    template<class T>
    requires std::is_class_v<T>
    void write(const T &part) { fields(*this, part); }

    QCborStreamWriter m_cbor;
};

// Reads what Writer wrote. Anything else sets `failed`, and nothing is read from then on.
class Reader
{
public:
    explicit Reader(const QByteArray &bytes) : m_cbor(bytes) {}

    bool failed() const { return m_failed; }

    template<class... T>
    void operator()(T &...parts)
    {
        if (!enter())
            return;
        (read(parts), ...);
        leave();
    }

private:
    bool expect(bool right)
    {
        m_failed = m_failed || !right || m_cbor.lastError() != QCborError::NoError;
        return !m_failed;
    }
    bool enter()
    {
        return expect(m_cbor.isArray() && m_cbor.containerDepth() < deepestNesting)
               && expect(m_cbor.enterContainer());
    }
    void leave()
    {
        if (expect(!m_cbor.hasNext()))
            expect(m_cbor.leaveContainer());
    }
    template<class T>
    void take(bool right, T &target, T (QCborStreamReader::*get)() const)
    {
        if (!expect(right))
            return;
        target = (m_cbor.*get)();
        expect(m_cbor.next());
    }

    void read(bool &flag) { take(m_cbor.isBool(), flag, &QCborStreamReader::toBool); }
    void read(double &number) { take(m_cbor.isDouble(), number, &QCborStreamReader::toDouble); }
    void read(qint64 &number) { take(m_cbor.isInteger(), number, &QCborStreamReader::toInteger); }
    void read(QString &text)
    {
        text.clear();
        if (!expect(m_cbor.isString()))
            return;
        auto part = m_cbor.readString();
        for (; part.status == QCborStreamReader::Ok; part = m_cbor.readString())
            text += part.data;
        expect(part.status == QCborStreamReader::EndOfString);
    }
    template<class T>
    requires std::is_enum_v<T>
    void read(T &value)
    {
        qint64 number = 0;
        read(number);
        expect(number >= 0 && number <= qint64(lastOf(value)));
        value = T(number);
    }
    static PortType lastOf(PortType) { return PortType::Any; }
    static BlockRole lastOf(BlockRole) { return BlockRole::Other; }
    static AttributeKind::Form lastOf(AttributeKind::Form) { return AttributeKind::Form::Code; }
    static SearchSpace::Kind lastOf(SearchSpace::Kind) { return SearchSpace::Kind::Choice; }

    template<class T>
    void read(std::optional<T> &value)
    {
        if (m_cbor.isNull())
            expect(m_cbor.next());
        else
            read(value.emplace());
    }
    void read(QStringList &list)
    {
        QVector<QString> texts;
        read(texts);
        list = QStringList(texts.begin(), texts.end());
    }
    template<class T>
    void read(QVector<T> &list)
    {
        if (!enter())
            return;
        while (!m_failed && m_cbor.hasNext()) {
            list.resize(list.size() + 1);
            read(list.last());
        }
        leave();
    }
    template<class T>
    void readHeld(AttributeValue &value)
    {
        read(value.data.emplace<T>());
    }
    void read(AttributeValue &value)
    {
        if (m_cbor.isNull())
            expect(m_cbor.next());
        else if (m_cbor.isBool())
            readHeld<bool>(value);
        else if (m_cbor.isInteger())
            readHeld<qint64>(value);
        else if (m_cbor.isDouble())
            readHeld<double>(value);
        else if (m_cbor.isString())
            readHeld<QString>(value);
        else if (m_cbor.isArray())
            readHeld<AttributeValue::List>(value);
        else
            readHeld<SearchSpace>(value);
    }
    void read(SearchSpace &space)
    {
        if (expect(m_cbor.isTag() && m_cbor.toTag() == searchTag) && expect(m_cbor.next()))
            fields(*this, space);
    }
    template<class T>
    requires std::is_class_v<T>
    void read(T &part) { fields(*this, part); }

    QCborStreamReader m_cbor;
    bool m_failed = false;
};

} // namespace

QByteArray encodeCatalog(const Catalog &catalog)
{
    QByteArray bytes;
    Writer writer(&bytes);
    writer(QStringLiteral("outcrop catalog"), formatVersion, catalog.source(), catalog.types());
    return bytes;
}

Result<Catalog> decodeCatalog(const QByteArray &cbor)
{
    QString magic, source;
    qint64 version = 0;
    QVector<BlockType> types;
    Reader reader(cbor);
    reader(magic, version, source, types);
    if (reader.failed() || magic != QLatin1String("outcrop catalog") || version != formatVersion)
        return failure(ErrorKind::Corrupt,
                       Tr::tr("the compiled catalog is damaged; build or install Outcrop again"));
    Catalog catalog(std::move(types));
    catalog.setSource(source);
    return catalog;
}

} // namespace outcrop
