#include "app/window/run_buttons.h"
#include "core/pipeline/edits.h"
#include "core/secrets/keychain.h"
#include "tests/jobs/sample_service.h"
#include "tests/secrets/secret_service.h"
#include "tests/ssh/ssh_server.h"
#include "tests/support/job_table.h"
#include "tests/support/window_fixture.h"
#include "widgets/data/data_panel.h"
#include "widgets/hosts/forget_key_dialog.h"
#include "widgets/hosts/host_dialog.h"
#include "widgets/hosts/hosts_place.h"
#include "widgets/hosts/key_dialog.h"
#include "widgets/hosts/login_dialog.h"
#include "widgets/hosts/this_computer_dialog.h"
#include "widgets/jobs/job_row.h"
#include "widgets/jobs/results_place.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>

using namespace outcrop;
using samples::SshServer;

namespace {

const QString lab = QStringLiteral("lab");
const QString passphrase = QStringLiteral("canary-in-the-coal-mine-7731");

// A person who has an ssh configuration, a locked key, and a host that takes it.
struct Laboratory
{
    QTemporaryDir home;
    SshServer server;

    Laboratory()
    {
        qputenv("HOME", QFile::encodeName(home.path()));
        QDir(home.path()).mkpath(QStringLiteral(".ssh"));
        write(".ssh/config", "Host cellar\n  HostName 127.0.0.2\nHost *\n  IdentityAgent none\n"
                             "  UserKnownHostsFile "
                                 + path("known_hosts").toUtf8() + '\n');
        samples::makeKeyPair(path("locked"), "ed25519", passphrase.toUtf8().constData());
        server.write("authorized_keys", readFile(path("locked.pub")).value());
    }

    QString path(const char *name) const { return home.filePath(QLatin1String(name)); }
    void write(const char *name, const QByteArray &text) const
    {
        if (!saveAtomically(path(name), text))
            qFatal("cannot write %s", name);
    }
    void knowTheKey(const HostKey &key) const
    {
        write("known_hosts", formatKnownHostsLine(server.name().toUtf8(), key) + '\n');
    }
    HostKey key() const { return samples::publicKeyIn(server.path("host.pub")); }

    HostEntry entry() const
    {
        HostEntry entry;
        entry.profile = {lab, lab, path("on-host").toUtf8(), {QStringLiteral("/usr/bin/python3")}};
        entry.address = server.address;
        entry.user = SshServer::ownUser();
        entry.port = server.port;
        entry.identityFiles = QStringList{path("locked")};
        return entry;
    }
    void list() const { list(entry()); }
    void list(const HostEntry &listed) const
    {
        const auto edited = editHostList(
            path("config"), [&](HostList) -> Result<HostList> { return HostList{listed}; });
        if (!edited)
            qFatal("cannot write the list");
    }
    // It lets in without a question.
    HostEntry openEntry() const
    {
        samples::makeKeyPair(path("open"), "ed25519", "");
        server.write("authorized_keys", readFile(path("open.pub")).value());
        HostEntry open = entry();
        open.identityFiles = QStringList{path("open")};
        return open;
    }

    // Files in which the passphrase can be read.
    QStringList leaks() const
    {
        QStringList files;
        QDirIterator all(home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            if (readFile(all.next()).value_or(QByteArray()).contains(passphrase.toUtf8()))
                files << all.filePath();
        }
        return files;
    }
};

bool shows(const QWidget &widget, const char *text)
{
    for (const QLabel *const label : widget.findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(QLatin1String(text)))
            return true;
    }
    return false;
}

QPushButton *button(const QWidget &widget, const char *text)
{
    for (QPushButton *const candidate : widget.findChildren<QPushButton *>()) {
        if (candidate->isVisible() && candidate->text() == QString::fromUtf8(text))
            return candidate;
    }
    return nullptr;
}

// The dialog of this kind that is open; nullptr: there is none after a long wait.
template<class Dialog>
Dialog *opened(const QWidget &window)
{
    Dialog *found = nullptr;
    WindowFixture::waitFor([&] {
        for (Dialog *const dialog : window.findChildren<Dialog *>()) {
            if (dialog->isVisible())
                found = dialog;
        }
        return found != nullptr;
    });
    return found;
}

void fill(const QWidget &dialog, const char *field, const QString &text)
{
    for (QLineEdit *const edit : dialog.findChildren<QLineEdit *>()) {
        if (edit->accessibleName() == QLatin1String(field)) {
            edit->setText(text);
            return;
        }
    }
    qFatal("no field %s", field);
}

void type(LoginDialog &dialog, const QString &text)
{
    auto *const field = dialog.findChild<QLineEdit *>();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
}

QStringList hostsToRunOn(WindowFixture &fixture)
{
    QStringList titles;
    for (const QAction *const action :
         fixture.window.runButtons().findChild<QMenu *>()->actions()) {
        if (action->isCheckable())
            titles << action->text();
    }
    return titles;
}

void runOn(WindowFixture &fixture, const QString &host)
{
    for (QAction *const action : fixture.window.runButtons().findChild<QMenu *>()->actions()) {
        if (action->text() == host)
            action->trigger();
    }
    fixture.trigger("run");
}

// How many jobs there are, now that all that was asked of the desk before is done.
int jobsOf(WindowFixture &fixture)
{
    int jobs = -1;
    fixture.desk.list([&](const Result<std::vector<Job>> &all) { jobs = int(all->size()); });
    WindowFixture::waitFor([&] { return jobs >= 0; });
    return jobs;
}

bool succeeds(WindowFixture &fixture)
{
    return WindowFixture::waitFor(
               [&] {
                   const Job *const job = fixture.window.runs().job();
                   return job && isTerminal(job->attempt.state);
               },
               300000)
           && fixture.window.runs().job()->attempt.state == JobState::Succeeded;
}

} // namespace

// The window, and a real sshd on loopback.
class TestWindowHosts : public QObject
{
    Q_OBJECT

private slots:
    void aHostIsAddedItsKeyComparedItsKeyFileUnlockedAndAPipelineRunsThere()
    {
        const Laboratory laboratory;
        WindowFixture fixture(laboratory.home.path());
        HostsPlace &place = fixture.window.hostsPlace();
        fixture.window.showPlace(MainWindow::Hosts);
        QVERIFY(WindowFixture::waitFor(
            [&] { return hostsToRunOn(fixture).contains(QStringLiteral("cellar")); }));

        button(place, "Add a host…")->click();
        auto *const add = opened<HostDialog>(fixture.window);
        QVERIFY(add);
        add->findChild<QComboBox *>()->setEditText(laboratory.server.address);
        fill(*add, "Name", lab);
        fill(*add, "User", SshServer::ownUser());
        fill(*add, "Port", QString::number(laboratory.server.port));
        fill(*add, "Key file", laboratory.path("locked"));
        fill(*add, "Python", QStringLiteral("/usr/bin/python3"));
        fill(*add, "Base folder", laboratory.path("on-host"));
        QVERIFY(WindowFixture::waitFor([&] { return shows(*add, "Reached as "); }));
        button(*add, "Add")->click();
        QVERIFY(WindowFixture::waitFor([&] { return place.current() == lab; }));
        QVERIFY(loadHostList(laboratory.path("config")).value() == HostList{laboratory.entry()});

        button(place, "Test")->click();
        QVERIFY(WindowFixture::waitFor([&] { return button(place, "Compare key…"); }));
        QVERIFY(place.findChildren<KeyDialog *>().isEmpty());
        button(place, "Compare key…")->click();
        auto *const compare = opened<KeyDialog>(fixture.window);
        QVERIFY(compare);
        auto *const pasted = compare->findChild<QLineEdit *>();
        pasted->setText(QStringLiteral("SHA256:") + QString(43, QLatin1Char('A')));
        QVERIFY(!button(*compare, "Trust this key")->isEnabled());
        QVERIFY(!laboratory.server.sawLogin());
        pasted->setText(laboratory.key().fingerprint());
        button(*compare, "Trust this key")->click();

        auto *const wrong = opened<LoginDialog>(fixture.window);
        QVERIFY(wrong);
        type(*wrong, QStringLiteral("not it"));
        QVERIFY(WindowFixture::waitFor([&] { return shows(fixture.window, "That was wrong"); }));
        type(*opened<LoginDialog>(fixture.window), passphrase);
        QVERIFY(WindowFixture::waitFor([&] { return shows(place, "Ready for jobs"); }));
        QVERIFY(WindowFixture::waitFor([&] { return shows(place, "Python 3"); }));

        QVERIFY(fixture.openExample(QStringLiteral("iris-csv")));
        runOn(fixture, lab);
        QVERIFY(succeeds(fixture));
        QCOMPARE(fixture.window.runs().job()->attempt.host, lab);
        QVERIFY(QDir(laboratory.path("on-host/jobs")).exists());
        QCOMPARE(fixture.settings.host(), lab);

        // Its data may stay there: then it runs there whatever was chosen last.
        const QString data = QFileInfo(WindowFixture::example(QStringLiteral("iris"))).path();
        OpenDocument &document = *fixture.document();
        const BlockId input = document.document().pipeline().findById(QStringLiteral("iris"));
        document.document().apply(
            QStringLiteral("Path"),
            setAttribute(document.document().pipeline(), input, QStringLiteral("path"),
                         AttributeValue(QStringLiteral("%1:%2/iris.csv").arg(lab, data)),
                         fixture.workspace.catalog()));
        fixture.trigger("data");
        QVERIFY(WindowFixture::waitFor([&] {
            return fixture.window.panels().data().status().startsWith(
                QStringLiteral("iris.csv on %1 · 150 rows").arg(lab));
        }));
        QVERIFY(WindowFixture::waitFor([&] { return document.isChecked(); }));
        const QString before = fixture.window.runs().job()->uuid;
        runOn(fixture, QStringLiteral("This computer"));
        QVERIFY(
            WindowFixture::waitFor([&] { return fixture.window.runs().job()->uuid != before; }));
        QVERIFY(succeeds(fixture));
        QCOMPARE(fixture.window.runs().job()->attempt.host, lab);
        QCOMPARE(laboratory.leaks(), QStringList());
    }

    void aJobWaitsForALoginThatAPersonBegins()
    {
        const Laboratory laboratory;
        laboratory.list();
        laboratory.knowTheKey(laboratory.key());
        WindowFixture fixture(laboratory.home.path());
        QVERIFY(WindowFixture::waitFor([&] { return hostsToRunOn(fixture).contains(lab); }));
        QVERIFY(fixture.openExample(QStringLiteral("iris-csv")));
        runOn(fixture, lab);
        QVERIFY(
            WindowFixture::waitFor([&] { return button(fixture.window.messages(), "Log in…"); }));
        QVERIFY(fixture.window.findChildren<LoginDialog *>().isEmpty()); // It asks nobody itself.
        QVERIFY(fixture.window.runs().isRunning());

        button(fixture.window.messages(), "Log in…")->click();
        QCOMPARE(fixture.window.place(), int(MainWindow::Hosts));
        auto *const login = opened<LoginDialog>(fixture.window);
        QVERIFY(login);
        type(*login, passphrase);
        QVERIFY(succeeds(fixture));
        QCOMPARE(laboratory.leaks(), QStringList());
    }

    void aHostThatFallsSilentIsNamedInABarAndItsJobSaysHowOldItsNewsIs()
    {
        Laboratory laboratory;
        laboratory.list(laboratory.openEntry());
        laboratory.knowTheKey(laboratory.key());
        const samples::SampleFolder folder;
        const QString gate = folder.folder.filePath(QStringLiteral("gate"));
        WindowFixture fixture(laboratory.home.path());
        QVERIFY(WindowFixture::waitFor([&] { return hostsToRunOn(fixture).contains(lab); }));
        SubmitRequest request = folder.request("wait_for('" + QFile::encodeName(gate) + "')\n");
        request.host = lab;
        fixture.desk.runPackage(
            request, {},
            {[](const QString &) {}, [](const QString &) {}, [](const Result<Submitted> &) {}});
        bool isRunning = false;
        connect(&fixture.desk, &JobDesk::jobChanged, &fixture.window, [&isRunning](const Job &job) {
            isRunning = job.attempt.state == JobState::Running;
        });
        QVERIFY(WindowFixture::waitFor([&] { return isRunning; }));
        QVERIFY(fixture.window.linkBar().isHidden());

        laboratory.server.stop();
        QVERIFY(
            WindowFixture::waitFor([&] { return fixture.window.linkBar().isVisible(); }, 300000));
        // The table, which nobody has opened until now, says so too.
        fixture.window.showPlace(MainWindow::Results);
        const auto state = [&] {
            const QAbstractItemModel &jobs = *tableOf(fixture.window.resultsPlace())->model();
            return jobs.index(0, int(JobColumn::State)).data().toString();
        };
        QVERIFY(WindowFixture::waitFor(
            [&] { return state().contains(QStringLiteral(" ago · host unreachable")); }, 300000));
        QVERIFY2(state().startsWith(QLatin1String("Running, as of ")), qPrintable(state()));
        const QString bar = fixture.window.linkBar().text();
        QVERIFY2(bar.startsWith(QLatin1String("lab does not answer; training continues there. ")),
                 qPrintable(bar));
        QVERIFY(button(fixture.window.linkBar(), "Retry now"));
        QVERIFY(fixture.window.messages().text().isEmpty()); // One bar, and nothing else.
        QVERIFY_RESULT(saveAtomically(gate, {}));
    }

    void whatIsKeptInTheKeychainIsNotAskedForInTheNextStartAndCanBeForgotten()
    {
        const Laboratory laboratory;
        laboratory.list();
        laboratory.knowTheKey(laboratory.key());
        samples::SecretService service;
        service.startKeyring();
        {
            WindowFixture first(laboratory.home.path(), std::make_shared<Keychain>());
            HostsPlace &place = first.window.hostsPlace();
            first.window.showPlace(MainWindow::Hosts);
            QVERIFY(WindowFixture::waitFor([&] { return hostsToRunOn(first).contains(lab); }));
            place.select(lab);
            button(place, "Test")->click();
            auto *const login = opened<LoginDialog>(first.window);
            QVERIFY(login);
            auto *const keep = login->findChild<QCheckBox *>();
            QVERIFY(keep->isEnabled());
            QVERIFY(!keep->isChecked());
            keep->click();
            type(*login, passphrase);
            QVERIFY(WindowFixture::waitFor([&] { return shows(place, "is kept in the desktop"); }));
        }
        WindowFixture second(laboratory.home.path(), std::make_shared<Keychain>());
        QVERIFY(WindowFixture::waitFor([&] { return hostsToRunOn(second).contains(lab); }));
        QVERIFY(second.openExample(QStringLiteral("iris-csv")));
        runOn(second, lab);
        QVERIFY(succeeds(second));
        QVERIFY(second.window.findChildren<LoginDialog *>().isEmpty());
        second.window.showPlace(MainWindow::Hosts);
        HostsPlace &place = second.window.hostsPlace();
        place.select(lab);
        QVERIFY(WindowFixture::waitFor([&] { return button(place, "Forget it"); }));
        button(place, "Forget it")->click();
        const QString name = QLatin1String("passphrase ") + laboratory.path("locked");
        QVERIFY(WindowFixture::waitFor([&] { return !Keychain().find(name); }));
        QVERIFY(WindowFixture::waitFor([&] { return !button(place, "Forget it"); }));
        QVERIFY(Keychain().keep(name, Secret(passphrase.toUtf8())));
        button(place, "Remove")->click(); // What is kept goes along.
        QVERIFY(WindowFixture::waitFor([&] { return !Keychain().find(name); }));
        QCOMPARE(laboratory.leaks(), QStringList());
        QCOMPARE(service.filesWith(passphrase.toUtf8()), QStringList());
    }

    void whatCannotRunOnAHostIsSaidAndNothingIsSent()
    {
        const Laboratory laboratory;
        HostEntry entry = laboratory.openEntry();
        entry.profile.pythons = QStringList{QStringLiteral("/no/such/python")};
        laboratory.list(entry);
        laboratory.knowTheKey(laboratory.key());
        WindowFixture fixture(laboratory.home.path());
        QStringList doings;
        connect(&fixture.window.runs(), &RunControl::stateChanged, &fixture.window,
                [&] { doings << fixture.window.runs().doing(); });
        QVERIFY(WindowFixture::waitFor([&] { return hostsToRunOn(fixture).contains(lab); }));
        QVERIFY(fixture.openExample(QStringLiteral("iris-csv")));
        runOn(fixture, lab);
        QVERIFY(WindowFixture::waitFor(
            [&] { return shows(fixture.window.messages(), "/no/such/python"); }));
        QVERIFY(doings.contains(QStringLiteral("Looking at lab…")));
        QVERIFY(!fixture.window.runs().isSubmitting());
        QVERIFY(!fixture.window.runs().job());
        QCOMPARE(jobsOf(fixture), 0);
        QVERIFY(!QDir(laboratory.path("on-host/jobs")).exists());
        QVERIFY(laboratory.server.sawLogin());
    }

    void whatFailsOnAFewRowsHereIsNotSentIfItIsToBeTriedFirst()
    {
        const Laboratory laboratory;
        laboratory.list(laboratory.openEntry());
        laboratory.knowTheKey(laboratory.key());
        WindowFixture fixture(laboratory.home.path());
        fixture.settings.setTriesFirst(true);
        const RunControl &runs = fixture.window.runs();
        QStringList doings;
        connect(&runs, &RunControl::stateChanged, &fixture.window, [&] { doings << runs.doing(); });
        QVERIFY(WindowFixture::waitFor([&] { return hostsToRunOn(fixture).contains(lab); }));
        QVERIFY(fixture.openExample(QStringLiteral("iris-csv")));
        PipelineDocument &document = fixture.document()->document();
        const Pipeline sound = document.pipeline();
        fixture.askForTooManyNeighbours();
        fixture.keepNoOtherCandidate();
        runOn(fixture, lab);
        QVERIFY(WindowFixture::waitFor(
            [&] { return shows(fixture.window.messages(), "fails on a few rows"); }));
        QVERIFY2(fixture.window.messages().text().startsWith(QStringLiteral(
                     "Nothing was sent to lab, as it is to be tried here on a few rows "
                     "first. The package fails on a few rows: ")),
                 qPrintable(fixture.window.messages().text()));
        QCOMPARE(jobsOf(fixture), 0);
        QVERIFY(!laboratory.server.sawLogin());

        document.apply(QStringLiteral("Mend"), sound);
        doings.clear();
        fixture.trigger("run");
        QVERIFY(WindowFixture::waitFor([&] { return runs.job(); }));
        const int tried = doings.indexOf(QStringLiteral("Trying it on a few rows here…"));
        QVERIFY(tried >= 0 && tried < doings.indexOf(QStringLiteral("Looking at lab…")));
    }

    void aRunIsStoppedWhileItsHostIsLookedAt()
    {
        const Laboratory laboratory;
        HostEntry entry = laboratory.openEntry();
        entry.profile.activation = QStringLiteral("while :; do printf .; sleep 1; done >&2");
        laboratory.list(entry);
        laboratory.knowTheKey(laboratory.key());
        WindowFixture fixture(laboratory.home.path());
        QVERIFY(WindowFixture::waitFor([&] { return hostsToRunOn(fixture).contains(lab); }));
        QVERIFY(fixture.openExample(QStringLiteral("iris-csv")));
        runOn(fixture, lab);
        RunControl &runs = fixture.window.runs();
        QVERIFY(WindowFixture::waitFor(
            [&] { return runs.doing() == QStringLiteral("Looking at lab…"); }));
        fixture.trigger("stop");
        QVERIFY(WindowFixture::waitFor([&] { return !runs.isSubmitting(); }));
        QVERIFY(!runs.job());
        QCOMPARE(jobsOf(fixture), 0);
        QVERIFY(fixture.action("run")->isEnabled());
    }

    void aLoginThatNobodyWantsEndsWithTheLook()
    {
        const Laboratory laboratory;
        laboratory.list();
        laboratory.knowTheKey(laboratory.key());
        WindowFixture fixture(laboratory.home.path());
        HostsPlace &place = fixture.window.hostsPlace();
        fixture.window.showPlace(MainWindow::Hosts);
        QVERIFY(WindowFixture::waitFor([&] { return hostsToRunOn(fixture).contains(lab); }));
        place.select(lab);
        button(place, "Test")->click();
        QPointer<LoginDialog> login = opened<LoginDialog>(fixture.window);
        QVERIFY(login);
        button(place, "Stop")->click();
        QVERIFY(WindowFixture::waitFor([&] { return !login; }));
        QVERIFY(WindowFixture::waitFor([&] { return button(place, "Test"); }));
        button(place, "Test")->click();
        login = opened<LoginDialog>(fixture.window);
        QVERIFY(login);
        login->reject();
        QVERIFY(WindowFixture::waitFor([&] { return button(place, "Log in…"); }));
        button(place, "Log in…")->click();
        QVERIFY(opened<LoginDialog>(fixture.window)); // The window goes while it is asked.
    }

    void anotherKeyThanTheKnownOneIsTheEndUnlessTheOldOneIsForgotten()
    {
        const Laboratory laboratory;
        laboratory.list();
        laboratory.knowTheKey(samples::publicKeyIn(laboratory.path("locked.pub")));
        WindowFixture fixture(laboratory.home.path());
        HostsPlace &place = fixture.window.hostsPlace();
        fixture.window.showPlace(MainWindow::Hosts);
        QVERIFY(WindowFixture::waitFor([&] { return hostsToRunOn(fixture).contains(lab); }));
        place.select(lab);
        button(place, "Test")->click();
        QVERIFY(WindowFixture::waitFor([&] { return shows(place, "has changed"); }));
        QVERIFY(!button(place, "Compare key…") && !button(place, "Log in…"));
        QVERIFY(!laboratory.server.sawLogin());

        // But for its administrator, who gave it a new one.
        button(place, "Forget old key…")->click();
        auto *const forget = opened<ForgetKeyDialog>(fixture.window);
        QVERIFY(forget);
        fill(*forget, "Name of the host", lab);
        button(*forget, "Forget old key")->click();
        QVERIFY(WindowFixture::waitFor([&] { return button(place, "Compare key…"); }));
        QVERIFY(!laboratory.server.sawLogin());
    }

    void jobsBeyondWhatWasChosenForThisComputerWaitUntilMoreIsChosen()
    {
        const Laboratory laboratory;
        HostEntry here = thisComputerEntry();
        const QString local = here.profile.id;
        here.profile.jobs = 1;
        laboratory.list(here);
        JobServiceOptions options;
        options.dataFolder = WindowFixture::foldersIn(laboratory.home.path()).data;
        QStringList jobs;
        {
            // Whoever submitted them is gone when their turn has come.
            const samples::SampleFolder folder;
            samples::SampleService service(options);
            QVERIFY(service->pauseQueue(local));
            for (int i = 0; i < 3; ++i)
                jobs << service
                            ->submit(folder.request("wait_for('" + laboratory.path("gate").toUtf8()
                                                    + "')\n# " + QByteArray::number(i)))
                            ->job.uuid;
        }
        auto store = JobStore::open({options.dataFolder, Journal::ByFileSystem, {}});
        QVERIFY(store && store->setPaused(local, false));

        WindowFixture fixture(laboratory.home.path());
        QMap<QString, JobState> states;
        connect(&fixture.desk, &JobDesk::jobChanged, this,
                [&states](const Job &job) { states[job.uuid] = job.attempt.state; });
        const auto areOn = [&](int count) {
            return WindowFixture::waitFor(
                [&] { return states.values().count(JobState::Running) == count; });
        };
        HostsPlace &place = fixture.window.hostsPlace();
        fixture.window.showPlace(MainWindow::Hosts);
        QVERIFY(areOn(1));
        QCOMPARE(store->queueOf(local)->occupied, 1); // No other is on its way.
        QVERIFY(WindowFixture::waitFor([&] { return shows(place, "2 jobs wait. At most 1 job"); }));
        button(place, "Edit…")->click();
        auto *const edit = opened<ThisComputerDialog>(fixture.window);
        QVERIFY(edit);
        edit->findChild<QSpinBox *>()->setValue(2);
        button(*edit, "Save")->click();
        QVERIFY(areOn(2));
        QCOMPARE(store->queueOf(local)->occupied, 2);
        QVERIFY(
            WindowFixture::waitFor([&] { return shows(place, "1 job waits. At most 2 jobs"); }));
        QCOMPARE(findHost(*loadHostList(laboratory.path("config")), local)->profile.jobs, 2);

        laboratory.write("config/hosts.yaml", "hosts: {}\n"); // Another program.
        QVERIFY(areOn(3));
        laboratory.write("gate", {});
        for (const QString &uuid : qAsConst(jobs))
            QVERIFY(
                WindowFixture::waitFor([&] { return states.value(uuid) == JobState::Succeeded; }));
    }

    void aRemovedHostIsRunOnNoMoreAndComesBackByUndo()
    {
        const Laboratory laboratory;
        laboratory.list();
        WindowFixture fixture(laboratory.home.path());
        HostsPlace &place = fixture.window.hostsPlace();
        fixture.window.showPlace(MainWindow::Hosts);
        RunButtons &buttons = fixture.window.runButtons();
        QVERIFY(WindowFixture::waitFor([&] { return hostsToRunOn(fixture).contains(lab); }));
        for (QAction *const action : buttons.findChild<QMenu *>()->actions()) {
            if (action->text() == lab)
                action->trigger();
        }
        QCOMPARE(buttons.host(), lab);
        place.select(lab);
        button(place, "Remove")->click();
        QVERIFY(WindowFixture::waitFor([&] { return !hostsToRunOn(fixture).contains(lab); }));
        QCOMPARE(buttons.host(), QStringLiteral("local"));
        QCOMPARE(fixture.settings.host(), QStringLiteral("local"));
        QVERIFY(loadHostList(laboratory.path("config"))->empty());
        button(fixture.window.messages(), "Undo")->click();
        QVERIFY(WindowFixture::waitFor([&] { return hostsToRunOn(fixture).contains(lab); }));
        QVERIFY(loadHostList(laboratory.path("config")).value() == HostList{laboratory.entry()});
    }
};

QTEST_MAIN(TestWindowHosts)
#include "tst_window_hosts.moc"
