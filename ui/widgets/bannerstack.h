// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: messages in the layout, above what they are about.
#pragma once

#include <QFrame>
#include <QString>
#include <QVBoxLayout>

#include <chrono>
#include <functional>
#include <vector>

class QLabel;

namespace tokendesk::ui {

class Theme;

/// One message. Text = what happened, why, what to do; with at most one action.
struct Banner
{
    enum class Kind { Info, Success, Warning, Error };

    QString id; ///< a second banner of the same id replaces the first
    Kind kind = Kind::Info;
    QString text;
    QString code; ///< API word of an error, in small type with a copy button; empty: none
    QString actionText; ///< label of the button; empty: no button. "Undo", "Retry", "Start"
    std::function<void()> action; ///< the banner closes before it runs
    bool closable = true;
    /// After this time it closes by itself; zero: Success after 6 s, the others stay. An action of
    /// "Undo" wants 10 s, which the button counts down.
    std::chrono::milliseconds duration{0};
};

/// Shows at most two banners, newest first, and "and n more". Takes no space while there is none
/// and never steals the focus. Object names: banner_<id>, bannerText, bannerAction, bannerClose.
/// Thread: GUI.
class BannerStack : public QWidget
{
    Q_OBJECT
public:
    explicit BannerStack(Theme &theme, QWidget *parent = nullptr);

    void show(const Banner &banner);
    void remove(const QString &id);
    void clear();
    /// Closes the newest banner that may be closed; false if there was none.
    bool closeNewest();
    [[nodiscard]] bool contains(const QString &id) const;
    [[nodiscard]] int count() const { return static_cast<int>(m_entries.size()); }

signals:
    /// A banner was closed by the person, by its time or by its action.
    void closed(const QString &id);

private:
    struct Entry
    {
        QString id;
        bool closable = true;
        QFrame *frame = nullptr;
    };

    void close(const QString &id);
    void arrange();

    Theme &m_theme;
    std::vector<Entry> m_entries; ///< newest first
    QVBoxLayout *m_layout = nullptr;
    QLabel *m_more = nullptr;
};

} // namespace tokendesk::ui
