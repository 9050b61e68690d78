#pragma once

namespace outcrop {

// Lets assistive technology read LogView as a text of one line, the one the caret is in: a million
// lines would be too much to hand over, and it is line by line that one listens to a log. The
// second call does nothing.
void installLogAccess();

} // namespace outcrop
