#pragma once

#include <QByteArray>
#include <QString>

#include <string_view>
#include <vector>

namespace outcrop {

// Writes YAML in one canonical form, in the order it is called: equal calls, equal bytes. Two
// spaces a level, `- ` one level in, flow collections on one line, `[]` and `{}` where empty,
// UTF-8, a newline at the end. What it writes, this module's parser and any YAML 1.1 or 1.2 reader
// take for the same values. (yaml-cpp's emitter leaves `no`, `1.0` and `2024-01-01` unquoted, lets
// broken UTF-8 through and is 40 times slower.)
//
//     writer.beginMapping();
//     writer.key("name"); writer.text(name);
//     writer.key("layout"); writer.beginFlowMapping(); … writer.end();
//     writer.end();
//     saveAtomically(path, writer.finish());
//
// Inside a flow collection every collection is a flow collection.
class YamlWriter
{
public:
    enum class Quotes { WhereNeeded, EveryText };

    explicit YamlWriter(Quotes quotes = Quotes::WhereNeeded) : m_quotes(quotes) {}

    void beginMapping() { begin(Form::Mapping, false); }
    void beginSequence() { begin(Form::Sequence, false); }
    void beginFlowMapping() { begin(Form::Mapping, true); }
    void beginFlowSequence() { begin(Form::Sequence, true); }
    void end();

    void key(const QString &name); // Before every value of a mapping.

    void none() { scalar("null"); }
    void boolean(bool value) { scalar(value ? "true" : "false"); }
    void integer(qint64 value);
    void number(double value); // Finite. Always with a point: 1.0.
    // Plain where every reader takes it for this text, else in double quotes. Half of a surrogate
    // pair, which no file can hold, becomes U+FFFD.
    void text(const QString &value);
    // Text of several lines as a `|` block, where a block can hold it exactly and the place is not
    // in a flow collection; else as text().
    void lines(const QString &value);

    // A line of its own, `# …`. Only in block collections, before a key or an item.
    void comment(const QString &line);

    QByteArray finish(); // All collections are closed.

private:
    enum class Form { Mapping, Sequence };
    struct Level
    {
        Form form;
        bool flow;
        bool empty = true;
        bool afterKey = false;
        int indent = 0;          // Of its keys or dashes.
        bool behindDash = false; // Its first line goes on behind a dash.
    };

    void begin(Form form, bool flow);
    void place(bool onSameLine); // Whatever comes before a value: a comma, a dash, a space.
    void startEntry();
    void newLine(int indent);
    void scalar(std::string_view written);

    Quotes m_quotes;
    QByteArray m_out;
    std::vector<Level> m_levels;
};

// The text as a scalar of YAML, plain or in double quotes.
QByteArray yamlText(const QString &value,
                    YamlWriter::Quotes quotes = YamlWriter::Quotes::WhereNeeded);

} // namespace outcrop
