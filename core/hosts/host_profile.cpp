#include "core/hosts/host_profile.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostProfile)
};

} // namespace

HostProfile thisComputer()
{
    return {QStringLiteral("local"),
            Tr::tr("This computer"),
            {},
            {QStringLiteral("python3"), QStringLiteral("/usr/bin/python3")}};
}

} // namespace outcrop
