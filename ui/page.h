// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: one page of the main window, and what it is given to work with.
#pragma once

#include "server/base/clock.h"
#include "server/runtime/adminapi.h"
#include "server/runtime/servercontrol.h"
#include "ui/async.h"
#include "ui/prompter.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bannerstack.h"

#include <QAction>
#include <QIcon>
#include <QJsonObject>
#include <QLineEdit>
#include <QList>
#include <QWidget>

#include <functional>
#include <vector>

class QVBoxLayout;

namespace tokendesk::ui {

class TaskHandle;
class TaskList;

/// What every page is given. All of it outlives the page. Copy it freely.
struct PageContext
{
    AdminApi &api;
    ServerControl &server;
    Prompter &prompter;
    Theme &theme;
    const Clock &clock;
    /// Shows page \a id and hands it \a filter (see Page::applyFilter()).
    std::function<void(const QString &id, const QJsonObject &filter)> openPage;
    TaskList *tasks = nullptr; ///< where long operations are listed; null: nowhere
};

/// A page of the main window: built when it is first opened, kept until the window closes. Hidden
/// pages run no timers. The base class lays out the page's own banners above its content.
///
/// A list of rows named like tokendesk::Page<User> is another thing; write it with its namespace.
/// Thread: GUI.
class Page : public QWidget
{
    Q_OBJECT
public:
    explicit Page(const PageContext &context, QWidget *parent = nullptr);

    /// Stable word, also of the saved state and of openPage(): "users".
    [[nodiscard]] virtual QString id() const = 0;
    [[nodiscard]] virtual QString title() const = 0;
    /// Name for Theme::icon().
    [[nodiscard]] virtual QString iconName() const = 0;

    /// The page has become visible: refresh, start timers.
    virtual void opened() { refresh(); }
    /// Another page is shown or the window closes: stop timers.
    virtual void closed() { }
    /// Asks again for what is shown, keeping selection and scroll position. Called by F5, and when
    /// the data changed while the page is open (at most four times a second).
    virtual void refresh() { }
    /// Narrows the page to \a filter, which another page gave to openPage(). Keys are the page's
    /// own: users {"user": id}; sessions {"user": id, "username": name}, {"session": hex};
    /// inspector
    /// {"token": text}; settings {"setting": key}; keys {"key": kid}.
    virtual void applyFilter(const QJsonObject &filter) { Q_UNUSED(filter) }
    /// What narrows the page now, for Back and Forward: showView() brings it back.
    [[nodiscard]] virtual QJsonObject view() const { return {}; }
    virtual void showView(const QJsonObject &view) { Q_UNUSED(view) }
    /// Would closing the window lose something typed here? The window then asks first.
    [[nodiscard]] virtual bool hasUnsavedChanges() const { return false; }

    /// The field that Ctrl+F goes to and Esc clears; null: none.
    [[nodiscard]] virtual QLineEdit *primarySearch() const { return nullptr; }
    /// Actions for the Edit menu while the page is shown. Each has an objectName; the window
    /// registers its shortcut and refuses one that is taken. Ctrl+N belongs to the action called
    /// "newAction".
    [[nodiscard]] virtual QList<QAction *> pageActions() const { return {}; }

    /// Splitters, columns, filters; kept by the window between starts.
    [[nodiscard]] virtual QJsonObject saveState() const { return {}; }
    virtual void restoreState(const QJsonObject &state) { Q_UNUSED(state) }

    /// The page's own banners.
    [[nodiscard]] BannerStack &banners() const { return *m_banners; }
    /// An error banner that speaks of \a error: \a what happened, its reason, its API word.
    void showError(const QString &bannerId, const QString &what, const Error &error,
                   std::function<void()> retry = {});

protected:
    /// Puts \a content below the banners; call once in the constructor. Margins are the base
    /// class's.
    void setContent(QWidget *content);
    [[nodiscard]] const PageContext &context() const { return m_context; }
    [[nodiscard]] AdminApi &api() const { return m_context.api; }
    [[nodiscard]] Theme &theme() const { return m_context.theme; }
    /// Lists a long operation in the window's task pop-up; see TaskList::start().
    [[nodiscard]] TaskHandle startTask(const QString &title,
                                       std::function<void()> cancel = {}) const;

private:
    PageContext m_context;
    BannerStack *m_banners = nullptr;
    QVBoxLayout *m_layout = nullptr;
};

/// How a page that is not built yet appears in the page bar.
struct PageFactory
{
    QString id;
    QString title;
    QString iconName;
    std::function<Page *(const PageContext &context, QWidget *parent)> make;
};

/// The pages of the console, in the order of the page bar.
[[nodiscard]] std::vector<PageFactory> standardPages();

} // namespace tokendesk::ui
