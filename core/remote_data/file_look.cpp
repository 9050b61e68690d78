#include "core/remote_data/file_look.h"

#include "core/base/text.h"
#include "core/hosts/shell_text.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::FileLook)
};

// Prints what `path` is, then its size and, where `lines` says so, its lines. Counting gives up
// after 10 seconds.
const char *const lookScript = R"(if [ ! -e "$path" ]; then echo missing
elif [ ! -f "$path" ]; then echo other
elif [ ! -r "$path" ]; then echo unreadable
else
  echo file
  wc -c <"$path"
  if [ -z "$lines" ]; then :
  elif command -v timeout >/dev/null 2>&1; then timeout 10 wc -l <"$path"; else wc -l <"$path"; fi
fi
)";

Error cannotRead(ErrorKind kind, const QString &name, const QString &why)
{
    return {kind, Tr::tr("Cannot read %1: %2.").arg(plainLine(name), why)};
}

} // namespace

Result<FileLook> lookAtFile(RemoteShell &shell, const QString &path, const QString &name,
                            CountLines count, const Patience &patience)
{
    const QByteArray script = "path=" + shellWord(path.toUtf8())
                              + (count == CountLines::Yes ? "\nlines=1\n" : "\nlines=\n")
                              + lookScript;
    const auto output = shell.run(script, patience);
    if (!output)
        return failure(output.error());
    const QList<QByteArray> words = output->body.simplified().split(' ');
    const QByteArray kind = words.value(0);
    if (kind == "missing")
        return failure(cannotRead(ErrorKind::NotFound, name, Tr::tr("there is no such file")));
    if (kind == "other")
        return failure(cannotRead(ErrorKind::InvalidInput, name, Tr::tr("it is not a file")));
    if (kind == "unreadable")
        return failure(cannotRead(ErrorKind::InvalidInput, name,
                                  Tr::tr("this account may not read it there")));
    const auto bytes = parseInt(QString::fromLatin1(words.value(1)));
    if (kind != "file" || !bytes)
        return failure(cannotRead(ErrorKind::Io, name, Tr::tr("the host did not tell its size")));
    return FileLook{*bytes, parseInt(QString::fromLatin1(words.value(2)))};
}

} // namespace outcrop
