// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: jumps to a page, a user, a session or a setting by a few letters.
#pragma once

#include "ui/models/gotomodel.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListView;

namespace tokendesk::ui {

class Theme;

/// A search field over a list of results; the field keeps the focus, the arrow keys move through
/// the results. Object names: goToDialog, goToField, goToList, goToRemark. Thread: GUI.
class GoToDialog : public QDialog
{
    Q_OBJECT
public:
    GoToDialog(AdminApi &api, std::vector<GoToModel::PageName> pages, Theme &theme,
               QWidget *parent = nullptr);

    [[nodiscard]] const GoToModel &model() const { return *m_model; }

signals:
    void chosen(const tokendesk::ui::GoToTarget &target);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void move(int step);
    void choose(const QModelIndex &index);
    void keepPicked();
    void showState();

    GoToModel *m_model = nullptr;
    QLineEdit *m_field = nullptr;
    QListView *m_list = nullptr;
    QLabel *m_remark = nullptr;
    GoToTarget m_picked; ///< what the arrow keys have chosen; kept while results arrive
};

} // namespace tokendesk::ui
