#pragma once

#include <QByteArray>
#include <QString>

namespace outcrop {

// notebook.ipynb (nbformat 4.5): the functions of a train.py as cells, with the same results when
// they are run in order in the folder of the package. Equal arguments give equal bytes.
QByteArray notebook(const QString &trainScript, const QString &title);

} // namespace outcrop
