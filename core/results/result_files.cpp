#include "core/results/result_files.h"

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/results/csv_reader.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

#include <cmath>
#include <limits>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ResultFiles)
};

// Where the columns of a predictions file are.
struct PredictionColumns
{
    int fold = -1;
    int row = -1;
    int truth = -1;
    int prediction = -1;
    std::vector<int> scores;
    QStringList scoreClasses;
};

Result<PredictionColumns> findColumns(const CsvReader &csv, const std::vector<std::string> &header,
                                      const QStringList &classes)
{
    PredictionColumns columns;
    const QLatin1String prefix("score:");
    for (int i = 0; i < int(header.size()); ++i) {
        const QString name = QString::fromStdString(header[std::size_t(i)]);
        if (name == QLatin1String("fold"))
            columns.fold = i;
        else if (name == QLatin1String("row"))
            columns.row = i;
        else if (name == QLatin1String("truth"))
            columns.truth = i;
        else if (name == QLatin1String("prediction"))
            columns.prediction = i;
        else if (name.startsWith(prefix)) {
            columns.scores.push_back(i);
            columns.scoreClasses.push_back(name.mid(prefix.size()));
        }
    }
    if (columns.row < 0 || columns.truth < 0 || columns.prediction < 0)
        return failure(
            csv.errorHere(Tr::tr("the columns row, truth and prediction are not all there.")));
    for (const QString &name : columns.scoreClasses) {
        if (!classes.contains(name) || columns.scoreClasses.count(name) > 1)
            return failure(csv.errorHere(
                Tr::tr("%1 is no class of the report, or there twice.").arg(plainLine(name, 60))));
    }
    return columns;
}

// Fields of one predictions file as values.
class PredictionFields
{
public:
    PredictionFields(const CsvReader &csv, const QStringList &classes) : m_csv(csv)
    {
        for (int i = 0; i < classes.size(); ++i)
            m_classes.emplace(classes[i].toStdString(), i);
    }

    Result<qint64> whole(const std::string &field) const
    {
        const std::optional<qint64> value = parseWhole(field);
        if (!value || *value < 0)
            return failure(wrong(field, Tr::tr("a whole number")));
        return *value;
    }

    Result<double> number(const std::string &field) const
    {
        const std::optional<double> value = parseNumber(field);
        if (!value)
            return failure(wrong(field, Tr::tr("a number")));
        return *value;
    }

    Result<double> label(const std::string &field) const
    {
        if (m_classes.empty())
            return field.empty() ? std::numeric_limits<double>::quiet_NaN() : number(field);
        const auto found = m_classes.find(field);
        if (found == m_classes.end())
            return failure(wrong(field, Tr::tr("a class of the report")));
        return double(found->second);
    }

private:
    Error wrong(const std::string &field, const QString &expected) const
    {
        return m_csv.errorHere(
            Tr::tr("“%1” is not %2.").arg(plainLine(QString::fromStdString(field), 60), expected));
    }

    const CsvReader &m_csv;
    std::map<std::string, int> m_classes;
};

Result<> addRecord(Predictions &into, const std::vector<std::string> &record,
                   const PredictionColumns &columns, const PredictionFields &fields)
{
    const auto at = [&record](int column) -> const std::string & {
        return record[std::size_t(column)];
    };
    const Result<qint64> row = fields.whole(at(columns.row));
    const Result<double> truth = fields.label(at(columns.truth));
    const Result<double> prediction = fields.label(at(columns.prediction));
    if (!row || !truth || !prediction)
        return failure(!row ? row.error() : !truth ? truth.error() : prediction.error());
    if (columns.fold >= 0) {
        const Result<qint64> fold = fields.whole(at(columns.fold));
        if (!fold)
            return failure(fold.error());
        into.fold.push_back(int(std::min<qint64>(*fold, std::numeric_limits<int>::max())));
    }
    into.row.push_back(*row);
    into.truth.push_back(*truth);
    into.prediction.push_back(*prediction);
    for (std::size_t i = 0; i < columns.scores.size(); ++i) {
        const Result<double> score = fields.number(at(columns.scores[i]));
        if (!score)
            return failure(score.error());
        into.scores[i].push_back(*score);
    }
    return {};
}

Result<std::vector<qint64>> readRows(const QJsonValue &value, const QString &what)
{
    std::vector<qint64> rows;
    if (!value.isArray() && !value.isUndefined())
        return failure(ErrorKind::Corrupt, Tr::tr("%1 is not a list of row numbers.").arg(what));
    const QJsonArray array = value.toArray();
    rows.reserve(std::size_t(array.size()));
    for (const QJsonValue &entry : array) {
        const double row = entry.toDouble(-1);
        if (!(row >= 0 && row < 9e15 && row == std::floor(row)))
            return failure(ErrorKind::Corrupt,
                           Tr::tr("%1 is not a list of row numbers.").arg(what));
        rows.push_back(qint64(row));
    }
    return rows;
}

} // namespace

Result<QString> resultPath(const QString &folder, const QString &relative)
{
    QString path = folder;
    const QStringList parts = relative.split(QLatin1Char('/'));
    for (const QString &part : parts) {
        if (part.isEmpty() || part == QLatin1String(".") || part == QLatin1String("..")
            || part.contains(QChar(0)))
            return failure(ErrorKind::InvalidInput,
                           Tr::tr("The report names the file “%1”, which is not a plain "
                                  "path below its own folder.")
                               .arg(plainLine(relative, 120)));
        path += QLatin1Char('/') + part;
        if (QFileInfo(path).isSymLink())
            return failure(
                ErrorKind::InvalidInput,
                Tr::tr("%1 is a link; results hold plain files only.").arg(plainLine(path)));
    }
    return path;
}

Result<Predictions> readPredictions(const QString &path, const QStringList &classes)
{
    Result<CsvReader> csv = CsvReader::open(path, qint64(2) << 30);
    if (!csv)
        return failure(csv.error());
    std::vector<std::string> record;
    Result<bool> more = csv->next(record);
    if (!more)
        return failure(more.error());
    if (!*more)
        return failure(csv->errorHere(Tr::tr("the file is empty.")));
    const std::size_t width = record.size();
    const Result<PredictionColumns> columns = findColumns(*csv, record, classes);
    if (!columns)
        return failure(columns.error());

    Predictions predictions;
    predictions.scoreClasses = columns->scoreClasses;
    predictions.scores.resize(columns->scores.size());
    const PredictionFields fields(*csv, classes);
    for (more = csv->next(record); more && *more; more = csv->next(record)) {
        if (record.size() != width)
            return failure(csv->errorHere(
                Tr::tr("there are %1 fields, not %2.").arg(record.size()).arg(width)));
        if (const Result<> added = addRecord(predictions, record, *columns, fields); !added)
            return failure(added.error());
    }
    if (!more)
        return failure(more.error());
    return predictions;
}

Result<> readLatency(const QString &path, LatencyRun &run)
{
    Result<CsvReader> csv = CsvReader::open(path, qint64(1) << 30);
    if (!csv)
        return failure(csv.error());
    std::vector<std::string> record;
    Result<bool> more = csv->next(record);
    if (more && record != std::vector<std::string>{"repeat", "ms"})
        return failure(csv->errorHere(Tr::tr("the columns are not repeat and ms.")));
    while (more) {
        more = csv->next(record);
        if (!more || !*more)
            break;
        const std::optional<qint64> repeat =
            record.size() == 2 ? parseWhole(record[0]) : std::nullopt;
        const std::optional<double> milliseconds =
            record.size() == 2 ? parseNumber(record[1]) : std::nullopt;
        const bool isGood = repeat && milliseconds && *repeat >= 0 && *repeat < 100'000
                            && *milliseconds >= 0 && std::isfinite(*milliseconds);
        if (!isGood)
            return failure(csv->errorHere(Tr::tr("there is no repeat and time of 0 or more.")));
        run.repeat.push_back(int(*repeat));
        run.milliseconds.push_back(*milliseconds);
    }
    return more ? Result<>() : failure(more.error());
}

Result<RowParts> readRowParts(const QString &path)
{
    const Result<QByteArray> bytes = readFile(path);
    if (!bytes)
        return failure(bytes.error());
    const Result<QJsonObject> object = parseJsonObject(*bytes, plainLine(path), 256 << 20);
    if (!object)
        return failure(object.error());
    RowParts parts;
    Result<> good;
    const auto read = [&good, &path](const QJsonObject &from, const char *key) {
        const QString what = QStringLiteral("%1: %2").arg(plainLine(path), QLatin1String(key));
        Result<std::vector<qint64>> rows = readRows(from.value(QLatin1String(key)), what);
        if (!rows && good)
            good = failure(rows.error());
        return rows ? *std::move(rows) : std::vector<qint64>();
    };
    parts.train = read(*object, "train");
    parts.validation = read(*object, "validation");
    parts.test = read(*object, "test");
    for (const auto &fold : object->value(QLatin1String("folds")).toArray()) {
        const QJsonObject rows = fold.toObject();
        parts.folds.push_back({read(rows, "fit"), read(rows, "held")});
    }
    return good ? Result<RowParts>(std::move(parts)) : failure(good.error());
}

} // namespace outcrop
