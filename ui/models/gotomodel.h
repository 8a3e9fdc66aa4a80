// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: what the words typed into "Go to" lead to.
#pragma once

#include "server/runtime/adminapi.h"

#include <QAbstractListModel>
#include <QJsonObject>
#include <QTimer>

#include <array>
#include <vector>

namespace tokendesk::ui {

/// A place in the window that can be jumped to.
struct GoToTarget
{
    QString page; ///< id of a page
    QJsonObject filter; ///< for Page::applyFilter(); empty: the page as it is

    friend bool operator==(const GoToTarget &, const GoToTarget &) = default;
};

/// Pages and settings at once, users, sessions and keys when the database has answered: in
/// sections, each with a heading that cannot be chosen. Questions wait until typing pauses, and an
/// answer to words that have changed since is dropped. Thread: GUI.
class GoToModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        DetailRole = Qt::UserRole + 1, ///< second, quieter text: e-mail address, key of the setting
        IconRole, ///< name for Theme::icon()
        HeadingRole, ///< bool
    };
    enum class Section { Pages, Users, Sessions, Settings, Keys };
    /// A page as the model finds it.
    struct PageName
    {
        QString id;
        QString title;
        QString iconName;
    };

    GoToModel(AdminApi &api, std::vector<PageName> pages, QObject *parent = nullptr);

    /// Searches for \a text; an empty one lists the pages.
    void setText(const QString &text);
    /// Is an answer of the database still to come?
    [[nodiscard]] bool isSearching() const { return m_waiting > 0 || m_pause.isActive(); }
    /// Why users, sessions or keys are missing; empty: they are not.
    [[nodiscard]] const QString &problem() const { return m_problem; }
    /// Where row \a row leads; an empty page id for headings.
    [[nodiscard]] GoToTarget target(int row) const;
    /// The first row in the direction of \a step (1, -1) from \a row that is no heading; -1: none.
    [[nodiscard]] int nextChoice(int row, int step) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    /// isSearching() or problem() may be another one now.
    void stateChanged();

private:
    struct Row
    {
        QString title;
        QString detail;
        QString iconName;
        GoToTarget target; ///< no page: a heading
    };
    using Rows = std::vector<Row>;

    void ask();
    void answered(quint64 serial, Section section, const Result<Rows> &rows);
    [[nodiscard]] bool hasPage(const char *id) const;
    [[nodiscard]] Rows matchingPages() const;
    [[nodiscard]] Rows matchingSettings() const;
    [[nodiscard]] Rows rowsOf(const std::vector<User> &users) const;
    [[nodiscard]] Rows rowsOf(const std::vector<Session> &sessions) const;
    /// Those that match the text.
    [[nodiscard]] Rows rowsOf(const std::vector<KeyInfo> &keys) const;
    void setSection(Section section, Rows rows);
    void arrange();

    AdminApi &m_api;
    std::vector<PageName> m_pages;
    QString m_text;
    std::array<Rows, 5> m_sections;
    Rows m_rows; ///< all sections with their headings
    QTimer m_pause;
    quint64 m_serial = 0;
    int m_waiting = 0;
    QString m_problem;
};

} // namespace tokendesk::ui
