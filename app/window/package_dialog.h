#pragma once

#include "core/download/download.h"
#include "core/jobs/submit_job.h"
#include "widgets/style/style.h"

#include <QDialog>

#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;

namespace outcrop {

// A package that a person wishes to submit; it lies in `folder` until it has been, if in one.
struct PackageWish
{
    SubmitRequest request;
    std::shared_ptr<QTemporaryDir> folder;
};

// Submits a package that was packed elsewhere: a file, or an address, which is fetched first. Shows
// name, size, hash and what it would run before anybody can say Submit; what is submitted is what
// was shown.
class PackageDialog : public QDialog
{
    Q_OBJECT

public:
    struct Parts
    {
        Style &style;
        QString cache; // Folders::cache
        QString host;  // A profile's id.
        QString hostTitle;
    };

    PackageDialog(Parts parts, QWidget *parent);
    ~PackageDialog() override; // Breaks off what is being fetched.

signals:
    void wished(const outcrop::PackageWish &wish);

private:
    QWidget *makeRow();
    void choose();
    void reset();
    void goOn(); // Looks, or submits what was looked at.
    void fetch(const QUrl &address);
    void look(const QString &name, const std::function<Result<Downloaded>()> &find);
    void show(const QString &name, const Downloaded &package, const QString &entryPoint);
    void refuse(const Error &error);
    void say(const QString &icon, Ink ink, const QString &sentence);

    Parts m_parts;
    QLineEdit *m_where;
    QLabel *m_sign, *m_words;
    QPushButton *m_go;
    std::unique_ptr<Download> m_download;
    std::optional<PackageWish> m_wish; // What is shown.
    int m_asked = 0;
};

} // namespace outcrop
