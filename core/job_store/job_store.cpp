#include "core/job_store/job_store.h"

#include "core/base/files.h"
#include "core/base/text.h"
#include "core/job_store/file_lock.h"
#include "core/job_store/rows.h"
#include "core/job_store/schema.h"
#include "core/job_store/store_error.h"
#include "core/job_store/titles.h"

#include <QCoreApplication>
#include <QFile>
#include <QRandomGenerator>

#include <sqlite3.h>
#include <sys/vfs.h>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobStore)
};

constexpr int busyMilliseconds = 10000;

bool useWriteAhead(const StoreOptions &options)
{
    if (options.journal != Journal::ByFileSystem)
        return options.journal == Journal::WriteAhead;
    struct statfs status
    {
    };
    return ::statfs(QFile::encodeName(options.folder).constData(), &status) == 0
           && !isNetworkFileSystem(long(status.f_type));
}

// Settings of a connection, not of the file.
void configure(SQLite::Database &database)
{
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    for (const char *setting :
         {"synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON"})
        database.exec(std::string("PRAGMA ") + setting);
}

// The journal mode is set while nobody else can be there, and never again: to set it at each start
// fails with "database is locked" when two programs start together, whatever the busy timeout.
Result<> prepare(SQLite::Database &database, const QString &path, const StoreOptions &options)
{
    const std::vector<QByteArray> steps = options.schema.empty() ? schemaSteps() : options.schema;
    if (database.execAndGet("PRAGMA user_version").getInt() == int(steps.size()))
        return {};
    const Result<FileLock> lock = FileLock::take(path + QStringLiteral(".lock"));
    if (!lock)
        return failure(lock.error());
    if (database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0)
        database.exec(useWriteAhead(options) ? "PRAGMA journal_mode=WAL"
                                             : "PRAGMA journal_mode=DELETE");
    return migrate(database, path, steps);
}

Result<> checkPages(SQLite::Database &database, const QString &path)
{
    const QString finding = textOf(database.execAndGet("PRAGMA quick_check(1)"));
    if (finding != QLatin1String("ok"))
        return failure(damagedStore(path, finding));
    return {};
}

} // namespace

JobStore::JobStore(QString folder, QString path, std::unique_ptr<SQLite::Database> database)
    : m_folder(std::move(folder)), m_path(std::move(path)), m_database(std::move(database))
{
}

JobStore::JobStore(JobStore &&) noexcept = default;
JobStore &JobStore::operator=(JobStore &&) noexcept = default;
JobStore::~JobStore() = default;

Result<JobStore> JobStore::open(const StoreOptions &options)
{
    if (const Result<> made = makeFolder(options.folder); !made)
        return failure(made.error());
    const QString path = options.folder + QStringLiteral("/jobs.sqlite");
    return guarded(path, [&]() -> Result<JobStore> {
        auto database = std::make_unique<SQLite::Database>(
            path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busyMilliseconds);
        configure(*database);
        Result<> ready = prepare(*database, path, options);
        if (ready)
            ready = checkPages(*database, path);
        if (!ready)
            return failure(ready.error());
        return JobStore(options.folder, path, std::move(database));
    });
}

Result<Job> JobStore::insertJob(const NewJob &job)
{
    const Result<> inserted = guarded(m_path, [&]() -> Result<> {
        SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement taken(*m_database, "SELECT 1 FROM attempts WHERE idem_key=?");
        bindText(taken, 1, job.key);
        if (taken.executeStep())
            return failure(ErrorKind::Busy,
                           Tr::tr("The key %1 belongs to a job that was already submitted.")
                               .arg(plainLine(job.key)));

        SQLite::Statement host(*m_database, "INSERT OR IGNORE INTO hosts(id) VALUES(?)");
        bindText(host, 1, job.host);
        host.exec();

        SQLite::Statement known(*m_database, "SELECT 1 FROM jobs WHERE title=?");
        QString title;
        do {
            title = makeTitle(QRandomGenerator::global()->generate64());
            known.reset();
            bindText(known, 1, title);
        } while (known.executeStep());

        SQLite::Statement row(*m_database, "INSERT INTO jobs VALUES(?,?,?,?,?,?,?,?,?,?,?,?,"
                                           "(SELECT coalesce(instead_of, uuid) FROM jobs WHERE "
                                           "uuid=?))");
        bindText(row, 1, job.uuid);
        bindText(row, 2, title);
        bindText(row, 3, job.name);
        row.bind(4, job.packageSha256.toStdString());
        row.bind(5, int(job.hasPipeline));
        row.bind(6, int64_t(job.createdAt.toMSecsSinceEpoch()));
        row.bind(7, int64_t(job.limits.seconds));
        row.bind(8, int64_t(job.limits.memory));
        row.bind(9, job.limits.cpus);
        row.bind(10, int(job.restarts));
        row.bind(11, int64_t(job.limits.keep));
        bindText(row, 12, job.baseFolder);
        bindText(row, 13, job.insteadOf);
        row.exec();

        Attempt attempt;
        attempt.job = job.uuid;
        attempt.key = job.key;
        attempt.host = job.host;
        attempt.number = job.attempt;
        attempt.state = job.state;
        insertAttempt(*m_database, attempt);
        transaction.commit();
        return {};
    });
    if (!inserted)
        return failure(inserted.error());
    return findJob(job.uuid);
}

Job JobStore::readJob(SQLite::Statement &row) const
{
    Job job;
    job.uuid = textOf(row.getColumn(0));
    job.title = textOf(row.getColumn(1));
    job.name = textOf(row.getColumn(2));
    job.packageSha256 = textOf(row.getColumn(3)).toLatin1();
    job.createdAt = QDateTime::fromMSecsSinceEpoch(row.getColumn(5).getInt64(), Qt::UTC);
    job.limits = {row.getColumn(6).getInt64(), row.getColumn(7).getInt64(),
                  row.getColumn(8).getInt(), row.getColumn(10).getInt64()};
    job.restarts = row.getColumn(9).getInt() != 0;
    job.baseFolder = textOf(row.getColumn(11));
    job.insteadOf = textOf(row.getColumn(12));
    job.changedAt = QDateTime::fromMSecsSinceEpoch(row.getColumn(13).getInt64(), Qt::UTC);
    job.attempt = readAttempt(row, 14);

    const JobFolder folder = folderOf(job.uuid);
    job.package = folder.package();
    if (row.getColumn(4).getInt() != 0)
        job.pipeline = folder.pipeline();
    if (job.attempt.collected)
        job.results = folder.collected(job.attempt.number);
    return job;
}

Result<std::vector<Job>> JobStore::select(const std::string &where,
                                          const std::vector<QString> &values,
                                          const char *order) const
{
    return guarded(m_path, [&]() -> Result<std::vector<Job>> {
        SQLite::Statement rows(
            *m_database, std::string("SELECT j.uuid, j.title, j.name, j.package_sha256, "
                                     "j.has_pipeline, j.created_ms, j.limit_seconds, "
                                     "j.limit_memory, j.limit_cpus, j.restarts, j.keep_seconds, "
                                     "j.base_folder, j.instead_of, (SELECT max(at_ms) FROM "
                                     "events WHERE job = j.uuid), ")
                             + attemptColumns
                             + " FROM jobs j JOIN attempts a ON a.job = j.uuid AND a.n = (SELECT "
                               "max(n) FROM attempts WHERE job = j.uuid) WHERE "
                             + where + " ORDER BY " + order);
        int index = 0;
        for (const QString &value : values)
            bindText(rows, ++index, value);
        std::vector<Job> jobs;
        while (rows.executeStep())
            jobs.push_back(readJob(rows));
        return jobs;
    });
}

Result<Job> JobStore::findJob(const QString &word) const
{
    const QString shown = plainLine(word, 80);
    if (word.isEmpty())
        return failure(ErrorKind::InvalidInput, Tr::tr("No job was named."));
    Result<std::vector<Job>> found = select("j.uuid = ?1 OR j.title = ?1", {word});
    if (found && found->empty())
        found = select("substr(j.uuid, 1, length(?1)) = ?1 OR substr(j.title, 1, length(?1)) = ?1",
                       {word});
    if (!found)
        return failure(found.error());
    if (found->empty())
        return failure(ErrorKind::NotFound,
                       Tr::tr("There is no job %1; `outcrop jobs list` shows all.").arg(shown));
    if (found->size() > 1)
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("%1 fits %2 jobs, among them %3 and %4; say more of it.")
                           .arg(shown)
                           .arg(found->size())
                           .arg(found->at(0).title, found->at(1).title));
    return found->front();
}

Result<std::optional<Job>> JobStore::findByKey(const QString &key) const
{
    const auto found = select("j.uuid = (SELECT job FROM attempts WHERE idem_key = ?)", {key});
    if (!found)
        return failure(found.error());
    return found->empty() ? std::nullopt : std::optional<Job>(found->front());
}

Result<std::vector<Job>> JobStore::listJobs(const JobQuery &filter) const
{
    std::string where = "(?1 = '' OR a.host = ?1)";
    if (filter.unfinished)
        where += " AND a.state NOT IN ('SUCCEEDED','FAILED','CANCELLED','LOST')";
    return select(where, {filter.host});
}

Result<std::vector<Job>> JobStore::alternativesOf(const QString &uuid) const
{
    return select("j.uuid <> ?1 AND coalesce(j.instead_of, j.uuid) = "
                  "(SELECT coalesce(instead_of, uuid) FROM jobs WHERE uuid = ?1)",
                  {uuid});
}

Result<std::map<QString, JobHead>> JobStore::heads() const
{
    return guarded(m_path, [&]() -> Result<std::map<QString, JobHead>> {
        // The state beside a max() is that of its row.
        SQLite::Statement rows(*m_database, "SELECT job, max(n), state FROM attempts GROUP BY job");
        std::map<QString, JobHead> heads;
        while (rows.executeStep())
            heads[textOf(rows.getColumn(0))] = {
                rows.getColumn(1).getInt(),
                stateFromName(textOf(rows.getColumn(2))).value_or(JobState::Attention)};
        return heads;
    });
}

Result<int> JobStore::version() const
{
    return guarded(m_path, [&]() -> Result<int> {
        return m_database->execAndGet("PRAGMA data_version").getInt();
    });
}

Result<> JobStore::removeJob(const QString &uuid)
{
    return guarded(m_path, [&]() -> Result<> {
        SQLite::Statement row(*m_database, "DELETE FROM jobs WHERE uuid=?");
        bindText(row, 1, uuid);
        row.exec();
        return {};
    });
}

} // namespace outcrop
