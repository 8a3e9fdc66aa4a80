// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/importdialog.h"

#include "ui/async.h"
#include "ui/models/importmodel.h"
#include "ui/translation.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/rowdelegates.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace tokendesk::ui {

using Kind = UserImportRow::Kind;

namespace {
constexpr std::chrono::milliseconds kLook{100};
}

ImportDialog::ImportDialog(AdminApi &api, Theme &theme, TaskList *tasks, const QByteArray &csv,
                           const QString &source, QWidget *parent)
    : QDialog(parent), m_api(api), m_tasks(tasks), m_csv(csv), m_source(source),
      m_model(new ImportModel(this)), m_table(new QTableView(this)), m_summary(new QLabel(this)),
      m_note(new RoleLabel(theme, ColourRole::Warning, {}, this)),
      m_error(new RoleLabel(theme, ColourRole::Error, {}, this)), m_separator(new QComboBox(this)),
      m_allRows(new QCheckBox(tr("Show rows that change &nothing"), this)),
      m_bar(new QProgressBar(this)), m_import(new QPushButton(this)),
      m_cancel(new QPushButton(tr("&Cancel"), this))
{
    setObjectName(QStringLiteral("importDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    //: %1: name of a file
    setWindowTitle(tr("Import Users from %1").arg(source));
    resize(760, 480);
    m_summary->setObjectName(QStringLiteral("importSummary"));
    m_note->setObjectName(QStringLiteral("importNote"));
    m_note->setWordWrap(true);
    m_note->hide();
    m_error->setObjectName(QStringLiteral("dialogError"));
    m_error->setWordWrap(true);
    m_error->hide();
    m_separator->setObjectName(QStringLiteral("importSeparator"));
    m_separator->addItem(tr("Found out"), QString());
    m_separator->addItem(tr("Comma"), QStringLiteral(","));
    m_separator->addItem(tr("Semicolon"), QStringLiteral(";"));
    m_separator->addItem(tr("Tab"), QStringLiteral("\t"));
    m_allRows->setObjectName(QStringLiteral("importAllRows"));
    m_table->setObjectName(QStringLiteral("importTable"));
    m_table->setAccessibleName(tr("What becomes of each row"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(ImportModel::Result, new StateDelegate(theme, this));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->resizeSection(ImportModel::Line, 70);
    m_table->horizontalHeader()->resizeSection(ImportModel::Result, 110);
    m_table->horizontalHeader()->resizeSection(ImportModel::Username, 170);
    m_import->setObjectName(QStringLiteral("importButton"));
    m_import->setDefault(true);
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_bar->setObjectName(QStringLiteral("importProgress"));
    m_bar->setAccessibleName(tr("Rows imported"));
    m_bar->hide();
    m_look.setInterval(kLook);

    auto *top = new QHBoxLayout;
    auto *label = new QLabel(tr("&Separator"), this);
    label->setBuddy(m_separator);
    top->addWidget(m_summary, 1);
    top->addWidget(label);
    top->addWidget(m_separator);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_allRows);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_import);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(m_note);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_error);
    layout->addWidget(m_bar);
    layout->addLayout(buttons);
    connect(m_separator, &QComboBox::activated, this, &ImportDialog::makePlan);
    connect(m_allRows, &QCheckBox::toggled, this, &ImportDialog::showRows);
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::run);
    connect(m_cancel, &QPushButton::clicked, this, &ImportDialog::reject);
    connect(&m_look, &QTimer::timeout, this, &ImportDialog::showProgress);
    makePlan();
}

std::optional<QChar> ImportDialog::separator() const
{
    const QString text = m_separator->currentData().toString();
    return text.isEmpty() ? std::nullopt : std::optional(text.front());
}

void ImportDialog::makePlan()
{
    m_summary->setText(tr("Reading…"));
    m_import->setText(tr("Import"));
    m_import->setEnabled(false);
    m_error->hide();
    whenDone(m_api.planUserImport(m_csv, separator()), this,
             [this, serial = ++m_serial](const Result<UserImportPlan> &plan) {
                 if (serial == m_serial)
                     showPlan(plan);
             });
}

void ImportDialog::showPlan(const Result<UserImportPlan> &plan)
{
    m_plan = plan.value_or(UserImportPlan());
    showRows();
    m_note->setText(
        tr("Columns that are not read: %1.").arg(m_plan.ignoredColumns.join(QStringLiteral(", "))));
    m_note->setVisible(!m_plan.ignoredColumns.isEmpty());
    if (!plan) {
        m_summary->setText(tr("This file cannot be imported."));
        showError(plan.error());
        return;
    }
    const int wanted = m_plan.count(Kind::New) + m_plan.count(Kind::Changed);
    m_summary->setText(tr("%1 new, %2 changed, %3 same, %4 refused")
                           .arg(m_plan.count(Kind::New))
                           .arg(m_plan.count(Kind::Changed))
                           .arg(m_plan.count(Kind::Same))
                           .arg(m_plan.count(Kind::Refused)));
    m_import->setText(tr("Import %n User(s)", nullptr, wanted));
    m_import->setEnabled(wanted > 0);
}

void ImportDialog::showRows() { m_model->setRows(m_plan.rows, m_allRows->isChecked()); }

void ImportDialog::showError(const Error &error)
{
    m_error->setText(errorText(error));
    m_error->show();
}

void ImportDialog::run()
{
    m_import->setEnabled(false);
    m_separator->setEnabled(false);
    m_error->hide();
    m_progress = std::make_shared<Progress>();
    if (m_tasks)
        //: %1: name of a file
        m_task = m_tasks->start(tr("Importing %1").arg(m_source), [this] { stop(); });
    m_bar->setRange(0, 0);
    m_bar->show();
    m_look.start();
    whenDone(m_api.importUsers(m_csv, separator(), m_source, m_progress), this,
             [this](const Result<UserImportOutcome> &outcome) { finished(outcome); });
}

void ImportDialog::finished(const Result<UserImportOutcome> &outcome)
{
    m_look.stop();
    m_bar->hide();
    m_task.finish();
    m_progress.reset();
    if (outcome) {
        emit imported(*outcome);
        accept();
        return;
    }
    if (outcome.error().code == ErrorCode::Cancelled)
        return QDialog::reject();
    m_separator->setEnabled(true);
    m_import->setEnabled(true);
    m_cancel->setEnabled(true);
    showError(outcome.error());
}

void ImportDialog::showProgress()
{
    const qint64 total = m_progress->total;
    const qint64 done = m_progress->done;
    m_bar->setRange(0, static_cast<int>(total));
    m_bar->setValue(static_cast<int>(done));
    m_task.setProgress(done, total);
}

void ImportDialog::stop()
{
    if (!m_progress)
        return;
    m_progress->isCancelled = true;
    m_cancel->setEnabled(false);
    m_summary->setText(tr("Stopping…"));
}

void ImportDialog::reject()
{
    if (m_progress)
        stop();
    else
        QDialog::reject();
}

} // namespace tokendesk::ui
