// SPDX-License-Identifier: GPL-3.0-or-later
// How the inspector page is put together.
#include "ui/models/checksmodel.h"
#include "ui/models/claimsmodel.h"
#include "ui/pages/inspectorfacts.h"
#include "ui/pages/inspectorpage.h"
#include "ui/widgets/copybutton.h"
#include "ui/widgets/momentbar.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/tokenview.h"
#include "ui/widgets/verifykeybox.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFontDatabase>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>

namespace tokendesk::ui {
namespace {

/// A read-only table whose cells can be copied with Ctrl+C.
QTableView *makeTable(const char *name, QAbstractItemModel *model, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setObjectName(QLatin1String(name));
    table->setModel(model);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 8);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto *copy = new QAction(QCoreApplication::translate("InspectorPage", "&Copy Cell"), table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QAction::triggered, table, [table] {
        const QModelIndex index = table->currentIndex();
        const QVariant raw = index.data(ClaimsModel::RawRole);
        const bool value =
            index.column() == ClaimsModel::Value && raw.userType() == QMetaType::QString;
        copyToClipboard(value ? raw.toString() : index.data().toString());
    });
    table->addAction(copy);
    table->setContextMenuPolicy(Qt::ActionsContextMenu);
    return table;
}

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
    top->addWidget(label);
    top->addStretch(1);
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

    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->addWidget(m_resultIcon);
    layout->addWidget(m_resultWord);
    layout->addWidget(m_resultText, 1);
    layout->addWidget(m_resultCause);
    layout->addWidget(m_copyReport);
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
    QTableView *table = makeTable(tableName, model, box);
    table->setAccessibleName(title);
    table->horizontalHeader()->setSectionResizeMode(ClaimsModel::Name,
                                                    QHeaderView::ResizeToContents);
    table->horizontalHeader()->resizeSection(ClaimsModel::Value, 270);
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

QWidget *InspectorPage::makeDetails()
{
    auto *details = new QWidget(this);
    m_copyHeader = new CopyButton(theme(), {}, tr("Copy the header as JSON"), details);
    m_copyHeader->setObjectName(QStringLiteral("copyHeader"));
    m_copyPayload = new CopyButton(theme(), {}, tr("Copy the payload as JSON"), details);
    m_copyPayload->setObjectName(QStringLiteral("copyPayload"));
    m_headerNote = new RoleLabel(theme(), ColourRole::Error, {}, details);
    m_headerNote->setObjectName(QStringLiteral("headerNote"));
    m_payloadNote = new RoleLabel(theme(), ColourRole::Error, {}, details);
    m_payloadNote->setObjectName(QStringLiteral("payloadNote"));
    auto *parts = new QSplitter(Qt::Vertical, details);
    parts->addWidget(
        makePartBox(tr("Header"), "headerTable", m_header, m_copyHeader, m_headerNote));
    parts->addWidget(
        makePartBox(tr("Payload"), "claimsTable", m_claims, m_copyPayload, m_payloadNote));
    parts->setStretchFactor(0, 2);
    parts->setStretchFactor(1, 5);
    parts->setChildrenCollapsible(false);

    auto *tabs = new QTabWidget(details);
    tabs->setObjectName(QStringLiteral("inspectorTabs"));
    QTableView *checks = makeTable("checksList", m_checks, tabs);
    checks->setAccessibleName(tr("Checks in their order"));
    checks->setSelectionBehavior(QAbstractItemView::SelectRows);
    checks->horizontalHeader()->setSectionResizeMode(ChecksModel::Outcome,
                                                     QHeaderView::ResizeToContents);
    checks->horizontalHeader()->setStretchLastSection(false);
    checks->horizontalHeader()->setSectionResizeMode(ChecksModel::What, QHeaderView::Stretch);
    checks->horizontalHeader()->resizeSection(ChecksModel::Why, 150);
    m_answers = new InspectorAnswers(theme(), tabs);
    m_facts = new InspectorFacts(context(), tabs);
    tabs->addTab(checks, tr("Checks"));
    tabs->addTab(scrolled(m_answers), tr("Answers Now"));
    tabs->setTabToolTip(1, tr("What verify, refresh and profile would answer to this token"));
    tabs->addTab(scrolled(m_facts), tr("Session and User"));

    m_splitter = new QSplitter(Qt::Horizontal, details);
    m_splitter->addWidget(parts);
    m_splitter->addWidget(tabs);
    m_splitter->setStretchFactor(0, 5);
    m_splitter->setStretchFactor(1, 4);
    m_splitter->setChildrenCollapsible(false);
    m_moment = new MomentBar(theme(), context().clock, details);
    m_key = new VerifyKeyBox(theme(), details);

    auto *layout = new QVBoxLayout(details);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_moment);
    layout->addWidget(m_key);
    return details;
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
