#include "core/results/report_reader.h"

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/results/result_files.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QSet>

#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ReportReader)
};

constexpr int mostEntries = 100'000; // Of any list; far above what a person compares.

// Takes typed values out of one object of the report. Remembers the first thing that is wrong, with
// its place.
class Fields
{
public:
    Fields(QJsonObject object, QString place, Result<> &outcome)
        : m_object(std::move(object)), m_place(std::move(place)), m_outcome(outcome)
    {
    }

    bool has(const char *key) const
    {
        const QJsonValue value = m_object.value(QLatin1String(key));
        return !value.isUndefined() && !value.isNull();
    }

    // Text, or a number or truth value in the words Python has for it. Empty if it is not there.
    QString text(const char *key)
    {
        return has(key) ? toText(m_object.value(QLatin1String(key)), key) : QString();
    }

    QString requiredText(const char *key)
    {
        QString value = text(key);
        if (value.isEmpty())
            fail(key, Tr::tr("a text"));
        return value;
    }

    QStringList texts(const char *key)
    {
        QStringList result;
        for (const auto &value : list(key))
            result.push_back(toText(value, key));
        return result;
    }

    bool truth(const char *key)
    {
        const QJsonValue value = m_object.value(QLatin1String(key));
        if (has(key) && !value.isBool())
            fail(key, Tr::tr("true or false"));
        return value.toBool();
    }

    double number(const char *key)
    {
        if (!has(key))
            return 0;
        const std::optional<double> value = jsonNumber(m_object.value(QLatin1String(key)));
        if (!value)
            fail(key, Tr::tr("a number"));
        return value.value_or(0);
    }

    qint64 whole(const char *key, double most = 9e15)
    {
        const double value = number(key);
        if (value >= 0 && value <= most && value == std::floor(value))
            return qint64(value);
        fail(key, Tr::tr("a whole number"));
        return 0;
    }

    int smallWhole(const char *key) { return int(whole(key, 2e9)); }

    NamedNumbers numbers(const char *key)
    {
        NamedNumbers result;
        const QJsonValue value = m_object.value(QLatin1String(key));
        if (has(key) && !value.isObject())
            fail(key, Tr::tr("an object of numbers"));
        const QJsonObject object = value.toObject();
        for (auto entry = object.begin(); entry != object.end(); ++entry) {
            const std::optional<double> entryNumber = jsonNumber(entry.value());
            if (entryNumber)
                result.emplace(entry.key(), *entryNumber);
            else if (!entry.value().isNull())
                fail(key, Tr::tr("an object of numbers"));
        }
        return result;
    }

    Fields object(const char *key)
    {
        const QJsonValue value = m_object.value(QLatin1String(key));
        if (has(key) && !value.isObject())
            fail(key, Tr::tr("an object"));
        return {value.toObject(), placeOf(key), m_outcome};
    }

    std::vector<Fields> objects(const char *key)
    {
        std::vector<Fields> result;
        const QJsonArray values = list(key);
        for (int i = 0; i < values.size(); ++i) {
            if (!values[i].isObject())
                fail(key, Tr::tr("a list of objects"));
            result.emplace_back(values[i].toObject(),
                                QStringLiteral("%1[%2]").arg(placeOf(key)).arg(i), m_outcome);
        }
        return result;
    }

    void fail(const char *key, const QString &expected)
    {
        if (m_outcome)
            m_outcome =
                failure(ErrorKind::Corrupt, Tr::tr("%1 is not %2.").arg(placeOf(key), expected));
    }

private:
    QString placeOf(const char *key) const
    {
        return m_place + (m_place.endsWith(QLatin1Char(' ')) ? QString() : QStringLiteral("."))
               + QLatin1String(key);
    }

    QJsonArray list(const char *key)
    {
        const QJsonValue value = m_object.value(QLatin1String(key));
        const QJsonArray array = value.toArray();
        if ((has(key) && !value.isArray()) || array.size() > mostEntries)
            fail(key, Tr::tr("a list of at most %1 entries").arg(mostEntries));
        return array.size() > mostEntries ? QJsonArray() : array;
    }

    QString toText(const QJsonValue &value, const char *key)
    {
        if (value.isBool())
            return value.toBool() ? QStringLiteral("True") : QStringLiteral("False");
        if (value.isDouble())
            return QString::fromUtf8(
                QByteArray::number(value.toDouble(), 'g', QLocale::FloatingPointShortest));
        if (!value.isString())
            fail(key, Tr::tr("a text"));
        return value.toString();
    }

    QJsonObject m_object;
    QString m_place;
    Result<> &m_outcome;
};

Report::Task toTask(Fields &fields)
{
    const QString task = fields.text("task");
    if (task == QLatin1String("regression"))
        return Report::Task::Regression;
    if (task == QLatin1String("clustering"))
        return Report::Task::Clustering;
    if (task != QLatin1String("classification"))
        fields.fail("task", Tr::tr("classification, regression or clustering"));
    return Report::Task::Classification;
}

Candidate toCandidate(Fields &fields)
{
    Candidate candidate;
    candidate.block = fields.requiredText("block");
    candidate.title = fields.text("title");
    candidate.type = fields.text("type");
    candidate.baseline = fields.truth("baseline");
    candidate.steps = fields.texts("steps");
    for (Fields &fold : fields.objects("folds"))
        candidate.folds.push_back({fold.smallWhole("fold"), fold.whole("fit_rows"),
                                   fold.whole("held_rows"), fold.number("fit_seconds"),
                                   fold.numbers("scores")});
    candidate.scoreSource = fields.text("score_source");
    candidate.loss = fields.text("loss");
    for (Fields &warning : fields.objects("warnings"))
        candidate.warnings.push_back(
            {warning.text("category"), warning.text("text"), warning.whole("count")});
    candidate.error = fields.text("error");
    if (candidate.title.isEmpty())
        candidate.title = candidate.block;
    return candidate;
}

void takeHead(Fields &fields, Report &report)
{
    if (fields.whole("schema") != 1)
        fields.fail("schema", Tr::tr("1, the only version this Outcrop reads"));
    report.task = toTask(fields);
    report.name = fields.text("name");
    report.metric = fields.requiredText("metric");
    const QString direction = fields.text("direction");
    report.higherIsBetter = direction == QLatin1String("max");
    if (!report.higherIsBetter && direction != QLatin1String("min"))
        fields.fail("direction", Tr::tr("max or min"));
    report.positiveClass = fields.text("positive_class");
    report.classes = fields.texts("classes");
    if (QSet<QString>(report.classes.begin(), report.classes.end()).size() != report.classes.size())
        fields.fail("classes", Tr::tr("a list of different classes"));
    if (!report.positiveClass.isEmpty() && !report.classes.contains(report.positiveClass))
        fields.fail("positive_class", Tr::tr("one of the classes"));
    for (const auto &[name, count] : fields.numbers("class_counts"))
        report.classCounts.emplace(name, qint64(std::clamp(count, 0.0, 9e15)));
    report.averaging = fields.text("averaging");
    Fields rows = fields.object("rows");
    report.rowCounts = {rows.whole("total"), rows.whole("train"), rows.whole("validation"),
                        rows.whole("test")};
    Fields folds = fields.object("folds");
    report.foldPlan = {folds.text("kind"),          folds.smallWhole("splits"),
                       folds.smallWhole("repeats"), folds.smallWhole("count"),
                       folds.whole("seed"),         folds.text("why")};
    report.winner = fields.text("winner");
    report.seconds = fields.number("seconds");
}

// Files that belong to a report, added while it is read.
class ReportFiles
{
public:
    ReportFiles(const QString &folder, Report &report) : m_folder(folder), m_report(report) {}

    Result<> addHeldOut()
    {
        for (Candidate &candidate : m_report.candidates) {
            const QString name = QStringLiteral("predictions/%1.csv").arg(candidate.block);
            Result<QString> path = resultPath(m_folder, name);
            if (!path)
                return failure(path.error());
            if (!QFileInfo::exists(*path))
                continue;
            Result<Predictions> predictions = readPredictions(*path, classes());
            if (!predictions)
                return failure(predictions.error());
            if (predictions->fold.size() != predictions->size())
                return failure(ErrorKind::Corrupt,
                               Tr::tr("%1 has no column fold.").arg(plainLine(*path)));
            candidate.heldOut = *std::move(predictions);
        }
        return {};
    }

    Result<> addTest(const QString &file)
    {
        if (file.isEmpty())
            return {};
        const Result<QString> path = resultPath(m_folder, file);
        Result<Predictions> predictions =
            path ? readPredictions(*path, classes()) : Result<Predictions>(failure(path.error()));
        if (!predictions)
            return failure(predictions.error());
        m_report.test->predictions = *std::move(predictions);
        return {};
    }

    Result<> addLatency(LatencyRun run, const QString &file)
    {
        const Result<QString> path = resultPath(m_folder, file);
        if (!path)
            return failure(path.error());
        Result<> read = readLatency(*path, run);
        m_report.latency.push_back(std::move(run));
        return read;
    }

private:
    QStringList classes() const
    {
        return m_report.task == Report::Task::Classification ? m_report.classes : QStringList();
    }

    QString m_folder;
    Report &m_report;
};

Result<> addFiles(Fields &fields, const QString &folder, Report &report)
{
    ReportFiles files(folder, report);
    Result<> added = files.addHeldOut();
    if (added && fields.has("test")) {
        Fields test = fields.object("test");
        report.test =
            TestScores{test.text("block"), test.smallWhole("looks"), test.numbers("scores"), {}};
        added = files.addTest(test.text("predictions"));
    }
    for (Fields &entry : fields.objects("latency")) {
        LatencyRun run{entry.requiredText("block"),
                       entry.smallWhole("batch"),
                       entry.smallWhole("threads"),
                       entry.whole("warm_up"),
                       {},
                       {}};
        if (added)
            added = files.addLatency(std::move(run), entry.text("file"));
    }
    return added;
}

} // namespace

Result<Report> readReport(const QString &folder)
{
    const QString path = folder + QLatin1String("/report.json");
    const Result<QByteArray> bytes = readFile(path, 64 << 20);
    if (!bytes && bytes.error().kind == ErrorKind::NotFound)
        return failure(ErrorKind::NotFound,
                       Tr::tr("No models were compared: there is no report.json. What the job "
                              "wrote lies in %1.")
                           .arg(plainLine(folder)));
    if (!bytes)
        return failure(bytes.error());
    const Result<QJsonObject> object = parseJsonObject(*bytes, plainLine(path));
    if (!object)
        return failure(object.error());

    Result<> outcome;
    Fields fields(*object, plainLine(path) + QLatin1String(": "), outcome);
    Report report;
    takeHead(fields, report);
    for (Fields &candidate : fields.objects("candidates"))
        report.candidates.push_back(toCandidate(candidate));
    if (fields.has("refit")) {
        Fields refit = fields.object("refit");
        report.refit = Refit{refit.whole("rows"), refit.texts("parts"), refit.text("model"),
                             refit.text("sha256")};
    }
    QSet<QString> blocks;
    for (const Candidate &candidate : report.candidates) {
        if (blocks.contains(candidate.block))
            fields.fail("candidates", Tr::tr("a list of different blocks"));
        blocks.insert(candidate.block);
    }
    if (!report.winner.isEmpty() && !blocks.contains(report.winner))
        fields.fail("winner", Tr::tr("one of the candidates"));
    if (!outcome)
        return failure(outcome.error());

    Result<RowParts> rows = readRowParts(folder + QLatin1String("/folds.json"));
    if (!rows)
        return failure(rows.error());
    report.rows = *std::move(rows);
    const Result<> added = addFiles(fields, folder, report);
    if (!outcome || !added)
        return failure(outcome ? added.error() : outcome.error());
    return report;
}

} // namespace outcrop
