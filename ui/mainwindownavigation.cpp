// SPDX-License-Identifier: GPL-3.0-or-later
// How the window moves between pages.
#include "ui/mainwindow.h"

#include "ui/actions.h"
#include "ui/dialogs/gotodialog.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/widgets/pagebar.h"

#include <QDialog>
#include <QMouseEvent>
#include <QStackedWidget>

#include <algorithm>

namespace tokendesk::ui {

void MainWindow::openPage(const QString &id, const QJsonObject &filter)
{
    const bool known = std::any_of(m_factories.begin(), m_factories.end(),
                                   [&id](const PageFactory &factory) { return factory.id == id; });
    if (!known)
        return;
    if (id != m_place || !filter.isEmpty()) {
        const Page *left = m_pages.value(m_place);
        m_history.visit(id, left != nullptr ? left->view() : QJsonObject());
    }
    showPage(id);
    if (!filter.isEmpty())
        m_pages.value(id)->applyFilter(filter);
    updateHistoryActions();
}

void MainWindow::showPage(const QString &id)
{
    Page *page = m_pages.value(id);
    if (page == nullptr) {
        page = buildPage(*std::find_if(m_factories.begin(), m_factories.end(),
                                       [&id](const PageFactory &f) { return f.id == id; }));
    }
    m_place = id; // first: the page bar answers with openPage(), which is then nothing new
    m_pageBar->setCurrent(id);
    if (page == m_stack->currentWidget() && page == m_activePage)
        return;
    setPageActive(false);
    m_stack->setCurrentWidget(page);
    showPageActions(page);
    setPageActive(true);
}

void MainWindow::goBack()
{
    const Page *page = currentPage();
    returnTo(m_history.back(page != nullptr ? page->view() : QJsonObject()));
}

void MainWindow::goForward()
{
    const Page *page = currentPage();
    returnTo(m_history.forward(page != nullptr ? page->view() : QJsonObject()));
}

void MainWindow::returnTo(const std::optional<History::Place> &place)
{
    if (!place)
        return;
    showPage(place->page);
    m_pages.value(place->page)->showView(place->view);
    updateHistoryActions();
}

void MainWindow::updateHistoryActions()
{
    m_actions->action(QStringLiteral("back"))->setEnabled(m_history.canGoBack());
    m_actions->action(QStringLiteral("forward"))->setEnabled(m_history.canGoForward());
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (noteInput(*event))
        return true;
    if (event->type() == QEvent::Show && isLocked()) {
        if (auto *dialog = qobject_cast<QDialog *>(watched))
            dialogShown(dialog);
    }
    // Of the application, since tables and fields take a press of any button for themselves.
    if (event->type() == QEvent::MouseButtonPress && !isLocked()) {
        const auto *widget = qobject_cast<QWidget *>(watched);
        const Qt::MouseButton button = static_cast<QMouseEvent *>(event)->button();
        const bool turns = button == Qt::BackButton || button == Qt::ForwardButton;
        if (turns && widget != nullptr && widget->window() == this) {
            if (button == Qt::BackButton)
                goBack();
            else
                goForward();
            return true;
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::showGoTo()
{
    std::vector<GoToModel::PageName> pages;
    for (const PageFactory &page : m_factories)
        pages.push_back({page.id, page.title, page.iconName});
    auto *dialog = new GoToDialog(m_services.api, std::move(pages), m_services.theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &GoToDialog::chosen, this,
            [this](const GoToTarget &target) { openPage(target.page, target.filter); });
    dialog->open();
}

void MainWindow::showShortcuts()
{
    QHash<QString, QString> titles;
    for (const PageFactory &page : m_factories)
        titles.insert(page.id, page.title);
    auto *dialog = new ShortcutsDialog(*m_actions, titles, m_services.theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showSettings() { openPage(QStringLiteral("settings")); }

} // namespace tokendesk::ui
