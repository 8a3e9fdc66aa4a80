// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the dialog that shows what an import of users would do before it does it.
#pragma once

#include "server/runtime/adminapi.h"

#include "ui/tasklist.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace tokendesk::ui {

class ImportModel;
class RoleLabel;
class Theme;

/// Every row of a CSV file as new, changed, same or refused with its reason; nothing is done before
/// the button is pressed. While it is done, Cancel, which closing the dialog is too, stops it after
/// the rows that are under way; the dialog then closes as if that had been all. Deletes itself when
/// it is closed. Object names: importDialog, importTable, importSummary, importNote,
/// importSeparator, importAllRows, importProgress, importButton, cancelButton, dialogError.
/// Thread: GUI.
class ImportDialog final : public QDialog
{
    Q_OBJECT
public:
    /// \a source: name of the file that held \a csv; \a tasks: where the import is listed; null:
    /// nowhere.
    ImportDialog(AdminApi &api, Theme &theme, TaskList *tasks, const QByteArray &csv,
                 const QString &source, QWidget *parent);

    void reject() override;

signals:
    void imported(const tokendesk::UserImportOutcome &outcome);

private:
    [[nodiscard]] std::optional<QChar> separator() const;
    void makePlan();
    void showPlan(const Result<UserImportPlan> &plan);
    void showRows();
    void showError(const Error &error);
    void run();
    void finished(const Result<UserImportOutcome> &outcome);
    void showProgress();
    void stop();

    AdminApi &m_api;
    TaskList *m_tasks = nullptr;
    QByteArray m_csv;
    QString m_source;
    UserImportPlan m_plan;
    quint64 m_serial = 0; ///< plans for an older separator are dropped
    ImportModel *m_model = nullptr;
    QTableView *m_table = nullptr;
    QLabel *m_summary = nullptr;
    RoleLabel *m_note = nullptr;
    RoleLabel *m_error = nullptr;
    QComboBox *m_separator = nullptr;
    QCheckBox *m_allRows = nullptr;
    QProgressBar *m_bar = nullptr;
    QPushButton *m_import = nullptr;
    QPushButton *m_cancel = nullptr;
    QTimer m_look; ///< how far it is
    ProgressPtr m_progress; ///< of the import that is under way; null: none
    TaskHandle m_task;
};

} // namespace tokendesk::ui
