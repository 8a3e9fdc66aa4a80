// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: what the pages that list things have in common.
#pragma once

#include "ui/bulkjob.h"
#include "ui/exportjob.h"
#include "ui/models/pagedmodel.h"
#include "ui/page.h"

#include <QTimer>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace tokendesk::ui {

class ChipBar;
class DataTable;
class RowCopier;
class EmptyState;
class RoleLabel;
class SearchField;

/// Search field with chips and filter, count, table with its empty states, and a detail pane that
/// F4 hides and that moves below the table in a narrow window. Whoever has selected all loaded rows
/// can go on to all that match; actions are then for those. Thread: GUI.
class ListPage : public Page
{
    Q_OBJECT
public:
    /// Widgets are named after \a prefix: "usersSearch", "usersTable", "usersCount", "usersFilter",
    /// "usersMatching" and "usersMatchingButton".
    ListPage(const PageContext &context, const QString &prefix, const QString &placeholder,
             QWidget *parent = nullptr);

    void opened() override;
    void closed() override;
    void refresh() override;
    [[nodiscard]] QLineEdit *primarySearch() const override;
    [[nodiscard]] QList<QAction *> pageActions() const override { return m_actions; }
    [[nodiscard]] QJsonObject view() const override;
    void showView(const QJsonObject &view) override;
    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;

protected:
    /// What stands in place of an empty table.
    struct Emptiness
    {
        QString icon;
        QString title;
        QString text;
        QString button; ///< empty: no button
    };

    /// Call once, at the end of the constructor of the page.
    void setUp(PagedModelBase *model, DataTable *table, QWidget *pane);
    /// Turns the search text into a query of the model.
    virtual void applySearch(const QString &text) = 0;
    /// Selection, or what is known about the selected rows, is another one now.
    virtual void showSelection() = 0;
    /// The list is empty and not narrowed by a search.
    [[nodiscard]] virtual Emptiness emptiness() const = 0;
    /// The same where a search narrows the list; without a title it is told that nothing matches.
    [[nodiscard]] virtual Emptiness narrowedEmptiness() const { return {}; }
    virtual void emptyButtonClicked() { }
    /// The pages of what the list shows, for a file; \a asJson: else CSV.
    [[nodiscard]] virtual ExportJob::Fetch exportOf(bool asJson) = 0;

    /// The choices of addFilter() are tabs above the page, "sessionsTabs". Call before it.
    void useTabs();
    /// A choice that writes `state:VALUE` into the search text.
    void addFilter(const QString &text, const QString &value);
    /// One sentence about the search text; empty: none.
    void setProblem(const QString &text);
    /// A widget at the right end of the search row.
    void addToolWidget(QWidget *widget);
    QAction *addPageAction(const QString &name, const QString &icon, const QString &text,
                           const QKeySequence &shortcut, const std::function<void()> &run);
    /// Selects the row of \a id once it is loaded, unless another row is clicked before.
    void selectWhenLoaded(const QVariant &id) { m_wanted = id; }
    void search(const QString &text);

    [[nodiscard]] DataTable *table() const { return m_table; }
    /// Actions are for all rows that match, loaded or not.
    [[nodiscard]] bool isAllMatching() const { return m_allMatching; }
    /// Rows that actions are for; 0: more than are counted. With its words beside it.
    [[nodiscard]] qint64 chosenCount() const;
    [[nodiscard]] QString chosenText() const;
    void clearSelection();
    /// Starts \a job and lists it with its progress; \a total: of its rows, 0: unknown; \a done
    /// gets what came of it.
    void runBulk(BulkJobBase *job, const QString &title, qint64 total,
                 const std::function<void(const BulkOutcome &)> &done);

    void resizeEvent(QResizeEvent *event) override;

private:
    void searched(const QString &text);
    void showState();
    void rowsLoaded();
    /// The table's selection was changed by somebody.
    void selectionEdited();
    /// showSelection(), once for all that changes in this turn of the event loop.
    void showSelectionSoon();
    void setAllMatching(bool on);
    void showMatching();
    void listCopying(RowCopier *copier);
    void buttonOfEmptyState();
    void askForExport();
    void exportTo(const QString &path);

    QString m_prefix;
    SearchField *m_search = nullptr;
    ChipBar *m_chips = nullptr;
    RoleLabel *m_problem = nullptr;
    QComboBox *m_filter = nullptr;
    QTabBar *m_tabs = nullptr; ///< instead of it
    QVBoxLayout *m_layout = nullptr;
    QLabel *m_count = nullptr;
    QWidget *m_matching = nullptr;
    QLabel *m_matchingText = nullptr;
    QPushButton *m_matchingButton = nullptr;
    QHBoxLayout *m_tools = nullptr;
    QSplitter *m_splitter = nullptr;
    QStackedWidget *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    QWidget *m_pane = nullptr;
    PagedModelBase *m_model = nullptr;
    DataTable *m_table = nullptr;
    QList<QAction *> m_actions;
    QTimer m_clockTick;
    QVariant m_wanted;
    bool m_asked = false;
    bool m_allMatching = false;
    bool m_selecting = false; ///< the selection changes by our own doing
    bool m_showingSoon = false;
};

} // namespace tokendesk::ui
