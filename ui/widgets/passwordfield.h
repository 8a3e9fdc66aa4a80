// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: where a new password is typed or made up.
#pragma once

#include "server/base/passwordpolicy.h"

#include <QWidget>

class QAction;
class QCheckBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace tokendesk::ui {

class CopyButton;
class StrengthMeter;
class Theme;

/// A masked field with an eye, a generator, a copy button and a strength meter. A password that the
/// policy refuses can be taken all the same, but only by ticking the box that then appears. Object
/// names: password, passwordShow, passwordGenerate, passwordCopy, passwordStrength,
/// passwordAllowWeak. Thread: GUI.
class PasswordField : public QWidget
{
    Q_OBJECT
public:
    explicit PasswordField(Theme &theme, QWidget *parent = nullptr);

    /// Whose password it will be; passwords that resemble the names are weak.
    void setUser(const NewUser &user);
    /// In code points; setting password_minimum_length.
    void setMinimumLength(int length);
    /// Puts a fresh random password into the field, readable.
    void generate();
    void clear();

    [[nodiscard]] SecretBytes password() const;
    [[nodiscard]] bool isEmpty() const;
    /// Not empty, and either accepted by the policy or explicitly allowed to be weak.
    [[nodiscard]] bool isAcceptable() const;
    [[nodiscard]] bool allowsWeak() const;
    /// The typing field, for buddies and focus.
    [[nodiscard]] QLineEdit *edit() const { return m_edit; }

signals:
    void changed();

private:
    void setVisiblePassword(bool visible);
    void assess();

    Theme &m_theme;
    NewUser m_user;
    int m_minimumLength;
    QLineEdit *m_edit = nullptr;
    QAction *m_show = nullptr;
    QToolButton *m_generate = nullptr;
    CopyButton *m_copy = nullptr;
    StrengthMeter *m_meter = nullptr;
    QLabel *m_remark = nullptr;
    QCheckBox *m_allowWeak = nullptr;
};

/// Four segments, as many filled as the password is strong.
class StrengthMeter : public QWidget
{
    Q_OBJECT
public:
    explicit StrengthMeter(Theme &theme, QWidget *parent = nullptr);

    /// 0 … 4.
    void setScore(int score);
    [[nodiscard]] int score() const { return m_score; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    int m_score = 0;
};

} // namespace tokendesk::ui
