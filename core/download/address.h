#pragma once

#include "core/base/result.h"

#include <QUrl>

namespace outcrop {

// Where a package lies that is not named by its path.

// Whether a text is meant as an address, not as a path: it begins with a scheme and `://`.
bool isAddress(const QString &text);

// https://, http:// or file:///. InvalidInput: another scheme, no host, or no address at all.
Result<QUrl> parseAddress(const QString &text);

// Nobody on the way can change what comes from there.
bool isProtected(const QUrl &address);

// For people: without the name and password it may hold.
QString shownAddress(const QUrl &address);

// What the file there is called, for people: the end of the path, else the host.
QString fileNameAt(const QUrl &address);

} // namespace outcrop
