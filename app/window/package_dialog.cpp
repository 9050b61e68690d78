#include "app/window/package_dialog.h"

#include "core/async/run_async.h"
#include "core/base/text.h"
#include "core/package/submission.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop {

namespace {

struct Looked
{
    Downloaded package;
    QString entryPoint;
};

QString pathOf(const QString &typed)
{
    return typed.startsWith(QLatin1String("~/")) ? QDir::homePath() + typed.mid(1) : typed;
}

} // namespace

PackageDialog::PackageDialog(Parts parts, QWidget *parent)
    : QDialog(parent)
    , m_parts(std::move(parts))
    , m_where(new QLineEdit)
    , m_sign(new QLabel)
    , m_words(new QLabel)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Submit a package"));
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(12);
    auto *const title = new QLabel(tr("A package that was made elsewhere"));
    title->setFont(m_parts.style.title());
    column->addWidget(title);
    column->addWidget(makeRow());
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_words->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_words->setMinimumHeight(9 * m_words->fontMetrics().lineSpacing());
    m_words->setAccessibleName(tr("What it is"));
    auto *const words = new QHBoxLayout;
    words->addWidget(m_sign, 0, Qt::AlignTop);
    words->addWidget(m_words, 1);
    column->addLayout(words, 1);
    auto *const buttons = new QDialogButtonBox;
    m_go = buttons->addButton(tr("Look at it"), QDialogButtonBox::ActionRole);
    m_go->setDefault(true);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole)->setAutoDefault(false);
    column->addWidget(buttons);
    connect(m_go, &QPushButton::clicked, this, &PackageDialog::goOn);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_where, &QLineEdit::textChanged, this, &PackageDialog::reset);
    setMinimumWidth(m_parts.style.scaled(560));
    reset();
    m_where->setFocus();
}

PackageDialog::~PackageDialog() = default;

QWidget *PackageDialog::makeRow()
{
    auto *const widget = new QWidget;
    auto *const row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    auto *const name = new QLabel(tr("&File or address"));
    name->setBuddy(m_where);
    m_where->setPlaceholderText(tr("https://…/package.zip"));
    m_where->setAccessibleName(tr("File or address"));
    auto *const browse = new QPushButton(tr("Choose…"));
    browse->setAutoDefault(false);
    browse->setAccessibleName(tr("Choose a package"));
    connect(browse, &QPushButton::clicked, this, &PackageDialog::choose);
    row->addWidget(name);
    row->addWidget(m_where, 1);
    row->addWidget(browse);
    return widget;
}

void PackageDialog::choose()
{
    auto *const dialog =
        new QFileDialog(this, tr("The package"), QString(), tr("Packages (*.zip)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_where->setText(path);
        goOn();
    });
    dialog->open();
}

void PackageDialog::reset()
{
    ++m_asked; // What was asked before is about something else.
    m_download.reset();
    m_wish.reset();
    m_go->setText(tr("Look at it"));
    m_go->setEnabled(!m_where->text().trimmed().isEmpty());
    say(QStringLiteral("info"), Ink::Muted,
        tr("A ZIP with a metadata.yaml and a program. It is shown here first; nothing runs before "
           "you say so."));
}

void PackageDialog::goOn()
{
    if (m_wish) {
        emit wished(*m_wish);
        accept();
        return;
    }
    m_go->setEnabled(false);
    const QString typed = m_where->text().trimmed();
    QString path = pathOf(typed);
    if (isAddress(typed)) {
        const Result<QUrl> address = parseAddress(typed);
        if (!address) {
            refuse(address.error());
            return;
        }
        if (!address->isLocalFile()) {
            fetch(*address);
            return;
        }
        path = address->toLocalFile();
    }
    look(QFileInfo(path).fileName(), [path] { return fileHere(path); });
}

void PackageDialog::fetch(const QUrl &address)
{
    m_download = std::make_unique<Download>(m_parts.cache + QStringLiteral("/downloads"));
    say(QStringLiteral("info"), Ink::Muted, tr("Asking %1…").arg(address.host()));
    connect(m_download.get(), &Download::progressed, this, [this](qint64 done, qint64 total) {
        say(QStringLiteral("download"), Ink::Muted,
            total < 0
                ? tr("Fetching: %1").arg(formatSize(done))
                : tr("Fetching: %1 of %2", "done, total").arg(formatSize(done), formatSize(total)));
    });
    connect(m_download.get(), &Download::finished, this,
            [this, address](const Result<Downloaded> &result) {
                if (result)
                    look(fileNameAt(address), [package = *result] { return package; });
                else
                    refuse(result.error());
            });
    m_download->start(address);
}

void PackageDialog::look(const QString &name, const std::function<Result<Downloaded>()> &find)
{
    say(QStringLiteral("info"), Ink::Muted, tr("Looking at it…"));
    const int asked = ++m_asked;
    runAsync(
        this,
        [find, name]() -> Result<Looked> {
            const Result<Downloaded> package = find();
            if (!package)
                return failure(package.error());
            Result<Submission> submission = readSubmission(package->path);
            if (!submission) { // Where it lies meanwhile tells nobody anything.
                submission.error().message.replace(plainLine(package->path), plainLine(name));
                return failure(submission.error());
            }
            return Looked{*package, submission->entryPoint};
        },
        [this, asked, name](const Result<Looked> &looked) {
            if (asked != m_asked)
                return;
            if (looked)
                show(name, looked->package, looked->entryPoint);
            else
                refuse(looked.error());
        });
}

void PackageDialog::show(const QString &name, const Downloaded &package, const QString &entryPoint)
{
    SubmitRequest request;
    request.package = package.path;
    request.sha256 = package.sha256;
    request.name = QFileInfo(name).completeBaseName();
    request.host = m_parts.host;
    m_wish = PackageWish{request, package.folder};
    QStringList lines{plainLine(name, 80), tr("Size: %1").arg(formatSize(package.size)),
                      tr("SHA-256: %1").arg(QString::fromLatin1(package.sha256)),
                      tr("Runs %1 on %2, with your rights.", "program, host")
                          .arg(plainLine(entryPoint, 80), plainLine(m_parts.hostTitle, 60))};
    if (package.folder)
        lines.insert(1, tr("From %1").arg(shownAddress(package.from)));
    const QString typed = m_where->text().trimmed();
    const bool isSafe = !isAddress(typed) || isProtected(QUrl(typed)); // From its first step on.
    if (!isSafe)
        lines << tr("It came over http://, which is not protected: compare the SHA-256 with what "
                    "its maker says.");
    say(isSafe ? QStringLiteral("good") : QStringLiteral("warning"),
        isSafe ? Ink::Good : Ink::Warning, lines.join(QLatin1Char('\n')));
    m_go->setText(tr("Submit"));
    m_go->setEnabled(true);
}

void PackageDialog::refuse(const Error &error)
{
    say(QStringLiteral("error"), Ink::Bad, plainLine(error.message, 1000));
    m_go->setEnabled(true);
}

void PackageDialog::say(const QString &icon, Ink ink, const QString &sentence)
{
    m_sign->setPixmap(m_parts.style.icon(icon, ink).pixmap(m_parts.style.iconSize()));
    m_words->setText(sentence);
}

} // namespace outcrop
