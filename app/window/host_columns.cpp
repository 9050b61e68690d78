#include "app/window/host_columns.h"

#include "core/base/text.h"
#include "core/package/input_tables.h"

namespace outcrop {

namespace {

constexpr int settling = 500; // Milliseconds.
constexpr int headRows = 0;   // Of the rows only what they say of the columns is wanted.

// What is read of a table; how its block is called does not matter.
bool readTheSame(const DataSource &a, const DataSource &b)
{
    return a.file == b.file && a.type == b.type && a.attributes == b.attributes;
}

} // namespace

HostColumns::HostColumns(QObject *parent) : QObject(parent)
{
    m_settled.setSingleShot(true);
    m_settled.setInterval(settling);
    connect(&m_settled, &QTimer::timeout, this, &HostColumns::ask);
}

void HostColumns::wish(const QString &block, const DataSource &source)
{
    const auto known = m_tables.find(block);
    if (known != m_tables.end() && readTheSame(known->second.source, source))
        return;
    const bool wasKnown = known != m_tables.end() && known->second.facts;
    m_tables.erase(block); // It is of another file.
    m_settled.stop();
    if (source.location().isOnHost() && m_peek) {
        m_tables[block] = {source, std::nullopt};
        m_wished = block;
        m_settled.start();
    }
    if (wasKnown)
        emit changed();
}

void HostColumns::ask()
{
    const auto table = m_tables.find(m_wished);
    if (table == m_tables.end() || table->second.facts)
        return;
    const DataSource source = table->second.source;
    const auto answer = [columns = QPointer(this), block = m_wished,
                         source](const Result<TablePeek> &peek) {
        if (columns)
            columns->take(block, source, peek);
    };
    m_peek(source.location(), csvOptions(source.attributes), headRows, answer);
}

void HostColumns::take(const QString &block, const DataSource &source,
                       const Result<TablePeek> &peek)
{
    const auto table = m_tables.find(block);
    if (table == m_tables.end() || !readTheSame(table->second.source, source))
        return;
    table->second.facts = peek.map([](const TablePeek &found) { return found.facts; });
    emit changed();
}

ColumnsRemark HostColumns::remark(const QString &block) const
{
    const auto table = m_tables.find(block);
    if (table == m_tables.end())
        return {};
    const QString host = plainLine(table->second.source.location().host, 60);
    if (!table->second.facts)
        return {tr("Reading columns from %1…").arg(host), false};
    const Result<TableFacts> &facts = *table->second.facts;
    return facts ? ColumnsRemark{} : ColumnsRemark{plainLine(facts.error().message, 300), true};
}

void HostColumns::learn(const QString &block, const DataSource &source, const TableFacts &table)
{
    m_tables[block] = {source, Result<TableFacts>(table)};
    emit changed();
}

InputTables HostColumns::tables() const
{
    InputTables tables;
    for (const auto &[block, table] : m_tables) {
        if (table.facts && *table.facts)
            tables.insert(block, **table.facts);
    }
    return tables;
}

void HostColumns::forgetFailures()
{
    for (auto table = m_tables.begin(); table != m_tables.end();) {
        const bool failed = table->second.facts && !*table->second.facts;
        table = failed ? m_tables.erase(table) : std::next(table);
    }
}

void HostColumns::clear()
{
    m_settled.stop();
    m_tables.clear();
}

} // namespace outcrop
