// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the tampering lab.
#pragma once

#include "ui/page.h"

class QLabel;
class QPushButton;
class QTableView;

namespace tokendesk::ui {

class CopyButton;
class RoleLabel;
class TamperModel;

/// Changes the token in the ways in which attackers do, and shows that and why each change is
/// refused. Asks only while it is shown. Object names: tamperSummary, tamperTable, tamperDetail,
/// inspectTampered, copyTampered. Thread: GUI.
class InspectorTampering : public QWidget
{
    Q_OBJECT
public:
    using Options = std::function<InspectOptions()>;

    InspectorTampering(const PageContext &context, Options options, QWidget *parent = nullptr);

    /// The token as it is judged now; the changes are judged again.
    void setInspection(const Inspection &inspection);
    void clear();

signals:
    /// \a token is to be taken as it is, with all that is wrong with it.
    void inspectWanted(const QString &token);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void run();
    void show(const Result<std::vector<TamperTrial>> &trials);
    void showDetail();

    PageContext m_context;
    Options m_options;
    TamperModel *m_model = nullptr;
    RoleLabel *m_summary = nullptr;
    QTableView *m_table = nullptr;
    QLabel *m_detail = nullptr;
    QPushButton *m_inspect = nullptr;
    CopyButton *m_copy = nullptr;
    QString m_token;
    quint64 m_asked = 0; ///< number of the last question; older answers are dropped
    bool m_isDue = false; ///< the token has changed since it was asked for
};

} // namespace tokendesk::ui
