#pragma once

#include "core/catalog/catalog.h"

namespace outcrop {

// The words of catalog files for what C++ has enums for. The same words are shown by `outcrop
// catalog show --json`.
QString roleWord(BlockRole role); // "classifier", "table_step"
std::optional<BlockRole> roleFromWord(const QString &word);
QStringList roleWords();

QString portTypeWord(PortType type); // "table"
std::optional<PortType> portTypeFromWord(const QString &word);
QStringList portTypeWords();

QString formWord(AttributeKind::Form form); // "int", "random_state"
std::optional<AttributeKind::Form> formFromWord(const QString &word);
QStringList formWords();

} // namespace outcrop
