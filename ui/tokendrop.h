// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: text that is dropped on the window.
#pragma once

#include <QObject>

class QMimeData;
class QWidget;

namespace tokendesk::ui {

/// Lets text be dropped anywhere on a window but on fields that take text themselves. Files are not
/// taken: their text would be their path, and nothing while the window accepts no drops. The text
/// goes to whoever listens and nowhere else. Thread: GUI.
class TokenDrop : public QObject
{
    Q_OBJECT
public:
    /// Longest text that is taken: UTF-16 units.
    static constexpr qsizetype kMaximumLength = 1024 * 1024;

    /// \a window owns it.
    explicit TokenDrop(QWidget *window);

signals:
    void dropped(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] static bool isText(const QMimeData *data);

    QWidget *m_window;
};

} // namespace tokendesk::ui
