#pragma once

#include "core/host_list/host_list.h"

#include <QJsonObject>
#include <QStringList>
#include <QVector>

namespace outcrop {

// "ann@cpu1.lab.example:2222", or that it is this computer.
QString hostAddress(const HostEntry &entry);

// As --json has it: null where nothing was chosen.
QJsonObject hostToJson(const HostEntry &entry);

// What was chosen for jobs there, a row each: its title and the value.
QVector<QStringList> hostRows(const HostEntry &entry);

} // namespace outcrop
