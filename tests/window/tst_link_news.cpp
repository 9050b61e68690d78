#include "app/window/link_news.h"
#include "tests/jobs/cut_shell.h"
#include "tests/jobs/sample_service.h"

#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>

using namespace outcrop;
using samples::Cuts;
using samples::CutShell;

namespace {

constexpr int longest = 120000; // The machine may be busy with other things.
const QString lab = QStringLiteral("lab");
const QString attic = QStringLiteral("attic");

// Two hosts behind connections that can be cut, the jobs on them, and the bar.
struct Hosts
{
    bool haveEnded = false; // All jobs, when it is over.
    samples::SampleFolder folder;
    std::map<QString, std::shared_ptr<Cuts>> cuts{{lab, std::make_shared<Cuts>()},
                                                  {attic, std::make_shared<Cuts>()}};
    QString gate = folder.folder.filePath(QStringLiteral("gate"));
    Style style{*qApp, ThemeChoice::Light};
    MessageBar bar{style};
    JobDesk desk{options(), folder.folder.filePath(QStringLiteral("cache"))};
    LinkNews news{desk, bar, std::chrono::milliseconds(1500)};
    std::map<QString, Job> jobs;

    Hosts()
    {
        QObject::connect(&desk, &JobDesk::jobChanged, &desk,
                         [this](const Job &job) { jobs[job.attempt.host] = job; });
        news.setHosts({{lab, QStringLiteral("Lab")},
                       {attic, QStringLiteral("Attic")},
                       {QStringLiteral("shed"), QStringLiteral("Shed")}});
    }
    // Nothing is left running in the folder that goes away.
    ~Hosts()
    {
        if (!saveAtomically(gate, {}))
            return;
        for (const auto &[host, cut] : cuts) {
            cut->mend();
            desk.lookNow(host);
        }
        const auto look = [&](const Result<std::vector<Job>> &all) {
            haveEnded = all && std::all_of(all->begin(), all->end(), [](const Job &job) {
                            return isTerminal(job.attempt.state)
                                   || job.attempt.state == JobState::Attention;
                        });
        };
        static_cast<void>(QTest::qWaitFor(
            [&] {
                desk.list(look);
                return haveEnded;
            },
            longest));
    }

    JobServiceOptions options() const
    {
        JobServiceOptions options = folder.options();
        HostProfile profile = options.hosts.front();
        options.hosts.clear();
        for (const QString &id : {lab, attic}) {
            profile.id = profile.title = id;
            options.hosts.push_back(profile);
        }
        options.times.firstRetry = std::chrono::seconds(9);
        options.makeShell = [all = cuts](const HostProfile &host) {
            return std::make_unique<CutShell>(all.at(host.id));
        };
        return options;
    }

    // A job that runs there until the gate is open.
    bool runsOn(const QString &host)
    {
        SubmitRequest request = folder.request("wait_for('" + QFile::encodeName(gate) + "')\n");
        request.host = host;
        desk.runPackage(
            request, {},
            {[](const QString &) {}, [](const QString &) {}, [](const Result<Submitted> &) {}});
        return QTest::qWaitFor([&] { return stateOn(host) == JobState::Running; }, longest);
    }
    JobState stateOn(const QString &host) { return jobs[host].attempt.state; }

    bool says(const char *pattern)
    {
        const QRegularExpression expected(
            QRegularExpression::anchoredPattern(QString::fromUtf8(pattern)));
        return QTest::qWaitFor([&] { return expected.match(bar.text()).hasMatch(); }, longest);
    }
    int secondsLeft() const
    {
        const QRegularExpression number(QStringLiteral("in (\\d+) s"));
        return number.match(bar.text()).captured(1).toInt();
    }
    void retryNow()
    {
        for (QPushButton *const button : bar.findChildren<QPushButton *>()) {
            if (button->text() == QLatin1String("Retry now"))
                button->click();
        }
    }
    void close() { bar.findChild<QToolButton *>()->click(); }
};

} // namespace

// Jobs on hosts whose connections are cut, and the one bar that tells of it.
class TestLinkNews : public QObject
{
    Q_OBJECT

private slots:
    void oneBarNamesThoseThatDoNotAnswerAndCountsDownUntilTheyDo()
    {
        Hosts hosts;
        QVERIFY(hosts.runsOn(lab));
        QVERIFY(hosts.runsOn(attic));
        QVERIFY(hosts.bar.isHidden());
        emit hosts.desk.linkChanged(QStringLiteral("shed"), LinkState::Unreachable, {});

        hosts.cuts[lab]->cutAll();
        QVERIFY(
            hosts.says("Lab does not answer; training continues there\\. Next try in \\d s\\."));
        const int left = hosts.secondsLeft();
        QVERIFY(QTest::qWaitFor([&] { return hosts.secondsLeft() < left; }, longest));
        QCOMPARE(hosts.stateOn(lab), JobState::Running);

        hosts.cuts[attic]->cutAll();
        QVERIFY(hosts.says("Attic and Lab do not answer; training continues there\\. .*"));
        QCOMPARE(hosts.bar.count(), 1);

        hosts.cuts[attic]->mend();
        hosts.retryNow();
        QVERIFY(hosts.says("Lab does not answer; training continues there\\. .*"));

        hosts.cuts[lab]->mend();
        QVERIFY(QTest::qWaitFor([&] { return hosts.bar.isHidden(); }, longest)); // By itself.
        QCOMPARE(hosts.stateOn(lab), JobState::Running);
    }

    void aHostThatTheBarWasClosedForIsNotNamedUntilItHasAnsweredAndFallenSilentAgain()
    {
        Hosts hosts;
        QVERIFY(hosts.runsOn(lab));
        hosts.cuts[lab]->cutAll();
        QVERIFY(hosts.says("Lab does not answer; .*"));
        hosts.close();
        QVERIFY(!QTest::qWaitFor([&] { return !hosts.bar.isHidden(); }, 4000));
        hosts.cuts[lab]->mend();
        hosts.desk.lookNow(lab);
        QSignalSpy answered(&hosts.desk, &JobDesk::hostAnswered);
        QVERIFY(answered.wait(longest));
        QVERIFY(hosts.bar.isHidden());
        hosts.cuts[lab]->cutAll();
        QVERIFY(hosts.says("Lab does not answer; .*"));
    }

    // Nobody is to be told of a host that nothing is wanted of.
    void aHostWhoseJobsHaveEndedIsNotNamed()
    {
        Hosts hosts;
        QVERIFY(hosts.runsOn(lab));
        hosts.cuts[lab]->cutAll();
        QVERIFY(hosts.says("Lab does not answer; .*"));
        Job ended = hosts.jobs[lab];
        ended.attempt.state = JobState::Failed; // As another program tells it.
        emit hosts.desk.jobChanged(ended);
        QVERIFY(hosts.bar.isHidden());
    }

    void whatIsNotThereYetIsSaidToWait()
    {
        Hosts hosts;
        QVERIFY(hosts.runsOn(lab)); // The look before the next one was made.
        hosts.cuts[lab]->cutAll();
        QVERIFY(hosts.says("Lab does not answer; .*"));
        Job waiting = hosts.jobs[lab];
        waiting.attempt.state = JobState::Staging;
        emit hosts.desk.jobChanged(waiting);
        QVERIFY(hosts.says("Lab does not answer; what is to run there waits\\. .*"));
    }
};

QTEST_MAIN(TestLinkNews)
#include "tst_link_news.moc"
