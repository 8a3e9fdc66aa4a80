// SPDX-License-Identifier: GPL-3.0-or-later
// Service: asks by real dialogs.
#pragma once

#include "ui/prompter.h"

namespace tokendesk::ui {

class ConsoleSession;
class Theme;

/// Window-modal dialogs, opened without an event loop of their own. Object names in the confirm
/// dialog: confirmDialog, confirmWord, confirmRemember, confirmAccept, confirmAlternative,
/// confirmCancel, and those of PasswordProof.
class DialogPrompter final : public Prompter
{
public:
    /// Where nobody signs in, no password is asked for.
    DialogPrompter() = default;
    /// Both outlive the prompter. \a session: null: nobody signs in.
    DialogPrompter(ConsoleSession *session, Theme &theme) : m_session(session), m_theme(&theme) { }

    void confirm(QWidget *parent, const Question &question,
                 std::function<void(Decision)> done) override;
    void reauthenticate(QWidget *parent, const QString &act,
                        std::function<void(bool)> done) override;
    void chooseFileToOpen(QWidget *parent, const FileQuestion &question,
                          std::function<void(QString)> done) override;
    void chooseFileToSave(QWidget *parent, const FileQuestion &question,
                          std::function<void(QString)> done) override;

private:
    [[nodiscard]] bool isPasswordNeeded() const;

    ConsoleSession *m_session = nullptr;
    Theme *m_theme = nullptr;
};

} // namespace tokendesk::ui
