#include "core/pipeline/persistent_array.h"

#include <QtTest>

#include <map>
#include <random>

using namespace outcrop;

namespace {

using Array = PersistentArray<int>;
using Reference = std::map<quint32, int>;

Reference contentOf(const Array &array, quint32 first = 0)
{
    Reference content;
    array.forEach([&](quint32 key, int value) { content.emplace(key, value); }, first);
    return content;
}

quint32 randomKey(std::mt19937 &random)
{
    const quint32 key = random();
    return random() % 8 == 0 ? key
                             : key % 200; // Crowded at the start, sparse up to the largest key.
}

} // namespace

class TestPersistentArray : public QObject
{
    Q_OBJECT

private slots:
    void holdsWhatAMapHoldsAfterAnyChanges()
    {
        std::mt19937 random(1);
        Array array;
        Reference reference;
        for (int i = 0; i < 20000; ++i) {
            const quint32 key = randomKey(random);
            if (random() % 3 == 0) {
                array.remove(key);
                reference.erase(key);
            } else {
                array.at(key) = i;
                reference[key] = i;
            }
            QCOMPARE(array.size(), int(reference.size()));
        }
        QVERIFY(contentOf(array) == reference);
        for (const auto &[key, value] : reference)
            QCOMPARE(*array.find(key), value);
        QVERIFY(contentOf(array, 150) == Reference(reference.lower_bound(150), reference.end()));
    }

    void aChangeLeavesEveryCopyAsItWas()
    {
        std::mt19937 random(2);
        std::vector<std::pair<Array, Reference>> versions{{}};
        for (int i = 0; i < 400; ++i) {
            auto [array, reference] = versions[random() % versions.size()];
            for (int k = 0; k < 10; ++k) {
                const quint32 key = randomKey(random);
                array.at(key) = i;
                reference[key] = i;
            }
            array.remove(reference.begin()->first);
            reference.erase(reference.begin());
            versions.emplace_back(array, reference);
        }
        for (const auto &[array, reference] : versions)
            QVERIFY(contentOf(array) == reference);
    }

    void comparisonFindsEveryDifferenceOfAnyTwoVersions()
    {
        std::mt19937 random(3);
        for (int round = 0; round < 200; ++round) {
            Array a;
            for (int i = 0; i < 100; ++i)
                a.at(randomKey(random)) = i;
            Array b = round % 10 == 0 ? Array() : a;
            for (int i = 0; i < 10; ++i) {
                b.at(randomKey(random)) = -i;
                b.remove(randomKey(random));
            }
            Reference patched = contentOf(a);
            Array::compare(a, b, [&](quint32 key, const int *, const int *inB) {
                if (inB)
                    patched[key] = *inB;
                else
                    patched.erase(key);
                return true;
            });
            QVERIFY(patched == contentOf(b));
        }
    }

    void comparisonLooksOnlyAtTheNodeThatChanged()
    {
        Array before;
        for (quint32 key = 0; key < 10000; ++key)
            before.at(key) = 1;
        Array after = before;
        after.at(5000) = 2;
        int looked = 0;
        Array::compare(before, after,
                       [&](quint32, const int *, const int *) { return ++looked > 0; });
        QVERIFY2(looked <= 32, qPrintable(QString::number(looked)));
    }

    void comparisonStopsWhenItIsToldTo()
    {
        Array a, b;
        for (quint32 key = 0; key < 1000; ++key)
            a.at(key) = 1;
        int looked = 0;
        Array::compare(a, b, [&](quint32, const int *, const int *) { return ++looked < 3; });
        QCOMPARE(looked, 3);
    }
};

QTEST_GUILESS_MAIN(TestPersistentArray)
#include "tst_persistent_array.moc"
