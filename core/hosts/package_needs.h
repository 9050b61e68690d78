#pragma once

#include <QStringList>

namespace outcrop {

// What a host must have for a package. Without one: for the packages that Outcrop makes.
struct PackageNeeds
{
    QStringList modules{QStringLiteral("joblib"), QStringLiteral("pandas"),
                        QStringLiteral("sklearn")}; // Must be importable.
    QStringList requirements{QStringLiteral("pandas>=1.5"),
                             QStringLiteral("scikit-learn>=1.2")}; // normalRequirement()
    QStringList refused; // Lines of its requirements.txt that are no requirements.
    QStringList data;    // Absolute paths on the host, which it reads where they are.
    qint64 bytes = 0;    // Of the ZIP; 0: none is to be sent.
};

} // namespace outcrop
