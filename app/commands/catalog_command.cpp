#include "app/commands/command.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/builtin_catalog/builtin_catalog.h"
#include "core/host_catalog/host_catalog.h"
#include "core/hosts/local_shell.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CatalogCommand)
};

QString portWord(PortType type)
{
    switch (type) {
    case PortType::Table:
        return QStringLiteral("table");
    case PortType::Model:
        return QStringLiteral("model");
    case PortType::Scores:
        return QStringLiteral("scores");
    case PortType::Any:
        return QStringLiteral("any");
    }
    Q_UNREACHABLE();
}

QJsonArray toJson(const QVector<PortSpec> &ports)
{
    QJsonArray array;
    for (const PortSpec &port : ports) {
        array << QJsonObject{{QStringLiteral("name"), port.name},
                             {QStringLiteral("type"), portWord(port.type)},
                             {QStringLiteral("many"), port.many},
                             {QStringLiteral("required"), port.required}};
    }
    return array;
}

QJsonObject toJson(const BlockType &type)
{
    QJsonArray attributes;
    for (const AttributeSpec &attribute : type.attributes) {
        attributes << QJsonObject{{QStringLiteral("name"), attribute.name},
                                  {QStringLiteral("takes"), describeKinds(attribute.kinds)},
                                  {QStringLiteral("default"), formatValue(attribute.defaultValue)},
                                  {QStringLiteral("required"), attribute.required},
                                  {QStringLiteral("advanced"), attribute.advanced},
                                  {QStringLiteral("tunable"), attribute.tunable}};
    }
    return {{QStringLiteral("key"), type.key},
            {QStringLiteral("title"), type.title},
            {QStringLiteral("category"), type.category},
            {QStringLiteral("platform"), type.platform},
            {QStringLiteral("help"), type.help},
            {QStringLiteral("documentation"), type.documentation},
            {QStringLiteral("common"), type.common},
            {QStringLiteral("inputs"), toJson(type.inputs)},
            {QStringLiteral("outputs"), toJson(type.outputs)},
            {QStringLiteral("attributes"), attributes},
            {QStringLiteral("requires"), QJsonArray::fromStringList(type.requirements)}};
}

bool matches(const BlockType &type, const QString &words)
{
    const QString all =
        QStringList{type.key, type.title, type.category, type.synonyms.join(QLatin1Char(' '))}.join(
            QLatin1Char(' '));
    for (const QString &word : words.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (!all.contains(word, Qt::CaseInsensitive))
            return false;
    }
    return true;
}

Outcome list(Context &context, const QString &words)
{
    const auto catalog = catalogWithOwnTypes(context.folders.data + QStringLiteral("/catalog"));
    if (!catalog)
        return failure(catalog.error());
    QJsonArray array;
    QVector<QStringList> rows;
    for (const BlockType &type : catalog->types()) {
        if (!matches(type, words))
            continue;
        array << QJsonObject{{QStringLiteral("key"), type.key},
                             {QStringLiteral("title"), type.title},
                             {QStringLiteral("category"), type.category}};
        rows << QStringList{type.key, type.title, type.category};
    }
    if (context.terminal.isJson())
        context.terminal.object(
            {{QStringLiteral("source"), catalog->source()}, {QStringLiteral("types"), array}});
    else if (rows.isEmpty())
        context.terminal.message(Tr::tr("No kind of block matches '%1'.").arg(plainLine(words)));
    else
        context.terminal.table({Tr::tr("key"), Tr::tr("title"), Tr::tr("category")}, rows);
    return ExitCode::Ok;
}

// The key itself, or in any case its title, its class, or that with its module: `forest` does not
// fit, `RandomForestClassifier` and `sklearn.ensemble.RandomForestClassifier` do.
const BlockType *findType(const Catalog &catalog, const QString &word)
{
    if (const BlockType *type = catalog.find(word))
        return type;
    for (const BlockType &type : catalog.types()) {
        const QString path = type.module + QLatin1Char('.') + type.className;
        if (QStringList{type.title, type.className, path}.contains(word, Qt::CaseInsensitive))
            return &type;
    }
    return nullptr;
}

Outcome show(Context &context, const QString &key)
{
    const auto catalog = catalogWithOwnTypes(context.folders.data + QStringLiteral("/catalog"));
    if (!catalog)
        return failure(catalog.error());
    const BlockType *type = findType(*catalog, key);
    if (!type) {
        QStringList keys;
        for (const BlockType &each : catalog->types())
            keys << each.key << each.className;
        const QString meant = nearest(key, keys);
        return failure(
            ErrorKind::NotFound,
            meant.isEmpty()
                ? Tr::tr("There is no kind of block '%1'; 'outcrop catalog list WORDS' searches.")
                      .arg(plainLine(key))
                : Tr::tr("There is no kind of block '%1'. Did you mean '%2'?")
                      .arg(plainLine(key), meant));
    }
    if (context.terminal.isJson()) {
        context.terminal.object(toJson(*type));
        return ExitCode::Ok;
    }
    context.terminal.line(
        context.terminal.bold(QStringLiteral("%1 · %2").arg(type->title, type->key)));
    context.terminal.line(QStringLiteral("%1 · %2").arg(type->category, type->platform));
    if (!type->help.isEmpty())
        context.terminal.line(type->help);
    if (!type->documentation.isEmpty())
        context.terminal.line(type->documentation);
    context.terminal.line({});
    QVector<QStringList> rows, code;
    for (const AttributeSpec &attribute : type->attributes) {
        QString value =
            attribute.required ? Tr::tr("required") : formatValue(attribute.defaultValue);
        if (value.contains(QLatin1Char('\n'))) {
            code << QStringList{attribute.name, value.trimmed()};
            value = Tr::tr("see below");
        }
        rows << QStringList{attribute.name, value, describeKinds(attribute.kinds)};
    }
    context.terminal.table({Tr::tr("attribute"), Tr::tr("default"), Tr::tr("takes")}, rows);
    for (const QStringList &nameAndText : qAsConst(code)) {
        context.terminal.line({});
        context.terminal.line(nameAndText[0] + QLatin1Char(':'));
        for (const QString &line : nameAndText[1].split(QLatin1Char('\n')))
            context.terminal.line(QStringLiteral("    ") + line);
    }
    return ExitCode::Ok;
}

// The facts of another installation of scikit-learn, written by its own Python.
Outcome dump(Context &context, const QString &python)
{
    const HostProfile host = thisComputer();
    const QStringList pythons = python.isEmpty() ? host.pythons : QStringList{python};
    LocalShell shell;
    const auto catalog = dumpCatalog(shell, host, pythons,
                                     context.terminal.isJson() ? DumpForm::Json : DumpForm::Yaml);
    if (!catalog)
        return failure(catalog.error());
    context.terminal.data(*catalog);
    return ExitCode::Ok;
}

} // namespace

void addCatalog(CLI::App &app, Command &chosen)
{
    CLI::App *catalog = app.add_subcommand(
        "catalog", text(Tr::tr("Kinds of blocks and what their attributes take")));
    catalog->require_subcommand(1);

    const auto words = std::make_shared<std::vector<std::string>>();
    CLI::App *listed = catalog->add_subcommand(
        "list", text(Tr::tr("List the kinds of blocks, or those that match")));
    listed->add_option("WORDS", *words, text(Tr::tr("Parts of key, title, category or synonyms")));
    listed->callback([&chosen, words] {
        QStringList joined;
        for (const std::string &word : *words)
            joined << text(word);
        chosen = [joined](Context &context) {
            return list(context, joined.join(QLatin1Char(' ')));
        };
    });

    const auto key = std::make_shared<std::string>();
    CLI::App *shown =
        catalog->add_subcommand("show", text(Tr::tr("Show one kind of block with its attributes")));
    shown->add_option("KEY", *key, text(Tr::tr("A key such as sklearn.Ridge, a class or a title")))
        ->required();
    shown->callback(
        [&chosen, key] { chosen = [key](Context &context) { return show(context, text(*key)); }; });

    const auto python = std::make_shared<std::string>();
    CLI::App *dumped = catalog->add_subcommand(
        "dump", text(Tr::tr("Print the facts that an installed scikit-learn declares of itself")));
    dumped
        ->add_option("--python", *python,
                     text(Tr::tr("The Python to ask (default: this computer's)")))
        ->type_name("PYTHON");
    dumped->callback([&chosen, python] {
        chosen = [python](Context &context) { return dump(context, text(*python)); };
    });
}

} // namespace outcrop
