#include "core/codegen/code_words.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CodeWords)
};

QRegularExpression whole(const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern));
}

// Not one of Python's keywords either: those of 3.8 to 3.13.
bool isName(const QString &text)
{
    static const QRegularExpression name = whole(
        QStringLiteral("(?!(?:False|None|True|and|as|assert|async|await|break|class|continue|def|"
                       "del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|"
                       "nonlocal|not|or|pass|raise|return|try|while|with|yield)$)"
                       "[A-Za-z_][A-Za-z0-9_]{0,63}"));
    return name.match(text).hasMatch();
}

bool isModule(const QString &text)
{
    const QStringList parts = text.split(QLatin1Char('.'));
    return std::all_of(parts.begin(), parts.end(), isName);
}

bool isConstant(const QString &text)
{
    static const QRegularExpression value = whole(
        QStringLiteral("True|False|None|-?[0-9]+(?:\\.[0-9]+)?|\\{\\}|\\[\\]|\"[A-Za-z0-9_-]*\""));
    const int equals = text.indexOf(QLatin1Char('='));
    return equals > 0 && isName(text.left(equals)) && value.match(text.mid(equals + 1)).hasMatch();
}

} // namespace

std::optional<QString> checkCodeWords(const BlockType &type)
{
    QString wrong;
    if (!type.module.isEmpty() && !isModule(type.module))
        wrong = type.module;
    if (!type.className.isEmpty() && !isName(type.className))
        wrong = type.className;
    for (const AttributeSpec &spec : type.attributes) {
        if (spec.isParameter && !isName(spec.name))
            wrong = spec.name;
    }
    for (const PortSpec &port : type.inputs) {
        if (port.type == PortType::Model && !isName(port.name))
            wrong = port.name;
    }
    for (const QString &constant : type.constants) {
        if (!isConstant(constant))
            wrong = constant;
    }
    if (wrong.isEmpty())
        return {};
    return Tr::tr("The catalog's type %1 has “%2” where a Python name belongs: mend or remove it.")
        .arg(type.key.left(60), wrong.left(60));
}

} // namespace outcrop
