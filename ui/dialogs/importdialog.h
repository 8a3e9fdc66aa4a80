// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the dialog that shows what an import of users would do before it does it.
#pragma once

#include "server/runtime/adminapi.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace tokendesk::ui {

class ImportModel;
class RoleLabel;
class Theme;

/// Every row of a CSV file as new, changed, same or refused with its reason; nothing is done before
/// the button is pressed. Deletes itself when it is closed. Object names: importDialog,
/// importTable, importSummary, importNote, importSeparator, importAllRows, importButton,
/// cancelButton, dialogError. Thread: GUI.
class ImportDialog final : public QDialog
{
    Q_OBJECT
public:
    /// \a source: name of the file that held \a csv.
    ImportDialog(AdminApi &api, Theme &theme, const QByteArray &csv, const QString &source,
                 QWidget *parent);

signals:
    void imported(const tokendesk::UserImportOutcome &outcome);

private:
    [[nodiscard]] std::optional<QChar> separator() const;
    void makePlan();
    void showPlan(const Result<UserImportPlan> &plan);
    void showRows();
    void showError(const Error &error);
    void run();

    AdminApi &m_api;
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
    QPushButton *m_import = nullptr;
};

} // namespace tokendesk::ui
