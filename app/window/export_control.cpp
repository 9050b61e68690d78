#include "app/window/export_control.h"

#include "core/async/run_async.h"
#include "core/base/files.h"
#include "core/package/assemble.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QUrl>

namespace outcrop {

namespace {

const QString folderKind = QStringLiteral("export");

Result<> writeFiles(const Package &package, const QString &folder)
{
    if (QFileInfo::exists(folder))
        return failure(
            Error{ErrorKind::Busy,
                  ExportControl::tr("%1 is there already. Choose the name of a new folder.")
                      .arg(folder)});
    for (auto file = package.files.begin(); file != package.files.end(); ++file) {
        const QString path = folder + QLatin1Char('/') + file.key();
        Result<QByteArray> content = file->content;
        if (!file->source.isEmpty())
            content = readFile(file->source);
        if (!content)
            return failure(content.error());
        if (const Result<> made = makeFolder(QFileInfo(path).path()); !made)
            return made;
        if (const Result<> saved = saveAtomically(path, *content); !saved)
            return saved;
    }
    return {};
}

} // namespace

ExportControl::ExportControl(const Parts &parts, QObject *parent) : QObject(parent), m_parts(parts)
{
}

void ExportControl::exportPackage(const OpenDocument &document)
{
    exportAs(Form::Package, document);
}

void ExportControl::exportFolder(const OpenDocument &document)
{
    exportAs(Form::Folder, document);
}

void ExportControl::exportAs(Form form, const OpenDocument &document)
{
    const bool isPackage = form == Form::Package;
    const FileKind kind =
        isPackage ? FileKind{tr("Packages"), QStringLiteral("zip"), QStringLiteral("*.zip")}
                  : FileKind{tr("New folder"), QString(), QStringLiteral("*")};
    const QString suggested = m_parts.settings.lastFolder(folderKind) + QLatin1Char('/')
                              + document.name()
                              + (isPackage ? QStringLiteral(".zip") : QStringLiteral("-python"));
    const auto write = [pipeline = document.pipeline(), catalog = m_parts.catalog,
                        base = document.place().baseFolder,
                        isPackage](const QString &path) -> Result<QStringList> {
        const auto package = assemblePackage(pipeline, catalog, base);
        if (!package)
            return failure(package.error());
        const Result<> written = isPackage
                                     ? writePackage(*package, path).map([](const QByteArray &) {})
                                     : writeFiles(*package, path);
        if (!written)
            return failure(written.error());
        return package->notices;
    };
    m_parts.questions.askWhereToSave(kind, suggested, [this, form, write](const QString &path) {
        if (path.isEmpty())
            return;
        m_parts.settings.setLastFolder(folderKind, QFileInfo(path).absolutePath());
        runAsync(
            this, [write, path] { return write(path); },
            [this, form, path](const Result<QStringList> &notices) { tell(form, path, notices); });
    });
}

void ExportControl::tell(Form form, const QString &path, const Result<QStringList> &notices)
{
    if (!notices) {
        m_parts.messages.showError(notices.error().message);
        return;
    }
    const QString said = form == Form::Package
                             ? tr("The package is in %1.").arg(path)
                             : tr("Scripts, notebook and data are in %1.").arg(path);
    const QString folder = form == Form::Package ? QFileInfo(path).path() : path;
    const auto show = [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); };
    constexpr int seconds = 10;
    m_parts.messages.show({notices->isEmpty() ? Message::Tone::Good : Message::Tone::Warning,
                           (QStringList{said} + *notices).join(QLatin1Char(' ')),
                           {{tr("Show the folder"), show}},
                           notices->isEmpty() ? seconds : 0});
}

} // namespace outcrop
