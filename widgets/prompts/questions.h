#pragma once

#include <QString>
#include <QStringList>

#include <functional>

namespace outcrop {

enum class SaveAnswer { Save, Discard, Cancel };

// A kind of file, as a file dialog names it.
struct FileKind
{
    QString title;   // "Pipelines"
    QString suffix;  // "outcrop", without a dot: added where a person gives none.
    QString pattern; // "*.outcrop"
};

struct Confirmation
{
    QString question; // "Delete the results of swift-fern-12 on lab-1?"
    QString remark;   // What it means; may be empty.
    QString verb;     // "Delete": what the button says.
};

// Questions that a person must answer before anything goes on. The answer comes to the function,
// from the event loop or at once; nothing blocks. One at a time.
class Questions
{
public:
    virtual ~Questions() = default;

    virtual void askToSave(const QStringList &names,
                           const std::function<void(SaveAnswer)> &answer) = 0;
    // An empty path: the person thought better of it. Existing files are asked about by the dialog.
    virtual void askToOpen(const FileKind &kind, const QString &folder,
                           const std::function<void(const QStringList &paths)> &answer) = 0;
    virtual void askWhereToSave(const FileKind &kind, const QString &suggested,
                                const std::function<void(const QString &path)> &answer) = 0;
    virtual void confirm(const Confirmation &question, const std::function<void(bool)> &answer) = 0;
};

} // namespace outcrop
