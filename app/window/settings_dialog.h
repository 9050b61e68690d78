#pragma once

#include "core/settings/settings.h"
#include "widgets/style/style.h"

#include <QDialog>

namespace outcrop {

ThemeChoice themeChoice(ThemePreference theme);

// What a person may choose. Every choice acts at once.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    SettingsDialog(Settings &settings, Style &style, QWidget *parent);
};

} // namespace outcrop
