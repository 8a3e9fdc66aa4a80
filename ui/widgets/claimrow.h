// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: one additional claim of tokens: its name and where its value comes from.
#pragma once

#include <QJsonValue>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QToolButton;

namespace tokendesk::ui {

class RoleLabel;
class Theme;

/// What the table of the mapping lets a claim be: a field of the user, or a constant, which is JSON
/// where it reads as such and else a text. Object names: claimName, claimSource, claimConstant,
/// claimRemove, claimError, claimRemark. Thread: GUI.
class ClaimRow : public QWidget
{
    Q_OBJECT
public:
    ClaimRow(Theme &theme, QWidget *parent = nullptr);

    /// As a member of the mapping: "$email", or a constant, where $$ stands for a $ at its start.
    void set(const QString &name, const QJsonValue &source);
    [[nodiscard]] QString name() const;
    [[nodiscard]] QJsonValue source() const;
    [[nodiscard]] bool isConstant() const;
    /// Beside the row; empty: none. A row that nobody has named yet does not complain.
    void setError(const QString &text);
    void setReadOnly(bool readOnly);
    void focusName();

    /// Widths of the columns of name, source and constant, for rows and their header alike.
    static constexpr int kStretch[] = {5, 5, 6};

signals:
    void changed();
    void removeRequested();

private:
    void edited();
    void showKind();

    QLineEdit *m_name = nullptr;
    QComboBox *m_source = nullptr;
    QLineEdit *m_constant = nullptr;
    QToolButton *m_remove = nullptr;
    RoleLabel *m_remark = nullptr;
    RoleLabel *m_error = nullptr;
    bool m_isNamed = false; ///< once it had a name, or was to be saved without
};

} // namespace tokendesk::ui
