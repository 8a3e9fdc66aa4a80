// SPDX-License-Identifier: GPL-3.0-or-later
// Dialog: the passphrase under which a private key leaves.
#pragma once

#include "server/runtime/adminapi.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace tokendesk::ui {

class PasswordField;
class Prompter;
class RoleLabel;
class Theme;

/// Asks twice for a passphrase, then for a file, and writes the encrypted private key there for its
/// owner alone. Stays open until that has succeeded. Object names besides those of PasswordField:
/// passphraseAgain, passphraseAgainError, exportKeyButton, cancelButton, dialogError. Thread: GUI.
class ExportKeyDialog : public QDialog
{
    Q_OBJECT
public:
    ExportKeyDialog(AdminApi &api, Prompter &prompter, Theme &theme, const KeyInfo &key,
                    QWidget *parent = nullptr);

signals:
    void exported(const QString &path);

private:
    void update();
    void chooseFile();
    void write(const QString &path);
    void ended(const QString &path, const Result<void> &answer);

    AdminApi &m_api;
    Prompter &m_prompter;
    const QString m_kid;
    PasswordField *m_passphrase = nullptr;
    QLineEdit *m_again = nullptr;
    QLabel *m_differs = nullptr;
    RoleLabel *m_error = nullptr;
    QPushButton *m_export = nullptr;
    bool m_busy = false;
};

/// Writes \a content into \a path, in another thread; all or nothing. \a isPrivate: nobody but the
/// owner may read it. Errors: InvalidArgument with field "file".
[[nodiscard]] QFuture<Result<void>> writeFile(const QString &path, const QByteArray &content,
                                              bool isPrivate);

} // namespace tokendesk::ui
