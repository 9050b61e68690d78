#include "app/window/settings_dialog.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace outcrop {

ThemeChoice themeChoice(ThemePreference theme)
{
    switch (theme) {
    case ThemePreference::System:
        return ThemeChoice::System;
    case ThemePreference::Light:
        return ThemeChoice::Light;
    case ThemePreference::Dark:
        return ThemeChoice::Dark;
    case ThemePreference::HighContrast:
        return ThemeChoice::HighContrast;
    }
    return ThemeChoice::System;
}

SettingsDialog::SettingsDialog(Settings &settings, Style &style, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(8);
    const auto addHeading = [&](const QString &text) {
        auto *const heading = new QLabel(text);
        heading->setFont(style.title());
        column->addWidget(heading);
    };
    addHeading(tr("Appearance"));

    auto *const group = new QButtonGroup(this);
    const auto addTheme = [&](ThemePreference theme, const QString &text) {
        auto *const button = new QRadioButton(text);
        button->setChecked(settings.theme() == theme);
        group->addButton(button, int(theme));
        column->addWidget(button);
    };
    addTheme(ThemePreference::System, tr("&Follow the system"));
    addTheme(ThemePreference::Light, tr("&Light"));
    addTheme(ThemePreference::Dark, tr("&Dark"));
    addTheme(ThemePreference::HighContrast, tr("&High contrast"));
    connect(group, &QButtonGroup::idClicked, this, [&settings, &style](int id) {
        settings.setTheme(ThemePreference(id));
        style.choose(themeChoice(ThemePreference(id)));
    });

    column->addSpacing(10);
    addHeading(tr("Notifications"));
    auto *const notify = new QCheckBox(tr("&Tell on the desktop when a job ends"));
    notify->setChecked(settings.notifies());
    connect(notify, &QCheckBox::toggled, this, [&settings](bool on) { settings.setNotifies(on); });
    column->addWidget(notify);

    column->addSpacing(10);
    addHeading(tr("Runs"));
    auto *const tries =
        new QCheckBox(tr("&Try it on a few rows here before it goes to another computer"));
    tries->setChecked(settings.triesFirst());
    connect(tries, &QCheckBox::toggled, this, [&settings](bool on) { settings.setTriesFirst(on); });
    column->addWidget(tries);

    auto *const remark = new QLabel(tr("Changes act at once."));
    remark->setEnabled(false);
    column->addSpacing(6);
    column->addWidget(remark);
    column->addStretch();
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setIcon({});
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    setMinimumWidth(360);
}

} // namespace outcrop
