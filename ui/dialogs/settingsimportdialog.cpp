// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/settingsimportdialog.h"

#include "server/base/settingsdocument.h"
#include "ui/translation.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/settingcontrol.h"

#include <QCheckBox>
#include <QFile>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tokendesk::ui {
namespace {

constexpr qint64 kLongestFile = 1'048'576;

QString outcomeText(const DjangoEntry &entry)
{
    switch (entry.outcome) {
    case DjangoOutcome::Taken:
        break;
    case DjangoOutcome::Default:
        return SettingsImportDialog::tr("As it is here anyway.");
    case DjangoOutcome::Key:
        return SettingsImportDialog::tr("Not taken: keys are imported as keys.");
    case DjangoOutcome::Program:
        return SettingsImportDialog::tr(
            "Not taken: it names something that exists in Django alone.");
    case DjangoOutcome::Off:
        return SettingsImportDialog::tr("Not taken: this claim cannot be switched off here.");
    case DjangoOutcome::NotLiteral:
        return SettingsImportDialog::tr("Not taken: only the running program knows this value.");
    case DjangoOutcome::Invalid:
        return SettingsImportDialog::tr("Not taken: the value does not fit (%1).")
            .arg(entry.reason);
    case DjangoOutcome::Removed:
        return SettingsImportDialog::tr("Not taken: simplejwt itself refuses this name.");
    case DjangoOutcome::Unknown:
        return SettingsImportDialog::tr(
                   "Not taken: simplejwt does not know this name. %1 is meant?")
            .arg(entry.reason);
    case DjangoOutcome::Count:
        break;
    }
    return {};
}

} // namespace

SettingsImportDialog::SettingsImportDialog(Prompter &prompter, Theme &theme,
                                           const Settings &current, QWidget *parent)
    : QDialog(parent), m_prompter(prompter), m_theme(theme), m_current(current),
      m_text(new QPlainTextEdit(this)),
      m_defaults(new QCheckBox(tr("Also what simplejwt does where the text says &nothing"), this)),
      m_entries(new QTreeWidget(this)),
      m_summary(new RoleLabel(theme, ColourRole::Muted, {}, this)),
      m_error(new RoleLabel(theme, ColourRole::Error, {}, this)),
      m_take(new QPushButton(tr("&Take into the Form"), this))
{
    setObjectName(QStringLiteral("settingsImportDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import Settings"));
    resize(900, 600);
    m_text->setObjectName(QStringLiteral("importText"));
    m_text->setAccessibleName(tr("Settings to import"));
    m_text->setPlaceholderText(tr("Paste SIMPLE_JWT = {…} of a Django settings file, or the JSON "
                                  "that Export has written."));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setTabChangesFocus(true);
    m_defaults->setObjectName(QStringLiteral("importDefaults"));
    m_defaults->setToolTip(tr("So that this server behaves as the Django project did"));
    m_entries->setObjectName(QStringLiteral("importEntries"));
    m_entries->setAccessibleName(tr("What becomes of each entry"));
    m_entries->setRootIsDecorated(false);
    m_entries->setAlternatingRowColors(true);
    m_entries->setHeaderLabels({tr("Entry"), tr("Value"), tr("Becomes")});
    m_entries->header()->resizeSection(0, 210);
    m_entries->header()->resizeSection(1, 150);
    m_summary->setObjectName(QStringLiteral("importSummary"));
    m_error->setObjectName(QStringLiteral("dialogError"));
    m_error->setWordWrap(true);
    m_take->setObjectName(QStringLiteral("takeButton"));
    m_take->setDefault(true);
    auto *file = new QPushButton(theme.icon(QStringLiteral("import")), tr("&Open File…"), this);
    file->setObjectName(QStringLiteral("importFileButton"));
    file->setAutoDefault(false);
    auto *cancel = new QPushButton(tr("&Cancel"), this);
    cancel->setObjectName(QStringLiteral("cancelButton"));

    auto *parts = new QSplitter(Qt::Vertical, this);
    parts->addWidget(m_text);
    parts->addWidget(m_entries);
    parts->setChildrenCollapsible(false);
    parts->setStretchFactor(1, 1);
    auto *top = new QHBoxLayout;
    top->addWidget(file);
    top->addWidget(m_defaults);
    top->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_summary, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_take);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(parts, 1);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    connect(file, &QPushButton::clicked, this, &SettingsImportDialog::chooseFile);
    connect(m_text, &QPlainTextEdit::textChanged, this, &SettingsImportDialog::read);
    connect(m_defaults, &QCheckBox::toggled, this, &SettingsImportDialog::read);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_take, &QPushButton::clicked, this, [this] {
        emit taken(m_changes);
        accept();
    });
    read();
}

void SettingsImportDialog::chooseFile()
{
    FileQuestion question;
    question.title = tr("Import Settings");
    question.filters = tr("Settings (*.json *.py);;All files (*)");
    m_prompter.chooseFileToOpen(this, question, [this](const QString &path) {
        if (path.isEmpty())
            return;
        QFile file(path);
        const bool isOpen = file.open(QIODevice::ReadOnly);
        const QByteArray bytes = isOpen ? file.read(kLongestFile + 1) : QByteArray();
        if (!isOpen || file.error() != QFileDevice::NoError) {
            showError(tr("The file cannot be read: %1").arg(file.errorString()));
            return;
        }
        if (bytes.size() > kLongestFile) {
            showError(tr("The file is longer than any settings are."));
            return;
        }
        m_text->setPlainText(QString::fromUtf8(bytes));
    });
}

void SettingsImportDialog::read()
{
    m_changes = {};
    m_refused = 0;
    m_entries->clear();
    m_error->hide();
    m_summary->setText({});
    m_take->setEnabled(false);
    const QString text = m_text->toPlainText().trimmed();
    if (text.isEmpty())
        return;
    // Python's {'a': 1} is no JSON, so a text that names SIMPLE_JWT or quotes by ' is Python.
    const bool isJson = text.startsWith(u'{') && text.sliced(1).trimmed().startsWith(u'"')
                        && !text.contains(QLatin1String("_LIFETIME\""));
    m_defaults->setEnabled(!isJson);
    if (isJson)
        readJson(text);
    else
        readDjango(text);
    m_take->setEnabled(!m_changes.isEmpty());
    if (!m_error->isVisibleTo(this))
        m_summary->setText(tr("%1 change, %2 not taken").arg(m_changes.size()).arg(m_refused));
}

void SettingsImportDialog::readJson(const QString &text)
{
    const Result<QJsonObject> changes = readSettingsDocument(text.toUtf8());
    if (!changes) {
        const Error &error = changes.error();
        showError(error.field == u"file" || error.code == ErrorCode::UnknownSetting
                      ? errorReason(error)
                      : errorText(error));
        return;
    }
    for (auto it = changes->begin(); it != changes->end(); ++it) {
        if (const Result<SettingKey> key = settingKey(it.key()))
            addChange(it.key(),
                      it.value().isNull() ? tr("default") : settingValueText(*key, it.value()),
                      *key, it.value());
    }
}

void SettingsImportDialog::readDjango(const QString &text)
{
    const auto entries = readDjangoSettings(text, m_defaults->isChecked());
    if (!entries) {
        showError(errorReason(entries.error()));
        return;
    }
    for (const DjangoEntry &entry : *entries) {
        if (entry.outcome == DjangoOutcome::Taken)
            addChange(entry.name, entry.source, entry.key, entry.value);
        else
            addEntry(entry.name, entry.source, outcomeText(entry),
                     entry.outcome != DjangoOutcome::Default);
    }
}

void SettingsImportDialog::addChange(const QString &name, const QString &source, SettingKey key,
                                     const QJsonValue &value)
{
    const QJsonValue now = m_current.value(key);
    const QJsonValue wanted = value.isNull() ? m_current.defaultValue(key) : value;
    if (m_current.isLocked(key)) {
        addEntry(name, source,
                 tr("Not taken: %1 is locked by what the program was started with.")
                     .arg(settingLabel(key)),
                 true);
        return;
    }
    if (now == wanted) {
        addEntry(name, source,
                 tr("%1: stays %2").arg(settingLabel(key), settingValueText(key, now)), false);
        return;
    }
    m_changes.insert(settingRow(key).name(), value);
    addEntry(name, source,
             tr("%1: %2 → %3")
                 .arg(settingLabel(key), settingValueText(key, now), settingValueText(key, wanted)),
             false);
}

void SettingsImportDialog::addEntry(const QString &name, const QString &value,
                                    const QString &becomes, bool isRefused)
{
    auto *item = new QTreeWidgetItem(m_entries, {name, value.simplified(), becomes});
    item->setToolTip(1, value.left(500).toHtmlEscaped());
    item->setToolTip(2, becomes.toHtmlEscaped());
    if (!isRefused)
        return;
    ++m_refused;
    item->setForeground(2, m_theme.colour(ColourRole::Warning));
}

void SettingsImportDialog::showError(const QString &text)
{
    m_error->setText(text);
    m_error->show();
}

} // namespace tokendesk::ui
