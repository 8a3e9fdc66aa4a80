// SPDX-License-Identifier: GPL-3.0-or-later
// Service: asks by real dialogs.
#pragma once

#include "ui/prompter.h"

namespace tokendesk::ui {

/// Window-modal dialogs, opened without an event loop of their own. Object names in the confirm
/// dialog: confirmDialog, confirmWord, confirmRemember, confirmAccept, confirmAlternative,
/// confirmCancel.
class DialogPrompter final : public Prompter
{
public:
    void confirm(QWidget *parent, const Question &question,
                 std::function<void(Decision)> done) override;
    void chooseFileToOpen(QWidget *parent, const FileQuestion &question,
                          std::function<void(QString)> done) override;
    void chooseFileToSave(QWidget *parent, const FileQuestion &question,
                          std::function<void(QString)> done) override;
};

} // namespace tokendesk::ui
