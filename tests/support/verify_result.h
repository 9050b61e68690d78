#pragma once

#include <QtTest>

// Fails the test with the sentence of a Result that has none of its value. Evaluates it once.
#define QVERIFY_RESULT(result)                                                                     \
    do {                                                                                           \
        const auto &verified = (result);                                                           \
        QVERIFY2(verified.has_value(), verified ? "" : qPrintable(verified.error().message));      \
    } while (false)
