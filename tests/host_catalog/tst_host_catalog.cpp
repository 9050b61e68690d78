#include "core/base/files.h"
#include "core/builtin_catalog/builtin_catalog.h"
#include "core/host_catalog/host_catalog.h"
#include "core/host_catalog/judge_catalog.h"
#include "core/host_catalog/look_before.h"
#include "core/host_list/host_shell.h"
#include "core/hosts/local_shell.h"
#include "core/hosts/shell_text.h"
#include "core/pipeline_file/pipeline_file.h"
#include "tests/support/verify_result.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

namespace {

const auto forest = QLatin1String("sklearn.RandomForestClassifier");

Plan breastCancer(const Catalog &catalog)
{
    const auto pipeline = loadPipeline(
        QStringLiteral(OUTCROP_SOURCE_DIR "/resources/examples/breast-cancer.outcrop"));
    const auto plan = makePlan(*pipeline, catalog);
    if (!plan)
        qFatal("%s", qPrintable(plan.error().message));
    return *plan;
}

// The catalog as a library of another version would state it.
template<class Change>
CatalogFile otherLibrary(const Catalog &catalog, Change change)
{
    CatalogFile file{{}, QStringLiteral("scikit-learn 9.9")};
    for (BlockType type : catalog.types()) {
        if (change(type))
            file.types << type;
    }
    return file;
}

QString textOf(const std::vector<PreflightLine> &lines)
{
    QString all;
    for (const PreflightLine &line : lines)
        all += line.what + QStringLiteral(" → ") + line.fix + QLatin1Char('\n');
    return all;
}

} // namespace

class TestHostCatalog : public QObject
{
    Q_OBJECT

    const Catalog m_catalog = builtinCatalog();

private slots:
    void sameLibraryHasNothingToSay()
    {
        const auto lines = judgeCatalog(breastCancer(m_catalog), m_catalog,
                                        otherLibrary(m_catalog, [](BlockType &) { return true; }));
        QCOMPARE(lines.size(), size_t(1));
        QVERIFY(lines[0].ok);
        QVERIFY(lines[0].what.contains(QLatin1String("scikit-learn 9.9")));
    }

    void kindOfBlockThatIsNotThereStopsTheJob()
    {
        const auto lines = judgeCatalog(
            breastCancer(m_catalog), m_catalog,
            otherLibrary(m_catalog, [](BlockType &type) { return type.key != forest; }));
        QVERIFY2(
            textOf(lines).contains(QLatin1String("scikit-learn 9.9 has no RandomForestClassifier")),
            qPrintable(textOf(lines)));
        QVERIFY(!requireFit(lines, QStringLiteral("lab")));
    }

    void parameterThatIsNotThereStopsTheJobOnlyIfItIsWritten()
    {
        const auto without = [this](const QString &name) {
            return otherLibrary(m_catalog, [name](BlockType &type) {
                const auto is = [&](const AttributeSpec &spec) { return spec.name == name; };
                type.attributes.erase(
                    std::remove_if(type.attributes.begin(), type.attributes.end(), is),
                    type.attributes.end());
                return true;
            });
        };
        const Plan plan = breastCancer(m_catalog);
        auto lines = judgeCatalog(plan, m_catalog, without(QStringLiteral("n_estimators")));
        QVERIFY2(textOf(lines).contains(
                     QLatin1String("scikit-learn 9.9 does not know its n_estimators")),
                 qPrintable(textOf(lines)));
        QVERIFY(!requireFit(lines, QStringLiteral("lab")));
        lines = judgeCatalog(plan, m_catalog, without(QStringLiteral("ccp_alpha")));
        QVERIFY_RESULT(requireFit(lines, QStringLiteral("lab")));
    }

    void valueThatIsRefusedThereStopsTheJob()
    {
        const auto lines = judgeCatalog(breastCancer(m_catalog), m_catalog,
                                        otherLibrary(m_catalog, [](BlockType &type) {
                                            for (AttributeSpec &spec : type.attributes) {
                                                if (spec.name == QLatin1String("n_estimators"))
                                                    spec.kinds[0].max = 5;
                                            }
                                            return true;
                                        }));
        QVERIFY2(textOf(lines).contains(QLatin1String("n_estimators is 200")),
                 qPrintable(textOf(lines)));
        QVERIFY(!requireFit(lines, QStringLiteral("lab")));
    }

    void otherDefaultIsToldAndStopsNothing()
    {
        const auto lines = judgeCatalog(
            breastCancer(m_catalog), m_catalog, otherLibrary(m_catalog, [](BlockType &type) {
                for (AttributeSpec &spec : type.attributes) {
                    if (type.key == forest && spec.name == QLatin1String("max_features"))
                        spec.defaultValue = AttributeValue(QStringLiteral("log2"));
                }
                return true;
            }));
        QVERIFY2(textOf(lines).contains(
                     QLatin1String("max_features is log2 by default in scikit-learn 9.9")),
                 qPrintable(textOf(lines)));
        QVERIFY_RESULT(requireFit(lines, QStringLiteral("lab")));
    }

    void lookBeforeASubmitSaysWhatMakesItImpossible()
    {
        LocalShell shell;
        HostProfile host = thisComputer();
        host.title = QStringLiteral("lab");
        host.pythons = QStringList{QStringLiteral("/no/such/python")};
        const auto look = lookBefore(shell, {host, {}, {}, {}, {}});
        QVERIFY(!look);
        QVERIFY2(look.error().message.contains(QLatin1String("lab")),
                 qPrintable(look.error().message));
        QVERIFY2(look.error().message.contains(QLatin1String("/no/such/python")),
                 qPrintable(look.error().message));
    }

    void hostThatFittedIsNotAskedAgainAtOnce()
    {
        const QTemporaryDir folder;
        const QString asked = folder.filePath(QStringLiteral("asked"));
        const auto times = [&asked] { return readFile(asked, 1 << 10).value_or("").size(); };
        LocalShell shell;
        SubmitLook look{thisComputer(), {}, {}, folder.path(), {}, std::make_shared<RecentLooks>()};
        look.host.activation = QStringLiteral("printf x >> '%1'").arg(asked);
        QVERIFY_RESULT(lookBefore(shell, look));
        const auto once = times();
        QVERIFY(once > 0);
        look.needs.bytes = 1000;
        QVERIFY_RESULT(lookBefore(shell, look));
        QCOMPARE(times(), once);
        look.needs.requirements << QStringLiteral("no-such-library>=1");
        QVERIFY(!lookBefore(shell, look));
        QVERIFY(!lookBefore(shell, look)); // It may have been mended.
        QCOMPARE(times(), 3 * once);
    }

    void whatAHostSaidIsForgottenAfterAMinute()
    {
        RecentLooks looks;
        const auto now = RecentLooks::Clock::now();
        HostProfile host = thisComputer();
        looks.keep(host, {}, {}, now);
        QVERIFY(looks.find(host, {}, now + std::chrono::seconds(60)));
        QVERIFY(!looks.find(host, {}, now + std::chrono::seconds(61)));
        host.pythons << QStringLiteral("/opt/python3");
        QVERIFY(!looks.find(host, {}, now));
    }

    void hostThatDoesNotAnswerStopsNoSubmit()
    {
        const HostProfile nobody{QStringLiteral("nobody"), QStringLiteral("Nobody"), {}, {}};
        const auto shell = shellsOf({}, {})(nobody);
        QVERIFY(!lookAtHost(*shell, nobody)); // The host of the next line.
        const auto look = lookBefore(*shell, {nobody, {}, {}, {}, {}});
        QVERIFY_RESULT(look);
        QVERIFY(look->empty());
    }

    void blocksAreJudgedWhereThereIsALibraryToJudgeThem()
    {
        const QTemporaryDir folder;
        LocalShell shell;
        int asked = 0;
        SubmitLook look{thisComputer(), {}, {}, folder.path(), {}};
        look.host.pythons = QStringList{QStringLiteral("/usr/bin/python3")};
        look.blocks = [&]() -> std::optional<PlannedBlocks> {
            ++asked;
            return PlannedBlocks{breastCancer(m_catalog), m_catalog};
        };
        const auto lines = lookBefore(shell, look);
        QVERIFY_RESULT(lines);
        QVERIFY(
            std::none_of(lines->begin(), lines->end(), [](const auto &line) { return line.ok; }));
        const QString here = m_catalog.source().section(QLatin1Char(' '), 1);
        FoundPython python;
        python.executable = QStringLiteral("/usr/bin/python3");
        python.modules.insert(QStringLiteral("sklearn"), here);
        const int before = asked;
        QVERIFY(textOf(judgeBlocks(shell, look, &python)).contains(QLatin1String("knows every")));
        QCOMPARE(asked, before + 1);
        python.modules.clear();
        QVERIFY(judgeBlocks(shell, look, &python).empty());
        QVERIFY(judgeBlocks(shell, look, nullptr).empty());
        QCOMPARE(asked, before + 1);
    }

    void realLibraryIsAskedOnceAVersion()
    {
        const QTemporaryDir folder;
        LocalShell shell;
        HostProfile host = thisComputer();
        host.activation = QStringLiteral("echo x >> '%1/asked'").arg(folder.path());
        FoundPython python;
        python.executable = QStringLiteral("/usr/bin/python3");
        python.version = QStringLiteral("3.11.2");
        python.modules.insert(QStringLiteral("sklearn"), QStringLiteral("1.2.1"));
        const QString cache = folder.filePath(QStringLiteral("cache"));
        const auto asked = [&] {
            return readFile(folder.filePath(QStringLiteral("asked"))).value_or(QByteArray()).size()
                   / 2;
        };
        const auto first = hostCatalog(shell, host, python, cache);
        QVERIFY_RESULT(first);
        QVERIFY(first->types.size() > 150);
        QCOMPARE(asked(), 1);
        const auto second = hostCatalog(shell, host, python, cache);
        QCOMPARE(asked(), 1);
        QCOMPARE(second->source, first->source);
        QCOMPARE(second->types.size(), first->types.size());

        // A copy that is damaged, or of another version, is none.
        const QDir kept(cache + QStringLiteral("/catalogs"));
        QVERIFY_RESULT(
            saveAtomically(kept.filePath(kept.entryList(QDir::Files).first()), "types:"));
        QVERIFY_RESULT(hostCatalog(shell, host, python, cache));
        QCOMPARE(asked(), 2);
        python.modules[QStringLiteral("sklearn")] = QStringLiteral("1.2.2");
        QVERIFY_RESULT(hostCatalog(shell, host, python, cache));
        QCOMPARE(asked(), 3);
    }

    void pythonWithoutTheLibraryIsNamed()
    {
        LocalShell shell;
        const auto none = dumpCatalog(shell, thisComputer(), {QStringLiteral("no $(such) python")},
                                      DumpForm::Json);
        QVERIFY(!none);
        QCOMPARE(none.error().kind, ErrorKind::NotFound);
        QVERIFY(none.error().message.contains(QLatin1String("no $(such) python")));
    }
};

QTEST_GUILESS_MAIN(TestHostCatalog)
#include "tst_host_catalog.moc"
