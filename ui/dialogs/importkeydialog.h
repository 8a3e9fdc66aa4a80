// SPDX-License-Identifier: GPL-3.0-or-later
// Dialog: a signing key from elsewhere.
#pragma once

#include "server/runtime/adminapi.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace tokendesk::ui {

class Prompter;
class RoleLabel;
class Theme;

/// Takes a key as pasted text, from a file or dropped, and stays open, with the errors beside their
/// fields, until it is imported. A weak secret is taken only by ticking the box that then appears.
/// What was pasted is kept nowhere. Object names: importKeyText, importKeyFile, importKeyForget,
/// importKeyPassphrase, importKeyAlgorithm, importKeyActivate, importKeyWeak, importKeyButton,
/// keyError, passphraseError, algorithmError, dialogError, cancelButton. Thread: GUI.
class ImportKeyDialog : public QDialog
{
    Q_OBJECT
public:
    /// \a active: the key that signs; null: none.
    ImportKeyDialog(AdminApi &api, Prompter &prompter, Theme &theme, const KeyInfo *active,
                    QWidget *parent = nullptr);
    ~ImportKeyDialog() override;

signals:
    void imported(const tokendesk::KeyInfo &key);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void chooseFile();
    void readFile(const QString &path);
    void forgetFile();
    void import();
    void send();
    void answered(const Result<KeyInfo> &answer);
    void showError(const Error &error);
    void clearErrors();
    void update();
    [[nodiscard]] SecretBytes material() const;

    AdminApi &m_api;
    Prompter &m_prompter;
    QString m_consequence;
    SecretBytes m_file; ///< the content of a file; empty: the text counts
    QPlainTextEdit *m_text = nullptr;
    QLabel *m_fileName = nullptr;
    QPushButton *m_forget = nullptr;
    QLineEdit *m_passphrase = nullptr;
    QComboBox *m_algorithm = nullptr;
    QCheckBox *m_activate = nullptr;
    QLabel *m_note = nullptr;
    QCheckBox *m_weak = nullptr;
    RoleLabel *m_keyError = nullptr;
    RoleLabel *m_passphraseError = nullptr;
    RoleLabel *m_algorithmError = nullptr;
    RoleLabel *m_error = nullptr;
    QPushButton *m_import = nullptr;
    bool m_busy = false;
};

} // namespace tokendesk::ui
