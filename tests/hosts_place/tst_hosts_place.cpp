#include "tests/support/accessible_names.h"
#include "widgets/hosts/forget_key_dialog.h"
#include "widgets/hosts/host_dialog.h"
#include "widgets/hosts/hosts_place.h"
#include "widgets/hosts/key_dialog.h"
#include "widgets/hosts/login_dialog.h"
#include "widgets/hosts/this_computer_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QtTest>

using namespace outcrop;

namespace {

const QString lab = QStringLiteral("lab");

ListedHost listed(const QString &id, ListedHost::Source source = ListedHost::Source::Added)
{
    ListedHost host;
    host.entry.profile = thisComputer();
    host.entry.profile.id = host.entry.profile.title = id;
    host.entry.address = id + QStringLiteral(".example");
    host.entry.user = QStringLiteral("ann");
    host.source = source;
    return host;
}

std::vector<ListedHost> someHosts()
{
    return {{thisComputerEntry(), ListedHost::Source::ThisComputer},
            listed(lab),
            listed(QStringLiteral("cluster"), ListedHost::Source::SshConfig)};
}

HostReport found()
{
    HostReport report;
    report.at = QDateTime::currentDateTimeUtc();
    report.facts = QStringList{QStringLiteral("lab-1")};
    report.lines = {
        {true, QStringLiteral("Python 3.11.2"), {}},
        {false, QStringLiteral("no scikit-learn"), QStringLiteral("apt install python3-sklearn")}};
    return report;
}

HostReport failed(ErrorKind kind, const char *sentence)
{
    HostReport report;
    report.at = QDateTime::currentDateTimeUtc();
    report.error = Error{kind, QLatin1String(sentence)};
    return report;
}

HostKeyQuestion question()
{
    HostKeyQuestion question;
    question.host = QStringLiteral("ann@lab.example");
    question.name = QStringLiteral("lab.example");
    question.key = {"ssh-ed25519", QByteArray(51, 'k')};
    return question;
}

bool shows(const QWidget &widget, const QString &text)
{
    for (const QLabel *const label : widget.findChildren<QLabel *>()) {
        if (label->isVisibleTo(&widget) && label->text().contains(text))
            return true;
    }
    return false;
}

QPushButton *button(const QWidget &widget, const QString &text)
{
    for (QPushButton *const candidate : widget.findChildren<QPushButton *>()) {
        if (candidate->isVisibleTo(&widget) && candidate->text() == text)
            return candidate;
    }
    return nullptr;
}

} // namespace

class TestHostsPlace : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Style> m_style;

private slots:
    void initTestCase() { m_style = std::make_unique<Style>(*qApp, ThemeChoice::Light); }
    void cleanupTestCase() { m_style.reset(); }

    void everyLineIsShownWithItsFix()
    {
        HostsPlace place(*m_style);
        place.setHosts(someHosts());
        place.select(lab);
        place.setReport(lab, found());
        QVERIFY(shows(place, QStringLiteral("Python 3.11.2")));
        QVERIFY(shows(place, QStringLiteral("apt install python3-sklearn")));
        QVERIFY(shows(place, QStringLiteral("lab-1")));
        QVERIFY(shows(place, QStringLiteral("just now")));
        QVERIFY(shows(place, QStringLiteral("Something is missing")));
    }

    void whatIsOddAndMayRunIsNoFault()
    {
        HostsPlace place(*m_style);
        place.setHosts(someHosts());
        place.select(lab);
        HostReport busy;
        busy.at = QDateTime::currentDateTimeUtc().addSecs(-90);
        busy.lines.push_back({false, QStringLiteral("It is busy"), QStringLiteral("Wait"), true});
        busy.lines.push_back({false, QStringLiteral("No disk"), QStringLiteral("Buy one")});
        place.setReport(lab, busy);
        QStringList names;
        for (const QWidget *const row : place.findChildren<QWidget *>())
            names << row->accessibleName();
        QVERIFY(names.contains(QStringLiteral("Odd: It is busy")));
        QVERIFY(names.contains(QStringLiteral("Missing: No disk")));
        // The list and the page tell one age, whatever made them look at the clock.
        place.setQueue(lab, {false, 1});
        QVERIFY(shows(place, QStringLiteral("1 min ago")));
        const auto *const rows = place.findChild<QListWidget *>();
        QVERIFY(rows->currentItem()
                    ->data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(QStringLiteral("1 min ago")));
    }

    void thisComputerIsLookedAtAtOnceAndOthersWhenTheyAreTested()
    {
        HostsPlace place(*m_style);
        place.setHosts(someHosts());
        QSignalSpy wished(&place, &HostsPlace::lookWished);
        place.show();
        QCOMPARE(wished.count(), 1);
        QCOMPARE(wished.takeFirst().first().toString(), QStringLiteral("local"));
        QTest::keyClick(place.findChild<QListWidget *>(), Qt::Key_Down);
        QCOMPARE(place.current(), lab);
        QCOMPARE(wished.count(), 0);
        button(place, QStringLiteral("Test"))->click();
        QCOMPARE(wished.takeFirst().first().toString(), lab);
        place.setLooking(lab, true);
        QSignalSpy stopped(&place, &HostsPlace::stopWished);
        button(place, QStringLiteral("Stop"))->click();
        QCOMPARE(stopped.count(), 1);
    }

    void whatCanBeDoneDependsOnWhereAHostComesFrom()
    {
        HostsPlace place(*m_style);
        place.setHosts(someHosts());
        QVERIFY(!button(place, QStringLiteral("Remove")) && button(place, QStringLiteral("Edit…")));
        place.select(lab);
        QVERIFY(button(place, QStringLiteral("Remove")) && button(place, QStringLiteral("Edit…")));
        place.select(QStringLiteral("cluster"));
        QVERIFY(shows(place, QStringLiteral("~/.ssh/config")));
        QVERIFY(!button(place, QStringLiteral("Remove")) && button(place, QStringLiteral("Edit…")));
    }

    void onlyAnUnknownKeyCanBeCompared()
    {
        HostsPlace place(*m_style);
        place.setHosts(someHosts());
        place.select(lab);
        place.setReport(lab, failed(ErrorKind::HostKey, "The host key of lab has changed."));
        QVERIFY(shows(place, QStringLiteral("has changed")));
        QVERIFY(!button(place, QStringLiteral("Compare key…")));
        HostReport unknown = failed(ErrorKind::HostKey, "lab is not known yet.");
        unknown.unknownKey = question();
        place.setReport(lab, unknown);
        QVERIFY(place.findChildren<KeyDialog *>().isEmpty()); // Nothing comes by itself.
        QSignalSpy wished(&place, &HostsPlace::lookWished);
        button(place, QStringLiteral("Compare key…"))->click();
        auto *const dialog = place.findChild<KeyDialog *>();
        QVERIFY(dialog);
        button(*dialog, QStringLiteral("Trust this key"))->click();
        QCOMPARE(wished.count(), 1);
        QCOMPARE(wished.first().at(1).toString(), question().key.fingerprint());
    }

    void anOldKeyIsForgottenOnlyByTypingTheNameOfTheHost()
    {
        HostsPlace place(*m_style);
        place.setHosts(someHosts());
        place.select(lab);
        place.setReport(lab, failed(ErrorKind::HostKey, "The host key of lab has changed."));
        QSignalSpy forgotten(&place, &HostsPlace::forgetKeyWished);
        QSignalSpy looks(&place, &HostsPlace::lookWished);
        button(place, QStringLiteral("Forget old key…"))->click();
        auto *const dialog = place.findChild<ForgetKeyDialog *>();
        QVERIFY(dialog);
        QCOMPARE(test::namelessChildren(*dialog), QStringList());
        QVERIFY(button(*dialog, QStringLiteral("Cancel"))->isDefault());
        QPushButton *const forget = button(*dialog, QStringLiteral("Forget old key"));
        QVERIFY(!forget->isEnabled() && !forget->autoDefault());
        auto *const field = dialog->findChild<QLineEdit *>();
        QTest::keyClicks(field, QStringLiteral("la"));
        QVERIFY(!forget->isEnabled());
        QTest::keyClicks(field, QStringLiteral("b"));
        QVERIFY(forget->isEnabled());
        forget->click();
        QCOMPARE(forgotten.count(), 1);
        QCOMPARE(forgotten.first().first().toString(), lab);
        QCOMPARE(looks.count(), 0); // That comes when it is forgotten.
    }

    void theQueueOfAHostIsPausedAndResumed()
    {
        HostsPlace place(*m_style);
        place.setHosts(someHosts());
        place.select(lab);
        place.setQueue(lab, {false, 2});
        place.setQueue(QStringLiteral("cluster"), {true, 7});
        QVERIFY(shows(place, QStringLiteral("2 jobs wait")));
        QSignalSpy paused(&place, &HostsPlace::pauseWished);
        button(place, QStringLiteral("Pause queue"))->click();
        QCOMPARE(paused.takeFirst(), (QVariantList{lab, true}));
        place.setQueue(lab, {true, 1});
        QVERIFY(shows(place, QStringLiteral("paused: nothing more is sent. 1 job waits.")));
        button(place, QStringLiteral("Resume queue"))->click();
        QCOMPARE(paused.takeFirst(), (QVariantList{lab, false}));
    }

    void aHostThatWantsALoginOffersIt()
    {
        HostsPlace place(*m_style);
        place.setHosts(someHosts());
        place.select(lab);
        place.setReport(lab, failed(ErrorKind::NeedsLogin, "lab wants a password."));
        QSignalSpy wished(&place, &HostsPlace::lookWished);
        button(place, QStringLiteral("Log in…"))->click();
        QCOMPARE(wished.count(), 1);
    }

    void whatIsKnownOfAHostIsForgottenWhenItIsChanged()
    {
        HostsPlace place(*m_style);
        std::vector<ListedHost> hosts = someHosts();
        place.setHosts(hosts);
        place.select(lab);
        place.setReport(lab, found());
        place.setHosts(hosts);
        QCOMPARE(place.current(), lab);
        QVERIFY(shows(place, QStringLiteral("lab-1")));
        hosts[1].entry.port = 2222;
        place.setHosts(hosts);
        QVERIFY(!shows(place, QStringLiteral("lab-1")));
    }

    void anotherFingerprintCannotBeTrusted()
    {
        auto *const dialog = new KeyDialog(question(), *m_style, nullptr);
        dialog->show();
        QVERIFY(shows(*dialog, question().key.fingerprint()));
        QVERIFY(shows(*dialog, QStringLiteral("ssh-ed25519")));
        QPushButton *const trust = button(*dialog, QStringLiteral("Trust this key"));
        QVERIFY(button(*dialog, QStringLiteral("Cancel"))->isDefault());
        QVERIFY(!trust->isDefault() && !trust->autoDefault());
        auto *const field = dialog->findChild<QLineEdit *>();
        field->setText(QStringLiteral("SHA256:") + QString(43, QLatin1Char('A')));
        QVERIFY(shows(*dialog, QStringLiteral("different")));
        QVERIFY(!trust->isEnabled());
        field->setText(QStringLiteral("256 %1 host (ED25519)").arg(question().key.fingerprint()));
        QVERIFY(shows(*dialog, QStringLiteral("same")));
        QVERIFY(trust->isEnabled());
        field->setText(question().key.fingerprint().chopped(1)); // Nearly is not the same.
        QVERIFY(!trust->isEnabled());
        QSignalSpy rejected(dialog, &QDialog::rejected);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(rejected.count(), 1);
    }

    void aNewHostIsCheckedWhileItIsTyped()
    {
        const auto reach = [](const HostEntry &entry) -> Result<ConfiguredHost> {
            ConfiguredHost host;
            host.profile.address = entry.address;
            host.profile.user = QStringLiteral("bea");
            return host;
        };
        HostDialog dialog({*m_style, someHosts(), reach}, nullptr, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        auto *const address = dialog.findChild<QComboBox *>();
        QCOMPARE(address->count(), 1); // ~/.ssh/config's.
        QPushButton *const add = button(dialog, QStringLiteral("Add"));
        QVERIFY(!add->isEnabled());
        address->setEditText(QStringLiteral("lab.example"));
        QVERIFY(shows(dialog, QStringLiteral("There is a host lab already")));
        QVERIFY(!add->isEnabled());
        address->setEditText(QStringLiteral("ann@cpu1.lab.example"));
        QVERIFY(add->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(shows(dialog, QStringLiteral("Reached as bea@cpu1.lab.example")),
                                 60000);
        QTest::keyClick(address->lineEdit(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        const HostEntry entry = dialog.entry();
        QCOMPARE(entry.profile.id, QStringLiteral("cpu1"));
        QCOMPARE(entry.address, QStringLiteral("cpu1.lab.example"));
        QCOMPARE(entry.user, QStringLiteral("ann"));
        QVERIFY(checkHostEntry(entry));
    }

    void anEditedHostKeepsWhatWasNotTouched()
    {
        HostEntry before = listed(lab).entry;
        before.port = 2222;
        before.identityFiles = QStringList{QStringLiteral("/keys/my lab")};
        before.jumps = QStringList{QStringLiteral("gate"), QStringLiteral("inner")};
        before.profile.base = "/scratch/ann out";
        before.profile.title = QStringLiteral("In the cellar");
        before.profile.jobs = 3;
        HostDialog dialog({*m_style, someHosts(), {}}, &before, nullptr);
        QVERIFY(dialog.entry() == before);
    }

    void whatAHostHasForItsJobsIsChosenWhereItIsEdited()
    {
        HostEntry before = listed(lab).entry;
        before.profile.activation = QStringLiteral("module load python");
        before.profile.wheels = "/srv/wheels";
        before.profile.limits = {5400, qint64(3) << 29, 4};
        before.profile.groups = QStringList{QStringLiteral("cpu"), QStringLiteral("big")};
        before.profile.pollFloor = 90;
        HostDialog dialog({*m_style, someHosts(), {}}, &before, nullptr);
        QVERIFY(dialog.entry() == before);
        const auto field = [&dialog](const char *name) {
            for (QLineEdit *const edit : dialog.findChildren<QLineEdit *>()) {
                if (edit->accessibleName() == QLatin1String(name))
                    return edit;
            }
            return static_cast<QLineEdit *>(nullptr);
        };
        QCOMPARE(field("Time of a job")->text(), QStringLiteral("90m"));
        QCOMPARE(field("Memory of a job")->text(), QStringLiteral("1536M"));
        QCOMPARE(field("Asked at most every")->text(), QStringLiteral("90s"));
        QPushButton *const save = button(dialog, QStringLiteral("Save"));
        for (const auto &[name, wrong, says] :
             {std::tuple("Time of a job", "soon", "cannot be a time limit"),
              {"Memory of a job", "1K", "cannot be a memory limit"},
              {"Asked at most every", "2d", "must be 1 to 3600"},
              {"Groups", "cpu, a/b", "cannot be the name of a group"},
              {"Wheels", "wheels", "no absolute path"}}) {
            QLineEdit *const edit = field(name);
            const QString right = edit->text();
            edit->setText(QLatin1String(wrong));
            QVERIFY2(shows(dialog, QLatin1String(says)), says);
            QVERIFY(!save->isEnabled());
            edit->setText(right);
            QVERIFY(save->isEnabled());
        }
        field("Activation")->clear();
        field("Groups")->setText(QStringLiteral("big"));
        field("Time of a job")->setText(QStringLiteral("2h"));
        HostEntry after = before;
        after.profile.activation.clear();
        after.profile.groups = QStringList{QStringLiteral("big")};
        after.profile.limits.seconds = 7200;
        QVERIFY(dialog.entry() == after);
    }

    void howManyJobsRunAtOnceOnAHostIsChosenWhereItIsEdited()
    {
        HostEntry before = listed(lab).entry;
        HostDialog dialog({*m_style, someHosts(), {}}, &before, nullptr);
        auto *const jobs = dialog.findChild<QSpinBox *>();
        QCOMPARE(jobs->text(), QStringLiteral("any number"));
        jobs->setValue(2);
        QCOMPARE(dialog.entry().profile.jobs, 2);
        jobs->setValue(1 << 20);
        QVERIFY(checkHostEntry(dialog.entry()));
    }

    void ofThisComputerOnlyItsJobsAtOnceAreAsked()
    {
        HostsPlace place(*m_style);
        std::vector<ListedHost> hosts = someHosts();
        place.setHosts(hosts);
        const QString here = hosts.front().entry.profile.id;
        place.select(here);
        place.setReport(here, found());
        std::optional<HostEntry> wished;
        connect(&place, &HostsPlace::saveWished, this,
                [&wished](const HostEntry &entry) { wished = entry; });
        button(place, QStringLiteral("Edit…"))->click();
        QVERIFY(!place.findChild<HostDialog *>());
        auto *const dialog = place.findChild<ThisComputerDialog *>();
        QVERIFY(dialog);
        QCOMPARE(test::namelessChildren(*dialog), QStringList());
        auto *const jobs = dialog->findChild<QSpinBox *>();
        QCOMPARE(jobs->text(), QStringLiteral("any number"));
        QTest::keyClicks(jobs, QStringLiteral("2"));
        QTest::keyClick(jobs, Qt::Key_Return);
        HostEntry chosen = thisComputerEntry();
        chosen.profile.jobs = 2;
        QVERIFY(wished && *wished == chosen);

        QVERIFY(!shows(place, QStringLiteral("run at once")));
        hosts.front().entry = *wished;
        place.setHosts(hosts);
        QVERIFY(shows(place, QStringLiteral("No job waits. At most 2 jobs run at once.")));
        QVERIFY(shows(place, QStringLiteral("lab-1"))); // What was found here is still so.
    }

    void whatIsTypedToLogInIsHiddenUnlessTheHostSaysOtherwise()
    {
        LoginQuestion question;
        question.kind = LoginQuestion::Kind::Prompts;
        question.host = QStringLiteral("ann@lab");
        question.hostText = QStringLiteral("Be <b>kind</b>.\nOr go.");
        question.prompts = {{QStringLiteral("Code:"), true}, {QStringLiteral("Pin:"), false}};
        LoginDialog dialog(question, *m_style, nullptr);
        const auto fields = dialog.findChildren<QLineEdit *>();
        QCOMPARE(fields.size(), 2);
        const auto saysTheBanner = [](const LoginDialog &shown) {
            for (const QLabel *const label : shown.findChildren<QLabel *>()) {
                if (label->text().contains(QLatin1String("Be <b>kind</b>.")))
                    return label->textFormat() == Qt::PlainText;
            }
            return false;
        };
        QVERIFY(saysTheBanner(dialog));
        question.attempt = 2; // It was read before.
        QVERIFY(!saysTheBanner(LoginDialog(question, *m_style, nullptr)));
        QCOMPARE(fields[0]->echoMode(), QLineEdit::Normal);
        QCOMPARE(fields[1]->echoMode(), QLineEdit::Password);
        fields[0]->setText(QStringLiteral("123"));
        fields[1]->setText(QStringLiteral("456"));
        const LoginAnswer answer = dialog.take();
        QCOMPARE(QByteArray(answer.secrets[0].text()), QByteArray("123"));
        QCOMPARE(QByteArray(answer.secrets[1].text()), QByteArray("456"));
        QVERIFY(!answer.isToBeKept);
        QVERIFY(fields[1]->text().isEmpty());
        QVERIFY(!dialog.findChild<QCheckBox *>()); // A code counts once.
    }

    void aPasswordIsKeptOnlyWhereSomebodySaysSoAndIfNotItIsSaidWhy()
    {
        LoginQuestion question;
        question.host = QStringLiteral("ann@lab");
        question.prompts.resize(1);
        question.keeping = LoginQuestion::Keeping::Offered;
        LoginDialog offered(question, *m_style, nullptr);
        QCheckBox *keep = offered.findChild<QCheckBox *>();
        QVERIFY(keep->isEnabled() && !keep->isChecked());
        keep->click();
        QVERIFY(offered.take().isToBeKept);
        question.keeping = LoginQuestion::Keeping::Impossible;
        question.whyNotKept = QStringLiteral("The keychain is locked.");
        LoginDialog impossible(question, *m_style, nullptr);
        keep = impossible.findChild<QCheckBox *>();
        QVERIFY(!keep->isEnabled() && !keep->isChecked());
        QCOMPARE(keep->toolTip(), question.whyNotKept);
        QVERIFY(!impossible.take().isToBeKept);
    }

    void whatIsKeptOfAHostCanBeForgotten()
    {
        HostsPlace place(*m_style);
        place.setHosts(someHosts());
        place.select(lab);
        const auto forget = [&]() -> QPushButton * {
            for (QPushButton *const button : place.findChildren<QPushButton *>()) {
                if (button->text() == QLatin1String("Forget it"))
                    return button;
            }
            return nullptr;
        };
        QVERIFY(!forget());
        place.setKept(lab, true);
        QSignalSpy wished(&place, &HostsPlace::forgetSecretsWished);
        QVERIFY(forget());
        forget()->click();
        QCOMPARE(wished.value(0).value(0).toString(), lab);
        place.setKept(lab, false);
        QVERIFY(!forget());
    }

    void everyControlHasAName()
    {
        HostsPlace place(*m_style);
        place.setHosts(someHosts());
        place.select(lab);
        place.setReport(lab, failed(ErrorKind::NeedsLogin, "lab wants a password."));
        QCOMPARE(test::namelessChildren(place), QStringList());
        HostDialog add({*m_style, someHosts(), {}}, nullptr, nullptr);
        QCOMPARE(test::namelessChildren(add), QStringList());
        KeyDialog compare(question(), *m_style, nullptr);
        QCOMPARE(test::namelessChildren(compare), QStringList());
        LoginQuestion login;
        login.prompts.resize(1);
        login.keeping = LoginQuestion::Keeping::Offered;
        LoginDialog logIn(login, *m_style, nullptr);
        QCOMPARE(test::namelessChildren(logIn), QStringList());
    }
};

QTEST_MAIN(TestHostsPlace)
#include "tst_hosts_place.moc"
