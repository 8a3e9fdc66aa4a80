// SPDX-License-Identifier: GPL-3.0-or-later
// Service: what the window remembers between starts. Nothing of the server's is kept here.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QSettings>
#include <QString>

namespace tokendesk::ui {

/// Geometry, page, columns and habits of one person, in one INI file.
/// Thread: GUI.
class UiState
{
public:
    /// \a path is created on the first write.
    explicit UiState(const QString &path) : m_settings(path, QSettings::IniFormat) { }

    [[nodiscard]] QString text(const QString &key, const QString &fallback = {}) const
    {
        return m_settings.value(key, fallback).toString();
    }
    [[nodiscard]] bool flag(const QString &key) const { return m_settings.value(key).toBool(); }
    [[nodiscard]] QByteArray bytes(const QString &key) const
    {
        return m_settings.value(key).toByteArray();
    }
    /// Empty if there is none or it is damaged.
    [[nodiscard]] QJsonObject object(const QString &key) const;

    void setText(const QString &key, const QString &value) { m_settings.setValue(key, value); }
    void setFlag(const QString &key, bool value) { m_settings.setValue(key, value); }
    void setBytes(const QString &key, const QByteArray &value) { m_settings.setValue(key, value); }
    void setObject(const QString &key, const QJsonObject &value);
    void remove(const QString &key) { m_settings.remove(key); }
    /// Writes to the disk now.
    void save() { m_settings.sync(); }

private:
    QSettings m_settings;
};

} // namespace tokendesk::ui
