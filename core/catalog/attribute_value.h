#pragma once

#include <QString>
#include <QVector>

#include <variant>

namespace outcrop {

struct AttributeValue;

// A range to search instead of one value: `{search: {int: [50, 500], log: true}}`, `{search:
// {float: [0.1, 10.0]}}`,
// `{search: {choice: [gini, entropy]}}`.
struct SearchSpace
{
    enum class Kind { Int, Float, Choice };

    Kind kind = Kind::Float;
    double low = 0; // Int and Float; exact for integers up to 2^53, which the reader enforces.
    double high = 0;
    bool log = false;
    QVector<AttributeValue> choices; // Choice.

    friend bool operator==(const SearchSpace &a, const SearchSpace &b);
};

// The value of an attribute, as file, editor, generated code and effect all see it: `1` and `1.0`
// are different values.
struct AttributeValue
{
    using List = QVector<AttributeValue>;
    struct None
    {
        friend bool operator==(None, None) { return true; }
    };

    std::variant<None, bool, qint64, double, QString, List, SearchSpace> data;

    AttributeValue() = default;
    explicit AttributeValue(bool v) : data(v) {}
    explicit AttributeValue(qint64 v) : data(v) {}
    explicit AttributeValue(int v) : data(qint64(v)) {}
    explicit AttributeValue(double v) : data(v) {}
    explicit AttributeValue(QString v) : data(std::move(v)) {}
    explicit AttributeValue(List v) : data(std::move(v)) {}
    explicit AttributeValue(SearchSpace v) : data(std::move(v)) {}
    explicit AttributeValue(const char *) = delete; // Would become bool.

    bool isNone() const { return std::holds_alternative<None>(data); }
    template<class T>
    const T *as() const // nullptr if it is of another type.
    {
        return std::get_if<T>(&data);
    }

    friend bool operator==(const AttributeValue &a, const AttributeValue &b)
    {
        return a.data == b.data;
    }
    friend bool operator!=(const AttributeValue &a, const AttributeValue &b) { return !(a == b); }
};

inline bool operator==(const SearchSpace &a, const SearchSpace &b)
{
    return a.kind == b.kind && a.low == b.low && a.high == b.high && a.log == b.log
           && a.choices == b.choices;
}

// For people: `none`, `true`, `12`, `0.5`, `gini`, `[1, 2]`, `50 to 500 (log)`.
QString formatValue(const AttributeValue &value);

} // namespace outcrop
