// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: versions and licence.
#pragma once

#include "server/runtime/adminapi.h"

#include <QDialog>

#include <optional>

namespace tokendesk::ui {

class Theme;

/// What this program is, of which version, under which licence; diagnostics can be copied and hold
/// no secret. Object names: aboutDialog, aboutText, copyDiagnostics. Thread: GUI.
class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    AboutDialog(Theme &theme, const std::optional<Overview> &overview, QWidget *parent = nullptr);
};

} // namespace tokendesk::ui
