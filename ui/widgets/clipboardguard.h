// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: takes secrets off the clipboard again.
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace tokendesk::ui {

/// Puts a secret on the clipboard, marked so that clipboard managers keep no history of it.
void copySecretToClipboard(const QString &secret);

/// Notices what copySecretToClipboard() has put there and clears the clipboard after a while, but
/// only if it still holds that; something else copied since then stays. A second secret starts the
/// time anew. Thread: GUI.
class ClipboardGuard : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds kKeep{30};

    explicit ClipboardGuard(QObject *parent = nullptr);
    /// Clears at once what is guarded: nothing secret stays behind a closed window.
    ~ClipboardGuard() override;

    /// Seconds until the clipboard is cleared; 0: it holds no secret of ours.
    [[nodiscard]] int remaining() const { return m_remaining; }
    /// Lets \a seconds pass at once. For tests, which do not sleep.
    void advance(int seconds);

public slots:
    void clearNow();

signals:
    /// Once a second while a secret is kept; 0 at the end.
    void remainingChanged(int seconds);

private:
    void clipboardChanged();
    void setRemaining(int seconds);

    QTimer m_tick;
    int m_remaining = 0;
};

} // namespace tokendesk::ui
