// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspectortampering.h"

#include "ui/models/tampermodel.h"
#include "ui/models/verdicttext.h"
#include "ui/translation.h"
#include "ui/widgets/copybutton.h"
#include "ui/widgets/readonlytable.h"
#include "ui/widgets/rolelabel.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tokendesk::ui {

InspectorTampering::InspectorTampering(const PageContext &context, Options options, QWidget *parent)
    : QWidget(parent), m_context(context), m_options(std::move(options)),
      m_model(new TamperModel(context.theme, this)),
      m_summary(new RoleLabel(context.theme, ColourRole::Muted, {}, this)),
      m_table(makeReadOnlyTable(QStringLiteral("tamperTable"), m_model, this)),
      m_detail(new QLabel(this)), m_inspect(new QPushButton(tr("Inspect This One"), this)),
      m_copy(new CopyButton(context.theme, {}, tr("Copy the changed token"), this))
{
    m_summary->setObjectName(QStringLiteral("tamperSummary"));
    m_summary->setWordWrap(true);
    m_table->setAccessibleName(tr("Changed tokens and what became of them"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(TamperModel::Outcome,
                                                      QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(TamperModel::What, QHeaderView::Stretch);
    m_table->horizontalHeader()->resizeSection(TamperModel::Why, 260);
    m_table->horizontalHeader()->setSectionResizeMode(TamperModel::Answer,
                                                      QHeaderView::ResizeToContents);
    m_detail->setObjectName(QStringLiteral("tamperDetail"));
    m_detail->setTextFormat(Qt::PlainText);
    m_detail->setWordWrap(true);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detail->setMinimumHeight(fontMetrics().lineSpacing() * 2);
    m_inspect->setObjectName(QStringLiteral("inspectTampered"));
    m_copy->setObjectName(QStringLiteral("copyTampered"));
    m_copy->setSecret(true); // the unchanged one is the token itself

    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_detail, 1);
    bottom->addWidget(m_copy, 0, Qt::AlignTop);
    bottom->addWidget(m_inspect, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0); // in line with what is above
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);
    layout->addLayout(bottom);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &InspectorTampering::showDetail);
    connect(m_inspect, &QPushButton::clicked, this, [this] {
        if (const TamperTrial *trial = m_model->trial(m_table->currentIndex().row()))
            emit inspectWanted(trial->token);
    });
    clear();
}

void InspectorTampering::setInspection(const Inspection &inspection)
{
    if (inspection.token != m_token)
        clear();
    m_token = inspection.token;
    m_isDue = true;
    if (isVisible())
        run();
}

void InspectorTampering::clear()
{
    ++m_asked;
    m_token.clear();
    m_isDue = false;
    m_model->setTrials({});
    m_summary->setRole(ColourRole::Muted);
    m_summary->clear();
    showDetail();
}

void InspectorTampering::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isDue)
        run();
}

void InspectorTampering::run()
{
    m_isDue = false;
    const quint64 number = ++m_asked;
    whenDone(m_context.api.tamper(m_token, m_options()), this,
             [this, number](const Result<std::vector<TamperTrial>> &trials) {
                 if (number == m_asked)
                     show(trials);
             });
}

void InspectorTampering::show(const Result<std::vector<TamperTrial>> &trials)
{
    const int row = m_table->currentIndex().row();
    m_model->setTrials(trials ? *trials : std::vector<TamperTrial>());
    if (!trials) {
        m_summary->setRole(ColourRole::Muted);
        m_summary->setText(trials.error().field == QLatin1String("token")
                               ? tr("Only what has the form of a token can be tampered with.")
                               : errorText(trials.error()));
    } else if (const int accepted = m_model->acceptedChanges(); accepted > 0) {
        m_summary->setRole(ColourRole::Error);
        m_summary->setText(tr("%n changed token(s) accepted. Whoever knows the key, or guesses it, "
                              "can forge tokens.",
                              nullptr, accepted));
    } else {
        m_summary->setRole(ColourRole::Ok);
        m_summary->setText(tr("%n change(s) tried, none accepted.", nullptr, m_model->changes()));
    }
    if (m_model->rowCount() > 0)
        m_table->selectRow(row >= 0 && row < m_model->rowCount() ? row : 0);
    showDetail();
}

void InspectorTampering::showDetail()
{
    const TamperTrial *trial = m_model->trial(m_table->currentIndex().row());
    m_inspect->setEnabled(trial != nullptr);
    m_copy->setText(trial != nullptr ? trial->token : QString());
    m_detail->setText(trial == nullptr ? QString()
                                       : QString(verdictText(trial->sentence) + u'\n'
                                                 + QString::fromUtf8(trial->answer.body)));
}

} // namespace tokendesk::ui
