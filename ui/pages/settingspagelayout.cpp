// SPDX-License-Identifier: GPL-3.0-or-later
// How the settings page is put together.
#include "ui/pages/integrateview.h"
#include "ui/pages/settingshistory.h"
#include "ui/pages/settingspage.h"
#include "ui/widgets/forecastpanel.h"
#include "ui/widgets/lifetimebars.h"
#include "ui/widgets/mappingpreview.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/settingeditor.h"
#include "ui/widgets/trialbar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>

namespace tokendesk::ui {
namespace {

constexpr int kFormWidth = 776;

QString groupName(SettingGroup group)
{
    switch (group) {
    case SettingGroup::Lifetimes:
        return SettingsPage::tr("Lifetimes");
    case SettingGroup::Sessions:
        return SettingsPage::tr("Sessions");
    case SettingGroup::Tokens:
        return SettingsPage::tr("Tokens");
    case SettingGroup::Passwords:
        return SettingsPage::tr("Passwords");
    case SettingGroup::Security:
        return SettingsPage::tr("Security");
    case SettingGroup::Server:
        return SettingsPage::tr("Server");
    case SettingGroup::Retention:
        return SettingsPage::tr("Retention");
    }
    return {};
}

} // namespace

SettingsPage::SettingsPage(const PageContext &context, QWidget *parent) : Page(context, parent)
{
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(makeToolRow());
    m_trial = new TrialBar(theme(), context.clock, content);
    layout->addWidget(m_trial);
    m_forecast = new ForecastPanel(api(), theme(), context.clock, content);
    layout->addWidget(m_forecast);

    m_groups = new QListWidget(content);
    m_groups->setObjectName(QStringLiteral("settingsGroups"));
    m_groups->setAccessibleName(tr("Groups of settings"));
    m_groups->setFixedWidth(170);
    m_stack = new QStackedWidget(content);
    m_stack->addWidget(makeForm());
    m_history = new SettingsHistory(theme(), m_stack);
    m_stack->addWidget(m_history);
    m_integrate = new IntegrateView(context, m_stack);
    m_stack->addWidget(m_integrate);
    QStringList names;
    for (const Section &section : m_sections)
        names.append(groupName(section.group));
    names.append(tr("Versions"));
    names.append(tr("Integrate"));
    for (const QString &name : names) {
        auto *item = new QListWidgetItem(name, m_groups);
        item->setData(Qt::UserRole, name);
        item->setSizeHint(QSize(0, m_groups->fontMetrics().height() + 12));
    }
    auto *columns = new QHBoxLayout;
    columns->setSpacing(12);
    columns->addWidget(m_groups);
    columns->addWidget(m_stack, 1);
    layout->addLayout(columns, 1);
    m_proof = new RoleLabel(theme(), ColourRole::Muted, {}, content);
    m_proof->setObjectName(QStringLiteral("proofText"));
    m_proof->setSmall();
    m_proof->hide();
    layout->addWidget(m_proof);
    setContent(content);

    connect(m_groups, &QListWidget::currentRowChanged, this, [this] {
        m_search->clear();
        m_modified->setChecked(false);
        filter();
        m_scroll->ensureVisible(0, 0);
    });
    connect(m_modified, &QPushButton::toggled, this, &SettingsPage::filter);
    connect(m_trial, &TrialBar::keepRequested, this, [this] { endTrial(true); });
    connect(m_trial, &TrialBar::takeBackRequested, this, [this] { endTrial(false); });
    connect(m_trial, &TrialBar::over, this, &SettingsPage::refresh);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::filter);
    connect(m_history, &SettingsHistory::undoRequested, this, &SettingsPage::undo);
    connect(&api(), &AdminApi::settingsChanged, this, [this] {
        if (!m_saving && isVisible())
            refresh();
    });
    m_groups->setCurrentRow(0);
    edited();
}

QWidget *SettingsPage::makeToolRow()
{
    auto *row = new QWidget(this);
    m_search = new QLineEdit(row);
    m_search->setObjectName(QStringLiteral("settingsSearch"));
    m_search->setPlaceholderText(tr("Search settings (Ctrl+F)"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(320);
    m_modified = new QPushButton(row);
    m_modified->setObjectName(QStringLiteral("modifiedButton"));
    m_modified->setToolTip(tr("Show what is not saved yet, and nothing else"));
    m_modified->setCheckable(true);
    m_modified->setFlat(true);
    m_restart = new RoleLabel(theme(), ColourRole::Info, {}, row);
    m_restart->setObjectName(QStringLiteral("restartText"));
    auto *transfer = new QToolButton(row);
    transfer->setObjectName(QStringLiteral("transferButton"));
    transfer->setText(tr("&Import and Export"));
    transfer->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(transfer);
    QAction *import = menu->addAction(theme().icon(QStringLiteral("import")), tr("&Import…"), this,
                                      &SettingsPage::importSettings);
    import->setObjectName(QStringLiteral("importSettingsAction"));
    QAction *save = menu->addAction(theme().icon(QStringLiteral("export")), tr("&Export…"), this,
                                    &SettingsPage::exportSettings);
    save->setObjectName(QStringLiteral("exportSettingsAction"));
    transfer->setMenu(menu);
    m_try = new QPushButton(theme().icon(QStringLiteral("clock")), tr("Try for &10 Minutes"), row);
    m_try->setObjectName(QStringLiteral("tryButton"));
    m_try->setToolTip(tr("Put the changes in force; they go back by themselves unless you keep "
                         "them"));
    m_revert = new QPushButton(theme().icon(QStringLiteral("undo")), tr("&Revert"), row);
    m_revert->setObjectName(QStringLiteral("revertButton"));
    m_revert->setToolTip(tr("Give up all changes that are not saved"));
    m_apply = new QPushButton(theme().icon(QStringLiteral("check")), tr("&Apply"), row);
    m_apply->setObjectName(QStringLiteral("applyButton"));
    m_apply->setToolTip(tr("Save the changes; they are in force with the next request"));
    m_apply->setDefault(true);
    connect(m_revert, &QPushButton::clicked, this, &SettingsPage::revert);
    connect(m_apply, &QPushButton::clicked, this, &SettingsPage::apply);
    connect(m_try, &QPushButton::clicked, this, &SettingsPage::tryForAWhile);

    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_search, 1);
    layout->addSpacing(12);
    layout->addWidget(m_modified);
    layout->addWidget(m_restart);
    layout->addStretch(1);
    layout->addWidget(transfer);
    layout->addWidget(m_revert);
    layout->addWidget(m_try);
    layout->addWidget(m_apply);
    return row;
}

QWidget *SettingsPage::makeForm()
{
    auto *form = new QWidget;
    auto *layout = new QVBoxLayout(form);
    layout->setContentsMargins(4, 0, 12, 0);
    // The form as a whole, for layouts reckon how high a text becomes by the width that they have
    // themselves: in a wider one, narrower fields would be given too little.
    form->setMaximumWidth(kFormWidth);
    m_noMatch = new RoleLabel(theme(), ColourRole::Muted, {}, form);
    m_noMatch->setObjectName(QStringLiteral("noMatchText"));
    m_noMatch->hide();
    layout->addWidget(m_noMatch);
    for (const SettingGroup group :
         {SettingGroup::Lifetimes, SettingGroup::Sessions, SettingGroup::Tokens,
          SettingGroup::Passwords, SettingGroup::Security, SettingGroup::Server,
          SettingGroup::Retention}) {
        Section section = makeSection(group);
        layout->addWidget(section.widget);
        m_sections.push_back(std::move(section));
    }
    layout->addStretch(1);
    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(QStringLiteral("settingsForm"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(form);
    return m_scroll;
}

SettingsPage::Section SettingsPage::makeSection(SettingGroup group)
{
    Section section{group, new QWidget(this), {}};
    auto *layout = new QVBoxLayout(section.widget);
    layout->setContentsMargins(0, 0, 0, 12);
    layout->setSpacing(2);
    auto *title = new QLabel(groupName(group), section.widget);
    QFont font = title->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.2);
    title->setFont(font);
    layout->addWidget(title);
    if (group == SettingGroup::Lifetimes)
        addLifetimes(section.widget);
    for (int i = 0; i < settings::kCount; ++i) {
        const SettingKey key{i};
        if (settingRow(key).group != group)
            continue;
        auto *field = new SettingEditor(key, theme(), section.widget);
        connect(field, &SettingEditor::changed, this, &SettingsPage::edited);
        layout->addWidget(field);
        section.editors.push_back(field);
        if (i == settings::kClaimMapping.index) {
            m_mapping = new MappingPreview(api(), theme(), section.widget);
            layout->addWidget(m_mapping);
        }
    }
    return section;
}

void SettingsPage::addLifetimes(QWidget *section)
{
    m_bars = new LifetimeBars(theme(), section);
    m_remarks = new QWidget(section);
    auto *layout = new QVBoxLayout(m_remarks);
    layout->setContentsMargins(0, 4, 0, 8);
    layout->setSpacing(2);
    section->layout()->addWidget(m_bars);
    section->layout()->addWidget(m_remarks);
}

} // namespace tokendesk::ui
