// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/settingeditor.h"

#include "ui/theme/theme.h"
#include "ui/translation.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/settingcontrol.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tokendesk::ui {
namespace {

constexpr int kLabelWidth = 210;

RoleLabel *remark(Theme &theme, ColourRole role, const QString &name, QWidget *parent)
{
    auto *label = new RoleLabel(theme, role, {}, parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->hide();
    return label;
}

} // namespace

SettingEditor::SettingEditor(SettingKey key, Theme &theme, QWidget *parent)
    : QWidget(parent), m_key(key), m_theme(theme),
      m_control(SettingControl::make(key, theme, this)),
      m_label(new QLabel(settingLabel(key), this)),
      m_mark(new RoleLabel(theme, ColourRole::Info, tr("● modified"), this)),
      m_facts(new RoleLabel(theme, ColourRole::Muted, {}, this)), m_lockIcon(new QLabel(this)),
      m_resetButton(new QToolButton(this))
{
    const QString name = settingRow(key).name();
    m_label->setWordWrap(true);
    m_label->setFixedWidth(kLabelWidth);
    m_label->setBuddy(m_control->focusProxy());
    m_mark->setSmall();
    m_mark->hide();
    m_facts->setSmall();
    m_facts->setWordWrap(true);
    m_facts->setToolTip(tr("Key: %1\nEnvironment: %2\nCommand line: tokendeskd settings set %1 …")
                            .arg(name, settingRow(key).environmentName()));
    auto *help = new RoleLabel(theme, ColourRole::Muted, settingHelp(key), this);
    help->setWordWrap(true);
    m_lock = remark(theme, ColourRole::Warning, QStringLiteral("settingLock_") + name, this);
    m_note = remark(theme, ColourRole::Warning, QStringLiteral("settingNote_") + name, this);
    m_error = remark(theme, ColourRole::Error, QStringLiteral("settingError_") + name, this);
    m_resetButton->setObjectName(QStringLiteral("settingReset_") + name);
    m_resetButton->setAutoRaise(true);
    m_resetButton->setIcon(theme.icon(QStringLiteral("undo")));
    m_resetButton->setToolTip(tr("Back to the default"));
    m_resetButton->setAccessibleName(tr("Back to the default of %1").arg(settingLabel(key)));
    m_lockIcon->setPixmap(theme.icon(QStringLiteral("lock"), ColourRole::Warning).pixmap(16));
    m_lockIcon->setAccessibleName(tr("Locked"));
    m_lockIcon->hide();

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 6, 0, 6);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(2);
    auto *left = new QVBoxLayout;
    left->setSpacing(2);
    left->addWidget(m_label);
    left->addWidget(m_mark);
    left->addStretch(1);
    grid->addWidget(m_lockIcon, 0, 2, Qt::AlignTop);
    grid->addWidget(m_resetButton, 0, 3, Qt::AlignTop);
    const bool isWide = m_control->isWide();
    const int column = isWide ? 0 : 1;
    int row = 1;
    const auto addLine = [&](QWidget *line) {
        grid->addWidget(line, row++, column, 1, 4 - column);
    };
    if (isWide) {
        addLine(help); // what it is about is read before much of it is seen
        addLine(m_control);
    } else {
        grid->addWidget(m_control, 0, 1);
    }
    addLine(m_error);
    addLine(m_note);
    addLine(m_lock);
    if (!isWide)
        addLine(help);
    addLine(m_facts);
    grid->addLayout(left, 0, 0, isWide ? 1 : row, 1);
    grid->setColumnStretch(1, 1);

    connect(m_control, &SettingControl::changed, this, &SettingEditor::edited);
    connect(m_resetButton, &QToolButton::clicked, this, &SettingEditor::resetToDefault);
}

void SettingEditor::load(const Settings &saved)
{
    const bool keepEdit = m_loaded && isModified();
    m_saved = saved;
    m_loaded = true;
    m_control->setReadOnly(isLocked());
    if (m_reset && saved.source(m_key) != SettingSource::Database)
        m_reset = false; // it is at its default now
    const QJsonValue now = saved.value(m_key);
    if (!keepEdit || isLocked() || !isModified()) {
        showSaved();
    } else if (now != m_base) {
        m_note->setText(
            tr("Changed elsewhere from %1 to %2. Your value stays here until you apply or "
               "revert it.")
                .arg(settingValueText(m_key, m_base), settingValueText(m_key, now)));
        m_note->show();
        updateMarks();
    } else {
        updateMarks();
    }
}

void SettingEditor::revert()
{
    m_reset = false;
    showSaved();
}

void SettingEditor::showSaved()
{
    m_quiet = true;
    m_reset = false;
    m_base = m_saved.value(m_key);
    m_control->setValue(m_base);
    m_quiet = false;
    m_note->hide();
    setError({});
    updateMarks();
}

bool SettingEditor::isModified() const
{
    if (!m_loaded || isLocked())
        return false;
    if (m_reset)
        return true;
    const Result<QJsonValue> now = m_control->value();
    return !now || *now != m_saved.value(m_key);
}

Result<QJsonValue> SettingEditor::change() const
{
    if (m_reset)
        return QJsonValue(QJsonValue::Null);
    return m_control->value();
}

QJsonValue SettingEditor::effectiveValue() const
{
    const Result<QJsonValue> now = m_control->value();
    return now ? *now : m_saved.value(m_key);
}

void SettingEditor::edited()
{
    if (m_quiet)
        return;
    m_reset = false;
    const Result<QJsonValue> now = m_control->value();
    setError(now ? QString() : errorReason(now.error()));
    if (!isModified())
        m_note->hide();
    updateMarks();
    emit changed();
}

void SettingEditor::resetToDefault()
{
    m_quiet = true;
    m_control->setValue(m_saved.defaultValue(m_key));
    m_quiet = false;
    m_reset = m_saved.source(m_key) == SettingSource::Database;
    setError({});
    updateMarks();
    emit changed();
}

void SettingEditor::propose(const QJsonValue &value)
{
    if (isLocked())
        return;
    if (value.isNull()) {
        resetToDefault();
        return;
    }
    m_quiet = true;
    m_control->setValue(value);
    m_quiet = false;
    edited();
}

void SettingEditor::updateMarks()
{
    const SettingRow &row = settingRow(m_key);
    const bool modified = isModified();
    m_mark->setVisible(modified);
    const QJsonValue standard = m_saved.defaultValue(m_key);
    const bool explicitNow = m_saved.source(m_key) == SettingSource::Database && !m_reset;
    m_resetButton->setVisible(!isLocked() && (explicitNow || effectiveValue() != standard));
    m_lockIcon->setVisible(isLocked());
    m_lock->setVisible(isLocked());
    m_lock->setText(lockText());
    QStringList facts = {tr("Default: %1").arg(settingValueText(m_key, standard))};
    if (!m_control->boundsText().isEmpty())
        facts.append(m_control->boundsText());
    facts.append(m_reset ? tr("back to the default when applied")
                         : tr("source: %1")
                               .arg(QCoreApplication::translate(
                                   "Setting", settingSourceName(m_saved.source(m_key)))));
    if (row.has(RestartNeeded))
        facts.append(tr("takes effect after a restart"));
    facts.append(row.name());
    m_facts->setText(facts.join(QStringLiteral("  ·  ")));
}

QString SettingEditor::lockText() const
{
    switch (m_saved.source(m_key)) {
    case SettingSource::Environment:
        return tr("Locked: set by %1 in the environment. Remove it there and restart to change the "
                  "value here.")
            .arg(settingRow(m_key).environmentName());
    case SettingSource::File:
        return tr("Locked: set in the configuration file. Remove it there and restart to change "
                  "the value here.");
    case SettingSource::CommandLine:
        return tr("Locked: set on the command line. Start without it to change the value here.");
    case SettingSource::Default:
    case SettingSource::Database:
        break;
    }
    return {};
}

void SettingEditor::setError(const QString &text)
{
    m_error->setText(text.isEmpty() ? text : QString(text.left(1).toUpper() + text.mid(1)));
    m_error->setVisible(!text.isEmpty());
}

QString SettingEditor::error() const { return m_error->text(); }

QString SettingEditor::note() const { return m_note->isHidden() ? QString() : m_note->text(); }

bool SettingEditor::matches(const QString &text) const
{
    const SettingRow &row = settingRow(m_key);
    const QStringList places = {settingLabel(m_key), settingHelp(m_key), row.name(),
                                row.environmentName(), QString::fromLatin1(row.djangoName)};
    return std::any_of(places.begin(), places.end(), [&text](const QString &place) {
        return place.contains(text, Qt::CaseInsensitive);
    });
}

void SettingEditor::setSettings(const Settings &settings) { m_control->setSettings(settings); }

void SettingEditor::focusField() { m_control->setFocus(Qt::OtherFocusReason); }

} // namespace tokendesk::ui
