#include "tests/job_store/fault_vfs.h"

#include <QFile>

#include <sqlite3.h>

#include <cstring>
#include <map>
#include <mutex>
#include <random>
#include <vector>

namespace faultvfs {

namespace {

struct Change
{
    sqlite3_int64 offset;
    QByteArray bytes;
    bool cutsOff; // To `offset`, instead of writing there.
};

struct Disk // What is safe of a file, and what is not yet.
{
    QByteArray synced;
    std::vector<Change> pending;
};

struct State
{
    std::mutex mutex;
    int operations = 0, failAt = 0;
    Fault fault = Fault::WriteError;
    bool struck = false;
    std::map<QByteArray, Disk> disks;
};

State &state()
{
    static State only;
    return only;
}

struct File
{
    sqlite3_file base;
    sqlite3_file *real;
    const char *name; // Null: a temporary file.
};

sqlite3_vfs *below = nullptr;
sqlite3_vfs faulty;
sqlite3_io_methods methods;

sqlite3_file *real(sqlite3_file *file)
{
    return reinterpret_cast<File *>(file)->real;
}

int strike()
{
    State &s = state();
    const std::lock_guard lock(s.mutex);
    ++s.operations;
    const bool now =
        s.failAt > 0
        && (s.operations == s.failAt || (s.fault == Fault::PowerCut && s.operations > s.failAt));
    s.struck = s.struck || now;
    if (!now)
        return SQLITE_OK;
    return s.fault == Fault::DiskFull ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

Disk *diskOf(sqlite3_file *file)
{
    const char *name = reinterpret_cast<File *>(file)->name;
    return name ? &state().disks[name] : nullptr;
}

int closeFile(sqlite3_file *file)
{
    return real(file)->pMethods->xClose(real(file));
}

int write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset)
{
    if (const int code = strike())
        return code;
    if (Disk *disk = diskOf(file)) {
        const std::lock_guard lock(state().mutex);
        disk->pending.push_back(
            {offset, QByteArray(static_cast<const char *>(bytes), count), false});
    }
    return real(file)->pMethods->xWrite(real(file), bytes, count, offset);
}

int truncate(sqlite3_file *file, sqlite3_int64 size)
{
    if (const int code = strike())
        return code;
    if (Disk *disk = diskOf(file)) {
        const std::lock_guard lock(state().mutex);
        disk->pending.push_back({size, {}, true});
    }
    return real(file)->pMethods->xTruncate(real(file), size);
}

int sync(sqlite3_file *file, int flags)
{
    if (strike())
        return SQLITE_IOERR_FSYNC;
    const int code = real(file)->pMethods->xSync(real(file), flags);
    Disk *disk = diskOf(file);
    if (code != SQLITE_OK || !disk)
        return code;
    // Not by a descriptor of our own: to close that would drop SQLite's locks.
    sqlite3_int64 size = 0;
    real(file)->pMethods->xFileSize(real(file), &size);
    QByteArray content(int(size), '\0');
    if (size > 0)
        real(file)->pMethods->xRead(real(file), content.data(), int(size), 0);
    const std::lock_guard lock(state().mutex);
    disk->synced = content;
    disk->pending.clear();
    return SQLITE_OK;
}

int open(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    auto *ours = reinterpret_cast<File *>(file);
    ours->real = reinterpret_cast<sqlite3_file *>(ours + 1);
    ours->name = name;
    const int code = below->xOpen(below, name, ours->real, flags, outFlags);
    ours->base.pMethods = ours->real->pMethods ? &methods : nullptr;
    return code;
}

int remove(sqlite3_vfs *, const char *name, int syncFolder)
{
    if (const int code = strike())
        return code;
    const std::lock_guard lock(state().mutex);
    state().disks.erase(name);
    return below->xDelete(below, name, syncFolder);
}

void makeMethods()
{
    methods.iVersion = 3;
    methods.xClose = closeFile;
    methods.xRead = [](sqlite3_file *f, void *to, int count, sqlite3_int64 at) {
        return real(f)->pMethods->xRead(real(f), to, count, at);
    };
    methods.xWrite = write;
    methods.xTruncate = truncate;
    methods.xSync = sync;
    methods.xFileSize = [](sqlite3_file *f, sqlite3_int64 *size) {
        return real(f)->pMethods->xFileSize(real(f), size);
    };
    methods.xLock = [](sqlite3_file *f, int level) {
        return real(f)->pMethods->xLock(real(f), level);
    };
    methods.xUnlock = [](sqlite3_file *f, int level) {
        return real(f)->pMethods->xUnlock(real(f), level);
    };
    methods.xCheckReservedLock = [](sqlite3_file *f, int *out) {
        return real(f)->pMethods->xCheckReservedLock(real(f), out);
    };
    methods.xFileControl = [](sqlite3_file *f, int what, void *with) {
        return real(f)->pMethods->xFileControl(real(f), what, with);
    };
    methods.xSectorSize = [](sqlite3_file *f) { return real(f)->pMethods->xSectorSize(real(f)); };
    methods.xDeviceCharacteristics = [](sqlite3_file *f) {
        return real(f)->pMethods->xDeviceCharacteristics(real(f));
    };
    methods.xShmMap = [](sqlite3_file *f, int page, int size, int extend, void volatile **out) {
        return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
    };
    methods.xShmLock = [](sqlite3_file *f, int offset, int n, int flags) {
        return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
    };
    methods.xShmBarrier = [](sqlite3_file *f) { real(f)->pMethods->xShmBarrier(real(f)); };
    methods.xShmUnmap = [](sqlite3_file *f, int erase) {
        return real(f)->pMethods->xShmUnmap(real(f), erase);
    };
    methods.xFetch = [](sqlite3_file *f, sqlite3_int64 at, int count, void **out) {
        return real(f)->pMethods->xFetch(real(f), at, count, out);
    };
    methods.xUnfetch = [](sqlite3_file *f, sqlite3_int64 at, void *page) {
        return real(f)->pMethods->xUnfetch(real(f), at, page);
    };
}

void apply(QByteArray &content, const Change &change)
{
    if (change.cutsOff) {
        content.truncate(int(change.offset));
        return;
    }
    if (content.size() < change.offset)
        content.append(QByteArray(int(change.offset) - content.size(), '\0'));
    content.replace(int(change.offset), change.bytes.size(), change.bytes);
}

} // namespace

void install()
{
    below = sqlite3_vfs_find(nullptr);
    makeMethods();
    faulty = *below;
    faulty.zName = "faulty";
    faulty.pNext = nullptr;
    faulty.szOsFile = int(sizeof(File)) + below->szOsFile;
    faulty.xOpen = open;
    faulty.xDelete = remove;
    sqlite3_vfs_register(&faulty, 1);
}

void plan(int n, Fault fault)
{
    const std::lock_guard lock(state().mutex);
    state().operations = 0;
    state().failAt = n;
    state().fault = fault;
    state().struck = false;
}

bool hasStruck()
{
    return state().struck;
}

void cutPower(quint32 seed)
{
    std::mt19937 random(seed);
    for (auto &[name, disk] : state().disks) {
        QByteArray content = disk.synced;
        for (const Change &change : disk.pending) {
            if (random() % 2 == 0)
                apply(content, change);
        }
        QFile file(QFile::decodeName(name));
        if (file.exists() && file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            file.write(content);
        QFile::remove(QFile::decodeName(name)
                      + QStringLiteral("-shm")); // Memory does not outlive the power.
    }
    state().disks.clear();
}

} // namespace faultvfs
