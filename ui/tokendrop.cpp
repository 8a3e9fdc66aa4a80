// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tokendrop.h"

#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

#include <algorithm>

namespace tokendesk::ui {

TokenDrop::TokenDrop(QWidget *window) : QObject(window), m_window(window)
{
    window->setAcceptDrops(true);
    window->installEventFilter(this);
}

bool TokenDrop::eventFilter(QObject *watched, QEvent *event)
{
    const bool isDrop = event->type() == QEvent::Drop;
    if (!isDrop && event->type() != QEvent::DragEnter && event->type() != QEvent::DragMove)
        return QObject::eventFilter(watched, event);
    auto *drag = static_cast<QDropEvent *>(event); // the other two derive from it
    if (!m_window->acceptDrops() || !isText(drag->mimeData())) {
        drag->ignore();
        return true;
    }
    // A copy, whatever is offered: nobody may lose a selection by dragging it here.
    drag->setDropAction(Qt::CopyAction);
    drag->accept();
    if (isDrop)
        emit dropped(drag->mimeData()->text());
    return true;
}

bool TokenDrop::isText(const QMimeData *data)
{
    if (!data->hasText())
        return false;
    const QList<QUrl> urls = data->urls();
    const bool hasFile =
        std::any_of(urls.begin(), urls.end(), [](const QUrl &url) { return url.isLocalFile(); });
    return !hasFile && data->text().size() <= kMaximumLength && !data->text().trimmed().isEmpty();
}

} // namespace tokendesk::ui
