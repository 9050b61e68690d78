#pragma once

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>

namespace real_results {

// Lets scikit-learn compare small models for each task (breast-cancer, iris, diabetes,
// wine-clusters); `folder`/TASK gets training_result/ and events.jsonl.
inline void make(const QString &folder, const QStringList &tasks)
{
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"),
                 QStringList{QStringLiteral(OUTCROP_SOURCE_DIR "/tests/results/make_results.py"),
                             folder, QStringLiteral("--small")}
                     + tasks);
    if (!python.waitForFinished(500'000) || python.exitCode() != 0)
        qFatal("make_results.py failed: %s", python.readAllStandardError().constData());
}

inline QByteArray read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no %s", qPrintable(path));
    return file.readAll();
}

inline void write(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

inline void copyFolder(const QString &from, const QString &to)
{
    QDir().mkpath(to);
    const QDir source(from);
    for (const QString &name : source.entryList(QDir::Files))
        write(to + QLatin1Char('/') + name, read(source.filePath(name)));
    for (const QString &name : source.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        copyFolder(source.filePath(name), to + QLatin1Char('/') + name);
}

// `value` with what is at `path` replaced: "candidates.0.title".
inline QJsonValue replaced(const QJsonValue &value, QStringList path, const QJsonValue &by)
{
    if (path.isEmpty())
        return by;
    const QString key = path.takeFirst();
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        array[key.toInt()] = replaced(array[key.toInt()], path, by);
        return array;
    }
    QJsonObject object = value.toObject();
    object[key] = replaced(object[key], path, by);
    return object;
}

inline QJsonObject readJson(const QString &path)
{
    return QJsonDocument::fromJson(read(path)).object();
}

// `by` is JSON: "3", "[]", "\"text\"".
inline void editJson(const QString &path, const QByteArray &place, const QByteArray &by)
{
    const QJsonValue value = QJsonDocument::fromJson('[' + by + ']').array().first();
    const QStringList keys = QString::fromUtf8(place).split(QLatin1Char('.'));
    write(path, QJsonDocument(replaced(readJson(path), keys, value).toObject()).toJson());
}

} // namespace real_results
