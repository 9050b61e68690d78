#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace outcrop {

// What PyYAML makes of a mapping, as JSON with its types kept: the reader that others have.
inline QJsonObject readByPython(const QByteArray &yaml)
{
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"),
                 {QStringLiteral("-c"),
                  QStringLiteral("import json, sys, yaml\n"
                                 "print(json.dumps(yaml.safe_load(sys.stdin.buffer.read())))")});
    python.write(yaml);
    python.closeWriteChannel();
    if (!python.waitForFinished(60000) || python.exitCode() != 0)
        qFatal("%s", python.readAllStandardError().constData());
    return QJsonDocument::fromJson(python.readAllStandardOutput()).object();
}

} // namespace outcrop
