#include "widgets/charts/save_dialog.h"

#include "core/async/run_async.h"
#include "core/base/files.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::SaveDialog)
};

void save(QWidget *window, const SaveWish &wish, const QString &path)
{
    const Result<QByteArray> bytes = wish.bytes();
    if (!bytes) {
        wish.tell(bytes.error().message);
        return;
    }
    runAsync(
        window, [path, content = *bytes] { return saveAtomically(path, content); },
        [wish, path](const Result<> &saved) {
            wish.tell(saved ? wish.saved.arg(path) : saved.error().message);
        });
}

} // namespace

void askAndSave(QWidget *window, const SaveWish &wish)
{
    const QString suffix = QFileInfo(wish.name).suffix();
    auto *dialog = new QFileDialog(window, wish.title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(Tr::tr("%1 file (*.%2)").arg(suffix.toUpper(), suffix));
    dialog->selectFile(wish.name);
    QObject::connect(dialog, &QFileDialog::fileSelected, window,
                     [window, wish](const QString &path) { save(window, wish, path); });
    dialog->open();
}

} // namespace outcrop
