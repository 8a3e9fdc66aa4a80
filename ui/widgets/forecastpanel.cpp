// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/forecastpanel.h"

#include "ui/async.h"
#include "ui/models/timetext.h"
#include "ui/translation.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/settingcontrol.h"

#include <QCheckBox>
#include <QLocale>
#include <QTimer>
#include <QVBoxLayout>

namespace tokendesk::ui {
namespace {

constexpr std::chrono::milliseconds kPatience{200};

QString number(qint64 count) { return QLocale().toString(count); }

} // namespace

ForecastPanel::ForecastPanel(AdminApi &api, Theme &theme, const Clock &clock, QWidget *parent)
    : QFrame(parent), m_api(api), m_clock(clock), m_timer(new QTimer(this)),
      m_title(new QLabel(this)), m_counts(new QLabel(this)),
      m_remarks(new RoleLabel(theme, ColourRole::Warning, {}, this)),
      m_shorten(new QCheckBox(tr("Also shorten the &live sessions to the new lifetimes"), this))
{
    setObjectName(QStringLiteral("forecastPanel"));
    setFrameShape(QFrame::StyledPanel);
    m_title->setObjectName(QStringLiteral("forecastTitle"));
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_counts->setObjectName(QStringLiteral("forecastCounts"));
    m_remarks->setObjectName(QStringLiteral("forecastRemarks"));
    for (QLabel *label : {m_title, m_counts, static_cast<QLabel *>(m_remarks)})
        label->setWordWrap(true);
    m_shorten->setObjectName(QStringLiteral("shortenSessions"));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(4);
    layout->addWidget(m_title);
    layout->addWidget(m_counts);
    layout->addWidget(m_shorten);
    layout->addWidget(m_remarks);
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &ForecastPanel::ask);
    connect(m_shorten, &QCheckBox::toggled, this, &ForecastPanel::showCounts);
    hide();
}

void ForecastPanel::setChanges(const QJsonObject &changes)
{
    if (changes == m_changes)
        return;
    m_changes = changes;
    ++m_serial;
    m_timer->stop();
    m_running.cancel(); // nobody waits for it any more
    if (!changes.isEmpty()) {
        m_timer->start(kPatience);
        return;
    }
    m_shorten->setChecked(false);
    hide();
}

bool ForecastPanel::shortensSessions() const
{
    return m_shorten->isEnabled() && m_shorten->isChecked();
}

void ForecastPanel::ask()
{
    m_running = m_api.forecastSettings(m_changes);
    whenDone(m_running, this, [this, serial = m_serial](const Result<SettingsForecast> &forecast) {
        if (serial == m_serial)
            show(forecast);
    });
}

void ForecastPanel::show(const Result<SettingsForecast> &forecast)
{
    setVisible(true);
    m_forecast = forecast.value_or(SettingsForecast());
    m_counts->setVisible(forecast.has_value());
    m_shorten->setVisible(forecast.has_value());
    if (!forecast) {
        m_title->setText(tr("The effect on live sessions is not known."));
        m_remarks->setText(errorText(forecast.error()));
        m_remarks->show();
        return;
    }
    m_title->setText(m_forecast.live == 0 ? tr("There is no live session to be affected.")
                                          : tr("Effect on %Ln live session(s)", nullptr,
                                               static_cast<int>(m_forecast.live)));
    const bool hasShorter = m_forecast.shortened != m_forecast.kept;
    m_shorten->setEnabled(m_forecast.canShorten && hasShorter);
    m_shorten->setVisible(m_forecast.live > 0 && (hasShorter || !m_forecast.canShorten));
    m_shorten->setToolTip(
        m_forecast.canShorten
            ? tr("Their present tokens end as if the new lifetimes had been in force from the "
                 "beginning. This cannot be undone.")
            : tr("Not while spent refresh tokens stay good: each has an end of its own."));
    showCounts();
    m_remarks->setText(remarks().join(u'\n'));
    m_remarks->setVisible(!m_remarks->text().isEmpty());
}

void ForecastPanel::showCounts()
{
    const SessionForecast &part = shortensSessions() ? m_forecast.shortened : m_forecast.kept;
    QStringList parts;
    const auto add = [&parts](const QString &text, qint64 count) {
        if (count > 0)
            parts.append(text.arg(number(count)));
    };
    add(tr("End now: %1"), part.endNow);
    add(tr("End earlier: %1"), part.endEarlier);
    add(tr("End later: %1"), part.endLater);
    add(tr("Unchanged: %1"), part.unchanged);
    m_counts->setText(parts.join(QStringLiteral("  ·  ")));
    m_counts->setVisible(m_forecast.live > 0);
}

QStringList ForecastPanel::remarks() const
{
    QStringList lines;
    if (!m_forecast.refusedBy.isEmpty() && m_forecast.live > 0) {
        const Result<SettingKey> key = settingKey(m_forecast.refusedBy);
        lines.append(tr("▲ %1: everybody has to sign in again, because tokens that were issued "
                        "before are refused.")
                         .arg(key ? settingLabel(*key) : m_forecast.refusedBy));
    }
    if (m_forecast.longerAccess > 0 && m_forecast.accessUntil) {
        //: %1: a time of day
        lines.append(tr("• %Ln session(s) have an access token that outlives a new one, the last "
                        "until %1.",
                        nullptr, static_cast<int>(m_forecast.longerAccess))
                         .arg(clockTime(*m_forecast.accessUntil, m_clock.now())));
    }
    return lines;
}

} // namespace tokendesk::ui
