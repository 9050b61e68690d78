#include "core/package/metadata.h"

// Whatever is read must be writable, and reading that again changes nothing.
extern "C" int LLVMFuzzerTestOneInput(const char *data, size_t size)
{
    const auto reading = outcrop::parseMetadata(QByteArray(data, int(size)));
    if (!reading)
        return 0;
    const QByteArray written = outcrop::formatMetadata(reading->metadata);
    const auto again = outcrop::parseMetadata(written);
    if (!again || outcrop::formatMetadata(again->metadata) != written)
        qFatal("not stable");
    return 0;
}
