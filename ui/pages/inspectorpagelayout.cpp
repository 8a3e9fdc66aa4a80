// SPDX-License-Identifier: GPL-3.0-or-later
// How the inspector page is put together.
#include "server/runtime/inspectionjson.h"
#include "ui/models/checksmodel.h"
#include "ui/models/claimsmodel.h"
#include "ui/pages/inspectorcompare.h"
#include "ui/pages/inspectorfacts.h"
#include "ui/pages/inspectorpage.h"
#include "ui/pages/inspectorremarks.h"
#include "ui/pages/inspectorsigning.h"
#include "ui/pages/inspectortampering.h"
#include "ui/widgets/copybutton.h"
#include "ui/widgets/momentbar.h"
#include "ui/widgets/readonlytable.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/tokenview.h"
#include "ui/widgets/verifykeybox.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QHeaderView>
#include <QJsonDocument>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>

namespace tokendesk::ui {
namespace {

QWidget *scrolled(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(content);
    return area;
}

} // namespace

QWidget *InspectorPage::makeInputArea()
{
    auto *area = new QWidget(this);
    m_token = new TokenView(theme(), area);
    m_token->input()->setAcceptDrops(false); // the window takes them, and replaces the text
    auto *label = new QLabel(tr("&Paste a token, an Authorization header or a curl command"), area);
    label->setBuddy(m_token->input());
    auto *paste = new QPushButton(theme().icon(QStringLiteral("paste")), tr("Paste"), area);
    paste->setObjectName(QStringLiteral("pasteButton"));
    paste->setToolTip(tr("Replace the text by what is on the clipboard"));
    m_clear = new QPushButton(theme().icon(QStringLiteral("close")), tr("Clear"), area);
    m_clear->setObjectName(QStringLiteral("clearButton"));
    m_clear->setToolTip(tr("Forget the text and the secret"));
    m_clear->setEnabled(false);
    m_choice = new QComboBox(area);
    m_choice->setObjectName(QStringLiteral("tokenChoice"));
    m_choice->setAccessibleName(tr("Which of the tokens found"));
    m_choice->hide();
    m_stripped = new RoleLabel(theme(), ColourRole::Muted, {}, area);
    m_stripped->setObjectName(QStringLiteral("strippedText"));
    m_stripped->hide();
    connect(paste, &QPushButton::clicked, this, &InspectorPage::paste);
    connect(m_clear, &QPushButton::clicked, this, &InspectorPage::clearAll);

    auto *top = new QHBoxLayout;
    top->addWidget(label, 1);
    top->addWidget(m_choice);
    top->addWidget(paste);
    top->addWidget(m_clear);
    auto *layout = new QVBoxLayout(area);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(top);
    layout->addWidget(m_token);
    layout->addWidget(m_stripped);
    return area;
}

QWidget *InspectorPage::makeResultLine()
{
    auto *line = new QWidget(this);
    m_resultLine = line;
    line->setObjectName(QStringLiteral("resultLine"));
    m_resultIcon = new QLabel(line);
    m_resultWord = new RoleLabel(theme(), ColourRole::Ok, {}, line);
    m_resultWord->setObjectName(QStringLiteral("resultWord"));
    QFont bold = m_resultWord->font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    m_resultWord->setFont(bold);
    m_resultText = new QLabel(line);
    m_resultText->setObjectName(QStringLiteral("resultText"));
    m_resultText->setTextFormat(Qt::PlainText);
    m_resultText->setWordWrap(true);
    m_resultText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_resultCause = new RoleLabel(theme(), ColourRole::Muted, {}, line);
    m_resultCause->setObjectName(QStringLiteral("resultCause"));
    m_resultCause->setAccessibleName(tr("Code of the reason"));
    m_resultCause->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_resultCause->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copyReport = new CopyButton(theme(), {}, tr("Copy a report without the signature"), line);
    m_copyReport->setObjectName(QStringLiteral("copyReport"));
    m_copyReport->setSecret(true); // claims are about people
    m_copyAs = makeCopyMenu(line);

    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->addWidget(m_resultIcon);
    layout->addWidget(m_resultWord);
    layout->addWidget(m_resultText, 1);
    layout->addWidget(m_resultCause);
    layout->addWidget(m_copyReport);
    layout->addWidget(m_copyAs);
    return line;
}

QWidget *InspectorPage::makePartBox(const QString &title, const char *tableName, ClaimsModel *model,
                                    CopyButton *copy, RoleLabel *note)
{
    auto *box = new QWidget(this);
    auto *label = new QLabel(title, box);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    QTableView *table = makeReadOnlyTable(QLatin1String(tableName), model, box);
    table->setAccessibleName(title);
    table->horizontalHeader()->setSectionResizeMode(ClaimsModel::Name,
                                                    QHeaderView::ResizeToContents);
    table->horizontalHeader()->resizeSection(ClaimsModel::Value, 230);
    note->setWordWrap(true);
    note->hide();
    auto *head = new QHBoxLayout;
    head->addWidget(label);
    head->addStretch(1);
    head->addWidget(copy);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(head);
    layout->addWidget(note);
    layout->addWidget(table, 1);
    return box;
}

QWidget *InspectorPage::makeTokenView()
{
    m_copyHeader = new CopyButton(theme(), {}, tr("Copy the header as JSON"), this);
    m_copyHeader->setObjectName(QStringLiteral("copyHeader"));
    m_copyPayload = new CopyButton(theme(), {}, tr("Copy the payload as JSON"), this);
    m_copyPayload->setObjectName(QStringLiteral("copyPayload"));
    m_copyPayload->setSecret(true);
    m_headerNote = new RoleLabel(theme(), ColourRole::Error, {}, this);
    m_headerNote->setObjectName(QStringLiteral("headerNote"));
    m_payloadNote = new RoleLabel(theme(), ColourRole::Error, {}, this);
    m_payloadNote->setObjectName(QStringLiteral("payloadNote"));
    auto *parts = new QSplitter(Qt::Vertical, this);
    parts->addWidget(
        makePartBox(tr("Header"), "headerTable", m_header, m_copyHeader, m_headerNote));
    parts->addWidget(
        makePartBox(tr("Payload"), "claimsTable", m_claims, m_copyPayload, m_payloadNote));
    parts->setStretchFactor(0, 1); // three members of a header are in sight
    parts->setStretchFactor(1, 2);
    parts->setChildrenCollapsible(false);

    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("inspectorTabs"));
    QTableView *checks = makeReadOnlyTable(QStringLiteral("checksList"), m_checks, m_tabs);
    checks->setAccessibleName(tr("Checks in their order"));
    checks->setSelectionBehavior(QAbstractItemView::SelectRows);
    checks->horizontalHeader()->setSectionResizeMode(ChecksModel::Outcome,
                                                     QHeaderView::ResizeToContents);
    checks->horizontalHeader()->setStretchLastSection(false);
    checks->horizontalHeader()->setSectionResizeMode(ChecksModel::What, QHeaderView::Stretch);
    checks->horizontalHeader()->resizeSection(ChecksModel::Why, 150);
    m_answers = new InspectorAnswers(theme(), m_tabs);
    m_facts = new InspectorFacts(context(), m_tabs);
    connect(m_facts, &InspectorFacts::endWanted, this, &InspectorPage::endSession);
    m_remarks = new InspectorRemarks(theme(), m_tabs);
    m_tabs->addTab(checks, tr("Checks"));
    m_tabs->addTab(scrolled(m_answers), tr("Answers"));
    m_tabs->setTabToolTip(1, tr("What verify, refresh and profile would answer to this token"));
    m_tabs->addTab(scrolled(m_facts), tr("Session"));
    m_tabs->setTabToolTip(2, tr("Session and user of the token"));
    m_tabs->addTab(scrolled(m_remarks), tr("Remarks"));
    m_tabs->setTabToolTip(3, tr("What is unwise about this token, accepted or not"));
    m_tabs->setUsesScrollButtons(true);

    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->addWidget(parts);
    m_splitter->addWidget(m_tabs);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    return m_splitter;
}

QWidget *InspectorPage::makeDetails()
{
    auto *details = new QWidget(this);
    m_moment = new MomentBar(theme(), context().clock, details);
    m_key = new VerifyKeyBox(theme(), context().prompter, VerifyKeyBox::Purpose::Verify, details);
    const auto optionsNow = [this] { return options(); };
    m_compare = new InspectorCompare(context(), optionsNow, details);
    m_signing = new InspectorSigning(context(), details);
    m_tampering = new InspectorTampering(context(), optionsNow, details);
    connect(m_signing, &InspectorSigning::inspectWanted, this, &InspectorPage::inspectExactly);
    connect(m_tampering, &InspectorTampering::inspectWanted, this, &InspectorPage::inspectExactly);

    m_views = new QTabWidget(details);
    m_views->setObjectName(QStringLiteral("inspectorViews"));
    m_views->setDocumentMode(true);
    m_views->addTab(makeTokenView(), tr("Token"));
    m_views->addTab(m_compare, tr("Compare"));
    m_views->addTab(m_signing, tr("Edit and Sign"));
    m_views->addTab(m_tampering, tr("Tampering Lab"));

    // What is signed is judged nowhere: there the key that signs is the only one.
    connect(m_views, &QTabWidget::currentChanged, this, [this] {
        const bool isJudged = m_views->currentWidget() != m_signing;
        m_moment->setVisible(isJudged);
        m_key->setVisible(isJudged);
    });

    auto *layout = new QVBoxLayout(details);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_views, 1);
    layout->addWidget(m_moment);
    layout->addWidget(m_key);
    return details;
}

QPushButton *InspectorPage::makeCopyMenu(QWidget *parent)
{
    auto *button = new QPushButton(tr("Copy As"), parent);
    button->setObjectName(QStringLiteral("copyAs"));
    button->setFlat(true);
    auto *menu = new QMenu(button);
    const auto add = [this, menu](const char *name, const QString &text, auto make) {
        QAction *action = menu->addAction(text);
        action->setObjectName(QLatin1String(name));
        connect(action, &QAction::triggered, this, [this, make] { copy(make(m_inspection)); });
    };
    add("copyJson", tr("&JSON Without the Signature"), [](const Inspection &inspection) {
        return QString::fromUtf8(QJsonDocument(toJson(inspection)).toJson(QJsonDocument::Indented));
    });
    add("copyMarkdown", tr("&Markdown Without the Signature"), &inspectionReport);
    add("copyRedacted", tr("Markdown, &Redacted"),
        [](const Inspection &inspection) { return inspectionReport(redacted(inspection)); });
    menu->addSeparator();
    add("copyToken", tr("The &Token Itself"),
        [](const Inspection &inspection) { return inspection.token; });
    button->setMenu(menu);
    return button;
}

QJsonObject InspectorPage::saveState() const
{
    return {{QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())}};
}

void InspectorPage::restoreState(const QJsonObject &state)
{
    m_splitter->restoreState(
        QByteArray::fromBase64(state.value(QLatin1String("splitter")).toString().toLatin1()));
}

} // namespace tokendesk::ui
