#pragma once

class QCPAxis;

namespace outcrop {

// Makes an axis logarithmic. It has ticks at powers of ten, and where fewer than three of them are
// seen also between them, so that every range can be read.
void makeLogarithmic(QCPAxis &axis);

} // namespace outcrop
