// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/pagefixture.h"
#include "ui/pages/settingspage.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

namespace tokendesk::test {

/// The settings page over a server of lies, and fingers to press it with.
class SettingsFixture
{
public:
    /// Opens the page and waits until it shows the settings.
    void open()
    {
        m_clock = std::make_unique<FakeClock>();
        m_api = std::make_unique<FakeAdminApi>(*m_clock);
        m_theme = std::make_unique<ui::Theme>();
        m_theme->applyToApplication();
        m_prompter = std::make_unique<FakePrompter>();
        const ui::PageContext context{*m_api,      m_server,
                                      *m_prompter, *m_theme,
                                      *m_clock,    [](const QString &, const QJsonObject &) {}};
        m_page = std::make_unique<ui::SettingsPage>(context);
        m_page->resize(1080, 640);
        m_page->show();
        m_page->opened();
        QTRY_COMPARE(setting<QLineEdit>("access_token_lifetime")->text(), QStringLiteral("15 min"));
        QTRY_COMPARE(m_api->pending(), 0);
    }
    void close()
    {
        m_page.reset();
        m_theme.reset();
        m_api.reset();
    }

protected:
    template<typename T>
    T *part(const QString &name) const
    {
        T *found = m_page->findChild<T *>(name);
        if (found == nullptr)
            qFatal("no %s", qPrintable(name));
        return found;
    }
    template<typename T>
    T *setting(const char *key) const
    {
        return part<T>(QStringLiteral("setting_") + QLatin1String(key));
    }
    void type(QLineEdit *line, const QString &text) const
    {
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    void click(const char *button) const
    {
        QTest::mouseClick(part<QPushButton>(QLatin1String(button)), Qt::LeftButton);
    }
    void openGroup(int row) const
    {
        part<QListWidget>(QStringLiteral("settingsGroups"))->setCurrentRow(row);
        QCoreApplication::processEvents(); // lays it out
    }
    [[nodiscard]] QString fieldError(const char *key) const
    {
        return part<QLabel>(QStringLiteral("settingError_") + QLatin1String(key))->text();
    }
    /// Seconds; -1 if the answer does not come.
    [[nodiscard]] qint64 storedAccess() const
    {
        auto future = m_api->settings();
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }))
            return -1;
        return future.result()->settings.duration(settings::kAccessTokenLifetime).count();
    }

    static inline const QString kAccess = QStringLiteral("access_token_lifetime");

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<FakeAdminApi> m_api;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::SettingsPage> m_page;
    std::unique_ptr<FakePrompter> m_prompter;
    IdleServer m_server;
};

} // namespace tokendesk::test
