#include "core/job_store/rows.h"

#include <QJsonDocument>

namespace outcrop {

void bindText(SQLite::Statement &statement, int index, const QString &text)
{
    statement.bind(index, text.toStdString());
}

void bindNumber(SQLite::Statement &statement, int index, const std::optional<qint64> &number)
{
    if (number)
        statement.bind(index, int64_t(*number));
    else
        statement.bind(index);
}

QString textOf(const SQLite::Column &column)
{
    return QString::fromUtf8(column.getText(), column.getBytes());
}

std::optional<qint64> numberOf(const SQLite::Column &column)
{
    return column.isNull() ? std::nullopt : std::optional<qint64>(column.getInt64());
}

Attempt readAttempt(SQLite::Statement &row, int first)
{
    const auto column = [&](int offset) { return row.getColumn(first + offset); };
    Attempt attempt;
    attempt.job = textOf(column(0));
    attempt.number = column(1).getInt();
    attempt.key = textOf(column(2));
    attempt.state = stateFromName(textOf(column(3))).value_or(JobState::Attention);
    attempt.host = textOf(column(4));
    attempt.bootId = textOf(column(5));
    attempt.pid = column(6).getInt64();
    attempt.startTicks = textOf(column(7));
    if (const auto code = numberOf(column(8)))
        attempt.exitCode = int(*code);
    attempt.reason = textOf(column(9));
    attempt.startedAt = numberOf(column(10));
    attempt.endedAt = numberOf(column(11));
    attempt.cancelWanted = column(12).getInt() != 0;
    attempt.orphaned = column(13).getInt() != 0;
    if (!column(14).isNull())
        attempt.doubt = Doubt{textOf(column(14)), textOf(column(15)), column(16).getInt64()};
    if (!column(17).isNull())
        attempt.heldFrom = stateFromName(textOf(column(17)));
    attempt.collected = column(18).getInt() != 0;
    attempt.cancelled = column(19).getInt() != 0;
    if (!column(20).isNull())
        attempt.flags.silence = Silence{column(20).getInt64(), column(21).getInt64()};
    attempt.flags.lowDisk = numberOf(column(22));
    attempt.flags.skew = numberOf(column(23));
    return attempt;
}

int bindAttempt(SQLite::Statement &statement, const Attempt &attempt)
{
    int index = 0;
    bindText(statement, ++index, stateName(attempt.state));
    bindText(statement, ++index, attempt.bootId);
    bindNumber(statement, ++index, attempt.pid);
    bindText(statement, ++index, attempt.startTicks);
    bindNumber(statement, ++index, attempt.exitCode);
    bindText(statement, ++index, attempt.reason);
    bindNumber(statement, ++index, attempt.startedAt);
    bindNumber(statement, ++index, attempt.endedAt);
    bindNumber(statement, ++index, qint64(attempt.orphaned));
    if (attempt.doubt) {
        bindText(statement, ++index, attempt.doubt->hostState);
        bindText(statement, ++index, attempt.doubt->bootId);
        bindNumber(statement, ++index, attempt.doubt->since);
    } else {
        index += 3; // Stay NULL.
    }
    ++index;
    if (attempt.heldFrom)
        bindText(statement, index, stateName(*attempt.heldFrom));
    bindNumber(statement, ++index, qint64(attempt.collected));
    bindNumber(statement, ++index, qint64(attempt.cancelled));
    return index + 1;
}

void insertAttempt(SQLite::Database &database, const Attempt &attempt)
{
    SQLite::Statement row(database,
                          "INSERT INTO attempts(job, n, idem_key, state, host, place) "
                          "VALUES(?,?,?,?,?,(SELECT 1+coalesce(max(place), 0) FROM attempts))");
    bindText(row, 1, attempt.job);
    row.bind(2, attempt.number);
    bindText(row, 3, attempt.key);
    bindText(row, 4, stateName(attempt.state));
    bindText(row, 5, attempt.host);
    row.exec();
    insertEvent(database, attempt, QStringLiteral("state"),
                {{QStringLiteral("to"), stateName(attempt.state)}});
}

void insertEvent(SQLite::Database &database, const Attempt &attempt, const QString &kind,
                 const QJsonObject &data)
{
    SQLite::Statement event(database,
                            "INSERT INTO events(job, n, at_ms, kind, data) VALUES(?,?,?,?,?)");
    bindText(event, 1, attempt.job);
    event.bind(2, attempt.number);
    event.bind(3, int64_t(QDateTime::currentMSecsSinceEpoch()));
    bindText(event, 4, kind);
    event.bind(5, QJsonDocument(data).toJson(QJsonDocument::Compact).toStdString());
    event.exec();
}

} // namespace outcrop
