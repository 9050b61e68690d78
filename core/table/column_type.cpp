#include "core/table/table.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ColumnType)
};

} // namespace

QString columnTypeTitle(ColumnType type)
{
    switch (type) {
    case ColumnType::Integer:
        return Tr::tr("whole number");
    case ColumnType::Real:
        return Tr::tr("number");
    case ColumnType::Text:
        return Tr::tr("text");
    case ColumnType::Empty:
        return Tr::tr("empty");
    }
    return {};
}

} // namespace outcrop
