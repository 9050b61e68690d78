#include "app/commands/fetched_package.h"

#include "app/commands/command.h"
#include "core/base/text.h"
#include "core/hosts/shell_text.h"
#include "core/package/submission.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSocketNotifier>

#include <CLI/App.hpp>
#include <unistd.h>

#include <iostream>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::FetchedPackage)
};

constexpr int sha256Digits = 64;

std::string wrongHash(const std::string &hash)
{
    const bool fits = hash.size() == sha256Digits
                      && hash.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
    return fits ? std::string() : text(Tr::tr("it must be 64 hexadecimal digits"));
}

// Whether the person types yes. Ctrl-C is no.
bool isAgreed(const Interrupt &interrupt)
{
    bool isTyped = false;
    QObject::connect(&interrupt, &Interrupt::requested, qApp, &QCoreApplication::quit);
    const QSocketNotifier typing(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&typing, &QSocketNotifier::activated, qApp, [&isTyped] {
        isTyped = true;
        QCoreApplication::quit();
    });
    QCoreApplication::exec();
    std::string typed;
    return isTyped && std::getline(std::cin, typed)
           && text(typed).trimmed().toLower() == Tr::tr("yes");
}

void show(const Context &context, const QUrl &address, const Downloaded &package,
          const Submission &submission)
{
    const Terminal &terminal = context.terminal;
    terminal.message(Tr::tr("Package: %1").arg(fileNameAt(address)));
    if (package.from != address)
        terminal.message(Tr::tr("From:    %1").arg(shownAddress(package.from)));
    terminal.message(Tr::tr("Size:    %1").arg(formatSize(package.size)));
    terminal.message(Tr::tr("SHA-256: %1").arg(QString::fromLatin1(package.sha256)));
    terminal.message(Tr::tr("Runs:    %1").arg(plainLine(submission.entryPoint, 80)));
}

} // namespace

void addConsentOptions(CLI::App &command, PackageConsent &consent)
{
    command
        .add_option("--sha256", consent.sha256,
                    text(Tr::tr("Only if this is the SHA-256 of the package")))
        ->type_name("HASH")
        ->check(CLI::Validator([](std::string &hash) { return wrongHash(hash); }, {}));
    command.add_flag("--yes", consent.yes,
                     text(Tr::tr("Do not ask whether a package from an address is meant")));
}

Result<Downloaded> fetchPackage(Context &context, const QUrl &address, const Interrupt &interrupt)
{
    if (address.isLocalFile())
        return fileHere(address.toLocalFile());
    Terminal &terminal = context.terminal;
    if (!isProtected(address))
        terminal.message(Tr::tr("http:// is not protected: anybody on the way can change what "
                                "comes. Compare its SHA-256 with what its maker says."));
    Result<Downloaded> answer = failure(ErrorKind::Canceled, {});
    QString shown;
    Download download(context.folders.cache + QStringLiteral("/downloads"));
    QObject::connect(&interrupt, &Interrupt::requested, &download, &Download::cancel);
    QObject::connect(&download, &Download::redirected, qApp, [&terminal](const QUrl &to) {
        terminal.message(Tr::tr("Redirected to %1").arg(shownAddress(to)));
    });
    QObject::connect(&download, &Download::progressed, qApp, [&](qint64 done, qint64 total) {
        const QString now = total < 0 ? Tr::tr("Fetching: %1").arg(formatSize(done))
                                      : Tr::tr("Fetching: %1 of %2", "done, total")
                                            .arg(formatSize(done), formatSize(total));
        if (std::exchange(shown, now) != now)
            terminal.progress(now);
    });
    QObject::connect(&download, &Download::finished, qApp,
                     [&answer](const Result<Downloaded> &result) {
                         answer = result;
                         QCoreApplication::quit();
                     });
    download.start(address);
    QCoreApplication::exec();
    terminal.progress({});
    return answer;
}

Result<> requireConsent(Context &context, const QUrl &address, const Downloaded &package,
                        const PackageConsent &consent, const Interrupt &interrupt)
{
    const QString where = shownAddress(address);
    const QString hash = QString::fromLatin1(package.sha256);
    const QString wished = text(consent.sha256).toLower();
    if (!wished.isEmpty() && wished != hash)
        return failure(ErrorKind::Corrupt,
                       Tr::tr("What comes from %1 is not the package that is meant: its SHA-256 is "
                              "%2, not %3. Nothing was submitted.")
                           .arg(where, hash, wished));
    Result<Submission> submission = readSubmission(package.path);
    if (!submission) {
        submission.error().message.replace(plainLine(package.path), where);
        return failure(submission.error());
    }
    show(context, address, package, *submission);
    if (!wished.isEmpty() || consent.yes)
        return {};
    if (isatty(STDIN_FILENO) != 0) {
        context.terminal.message(Tr::tr("It will run with your rights. Type yes to submit it:"));
        if (isAgreed(interrupt))
            return {};
        return failure(ErrorKind::Canceled, Tr::tr("Nothing was submitted."));
    }
    const QByteArray typed = shellWord(address.toEncoded(QUrl::RemoveUserInfo));
    return failure(ErrorKind::Canceled,
                   Tr::tr("Nobody is there to say that %1 is meant (%2, SHA-256 %3). If it is: "
                          "outcrop submit %4 --sha256 %3")
                       .arg(where, formatSize(package.size), hash, QString::fromLatin1(typed)));
}

} // namespace outcrop
