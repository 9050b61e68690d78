#include "core/hosts/requirement.h"

#include <QtTest>

using namespace outcrop;

class TestRequirement : public QObject
{
    Q_OBJECT

private slots:
    void equalRequirementsAreEqualTexts_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("normal");
        const auto row = [](const char *line, const char *normal) {
            QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(normal);
        };
        row("pandas", "pandas");
        row("Scikit_Learn >= 1.2", "scikit-learn>=1.2");
        row("zope..interface==5", "zope-interface==5");
        row("a < 2 , >=1", "a<2,>=1");
        row("a>=1,<2,>=1", "a<2,>=1");
        row("b [ X , c_d ] ~= 1.0.*", "b[c-d,x]~=1.0.*");
        row("t==1!2.0rc1.post2.dev3+local.1", "t==1!2.0rc1.post2.dev3+local.1");
    }
    void equalRequirementsAreEqualTexts()
    {
        QFETCH(QString, line);
        QFETCH(QString, normal);
        QCOMPARE(normalRequirement(line), std::optional(normal));
        QCOMPARE(normalRequirement(normal), std::optional(normal));
    }

    void whatIsMoreThanNamesAndVersionsIsRefused_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"-r other.txt",
                                 "--index-url=http://evil",
                                 "-e .",
                                 "-e git+https://a/b",
                                 "--pre",
                                 "-",
                                 "a --hash=sha256:00",
                                 "a==1 --global-option=x",
                                 "a @ https://evil/a.whl",
                                 "https://evil/a.whl",
                                 "git+ssh://a/b",
                                 "./a.whl",
                                 "/a.whl",
                                 "..",
                                 "a/b",
                                 "a\\b",
                                 "a; python_version<'3'",
                                 "a==$(touch x)",
                                 "$(touch x)",
                                 "`id`",
                                 "a==1;rm -rf /",
                                 "a\nb",
                                 "a==1\n-r x",
                                 "a\r",
                                 "a\t==1",
                                 "a b",
                                 "a==",
                                 "==1",
                                 "a=1",
                                 "a==1,",
                                 "a[",
                                 "a[]",
                                 "a[b",
                                 "a==1 \\",
                                 "'a'",
                                 "\"a\"",
                                 "_a",
                                 "a_",
                                 "a==1 1",
                                 "\xc3\xa4",
                                 "a|b",
                                 "a>b>c&",
                                 "%PATH%",
                                 "{a}",
                                 "*",
                                 "~"})
            QTest::newRow(line) << QString::fromUtf8(line);
        QTest::newRow("long") << QString(600, QLatin1Char('a'));
        QTest::newRow("NUL") << QStringLiteral("a") + QChar(0) + QStringLiteral("b");
    }
    void whatIsMoreThanNamesAndVersionsIsRefused()
    {
        QFETCH(QString, line);
        QVERIFY2(!normalRequirement(line), qPrintable(normalRequirement(line).value_or(line)));
    }

    void fileIsSortedWithoutCommentsAndTellsWhatItRefused()
    {
        const auto list = readRequirements("\xef\xbb\xbf# ours\r\n\r\npandas>=1.5 # table\r\n"
                                           "  numpy\nPandas >= 1.5\n-r x.txt\na#b\n");
        QCOMPARE(list.requirements,
                 QStringList({QStringLiteral("numpy"), QStringLiteral("pandas>=1.5")}));
        QCOMPARE(list.refused, QStringList({QStringLiteral("-r x.txt"), QStringLiteral("a#b")}));
        QVERIFY(readRequirements({}).requirements.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRequirement)
#include "tst_requirement.moc"
