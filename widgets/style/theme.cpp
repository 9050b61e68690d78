#include "widgets/style/theme.h"

#include <algorithm>
#include <cmath>

namespace outcrop {

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
           + 0.0722 * linear(color.blueF());
}

} // namespace

Theme lightTheme()
{
    Theme theme;
    theme.rail = QColor(0xe9, 0xed, 0xf2);
    theme.panel = QColor(0xff, 0xff, 0xff);
    theme.canvas = QColor(0xfa, 0xfb, 0xfd);
    theme.canvasDot = QColor(0xdf, 0xe4, 0xea);
    theme.card = QColor(0xff, 0xff, 0xff);
    theme.field = QColor(0xf4, 0xf6, 0xf8);
    theme.hover = QColor(0xf2, 0xf5, 0xf9);
    theme.selection = QColor(0xe4, 0xec, 0xfa);
    theme.note = QColor(0xff, 0xf8, 0xe3);
    theme.noteLine = QColor(0xe6, 0xd6, 0xa0);
    theme.line = QColor(0xe2, 0xe6, 0xeb);
    theme.strongLine = QColor(0xc6, 0xce, 0xd8);
    theme.text = QColor(0x1c, 0x23, 0x2b);
    theme.mutedText = QColor(0x5a, 0x66, 0x74);
    theme.accent = QColor(0x2b, 0x66, 0xd1);
    theme.accentText = QColor(0xff, 0xff, 0xff);
    theme.running = QColor(0x2b, 0x66, 0xd1);
    theme.good = QColor(0x17, 0x75, 0x3f);
    theme.warning = QColor(0x8f, 0x5f, 0x00);
    theme.bad = QColor(0xc0, 0x2f, 0x2f);
    theme.series = {0xff0067b1, 0xffd55e00, 0xff00916e, 0xffb5418f,
                    0xffb07d00, 0xff3a9bd9, 0xff6b5b95};
    theme.keyword = QColor(0x6d, 0x3f, 0xa8);
    theme.string = QColor(0x11, 0x77, 0x42);
    theme.number = QColor(0xa6, 0x4b, 0x0a);
    theme.comment = QColor(0x5e, 0x69, 0x76);
    return theme;
}

Theme darkTheme()
{
    Theme theme;
    theme.dark = true;
    theme.rail = QColor(0x16, 0x19, 0x1d);
    theme.panel = QColor(0x23, 0x27, 0x2e);
    theme.canvas = QColor(0x1b, 0x1e, 0x23);
    theme.canvasDot = QColor(0x30, 0x35, 0x3d);
    theme.card = QColor(0x2a, 0x2f, 0x37);
    theme.field = QColor(0x1b, 0x1f, 0x24);
    theme.hover = QColor(0x2b, 0x30, 0x38);
    theme.selection = QColor(0x2b, 0x3b, 0x57);
    theme.note = QColor(0x2c, 0x38, 0x30);
    theme.noteLine = QColor(0x46, 0x58, 0x4b);
    theme.line = QColor(0x33, 0x38, 0x41);
    theme.strongLine = QColor(0x48, 0x4f, 0x5a);
    theme.text = QColor(0xe8, 0xeb, 0xef);
    theme.mutedText = QColor(0xa3, 0xad, 0xba);
    theme.accent = QColor(0x6e, 0xa3, 0xff);
    theme.accentText = QColor(0x0d, 0x16, 0x26);
    theme.running = QColor(0x6e, 0xa3, 0xff);
    theme.good = QColor(0x56, 0xc7, 0x8a);
    theme.warning = QColor(0xe6, 0xb4, 0x50);
    theme.bad = QColor(0xff, 0x8f, 0x8f);
    theme.series = {0xff5cb0f0, 0xffff8f47, 0xff3fcf9f, 0xffec8fc9,
                    0xfff0c24b, 0xff9ad7f7, 0xffb7a6e6};
    theme.keyword = QColor(0xc3, 0x9b, 0xf5);
    theme.string = QColor(0x76, 0xd0, 0x9e);
    theme.number = QColor(0xf0, 0xa8, 0x6c);
    theme.comment = QColor(0x93, 0x9d, 0xa9);
    return theme;
}

double contrast(const QColor &a, const QColor &b)
{
    const double lighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace outcrop
