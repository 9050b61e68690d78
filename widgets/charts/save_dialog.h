#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <functional>

class QWidget;

namespace outcrop {

struct SaveWish
{
    QString title;                             // Of the dialog.
    QString name;                              // Of the file, with the suffix it always has.
    std::function<Result<QByteArray>()> bytes; // On this thread, once a file is chosen.
    QString saved;                             // A sentence for afterwards; %1 is the path.
    std::function<void(const QString &)> tell; // That sentence, or what went wrong.
};

// Asks for a file and writes it on the thread pool. Nothing is told once the window is gone.
void askAndSave(QWidget *window, const SaveWish &wish);

} // namespace outcrop
