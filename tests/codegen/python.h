#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace outcrop {

struct PythonRun
{
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
};

// A temporary folder in which the system's Python, the one with scikit-learn, runs.
class PythonFolder
{
public:
    QString path(const QString &name = {}) const { return QDir(m_folder.path()).filePath(name); }

    void write(const QString &name, const QByteArray &content) const
    {
        QFileInfo(path(name)).dir().mkpath(QStringLiteral("."));
        QFile file(path(name));
        QVERIFY2(file.open(QIODevice::WriteOnly) && file.write(content) == content.size(),
                 qPrintable(file.errorString()));
    }

    QByteArray read(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    // Runs a program given as text.
    PythonRun run(const QByteArray &program) const
    {
        write(QStringLiteral("program.py"), program);
        return run(QStringList{QStringLiteral("program.py")});
    }

    PythonRun run(const QStringList &arguments) const
    {
        QProcess python;
        python.setWorkingDirectory(m_folder.path());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name :
             {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"}) // They wait by spinning.
            environment.insert(QLatin1String(name), QStringLiteral("1"));
        python.setProcessEnvironment(environment);
        python.start(QStringLiteral("/usr/bin/python3"), arguments);
        python.closeWriteChannel();
        PythonRun run;
        if (python.waitForFinished(-1)) // The time limit is the test's.
            run.exitCode = python.exitStatus() == QProcess::NormalExit ? python.exitCode() : -1;
        run.output = python.readAllStandardOutput();
        run.errors = python.readAllStandardError();
        if (run.exitCode != 0)
            qWarning("%s", run.errors.right(4000).constData());
        return run;
    }

private:
    QTemporaryDir m_folder;
};

} // namespace outcrop
