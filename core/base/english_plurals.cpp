#include "core/base/english_plurals.h"

#include <array>
#include <cstring>

namespace outcrop {

namespace {

struct Form
{
    const char *many;
    const char *one;
};

const std::array forms{
    Form{"%1 (%n times)", "%1 (%n time)"},
    Form{"%1 runs at most %n jobs at once; the others wait for their turn.",
         "%1 runs at most %n job at once; the others wait for their turn."},
    Form{"%1, %n blocks", "%1, %n block"},
    Form{"%1, but %n candidates fail: %2", "%1, but %n candidate fails: %2"},
    Form{"%1, %n changed", "%1, %n changed"},
    Form{"%1, %n connections", "%1, %n connection"},
    Form{"%n CPUs", "%n CPU"},
    Form{"%n blocks", "%n block"},
    Form{"%n changes since", "%n change since"},
    Form{"%n days ago", "%n day ago"},
    Form{"%n environments begin with %1; give more of its key.",
         "%n environment begins with %1; give more of its key."},
    Form{"%n errors", "%n error"},
    Form{"%n folds", "%n fold"},
    Form{"%n more", "%n more"},
    Form{"%n more panels need more room", "%n more panel needs more room"},
    Form{"%n more rows need more room", "%n more row needs more room"},
    Form{"%n more: mend these first.", "%n more: mend these first."},
    Form{"%n more…", "%n more…"},
    Form{"%n notices", "%n notice"},
    Form{"%n problems keep it from running. The first: %1", "A problem keeps it from running: %1"},
    Form{"%n rows predicted: %1", "%n row predicted: %1"},
    Form{", but the table has %n columns", ", but the table has %n column"},
    Form{"%1 can run: %n blocks.", "%1 can run: %n block."},
    Form{"At most %n jobs run at once.", "At most %n job runs at once."},
    Form{"Catalog: %n kinds of blocks, %1", "Catalog: %n kind of blocks, %1"},
    Form{"Delete %n blocks", "Delete %n block"},
    Form{"Job store: %1, %n jobs", "Job store: %1, %n job"},
    Form{"Save the changes to %n pipelines?", "Save the changes to %n pipeline?"},
    Form{"It is busy: load %1 on %n CPUs", "It is busy: load %1 on %n CPU"},
    Form{"This computer · %n CPUs", "This computer · %n CPU"},
    Form{"Take %n jobs into the list?", "Take %n job into the list?"},
    Form{"a list of %n values", "a list of %n value"},
    Form{"line %1 has %n values", "line %1 has %n value"},
};

} // namespace

QString EnglishPlurals::translate(const char *, const char *source, const char *, int count) const
{
    if (count != 1)
        return {};
    for (const Form &form : forms) {
        if (std::strcmp(form.many, source) == 0)
            return QString::fromUtf8(form.one);
    }
    return {};
}

} // namespace outcrop
