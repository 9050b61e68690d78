#include "core/base/hash.h"
#include "core/package/package.h"
#include "tests/support/job_table.h"
#include "tests/support/window_fixture.h"
#include "widgets/hosts/hosts_place.h"
#include "widgets/jobs/job_row.h"

#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTcpServer>
#include <QTcpSocket>

using namespace outcrop;

namespace {

// A package as somebody else would make it. Its bytes.
QByteArray writeOwn(const QString &path, const QByteArray &greeting = "own")
{
    const QByteArray program =
        "import pathlib\npathlib.Path('training_result').mkdir()\nprint('" + greeting + "')\n";
    const QByteArray metadata = "framework:\n  name: scikit-learn\n  runtime: python3\nmodel:\n"
                                "  name: Own\nentry_point: job.py\n"
                                "output_folder: training_result\n";
    Package package;
    package.files = {{QStringLiteral("job.py"), {program, {}}},
                     {QStringLiteral("metadata.yaml"), {metadata, {}}}};
    if (!writePackage(package, path))
        qFatal("no package");
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Serves these bytes to whoever asks.
class Server : public QTcpServer
{
public:
    explicit Server(const QByteArray &content)
    {
        connect(this, &QTcpServer::newConnection, this, [this, content] {
            QTcpSocket *const socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, content] {
                socket->readAll();
                socket->write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: "
                              + QByteArray::number(content.size()) + "\r\n\r\n" + content);
                socket->disconnectFromHost();
            });
        });
        listen(QHostAddress::LocalHost);
    }
};

QPushButton *buttonOf(const QWidget &widget, const char *words)
{
    for (QPushButton *const button : widget.findChildren<QPushButton *>()) {
        if (button->text() == QString::fromUtf8(words))
            return button;
    }
    return nullptr;
}

// The dialog that is open, and a person before it.
struct Asked
{
    explicit Asked(WindowFixture &fixture)
    {
        fixture.trigger("submit_package");
        dialog = fixture.window.findChild<PackageDialog *>();
    }
    ~Asked() { delete dialog; }

    QString text() const
    {
        QString all;
        for (const QLabel *const label : dialog->findChildren<QLabel *>())
            all += label->text() + QLatin1Char('\n');
        return all;
    }
    bool says(const QString &words) const
    {
        return WindowFixture::waitFor([&] { return text().contains(words); });
    }
    void type(const QString &where) { dialog->findChild<QLineEdit *>()->setText(where); }
    QPushButton *button(const char *words) const { return buttonOf(*dialog, words); }

    QPointer<PackageDialog> dialog;
};

bool hasSucceeded(MainWindow &window, const QString &name)
{
    const QAbstractItemModel &model = *tableOf(window.resultsPlace())->model();
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.index(row, int(JobColumn::Pipeline)).data().toString() == name)
            return model.index(row, int(JobColumn::State)).data().toString()
                   == QStringLiteral("Succeeded");
    }
    return false;
}

// Sooner or later, in a message.
bool says(MainWindow &window, const char *words)
{
    return WindowFixture::waitFor([&] {
        for (const QLabel *const label : window.messages().findChildren<QLabel *>()) {
            if (label->text().contains(QLatin1String(words)))
                return true;
        }
        return false;
    });
}

} // namespace

// What comes from elsewhere: packages from a file and from an address, jobs of a list that was
// lost.
class TestWindowPackages : public QObject
{
    Q_OBJECT

private slots:
    void aPackageFromAnAddressIsShownThenSubmittedAndItsFolderCanBeLoggedInto()
    {
        const QTemporaryDir home;
        WindowFixture fixture(home.path());
        const QByteArray content = writeOwn(home.filePath(QStringLiteral("packed.zip")));
        const Server server(content);
        {
            Asked asked(fixture);
            QVERIFY(!asked.button("Look at it")->isEnabled());
            asked.type(QStringLiteral("http://127.0.0.1:%1/own.zip").arg(server.serverPort()));
            asked.button("Look at it")->click();
            QVERIFY(asked.says(QString::fromLatin1(sha256(content))));
            QVERIFY(asked.says(QStringLiteral("Runs job.py on This computer")));
            QVERIFY(asked.says(QStringLiteral("which is not protected")));
            QVERIFY(!QDir(fixture.folders.cache + QStringLiteral("/downloads")).isEmpty());
            asked.button("Submit")->click();
            QVERIFY(WindowFixture::waitFor([&] { return !asked.dialog; }));
        }
        QVERIFY(WindowFixture::waitFor(
            [&] { return hasSucceeded(fixture.window, QStringLiteral("own")); }, 300000));
        QVERIFY(WindowFixture::waitFor(
            [&] { return QDir(fixture.folders.cache + QStringLiteral("/downloads")).isEmpty(); }));

        actionOf(fixture.window.resultsPlace(), "Copy login line")->trigger();
        QVERIFY(
            QApplication::clipboard()->text().startsWith(QStringLiteral("outcrop jobs login ")));
    }

    void whatWasShownIsWhatIsSubmittedOrNothing()
    {
        const QTemporaryDir home;
        WindowFixture fixture(home.path());
        const QString path = home.filePath(QStringLiteral("packed.zip"));
        const QByteArray content = writeOwn(path);
        {
            Asked asked(fixture);
            asked.type(path);
            asked.button("Look at it")->click();
            QVERIFY(asked.says(QString::fromLatin1(sha256(content))));
            asked.type(path + QLatin1Char(' ')); // Something else, as far as anybody knows.
            QVERIFY(!asked.button("Submit"));
            asked.button("Look at it")->click();
            QVERIFY(asked.says(QString::fromLatin1(sha256(content))));
            QVERIFY(QFile::remove(path));
            QVERIFY(writeOwn(path, "another one") != content);
            asked.button("Submit")->click();
        }
        QVERIFY(says(fixture.window, "is not the package that is meant"));
        QVERIFY(QDir(fixture.folders.data + QStringLiteral("/jobs")).isEmpty());
    }

    void jobsOfAListThatWasLostAreFoundAgain()
    {
        const QTemporaryDir home, after;
        const QString path = home.filePath(QStringLiteral("once.zip"));
        writeOwn(path);
        {
            WindowFixture fixture(home.path());
            Asked asked(fixture);
            asked.type(path);
            asked.button("Look at it")->click();
            QVERIFY(asked.says(QStringLiteral("Runs job.py")));
            asked.button("Submit")->click();
            QVERIFY(WindowFixture::waitFor(
                [&] { return hasSucceeded(fixture.window, QStringLiteral("once")); }, 300000));
        }
        WindowFixture fixture(after.path());
        fixture.window.showPlace(MainWindow::Hosts);
        const auto *const hosts = fixture.window.findChild<HostsPlace *>();
        QPushButton *const find = buttonOf(*hosts, "Find jobs…");
        fixture.questions->confirmations.push(false);
        find->click();
        QVERIFY(WindowFixture::waitFor([&] { return !fixture.questions->asked.isEmpty(); }));
        QVERIFY(
            fixture.questions->asked.join(QString()).contains(QStringLiteral("into the list?")));
        QVERIFY(!hasSucceeded(fixture.window, QStringLiteral("once")));
        fixture.questions->confirmations.push(true);
        find->click();
        QVERIFY(WindowFixture::waitFor(
            [&] { return hasSucceeded(fixture.window, QStringLiteral("once")); }, 300000));
        find->click();
        QVERIFY(says(fixture.window, "has no job that is not in the list of jobs"));
    }

    void whatIsNoPackageIsSaidWhereItWasTyped()
    {
        const QTemporaryDir home;
        WindowFixture fixture(home.path());
        const Server server("<html>");
        Asked asked(fixture);
        const QString address = QStringLiteral("http://127.0.0.1:%1/").arg(server.serverPort());
        const std::pair<QString, QString> wrong[] = {
            {address + QStringLiteral("a.zip"),
             QStringLiteral("Cannot read a.zip: it is not a ZIP")},
            {QStringLiteral("/nowhere.zip"), QStringLiteral("does not exist")},
            {home.path(), QStringLiteral("it is not a file")},
            {QStringLiteral("ftp://a.b/c.zip"), QStringLiteral("is no address of a package")}};
        for (const auto &[typed, words] : wrong) {
            asked.type(typed);
            asked.button("Look at it")->click();
            QVERIFY2(asked.says(words), qPrintable(asked.text()));
            QVERIFY(!asked.button("Submit"));
        }
        QVERIFY(QDir(fixture.folders.cache + QStringLiteral("/downloads")).isEmpty());
    }
};

QTEST_MAIN(TestWindowPackages)
#include "tst_window_packages.moc"
