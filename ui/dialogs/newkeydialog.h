// SPDX-License-Identifier: GPL-3.0-or-later
// Dialog: a signing key to generate.
#pragma once

#include "server/runtime/adminapi.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QRadioButton;

namespace tokendesk::ui {

/// Asks which key to generate; generating is for whoever listens. Object names: keyAlgorithmChoice,
/// keyAlgorithmNote, keyBits, keyUseNext, keyUseNow, keyUseNote, generateKeyButton, cancelButton.
/// Thread: GUI.
class NewKeyDialog : public QDialog
{
    Q_OBJECT
public:
    /// \a active: the key that signs; null: none.
    explicit NewKeyDialog(const KeyInfo *active, QWidget *parent = nullptr);

signals:
    void wanted(const tokendesk::NewKey &key);

private:
    void update();

    QString m_consequence;
    QComboBox *m_algorithm = nullptr;
    QLabel *m_note = nullptr;
    QComboBox *m_bits = nullptr;
    QLabel *m_bitsLabel = nullptr;
    QRadioButton *m_next = nullptr;
    QRadioButton *m_now = nullptr;
    QLabel *m_useNote = nullptr;
};

/// Fills \a box with the names of all algorithms, in groups.
void addAlgorithms(QComboBox *box);

} // namespace tokendesk::ui
