#include "app/commands/standard_input.h"

#include "core/base/files.h"

#include <QCoreApplication>
#include <QFile>

#include <unistd.h>

#include <cstdio>
#include <optional>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::StandardInput)
};

constexpr qint64 mostBytes = qint64(256) << 20;

} // namespace

bool isStandardInput(const QString &name)
{
    return name == QLatin1String("-");
}

Result<QByteArray> standardInput()
{
    static std::optional<QByteArray> bytes;
    if (bytes)
        return *bytes;
    if (isatty(STDIN_FILENO) != 0)
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("- is standard input, and that is a terminal; pipe a file into it."));
    QFile file;
    if (!file.open(stdin, QIODevice::ReadOnly))
        return failure(ErrorKind::Io, Tr::tr("Cannot read standard input."));
    QByteArray read;
    for (QByteArray part = file.read(1 << 20); !part.isEmpty() && read.size() <= mostBytes;
         part = file.read(1 << 20))
        read += part;
    if (read.size() > mostBytes)
        return failure(ErrorKind::InvalidInput, Tr::tr("Standard input is larger than 256 MiB."));
    bytes = read;
    return read;
}

Result<QString> fileOrStandardInput(const QString &name, const QString &folder)
{
    if (!isStandardInput(name))
        return name;
    const auto bytes = standardInput();
    if (!bytes)
        return failure(bytes.error());
    const QString path = folder + QStringLiteral("/standard-input");
    if (const Result<> saved = saveAtomically(path, *bytes); !saved)
        return failure(saved.error());
    return path;
}

} // namespace outcrop
