// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: copies a text beside which it stands.
#pragma once

#include <QToolButton>

namespace tokendesk::ui {

class Theme;

/// A flat button with the copy icon. After a click its tool tip says "Copied" and the icon is a
/// tick for a moment. Disabled while there is nothing to copy. Thread: GUI.
class CopyButton : public QToolButton
{
    Q_OBJECT
public:
    /// \a what names the action for tool tip and screen reader: "Copy the session id".
    CopyButton(Theme &theme, const QString &text, const QString &what, QWidget *parent = nullptr);

    void setText(const QString &text);
    /// The text is a secret: it leaves the clipboard again after a while.
    void setSecret(bool secret) { m_secret = secret; }
    [[nodiscard]] QString textToCopy() const { return m_text; }

private:
    void copy();

    Theme &m_theme;
    QString m_text;
    QString m_what;
    bool m_secret = false;
};

/// Puts \a text on the clipboard.
void copyToClipboard(const QString &text);

} // namespace tokendesk::ui
