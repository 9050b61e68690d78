#include "core/pipeline/check.h"
#include "core/pipeline_file/pipeline_file.h"

// Whatever is read is checked without a crash, must be writable, and reading that again changes
// nothing. Whatever is not read is refused with one sentence.
extern "C" int LLVMFuzzerTestOneInput(const char *data, size_t size)
{
    using namespace outcrop;
    const auto pipeline = parsePipeline(QByteArray(data, int(size)), QStringLiteral("f"));
    if (!pipeline) {
        if (pipeline.error().message.isEmpty()
            || pipeline.error().message.contains(QLatin1Char('\n')))
            qFatal("refused without a sentence");
        return 0;
    }
    check(*pipeline, Catalog());
    const QByteArray written = formatPipeline(*pipeline);
    const auto again = parsePipeline(written, QStringLiteral("f"));
    if (!again || *again != *pipeline || formatPipeline(*again) != written)
        qFatal("not stable");
    return 0;
}
