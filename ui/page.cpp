// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page.h"

#include "ui/tasklist.h"
#include "ui/translation.h"

#include <QVBoxLayout>

namespace tokendesk::ui {

Page::Page(const PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_banners(new BannerStack(context.theme, this)),
      m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(12, 12, 12, 12);
    m_layout->setSpacing(8);
    m_layout->addWidget(m_banners);
}

void Page::setContent(QWidget *content) { m_layout->addWidget(content, 1); }

TaskHandle Page::startTask(const QString &title, std::function<void()> cancel) const
{
    return m_context.tasks != nullptr ? m_context.tasks->start(title, std::move(cancel))
                                      : TaskHandle();
}

void Page::showError(const QString &bannerId, const QString &what, const Error &error,
                     std::function<void()> retry)
{
    Banner banner;
    banner.id = bannerId;
    banner.kind = Banner::Kind::Error;
    banner.text = what + QLatin1Char(' ') + errorText(error);
    banner.code = QLatin1String(errorInfo(error.code).apiName);
    if (retry) {
        banner.actionText = tr("Retry");
        banner.action = std::move(retry);
    }
    m_banners->show(banner);
}

} // namespace tokendesk::ui
