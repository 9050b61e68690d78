#include "core/base/files.h"
#include "core/host_catalog/host_catalog.h"
#include "core/hosts/local_shell.h"
#include "tests/support/window_fixture.h"
#include "widgets/properties/property_panel.h"

#include <QAbstractItemView>
#include <QFile>
#include <QLabel>

using namespace outcrop;

namespace {

// What an older scikit-learn says that knows one kind of block.
const char *const facts = R"(source: scikit-learn 1.0
types:
  sklearn.RandomForestClassifier:
    title: Random forest
    category: Algorithms/Classification
    help: Trees.
    role: classifier
    platform: scikit-learn
    module: sklearn.ensemble
    class: RandomForestClassifier
    inputs: [{name: table, type: table}]
    outputs: [{name: model, type: model}]
    attributes:
      max_depth: {default: 7, kinds: [{int: {min: 1}}, none]}
)";

// A Python that has it, as far as it is asked.
FoundPython olderPython(const QString &folder)
{
    FoundPython python;
    python.executable = folder + QStringLiteral("/python");
    python.version = QStringLiteral("3.8.0");
    python.modules.insert(QStringLiteral("sklearn"), QStringLiteral("1.0"));
    QFile script(python.executable);
    if (!script.open(QIODevice::WriteOnly))
        qFatal("no place for %s", qPrintable(python.executable));
    script.write("#!/bin/sh\n[ \"$2\" = 'import sklearn' ] || cat << 'END'\n");
    script.write(facts);
    script.write("END\n");
    script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return python;
}

bool says(const QWidget &window, const QString &text)
{
    for (const QLabel *const label : window.findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(text))
            return true;
    }
    return false;
}

bool lists(const QWidget &window, const QString &text)
{
    for (const QAbstractItemView *const view : window.findChildren<QAbstractItemView *>()) {
        const QAbstractItemModel *const model = view->model();
        if (model
            && !model
                    ->match(model->index(0, 0), Qt::DisplayRole, text, 1,
                            Qt::MatchContains | Qt::MatchRecursive)
                    .isEmpty())
            return true;
    }
    return false;
}

} // namespace

class TestHostLibrary : public QObject
{
    Q_OBJECT

private slots:
    void keptFactsOfTheChosenHostAreShownAndWhatItDoesNotKnowIsAProblem()
    {
        const QTemporaryDir home, place;
        const QString cache = WindowFixture::foldersIn(home.path()).cache;
        LocalShell shell;
        const FoundPython python = olderPython(place.path());
        followLibrary(shell, thisComputer(), python, cache);
        QVERIFY(keptCatalog(thisComputer(), cache));

        WindowFixture fixture(home.path());
        QVERIFY(fixture.openExample(QStringLiteral("breast-cancer")));
        const QString there = QStringLiteral("scikit-learn 1.0 on This computer");
        QVERIFY(WindowFixture::waitFor(
            [&] { return lists(fixture.window, there + QStringLiteral(" has no")); }));
        auto *const panel = fixture.window.findChild<PropertyPanel *>();
        BlockId forest{};
        fixture.document()->pipeline().forEachBlock([&](BlockId id, const Block &block) {
            if (block.type == QLatin1String("sklearn.RandomForestClassifier"))
                forest = id;
        });
        panel->select({forest});
        QVERIFY(says(fixture.window, QStringLiteral("As in ") + there));
        QVERIFY(says(fixture.window, QStringLiteral("not in ") + there));
        // A guess of another day keeps nobody from running.
        QVERIFY(fixture.action("run")->isEnabled());
    }
};

QTEST_MAIN(TestHostLibrary)
#include "tst_host_library.moc"
